#!/usr/bin/env bash
# `banthuek schemas check`: the shipped schemas hold; a broken layout stops with exit 2 and a message that shows the place.
set -euo pipefail
banthuek=${BANTHUEK:-build/banthuek}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$banthuek" schemas check | grep -q 'all hold'
"$banthuek" schemas check --json | grep -q '"offices": 7850'

printf '[layout]\nname = "new"\nabout = "A test."\nvershion = 2\n' > "$work/new.toml"
code=0
"$banthuek" schemas check "$work/new.toml" 2> "$work/message" || code=$?
[ $code = 2 ] || { echo "exit $code, not 2"; exit 1; }
grep -q "new.toml:4: unknown key 'vershion'; perhaps 'version'" "$work/message"
grep -q '^  \^$' "$work/message"

# Another folder of schemas by the environment; one that is not there stops before any work.
code=0
BANTHUEK_SCHEMAS="$work/none" "$banthuek" schemas check 2> "$work/message" || code=$?
[ $code = 2 ] && grep -q 'no such folder' "$work/message"
