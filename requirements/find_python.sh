#!/bin/sh
# Prints the first Python 3.11 or 3.12 of this machine: $PYTHON if it is set, else the usual names.
# Each is tried by running it, because a version manager's name may lead to nothing.
for candidate in ${PYTHON:-.venv/bin/python python3.11 python3.12 python3 python}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done
found=$( (python3 --version || echo "no Python") 2>/dev/null)
echo "Tez Yordam needs Python 3.11 or 3.12; this machine has ${found:-no Python} (another one can be named: make setup PYTHON=/path/to/python3.12)." >&2
exit 1
