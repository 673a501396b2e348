#!/usr/bin/env bash
# `banthuek schemas check`: the shipped schemas hold; a broken layout stops with exit 2 and a message that shows the place.
set -euo pipefail
banthuek=${BANTHUEK:-build/banthuek}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$banthuek" schemas check | grep 'all hold' >/dev/null
"$banthuek" schemas check --json | grep '"offices": 7850' >/dev/null

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

# `schemas diff` says which stored values changed rules would change, from the pages as they were recognised, and writes nothing.
cp -r schemas "$work/schemas"
"$banthuek" ingest --db "$work/a.db" samples/catchwords/born-digital.pdf 2> /dev/null
"$banthuek" schemas diff schemas "$work/schemas" --db "$work/a.db" | grep '^0 of 1 documents in 1 files would change, in 0 values; nothing was written$' >/dev/null
before=$(sha256sum < "$work/a.db")
/usr/bin/python3 - "$work/schemas/layouts/memo.toml" <<'PY'
import re, sys
text = open(sys.argv[1], encoding="utf8").read()
cut, n = re.subn(r'\[\[rule\]\]\nfinds = "memo.telephone"\n.*?\n\n', "", text, flags=re.S)
assert n == 1
open(sys.argv[1], "w", encoding="utf8").write(cut)
PY
"$banthuek" schemas diff schemas "$work/schemas" --db "$work/a.db" > "$work/diff"
grep -q '  memo/telephone: .* -> (none)$' "$work/diff"
"$banthuek" schemas diff schemas "$work/schemas/layouts/memo.toml" --db "$work/a.db" --json > "$work/diff.json"
/usr/bin/python3 - "$work/diff.json" <<'PY'
import json, sys
d = json.load(open(sys.argv[1]))
paths = {v["path"]: v for c in d["changes"] for v in c["values"]}
assert paths["memo/telephone"]["after"] is None and paths["memo/telephone"]["before"]["rule"].startswith("memo/"), paths
assert not any(p.startswith("measures/") for p in paths), paths
PY
[ "$before" = "$(sha256sum < "$work/a.db")" ] || { echo "schemas diff wrote into the database"; exit 1; }
