#!/bin/sh
# Puts a service of Tez Yordam on a bare Debian 12, as docs/deploy/README.md tells. Run again, it changes nothing that a
# person has changed: what is there stays.
#
#   sh install.sh --domain 103.example.uz --wheel tez_yordam-0.0.1-py3-none-any.whl --lock runtime.lock
#
#   --service 103      the service's id; a second service on this machine has another one, and another --port
#   --port 8103        where it listens on this machine; its second node listens ten ports above
#   --nodes 2          1: no second node, and nobody serves while the one is updated
#   --public-ip IP     the address by which devices reach the relay, where this machine's own is translated
#   --root DIR         write below this folder instead of /
#   --files-only       write the files, and touch nothing else of the machine
set -eu

service=103 port=8103 domain='' wheel='' lock='' public_ip='' root='' nodes=2 machine=yes
here=$(cd "$(dirname "$0")" && pwd)

say() { printf '%s\n' "$*"; }
fail() {
    printf 'install.sh: %s\n' "$*" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    --service) service=${2:?} && shift 2 ;;
    --port) port=${2:?} && shift 2 ;;
    --nodes) nodes=${2:?} && shift 2 ;;
    --domain) domain=${2:?} && shift 2 ;;
    --wheel) wheel=${2:?} && shift 2 ;;
    --lock) lock=${2:?} && shift 2 ;;
    --public-ip) public_ip=${2:?} && shift 2 ;;
    --root) root=${2:?} && shift 2 ;;
    --files-only) machine=no && shift ;;
    *) fail "there is no option $1; the first lines of this file name them all" ;;
    esac
done
[ -n "$domain" ] || fail 'say by which name people reach the service: --domain 103.example.uz'
case $domain in *[!a-z0-9.-]*) fail "$domain is no name of a machine" ;; esac
case $service in '' | *[!a-z0-9-]*) fail "$service is no id of a service: small letters, digits and - alone" ;; esac
case $port in '' | *[!0-9]*) fail "$port is no port" ;; esac
case $nodes in 1 | 2) ;; *) fail "$nodes nodes: one or two" ;; esac
if [ "$machine" = yes ]; then
    [ "$(id -u)" = 0 ] || fail 'run it as root'
    [ -f "$wheel" ] || fail 'say where the wheel lies: --wheel FILE'
    [ -f "$lock" ] || fail 'say where the lock lies: --lock runtime.lock'
fi

etc=$root/etc/tez data=$root/var/lib/tez/$service backups=$root/var/backups/tez/$service
config=$etc/$service.toml database=tez_$(printf %s "$service" | tr - _)
venv=/opt/tez/$service
second=$etc/$service.tez-second.env second_port=$((port + 10))

