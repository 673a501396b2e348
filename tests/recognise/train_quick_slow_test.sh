#!/usr/bin/env bash
# The whole recipe runs from the stock model to one that loads and knows all Thai digits; the same command goes on where it was stopped.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -f /usr/share/tesseract-ocr/5/tessdata/Thai.traineddata ] || { echo "SKIPPED: tesseract-ocr-script-thai is not installed"; exit 77; }
tools/setup --check train >/dev/null || { echo "SKIPPED: packages of the profile train are missing; tools/setup train"; exit 77; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
tools/train --quick --folder "$work/t" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
model=$work/t/tha_saraban.traineddata
[ "$(stat -c %s "$model")" -le 3000000 ] || { echo "the model is over 3 MB"; exit 1; }
combine_tessdata -u "$model" "$work/part." >/dev/null 2>&1
for character in ๐ ๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙ ำ ฿; do
  grep -q "^$character " "$work/part.lstm-unicharset" || { echo "the model does not know $character"; exit 1; }
done
tesseract tests/recognise/lines/1.png "$work/read" --tessdata-dir "$work/t" -l tha_saraban --psm 7 2>/dev/null
[ "$(wc -m < "$work/read.txt")" -gt 10 ] || { echo "the model reads nothing"; cat "$work/read.txt"; exit 1; }
first=$(sha256sum < "$model")
tools/train --quick --folder "$work/t" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
grep -q "goes on from 40 steps" "$work/log" || { echo "a second run does not go on from the first"; cat "$work/log"; exit 1; }
[ "$first" = "$(sha256sum < "$model")" ] || { echo "a second run changed the finished model"; exit 1; }
echo "1 passed, 0 failed"
