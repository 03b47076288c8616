#!/bin/sh
# In the container `turn-certificate`, which sees the relay's processes: all that turn-certificate.sh asks of systemctl.
# RELAY_PID is the relay's number there.
set -eu
[ "$*" = 'kill --signal=SIGUSR2 coturn' ] || { echo "container-systemctl.sh: $* is not known here" >&2 && exit 2; }
kill -s USR2 "${RELAY_PID:?is the number of the process of the relay}"
