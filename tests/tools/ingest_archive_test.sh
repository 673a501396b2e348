#!/usr/bin/env bash
# ZIP and TAR: each member is an input of its own; links, devices, climbing names and bombs harm nothing outside or beside them.
set -euo pipefail
source tests/tools/ingest_common.sh
row() { sqlite3 "$work/a.db" "SELECT outcome FROM ledger WHERE path LIKE '%$1'"; }
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --only zip-climbs-out.zip zip-bomb-200m.zip tar-links.tar tar-devices.tar tar-cut.tar zip-odd-names.zip zip-empty.zip good.png >/dev/null
mkdir "$work/in"
cp "$work"/hostile/{zip-climbs-out.zip,zip-bomb-200m.zip,tar-links.tar,tar-devices.tar,tar-cut.tar,zip-odd-names.zip,zip-empty.zip,good.png} "$work/in/"
rm -f /tmp/banthuek-climbed*.pdf
rc=0; timeout 120 "$BANTHUEK" ingest "$work/in" --db "$work/a.db" --jobs 2 2>/dev/null || rc=$?
expect "exit" $rc 1
# its one page is ink without letters, which is said
expect "the good one beside them" "$(row /good.png)" done_with_findings
expect "a link" "$(row 'tar-links.tar!a.pdf')" unsupported
[[ $(row 'tar-links.tar!c.pdf') =~ ^(done|duplicate)$ ]] || fail "the file beside the links"
expect "a device" "$(row 'tar-devices.tar!a')" unsupported
expect "a bomb" "$(row 'zip-bomb-200m.zip!a.pdf')" too_large
expect "what breaks off" "$(row /tar-cut.tar)" partly_read
expect "an archive whose members all came through" "$(row /zip-climbs-out.zip)" done
expect "an empty one" "$(row /zip-empty.zip)" done
! ls /tmp/banthuek-climbed* >/dev/null 2>&1 || fail "a member climbed out"
expect "odd names" "$(sqlite3 "$work/a.db" "SELECT count(*) FROM ledger WHERE path LIKE '%zip-odd-names.zip!%'")" 3
"$BANTHUEK" verify --db "$work/a.db" >/dev/null || fail verify
before=$(sqlite3 "$work/a.db" "SELECT path, attempts FROM ledger WHERE sha256 IS NOT NULL ORDER BY 1")
rc=0; "$BANTHUEK" ingest "$work/in" --db "$work/a.db" 2>/dev/null || rc=$?
expect "exit of a second run" $rc 1
expect "a second run" "$(sqlite3 "$work/a.db" "SELECT path, attempts FROM ledger WHERE sha256 IS NOT NULL ORDER BY 1")" "$before"
echo "archives: all as it must be"
