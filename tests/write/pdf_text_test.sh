#!/usr/bin/env bash
# A searchable PDF's text, selected in Poppler and in Chromium, is the text that was read, word for word.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${BANTHUEK:=build/banthuek}"
"$BANTHUEK" model info >/dev/null 2>&1 || { echo "SKIPPED: no model to read with"; exit 77; }
command -v pdftotext >/dev/null || { echo "SKIPPED: needs pdftotext"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
words() { tr -s ' \t\n\r\f' '\n' | sed '/^$/d' | sort | uniq -c; }
characters() { tr -d ' \t\n\r\f-' | sed 's/./&\n/g' | sort | uniq -c; }  # Poppler joins words over a line's last dash
chromium() { [ -d tools/web/node_modules/playwright-core ] && [ -x /usr/bin/chromium ]; }

# SAMPLE HOW: HOW is words or characters, each with how often it stands there; the order of places side by side is the program's own.
same() {
  "$BANTHUEK" read "samples/$1" | $2 >"$folder/read"
  "$BANTHUEK" read --format pdf "samples/$1" >"$folder/searchable.pdf"
  [ "$(wc -l <"$folder/read")" -gt 50 ] || { echo "FAILED: hardly anything was read of $1"; exit 1; }
  pdftotext "$folder/searchable.pdf" - | $2 >"$folder/poppler"
  diff "$folder/read" "$folder/poppler" || { echo "FAILED: Poppler gives other $2 for $1"; exit 1; }
  chromium || return 0
  node tests/write/pdf_text.mjs "$folder/searchable.pdf" | $2 >"$folder/chromium"
  diff "$folder/read" "$folder/chromium" || { echo "FAILED: Chromium gives other $2 for $1"; exit 1; }
}
same running-text/scan-fax.png words
same memo-and-measures/scan-office200.pdf characters
chromium || { echo "the same in Poppler; SKIPPED: Chromium and playwright-core are not there; run tools/setup desk"; exit 77; }
echo "the same in Poppler and in Chromium"
