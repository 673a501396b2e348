#!/usr/bin/env bash
# DOCX and ODT through the real LibreOffice in its cage: they are read like the PDF of them, in archives too, and known the second time.
set -euo pipefail
source tests/tools/ingest_common.sh
[ -n "${BANTHUEK_SOFFICE:-$(command -v soffice)}" ] || { echo "SKIPPED: LibreOffice is not installed (tools/setup office)"; exit 77; }
mkdir "$work/in" "$work/one" "$work/tmp"
export TMPDIR=$work/tmp
/usr/bin/python3 tests/tools/office_documents.py "$work/in"

# Refused first, as if it were not installed; installed, the same command takes them in, and a spreadsheet is refused still.
BANTHUEK_SOFFICE=$work/none ingest 1 --jobs 1 "$work/in" --db "$work/a.db"
ingest 1 --jobs 1 "$work/in" --db "$work/a.db"
for name in memo.docx memo.odt; do [[ $(outcome "$work/a.db" $name) =~ ^done ]] || fail "$name: $(sqlite3 "$work/a.db" 'SELECT outcome, message FROM ledger')"; done
expect "a spreadsheet" "$(outcome "$work/a.db" sheet.xlsx)" unsupported
expect "its text" "$(sqlite3 "$work/a.db" "SELECT count(*) FROM pages WHERE text LIKE '%ส่วนราชการ สำนักปลัด เทศบาลตำบลตัวอย่าง%'")" 2
"$BANTHUEK" verify --db "$work/a.db" >/dev/null || fail verify
# Inside an archive too, and known the second time.
(cd "$work/in" && /usr/bin/python3 -m zipfile -c "$work/one/both.zip" memo.odt)
ingest 0 --jobs 1 "$work/one" --db "$work/d.db"
[[ $(outcome "$work/d.db" '!memo.odt') =~ ^done ]] || fail "in an archive: $(outcome "$work/d.db" '!memo.odt')"
ingest 0 --jobs 1 "$work/one" --db "$work/d.db"
expect "a second run" "$(sqlite3 "$work/d.db" 'SELECT max(attempts) FROM ledger')" 1
[ -z "$(ls "$TMPDIR")" ] || fail "a folder is left: $(ls "$TMPDIR")"
echo "office documents: all as they must be"
