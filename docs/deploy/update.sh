#!/bin/sh
# Updates a service that install.sh has set up, or takes it back to the program before: one node after the other, so
# that somebody always serves. docs/deploy/README.md tells what it does and when there is no way back.
#
#   sh update.sh --wheel tez_yordam-0.0.2-py3-none-any.whl --lock runtime.lock
#   sh update.sh --back
#
#   --service 103      which service; each has a program of its own
#   --program DIR      a venv in which the new program is installed already, instead of --wheel and --lock
#   --wait 300         how long a node may take until it is ready, in seconds: migrations are part of its start
#   --root DIR         the service lies below this folder instead of /
set -eu

service=103 wheel='' lock='' program='' wait_s=300 root='' back=no

say() { printf '%s\n' "$*"; }
fail() {
    printf 'update.sh: %s\n' "$*" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    --service) service=${2:?} && shift 2 ;;
    --wheel) wheel=${2:?} && shift 2 ;;
    --lock) lock=${2:?} && shift 2 ;;
    --program) program=${2:?} && shift 2 ;;
    --wait) wait_s=${2:?} && shift 2 ;;
    --root) root=${2:?} && shift 2 ;;
    --back) back=yes && shift ;;
    *) fail "there is no option $1; the first lines of this file name them all" ;;
    esac
done
case $service in '' | *[!a-z0-9-]*) fail "$service is no id of a service: small letters, digits and - alone" ;; esac
case $wait_s in '' | *[!0-9]*) fail "$wait_s are no seconds" ;; esac

config=$root/etc/tez/$service.toml opt=$root/opt/tez
current=$opt/$service before=$opt/$service.before
[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail 'run it as root'
[ -f "$config" ] || fail "there is no $config: install.sh sets a service up"
[ -L "$current" ] || fail "$current is no link to a program: install.sh makes it"
old=$(readlink -f "$current")

# A program of this service's, as the account that serves.
as_tez() {
    if [ -n "$root" ]; then
        TEZ_CONFIG=$config "$@"
    else
        runuser -u tez -- env TEZ_CONFIG="$config" "$@"
    fi
}

# "1 nodes" have one unit, two have a second one with a port of its own.
second=$root/etc/tez/$service.tez-second.env
port_of() {
    case $1 in
    tez@*) sed -n 's/^port = \([0-9]*\).*/\1/p' "$config" ;;
    *) sed -n 's/^TEZ_PORT=\([0-9]*\).*/\1/p' "$second" ;;
    esac
}
nodes=tez@$service
[ ! -f "$second" ] || nodes="$nodes tez-second@$service"

install_program() {
    if [ -n "$program" ]; then
        new=$(readlink -f "$program")
    else
        [ -f "$wheel" ] || fail 'say where the wheel lies: --wheel FILE'
        [ -f "$lock" ] || fail 'say where the lock lies: --lock runtime.lock'
        version=$(basename "$wheel" | cut -d- -f2)
        new=$opt/venv-$version-$(cat "$wheel" "$lock" | sha256sum | cut -c1-8)
        if [ ! -e "$new/whole" ]; then
            say "The program $version"
            rm -rf "$new"
            python3 -m venv "$new"
            "$new/bin/pip" install --quiet --require-hashes -r "$lock"
            "$new/bin/pip" install --quiet --no-deps "$wheel"
            : >"$new/whole"
        fi
    fi
    [ -x "$new/bin/tez" ] || fail "there is no program in $new; nothing was changed"
    [ "$new" != "$old" ] || fail "this is the program that runs; nothing was changed"
}

# What the database has and the program knows: "same", "older" (the program would migrate it), "newer" or "empty".
schema_for() { as_tez "$1/bin/tez" journal schema --word; }

# Whether a program can read what the other one has written; it says itself what it cannot.
reads() { as_tez "$1/bin/tez" journal readable; }

switch_to() {
    ln -sfn "$1" "$current.new"
    mv -T "$current.new" "$current"
}

# Whether the node at this port is ready before the time is over.
ready() {
    "$old/bin/python" - "http://127.0.0.1:$1/readyz" "$wait_s" <<'EOF'
import sys, time, urllib.error, urllib.request

until = time.monotonic() + float(sys.argv[2])
while True:
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=5) as answer:
            sys.exit(0 if answer.status == 200 else 1)
    except (urllib.error.URLError, OSError):
        if time.monotonic() > until:
            sys.exit(1)
        time.sleep(0.2)
EOF
}

# One node after the other takes the program that the link names. Prints the one that did not become ready.
replace() {
    for node in $nodes; do
        systemctl restart "$node" || :
        if ! ready "$(port_of "$node")"; then
            failed=$node
            return 1
        fi
        say "  $node is ready"
    done
}

go_back() {
    [ -L "$before" ] || fail 'there is no program before this one; nothing was changed'
    new=$(readlink -f "$before")
    state=$(schema_for "$new") || fail "$new cannot look at the database; nothing was changed"
    [ "$state" = same ] || fail "the database was migrated since: the program before cannot use it. Only a restored backup leads back (docs/deploy/README.md); nothing was changed"
    reads "$new" || fail 'the program before cannot read what was written since. Only a restored backup leads back (docs/deploy/README.md); nothing was changed'
    say "Back to $new"
    switch_to "$new"
    ln -sfn "$old" "$before"
    replace || fail "$failed does not become ready: see journalctl -u $failed"
    say 'Done.'
}

update() {
    install_program
    as_tez "$new/bin/tez" config check || fail 'the new program cannot be served with this configuration; nothing was changed'
    state=$(schema_for "$new") || fail 'the new program cannot look at the database; nothing was changed'
    case $state in
    same) say 'No migration: `update.sh --back` takes the program before.' ;;
    older) say 'This update migrates the database. Once the first node has started there is no way back but a restored backup.' ;;
    newer) fail 'the database is newer than this program; nothing was changed' ;;
    *) fail "the database is $state; nothing was changed" ;;
    esac
    reads "$new" || fail 'the new program cannot read what is in the database; nothing was changed'
    say 'A backup'
    as_tez "$old/bin/tez" backup || fail 'no backup could be made; nothing was changed'
    say 'One node after the other'
    switch_to "$new"
    ln -sfn "$old" "$before"
    replace || stopped
    say "Done: $new. The program before stays in $old."
}

# The first node has not become ready, or the second has not. The other one serves on.
stopped() {
    others=$(printf '%s\n' $nodes | grep -vx "$failed" || :)
    if [ "$(schema_for "$old" 2>/dev/null || :)" = same ]; then
        switch_to "$old"
        rm -f "$before"
        systemctl restart "$failed" || :
        fail "$failed did not become ready with the new program within $wait_s s and was given the old one back; ${others:-no other node} was left as it is. See journalctl -u $failed"
    fi
    fail "$failed did not become ready within $wait_s s, and the database is migrated: the old program cannot take its place. ${others:-No other node} was left as it is. See journalctl -u $failed"
}

case $back in
yes) go_back ;;
*) update ;;
esac
