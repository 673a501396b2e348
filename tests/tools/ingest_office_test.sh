#!/usr/bin/env bash
# DOCX and ODT are refused with a clear message where LibreOffice is not installed, and what hangs or makes nothing in its place harms
# nothing. With the real one: ingest_office_slow_test.sh.
set -euo pipefail
source tests/tools/ingest_common.sh
mkdir "$work/in" "$work/one" "$work/tmp"
export TMPDIR=$work/tmp
/usr/bin/python3 tests/tools/office_documents.py "$work/in"

# Not installed.
export BANTHUEK_SOFFICE=$work/none
ingest 1 --jobs 1 "$work/in" --db "$work/a.db"
for name in memo.docx memo.odt sheet.xlsx; do expect "$name without LibreOffice" "$(outcome "$work/a.db" $name)" unsupported; done
expect "message" "$(sqlite3 "$work/a.db" "SELECT message FROM ledger WHERE path LIKE '%.docx'")" \
  "$work/in/memo.docx: this is an office document (DOCX, ODT), for which LibreOffice is needed; install it with \`tools/setup office\`, or save it as PDF"

# In its place one that knows none of its options, and one that makes nothing. The cage is tested from inside in office_test.cpp.
cp "$work/in/memo.docx" "$work/one/"
BANTHUEK_SOFFICE=/usr/bin/yes ingest 1 --jobs 1 "$work/one" --db "$work/b.db"
[[ $(outcome "$work/b.db" memo.docx) =~ ^(timed_out|damaged)$ ]] || fail "one that knows no option: $(outcome "$work/b.db" memo.docx)"
BANTHUEK_SOFFICE=/bin/true ingest 1 --jobs 1 "$work/one" --db "$work/c.db"
expect "one that makes nothing" "$(outcome "$work/c.db" memo.docx)" damaged
expect "its message" "$(sqlite3 "$work/c.db" 'SELECT message FROM ledger')" \
  "$work/one/memo.docx: LibreOffice makes no PDF of it; open it in a word processor and save it as PDF"

# What a killed coordinator leaves goes with the next conversion; what another one holds stays.
mkdir "$TMPDIR/banthuek-office-left" "$TMPDIR/banthuek-office-held"
touch -d "1 hour ago" "$TMPDIR"/banthuek-office-*
exec 8<"$TMPDIR/banthuek-office-held"; flock 8
BANTHUEK_SOFFICE=/bin/true ingest 1 --jobs 1 "$work/one" --db "$work/d.db"
expect "folders left" "$(ls "$TMPDIR")" banthuek-office-held
exec 8<&-; rmdir "$TMPDIR/banthuek-office-held"

[ -z "$(ls "$TMPDIR")" ] || fail "a folder is left: $(ls "$TMPDIR")"
echo "office documents without LibreOffice: all as they must be"
