#!/usr/bin/env bash
# A searchable PDF's text, selected in Chromium, is the text that was read, word for word.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -d tools/web/node_modules/playwright-core ] && [ -x /usr/bin/chromium ] ||
  { echo "SKIPPED: Chromium and playwright-core are not there; run tools/setup desk"; exit 77; }
source tests/write/searchable_text.sh
chromium() { node tests/write/pdf_text.mjs "$1"; }
all_same chromium
echo "the same in Chromium"
