#!/bin/sh
# Writes what compose.yaml reads, each secret at random into a file of its own. Run again, it changes nothing that is
# there.
#
#   sh containers.sh --domain 103.example.uz --public-ip 203.0.113.7 --version 0.0.1
#
#   --own-ip IP        the address of this machine itself, where the public one is translated to it
#   --service 103      the service's id
#   --backups DIR      where backups go, best on another machine's disk: /var/backups/tez/103
#   --to DIR           write into this folder instead of the one that this file lies in
#   --files-only       leave every file to the account that runs this: nothing can be started with them then
set -eu

service=103 domain='' public_ip='' own_ip='' version='' backups='' owners=yes
here=$(cd "$(dirname "$0")" && pwd)
to=$here

say() { printf '%s\n' "$*"; }
fail() {
    printf 'containers.sh: %s\n' "$*" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    --service) service=${2:?$1 says nothing} && shift 2 ;;
    --domain) domain=${2:?$1 says nothing} && shift 2 ;;
    --public-ip) public_ip=${2:?$1 says nothing} && shift 2 ;;
    --own-ip) own_ip=${2:?$1 says nothing} && shift 2 ;;
    --version) version=${2:?$1 says nothing} && shift 2 ;;
    --backups) backups=${2:?$1 says nothing} && shift 2 ;;
    --files-only) owners=no && shift ;;
    --to) to=${2:?$1 says nothing} && shift 2 ;;
    *) fail "there is no option $1; the first lines of this file name them all" ;;
    esac
done
own_ip=${own_ip:-$public_ip} backups=${backups:-/var/backups/tez/$service}
[ -n "$domain" ] || fail 'say by which name people reach the service: --domain 103.example.uz'
[ -n "$public_ip" ] || fail 'say by which address devices reach this machine: --public-ip 203.0.113.7'
[ -n "$version" ] || fail 'say which wheel it is: --version 0.0.1'
case $domain in *[!a-z0-9.-]*) fail "$domain is no name of a machine" ;; esac
case $service in *[!a-z0-9-]*) fail "$service is no id of a service: small letters, digits and - alone" ;; esac
case $version in *[!a-z0-9.]*) fail "$version is no version" ;; esac
case $backups in /*[!A-Za-z0-9/._-]*) fail "$backups: letters, digits, / . _ and - alone" ;; /*) ;; *) fail "$backups: the whole path, from / on" ;; esac
for address in "$public_ip" "$own_ip"; do
    case $address in *[!0-9.]* | *.*.*.*.*) fail "$address is no address like 203.0.113.7" ;; *.*.*.*) ;; *) fail "$address is no address like 203.0.113.7" ;; esac
done
own=$to/own
[ "$owners" = no ] || [ "$(id -u)" = 0 ] || fail 'run it as root: each file belongs to the account of one container'

secret() { head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# An engine lays a secret into a container as it lies here: the account inside has to be the one that may read it.
belongs() { [ "$owners" = no ] || chown "$@"; }

# Writes standard input to a file that is not there yet, with this mode, for this account of a container.
put() {
    if [ -e "$1" ]; then
        say "  $1 stays as it is"
        cat >/dev/null
        return
    fi
    (umask 077 && cat >"$1.new")
    belongs "$3" "$1.new"
    chmod "$2" "$1.new"
    mv "$1.new" "$1"
    say "  $1"
}

mkdir -p "$own/turnserver"
chmod 711 "$own"

secret | put "$own/postgres.password" 400 999:999
secret | put "$own/backup.passphrase" 400 10103:10103
turn=$(secret)
[ ! -e "$own/tez.toml" ] || turn=$(sed -n 's/^turn_secret = "\(.*\)"/\1/p' "$own/tez.toml")
put "$own/tez.toml" 400 10103:10103 <<EOF
# What the nodes keep to themselves, and what you add: \`tez config show\` explains every key. What compose.yaml gives
# them besides, it gives in the environment, which wins over this file.
service_id = "$service"
service_name = "$service"
database_url = "postgresql+asyncpg://tez:$(cat "$own/postgres.password")@postgres/tez"
turn_secret = "$turn"
# Who carries SMS: docs/GATEWAYS.md. Until then messages stand on a page, and none is sent.
sms_gateway = "page"
EOF
put "$own/media.toml" 400 10103:10103 <<EOF
# The key of the media worker, as \`tez worker add\` prints it.
EOF
{
    sed -e "s/^static-auth-secret=.*/static-auth-secret=$turn/" -e "s/^realm=.*/realm=$domain/" "$here/../turnserver.conf"
    # This machine has addresses of its containers' networks too, which lead nobody anywhere.
    say "listening-ip=$own_ip"
    say "relay-ip=$own_ip"
    [ "$own_ip" = "$public_ip" ] || say "external-ip=$public_ip/$own_ip"
} | put "$own/turnserver.conf" 440 65534:65534
sed -e "s/DOMAIN/$domain/g" -e 's/127.0.0.1:PORT 127.0.0.1:SECOND/node-a:8103 node-b:8103/' "$here/Caddyfile" |
    put "$own/Caddyfile" 644 0:0
if [ ! -e "$own/turnserver/fullchain.pem" ]; then
    # Nobody trusts this one: the relay begins to listen with it, and has Caddy's soon after Caddy has got it.
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$domain" \
        -keyout "$own/turnserver/privkey.pem" -out "$own/turnserver/fullchain.pem" 2>/dev/null
    chmod 640 "$own"/turnserver/*.pem
    belongs 0:65534 "$own/turnserver" "$own"/turnserver/*.pem
fi
if [ ! -e "$backups" ]; then
    mkdir -p "$backups"
    chmod 700 "$backups"
    belongs 10103:10103 "$backups"
fi
put "$to/.env" 644 0:0 <<EOF
DOMAIN=$domain
PUBLIC_IP=$public_ip
OWN_IP=$own_ip
BACKUPS=$backups
VERSION=$version
EOF
say "Done. $own/backup.passphrase opens the backups: write it down and keep it in another house."
