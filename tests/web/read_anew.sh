#!/usr/bin/env bash
# A correction made at the desk stands after the file is read anew by a program that reads otherwise.
# usage: read_anew.sh URL DATABASE FILE
set -euo pipefail
url=$1 db=$2 file=$3
: "${BANTHUEK:=build/banthuek}"
subject() { curl -s "$url/api/v1/documents/$key" | python3 -c 'import json, sys; print(json.load(sys.stdin)["memo"]["subject"])'; }
sha=$(sha256sum "$file" | cut -d' ' -f1)
key=$("$BANTHUEK" query --db "$db" --format json "SELECT d.key FROM documents d JOIN files f ON f.id = d.file WHERE f.sha256 = '$sha'" |
  python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["key"])')
csrf=$(curl -s "$url/documents/$key" | sed -n 's/.*name="csrf" content="\([^"]*\)".*/\1/p')
before=$(subject)
code=$(curl -s -o /dev/null -w '%{http_code}' "$url/documents/$key/correct" --data-urlencode "csrf=$csrf" -d field=memo/subject --data-urlencode "before=$before" \
  --data-urlencode "after=เรื่องที่คนแก้แล้ว" -d why=test)
[ "$code" = 303 ] || { echo "FAILED: the correction is answered $code"; exit 1; }
# As if another version had read it: what is kept of it does not count any more.
python3 - "$db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=30)
db.execute("UPDATE readings SET versions = '{\"banthuek\":\"0.0.0\"}' WHERE id = (SELECT max(id) FROM readings)")
db.execute("UPDATE readings SET settings = settings || ' '")
db.commit()
PY
"$BANTHUEK" ingest --db "$db" "$file" 2>"$db.again" || [ $? = 1 ]
grep -Eq '(^|[^0-9])[1-9][0-9]* pages' "$db.again" || { echo "FAILED: nothing was read anew: $(cat "$db.again")"; exit 1; }
after=$(subject)
[ "$after" = "เรื่องที่คนแก้แล้ว" ] || { echo "FAILED: after reading anew the subject is '$after'"; exit 1; }
echo "read anew: the correction stands"
