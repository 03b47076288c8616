#!/bin/sh
# Gives the relay the certificate that Caddy has got for its name, and lets it read it anew, whenever there is a newer
# one. tez-turn-certificate.timer runs it every hour.
#
#   --root DIR         below this folder instead of /
set -eu

root=''
[ "${1:-}" != --root ] || root=${2:?}
place=$root/etc/turnserver
name=$(sed -n 's/^realm=//p' "$root/etc/turnserver.conf")
case $name in '' | *[!a-z0-9.-]*) echo "turn-certificate.sh: /etc/turnserver.conf names no realm" >&2 && exit 2 ;; esac

# One folder for each authority that Caddy has asked; the newest certificate is the one that it serves.
newest=''
for each in "$root"/var/lib/caddy/.local/share/caddy/certificates/*/"$name/$name.crt"; do
    [ -f "$each" ] && [ -f "${each%.crt}.key" ] || continue
    if [ -z "$newest" ] || [ "$each" -nt "$newest" ]; then newest=$each; fi
done
if [ -z "$newest" ]; then
    echo "Caddy has no certificate for $name yet"
    exit 0
fi
cmp -s "$newest" "$place/fullchain.pem" && exit 0

# The key first: a relay that reads in between finds a pair that does not fit, says so, and keeps what it has.
install -m 640 "${newest%.crt}.key" "$place/privkey.pem.new"
install -m 640 "$newest" "$place/fullchain.pem.new"
[ -n "$root" ] || chgrp turnserver "$place/privkey.pem.new" "$place/fullchain.pem.new"
mv "$place/privkey.pem.new" "$place/privkey.pem"
mv "$place/fullchain.pem.new" "$place/fullchain.pem"
systemctl kill --signal=SIGUSR2 coturn
echo "The relay has the certificate of $name"
