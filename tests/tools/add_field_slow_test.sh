#!/usr/bin/env bash
# A field is added to a record in a copy of the tree: the member, its line in fields.h and a column in a migration are all that changes by hand.
# It is then stored, read back, exported, corrected and described.
set -euo pipefail
fail() { echo "FAILED: $*" >&2; exit 1; }
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
git rev-parse --git-dir >/dev/null 2>&1 || { echo "SKIPPED: not a git work tree"; exit 77; }
git ls-files -z --cached --others --exclude-standard | xargs -0 -I{} sh -c '[ ! -e "$1" ] || cp --parents -P "$1" "$2/"' _ {} "$work"
cd "$work"

sed -i 's/^  MaybeField department, telephone, reference, date, subject, to;$/  MaybeField department, telephone, reference, date, subject, to, secrecy;/' extractors/types/record.h
sed -i 's/^  visit(FieldInfo{"subject"}, m.subject);$/&\n  visit(FieldInfo{"secrecy"}, m.secrecy);/' extractors/types/fields.h
last=$(find schemas/migrations -name '0*.sql' -printf '%f\n' | sort | tail -1)
next=$(printf '%04d' $((10#${last%%_*} + 1)))
printf 'ALTER TABLE documents ADD COLUMN secrecy TEXT;\n' > "schemas/migrations/${next}_secrecy.sql"
changed=$(for folder in extractors pipeline schemas; do diff -rq "$root/$folder" $folder || true; done | wc -l)
[ "$changed" -le 3 ] || fail "$changed files had to change, not three"
[ "$changed" -eq 3 ] || fail "the copy was not changed as meant: $changed files"

cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build build --target banthuek extractors_types_test > build.log 2>&1 || { tail -30 build.log >&2; fail "the copy does not build"; }
BANTHUEK_ACCEPT=1 build/tests/extractors_types_test --gtest_filter='ExportSchema*' >/dev/null
grep -q '"secrecy"' schemas/export.schema.json || fail "the schema of the export does not name it"
build/banthuek ingest --db a.db samples/two-memos/born-digital.pdf 2>/dev/null
key=$(build/banthuek query --db a.db --format csv 'SELECT key FROM documents ORDER BY first_page LIMIT 1' | tail -1 | tr -d "\r")
build/banthuek correct --db a.db "$key" memo/secrecy ลับมาก --who test --why "it is stamped" >/dev/null
build/banthuek export --db a.db --format json | /usr/bin/python3 -c '
import json, sys
documents = json.load(sys.stdin)["documents"]
assert documents[0]["memo"]["secrecy"] == "ลับมาก", documents[0]["memo"]
assert documents[1]["memo"]["secrecy"] is None'
[ "$(build/banthuek query --db a.db --format csv 'SELECT secrecy FROM documents WHERE secrecy IS NOT NULL' | tail -1 | tr -d '\r')" = ลับมาก ] || fail "no column holds it"
build/banthuek verify --db a.db >/dev/null || fail "the database does not verify"
echo "added a field by three files"
