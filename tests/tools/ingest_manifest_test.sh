#!/usr/bin/env bash
# --manifest: what is said of the files is held against what is read; a listed file that is not there is in the ledger; the order of two
# places of one content makes no difference.
set -euo pipefail
source tests/tools/ingest_common.sh
findings() { sqlite3 "$1" "SELECT code || ' ' || field || ' ' || reason FROM findings WHERE code LIKE 'given_%' ORDER BY 1"; }
mkdir "$work/in" "$work/other"
cp samples/memo-and-measures/born-digital.pdf "$work/in/memo.pdf"

# What agrees, however it is written, is no finding.
printf 'file,office,district,year\nmemo.pdf,อบต.หนองแสงจันทร์,อ.พิมาย,๒๕๖๕\n' >"$work/right.csv"
ingest 0 "$work/in" --manifest "$work/right.csv" --db "$work/a.db"
expect "what agrees" "$(findings "$work/a.db")" ""
# What differs is one, also where the file is known already; nothing read is altered.
printf 'file,office,district,year\nmemo.pdf,ทต.หนองแสงจันทร์,พิมาย,2564\n' >"$work/wrong.csv"
"$BANTHUEK" export --db "$work/a.db" --format json | grep -v '"code"' >"$work/before.json"
ingest 0 "$work/in" --manifest "$work/wrong.csv" --db "$work/a.db"
differs=$(findings "$work/a.db")
expect "what differs" "$differs" "given_differs fiscal_year the manifest says 2564
given_differs organisation/name the manifest says ทต.หนองแสงจันทร์"
expect "outcome" "$(sqlite3 "$work/a.db" 'SELECT outcome FROM ledger')" done_with_findings
expect "the year as read" "$(sqlite3 "$work/a.db" 'SELECT fiscal_year FROM documents')" 2565
ingest 0 "$work/in" --manifest "$work/wrong.csv" --db "$work/b.db"
expect "at once or later" "$(findings "$work/b.db")" "$differs"

# One content at two places, one listed: whichever comes first.
cp "$work/in/memo.pdf" "$work/other/copy.pdf"
ingest 0 "$work/in" "$work/other" --manifest "$work/wrong.csv" --db "$work/c.db"
ingest 0 "$work/other" "$work/in" --manifest "$work/wrong.csv" --db "$work/d.db"
expect "two places" "$(findings "$work/c.db")" "$differs"
expect "two places the other way round" "$(findings "$work/d.db")" "$differs"

# A manifest alone takes in what it lists; what is not there is in the ledger.
printf 'file;year\nin/memo.pdf;2565\nin/gone.pdf;2565\n' >"$work/list.csv"
ingest 1 --manifest "$work/list.csv" --db "$work/e.db"
expect "rows" "$(sqlite3 "$work/e.db" "SELECT count(*) FROM ledger")" 2
expect "not there" "$(sqlite3 "$work/e.db" "SELECT message FROM ledger WHERE path LIKE '%gone.pdf'")" "$work/in/gone.pdf: is not there; check the name"

# What is no manifest: nothing is done.
printf 'office,year\nx,2565\n' >"$work/none.csv"
ingest 2 "$work/in" --manifest "$work/none.csv" --db "$work/f.db"
expect "message" "$(cat "$work/stderr")" "banthuek: $work/none.csv:1: names no column \`file\`; begin with the row: file,office,district,year"
ingest 2 --db "$work/f.db"
expect "nothing given" "$(cat "$work/stderr")" "banthuek: ingest: is given nothing to take in; give files, folders or --manifest CSV"
[ ! -e "$work/f.db" ] || fail "a wrong command line made a database"
echo "manifest: all as it must be"