secret() { head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# Writes standard input to a file that is not there yet, with this mode.
put() {
    if [ -e "$1" ]; then
        say "  $1 stays as it is"
        cat >/dev/null
        return
    fi
    mkdir -p "$(dirname "$1")"
    (umask 077 && cat >"$1.new")
    chmod "$2" "$1.new"
    mv "$1.new" "$1"
    say "  $1"
}

packages() {
    say 'Debian packages'
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends python3 python3-venv postgresql postgresql-client redis-server \
        coturn caddy ca-certificates espeak-ng systemd-timesyncd >/dev/null
}

account() {
    say 'The account'
    id tez >/dev/null 2>&1 || useradd --system --home-dir /var/lib/tez --shell /usr/sbin/nologin tez
    install -d -o tez -g tez -m 700 "$data" "$backups"
    install -d -o root -g tez -m 750 "$etc"
}

program() {
    say 'The program'
    if [ -e "$venv" ]; then
        say "  $venv stays as it is: update.sh updates it"
        return
    fi
    # Each version has a folder of its own, and each service a link to one: see update.sh.
    made=/opt/tez/venv-$(basename "$wheel" | cut -d- -f2)-$(cat "$wheel" "$lock" | sha256sum | cut -c1-8)
    if [ ! -e "$made/whole" ]; then
        rm -rf "$made"
        python3 -m venv "$made"
        "$made/bin/pip" install --quiet --require-hashes -r "$lock"
        "$made/bin/pip" install --quiet --no-deps "$wheel"
        : >"$made/whole"
    fi
    ln -s "$made" "$venv"
}

postgresql_database() {
    say 'The database'
    if ! runuser -u postgres -- psql -Atqc "SELECT 1 FROM pg_roles WHERE rolname = '$database'" | grep -q 1; then
        # By standard input: a command line is read by everybody on the machine.
        printf "CREATE ROLE %s LOGIN PASSWORD '%s';\n" "$database" "$(password_of database)" |
            runuser -u postgres -- psql -q
    fi
    if ! runuser -u postgres -- psql -Atqc "SELECT 1 FROM pg_database WHERE datname = '$database'" | grep -q 1; then
        runuser -u postgres -- createdb --owner="$database" --encoding=UTF8 --template=template0 "$database"
    fi
}

# A password that stands in the configuration already.
password_of() { sed -n 's/^database_url = "postgresql+asyncpg:\/\/[^:]*:\([^@]*\)@.*/\1/p' "$config"; }

configuration() {
    say 'The configuration'
    put "$etc/$service.passphrase" 640 <<EOF
$(secret)
EOF
    shared=$root/etc/tez/turn.secret
    [ -e "$shared" ] || secret | put "$shared" 640
    put "$config" 640 <<EOF
# \`tez config show\` explains every key, \`tez config check $config\` says what is wrong.
service_id = "$service"
service_name = "$service"
data_dir = "/var/lib/tez/$service"
database_url = "postgresql+asyncpg://$database:$(secret)@127.0.0.1/$database"
redis_url = "redis://127.0.0.1:6379/0"
host = "127.0.0.1"
port = $port
public_base = "https://$domain"
trusted_proxies = "127.0.0.1"
stun_urls = "stun:$domain:3478"
turn_urls = "turn:$domain:3478?transport=udp turn:$domain:3478?transport=tcp turns:$domain:5349?transport=tcp"
turn_secret = "$(cat "$shared")"
backup_folder = "/var/backups/tez/$service"
backup_passphrase_file = "/etc/tez/$service.passphrase"
# Who carries SMS: docs/GATEWAYS.md. Until then messages stand on a page, and none is sent.
sms_gateway = "page"
EOF
}

relay() {
    say 'The relay'
    (
        umask 077
        {
            sed -e "s/^static-auth-secret=.*/static-auth-secret=$(cat "$root/etc/tez/turn.secret")/" \
                -e "s/^realm=.*/realm=$domain/" "$here/../turnserver.conf"
            [ -z "$public_ip" ] || say "external-ip=$public_ip"
        } >"$etc/turnserver.conf.new"
    )
    # Debian's package brings a file of its own, which denies nothing.
    if [ -e "$root/etc/turnserver.conf" ] && ! grep -q 'coturn beside Tez Yordam' "$root/etc/turnserver.conf"; then
        mv "$root/etc/turnserver.conf" "$root/etc/turnserver.conf.before-tez"
        say "  $root/etc/turnserver.conf.before-tez is what was there"
    fi
    put "$root/etc/turnserver.conf" 640 <"$etc/turnserver.conf.new"
    rm -f "$etc/turnserver.conf.new"
    put "$root/usr/local/lib/tez/turn-certificate.sh" 755 <"$here/turn-certificate.sh"
    mkdir -p "$root/etc/turnserver"
}

proxy() {
    say 'The proxy'
    [ "$nodes" = 2 ] && address="127.0.0.1:$second_port" || address=''
    sed -e "s/DOMAIN/$domain/g" -e "s/PORT/$port/g" -e "s/ *127.0.0.1:SECOND/${address:+ $address}/" "$here/Caddyfile" | put "$root/etc/caddy/tez/$service.caddy" 644
    if ! grep -q 'import tez/' "$root/etc/caddy/Caddyfile" 2>/dev/null; then
        mkdir -p "$root/etc/caddy"
        say 'import tez/*.caddy' >>"$root/etc/caddy/Caddyfile"
    fi
}

units() {
    say 'The units'
    for unit in tez@.service tez-backup@.service tez-backup@.timer tez-turn-certificate.service \
        tez-turn-certificate.timer; do
        put "$root/etc/systemd/system/$unit" 644 <"$here/$unit"
    done
    # The second node is the first one's unit under another name, which brings a file of its own: see tez@.service.
    put "$root/etc/systemd/system/tez-second@.service" 644 <"$here/tez@.service"
    [ "$nodes" = 1 ] || put "$second" 640 <<EOF
# What the second node has otherwise than the first; all else is in $service.toml.
TEZ_PORT=$second_port
EOF
    put "$root/etc/systemd/journald.conf.d/tez.conf" 644 <<EOF
# What the service says is kept a month, and never fills the disk.
[Journal]
SystemMaxUse=2G
MaxRetentionSec=1month
EOF
}

tez() { runuser -u tez -- env TEZ_CONFIG="$config" "$venv/bin/tez" "$@"; }

start() {
    say 'Starting'
    chown -R root:tez "$etc"
    chgrp turnserver /etc/turnserver.conf /etc/turnserver
    if [ ! -e /etc/turnserver/fullchain.pem ]; then
        # Nobody trusts this one: the relay begins to listen with it, and has Caddy's within the hour.
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$domain" \
            -keyout /etc/turnserver/privkey.pem -out /etc/turnserver/fullchain.pem 2>/dev/null
        chgrp turnserver /etc/turnserver/*.pem
        chmod 640 /etc/turnserver/*.pem
    fi
    if ! grep -q '^worker_key' "$config"; then
        tez worker add "$(hostname)" | sed -n 's/^TEZ_WORKER_KEY=\(.*\)/worker_key = "\1"\nmedia_processes = 1/p' >>"$config"
    fi
    units="tez@$service"
    if [ "$nodes" = 2 ]; then
        units="$units tez-second@$service"
        # Its media worker is one of its own: when a node ends, its rooms go to the other's.
        if ! grep -q '^TEZ_WORKER_KEY' "$second"; then
            tez worker add "$(hostname)-second" | grep '^TEZ_WORKER_KEY=' >>"$second"
        fi
    fi
    tez config check
    systemctl daemon-reload
    systemctl enable --now systemd-timesyncd redis-server postgresql coturn $units "tez-backup@$service.timer" tez-turn-certificate.timer
    systemctl restart systemd-journald coturn
    systemctl reload caddy || systemctl restart caddy
    systemctl start tez-turn-certificate.service || true
    if added=$(tez user add administrator Administrator --role administrator 2>&1); then
        say "$added"
    else
        case $added in *already_exists*) ;; *) fail "no administrator could be added: $added" ;; esac
    fi
    tez doctor || true
}

if [ "$machine" = yes ]; then
    packages
    account
    program
fi
configuration
relay
proxy
units
if [ "$machine" = yes ]; then
    postgresql_database
    start
    say "Done. People open https://$domain ; \`tez doctor\` said above what is still to be done."
else
    say 'The files are written. Packages, account, program, database and units were not touched.'
fi
