#!/usr/bin/env bash
# Ten parts answer as the one database they are merged to, to the byte: two hundred searches in every way there is, each kind of passage, every
# audit question, lists, SQL and exports.
# usage: tests/tools/several_slow_test.sh [FOLDER]     papers of the samples, or of a folder
set -euo pipefail
: "${BANTHUEK:=build/banthuek}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
in=${1:-$work/in}
if [ $# = 0 ]; then
  mkdir "$in"
  for paper in samples/*/scan-*.pdf samples/*/born-digital.pdf; do
    sample=${paper#samples/}
    cp "$paper" "$in/${sample//\//-}"
  done
fi
parts=()
for k in {1..10}; do
  rc=0
  "$BANTHUEK" ingest "$in" --db "$work/part-$k.db" --shard "$k/10" 2>"$work/stderr" || rc=$?
  [ $rc -le 1 ] || { cat "$work/stderr" >&2; fail "part $k: exit $rc"; }
  parts+=(--db "$work/part-$k.db")
done
"$BANTHUEK" merge --db "$work/merged.db" "$work"/part-*.db 2>/dev/null
"$BANTHUEK" verify --db "$work/merged.db" >/dev/null || fail "verify"
export BANTHUEK_CACHE=$work/cache

# Words cut out of what there is, of every kind; short ones, phrases, beginnings, and what must not stand.
sqlite3 "$work/merged.db" "
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 13 FROM n WHERE i < 1500),
  texts(t) AS (SELECT text FROM pages UNION ALL SELECT title FROM measures UNION ALL SELECT method FROM measures UNION ALL SELECT name FROM signatures
    UNION ALL SELECT organisation FROM scores UNION ALL SELECT title FROM oit_items UNION ALL SELECT text FROM table_rows UNION ALL SELECT subject FROM documents),
  cut(q) AS (SELECT DISTINCT trim(replace(replace(substr(t, i, 1 + (i % 7)), char(10), ' '), char(9), ' ')) FROM texts, n)
  SELECT CASE length(q) % 5 WHEN 0 THEN '\"' || q || '\"' WHEN 1 THEN q || '*' WHEN 2 THEN q || ' OR การ' WHEN 3 THEN q || ' NOT งาน' ELSE q END
  FROM cut WHERE length(q) > 1 AND q NOT GLOB '*[\"()*-]*' AND q GLOB '*[ก-ฮa-z0-9]*' ORDER BY substr(q, 2), q LIMIT 200" >"$work/queries"
[ "$(wc -l <"$work/queries")" = 200 ] || fail "too few queries: $(wc -l <"$work/queries")"

asked=0
same() { # arguments of the program; the answers of both
  "$BANTHUEK" "$1" --db "$work/merged.db" "${@:2}" >"$work/of-one" 2>"$work/stderr" || [ $? = 1 ] || { cat "$work/stderr" >&2; fail "$*"; }
  "$BANTHUEK" "$1" "${parts[@]}" "${@:2}" >"$work/of-parts" 2>"$work/stderr" || [ $? = 1 ] || { cat "$work/stderr" >&2; fail "$*: of the parts"; }
  [ -s "$work/of-one" ] || fail "$*: no answer"
  cmp "$work/of-one" "$work/of-parts" || fail "$*: the parts say something else"
  asked=$((asked + 1))
}
many=(search --file "$work/queries" --json --limit 50)
for how in --facets --fuzzy --no-tones --no-synonyms "--within document" "--group document" "--sort year" "--sort office" "--sort score" "--page 2"; do
  # shellcheck disable=SC2086 # an option and its value
  same "${many[@]}" $how
done
for kind in measures documents persons scores items records rows pages; do
  same "${many[@]}" --in "$kind"
  same search --in "$kind" --json --limit 1000
  same search --in "$kind" --facets
done
for question in copies statuses scores spellings "follow-ups --year 2566" "missing --year 2566"; do
  # shellcheck disable=SC2086
  same audit $question --format csv
done
same list --json --limit 1000
same query 'SELECT * FROM documents_flat'
same export --format json --provenance
same export --format csv
"$BANTHUEK" export --db "$work/merged.db" --format xlsx --output "$work/one.xlsx"
"$BANTHUEK" export "${parts[@]}" --format xlsx --output "$work/parts.xlsx"
cmp "$work/one.xlsx" "$work/parts.xlsx" || fail "export as XLSX: the parts say something else"
for format in csv xlsx; do
  "$BANTHUEK" export --db "$work/merged.db" --format "$format" --tables "$work/one-$format" >/dev/null
  "$BANTHUEK" export "${parts[@]}" --format "$format" --tables "$work/parts-$format" >/dev/null
  diff -r "$work/one-$format" "$work/parts-$format" >&2 || fail "tables as $format: the parts say something else"
done
echo "ten parts answered $asked questions as one database does, 200 searches each in 18 ways"
