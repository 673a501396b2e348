#!/usr/bin/env bash
# Shards merged are what one process makes of the same inputs, to the byte; what does not belong together is refused.
set -euo pipefail
: "${BANTHUEK:=build/banthuek}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
ingest() { local rc=0; "$BANTHUEK" ingest "$@" 2>"$work/stderr" || rc=$?; [ $rc -le 1 ] || { cat "$work/stderr" >&2; fail "ingest $*: exit $rc"; }; }
in=$work/in
mkdir "$in"
# A scan takes ten times what a file with text takes: two of the cheapest are enough.
for sample in samples/*/born-digital.pdf samples/running-text/scan-fax.png samples/score-table/scan-turned.jpg; do
  cp "$sample" "$in/$(basename "$(dirname "$sample")")-${sample##*/}"
done
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --only good.pdf empty.pdf one-byte.pdf text-cut-05.pdf action-uri.pdf twice.pdf header-after-junk.pdf good.png good.tif >/dev/null
for name in good.pdf empty.pdf one-byte.pdf text-cut-05.pdf action-uri.pdf twice.pdf header-after-junk.pdf good.png good.tif; do cp "$work/hostile/$name" "$in/"; done
mkfifo "$in/pipe"
ingest "$in" --db "$work/one.db"
for k in 1 2 3; do ingest "$in" --db "$work/shard-$k.db" --shard $k/3 --jobs 1; done
"$BANTHUEK" merge --db "$work/merged.db" "$work"/shard-{3,1,2}.db 2>/dev/null
"$BANTHUEK" export --db "$work/one.db" --format json --provenance >"$work/one.json"
"$BANTHUEK" export --db "$work/merged.db" --format json --provenance | cmp - "$work/one.json" || fail "the merged export is another"
ledger() { sqlite3 "$1" "SELECT path, sha256, outcome, message, page_count, document_count FROM ledger ORDER BY path"; }
diff <(ledger "$work/one.db") <(ledger "$work/merged.db") || fail "the merged ledger is another"
"$BANTHUEK" verify --db "$work/merged.db" >/dev/null || fail "verify"
[ "$(find "$work" -name '*.part*')" = "" ] || fail "a part is left"
# Rows of the ledger in two shards: none.
[ "$(for k in 1 2 3; do sqlite3 "$work/shard-$k.db" 'SELECT path FROM ledger'; done | sort | uniq -d)" = "" ] || fail "an input is in two shards"

# The parts given as they are answer byte for byte as the merged database does.
export BANTHUEK_CACHE=$work/cache
parts=(--db "$work/shard-2.db" --db "$work/shard-1.db" --db "$work/shard-3.db")
sqlite3 "$work/merged.db" "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 17 FROM n WHERE i < 1500) SELECT DISTINCT trim(replace(replace(substr(text, i, 5), char(10), ' '), char(9), ' ')) q
  FROM pages, n WHERE length(q) > 2 AND q NOT GLOB '*[\"()*-]*' AND q GLOB '*[0-9ก-ฮ๐-๙]*' ORDER BY q LIMIT 200" >"$work/queries"
[ "$(wc -l <"$work/queries")" -ge 150 ] || fail "too few queries: $(wc -l <"$work/queries")"
same() { # arguments of the program
  "$BANTHUEK" "$1" --db "$work/merged.db" "${@:2}" >"$work/of-one" 2>/dev/null || true
  "$BANTHUEK" "$1" "${parts[@]}" "${@:2}" >"$work/of-parts" 2>/dev/null || fail "$*: exit $?"
  [ -s "$work/of-one" ] || fail "$*: no answer"
  cmp "$work/of-one" "$work/of-parts" || fail "$*: the parts say something else"
}
same search --file "$work/queries" --json
same search --file "$work/queries" --json --fuzzy --limit 5
same search --file "$work/queries" --json --within document --group document
same search --sort office --year 2560-2570 --in measures,pages
for question in copies statuses scores; do same audit "$question"; done
same list --json --limit 1000
same query 'SELECT * FROM measures_flat'
same query 'SELECT d.id, d.key, m.id, m.title FROM documents d JOIN measures m ON m.document = d.id'
same export --provenance
same export --format csv
[ "$(find "$work/cache" -name '*.db' | wc -l)" = 1 ] || fail "the parts were made one more than once"

refused() { # message, then arguments of merge
  local like=$1 rc=0; shift
  "$BANTHUEK" merge --db "$work/no.db" "$@" 2>"$work/stderr" || rc=$?
  [ $rc = 2 ] || fail "merge $*: exit $rc"
  # shellcheck disable=SC2053 # a pattern is what is compared with
  [[ $(cat "$work/stderr") == $like ]] || fail "merge $*: $(cat "$work/stderr")"
  [ ! -e "$work/no.db" ] || fail "merge $* left a database"
}
refused "*merge: shard 2 of 3 is missing; give all shards" "$work"/shard-{1,3}.db
refused "*shard-1.db: is shard 1/3, as is *shard-1.db; give each shard once" "$work"/shard-{1,1,2}.db
sqlite3 "$work/shard-2.db" "UPDATE settings SET value = '0' WHERE name = 'complete'"
refused "*shard-2.db: is not complete; run its *ingest --shard* again to go on" "$work"/shard-{1,2,3}.db
sqlite3 "$work/shard-2.db" "UPDATE settings SET value = '1' WHERE name = 'complete'; UPDATE settings SET value = 'x' WHERE name = 'model'"
refused "*shard-2.db: was made with another model than *shard-1.db; make all shards with the same program" "$work"/shard-{1,2,3}.db
rc=0; "$BANTHUEK" merge --db "$work/merged.db" "$work"/shard-{1,2,3}.db 2>/dev/null || rc=$?
[ $rc = 2 ] || fail "merge over a database that is there: exit $rc"
echo "shards: merged as one"
