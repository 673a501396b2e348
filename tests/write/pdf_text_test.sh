#!/usr/bin/env bash
# A searchable PDF's text, selected in Poppler, is the text that was read, word for word. In Chromium: pdf_text_slow_test.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/write/searchable_text.sh
poppler() { pdftotext "$1" -; }
all_same poppler
echo "the same in Poppler"
