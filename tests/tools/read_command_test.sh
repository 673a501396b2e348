#!/usr/bin/env bash
# banthuek read from outside: formats, messages, exit codes. Born-digital only, so that no model is needed.
set -euo pipefail
: "${BANTHUEK:=build/banthuek}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 - "$folder/memo.pdf" <<'PY'
import sys
text = "บันทึกข้อความ สำนักปลัด ๒๕๖๖"
codes = {c: 33 + i for i, c in enumerate(dict.fromkeys(text))}
shown = "".join("%02X" % codes[c] for c in text)
widths = " ".join("0" if 0xE34 <= ord(c) <= 0xE3A or 0xE47 <= ord(c) <= 0xE4E or ord(c) == 0xE31 else "400" for c in codes)
cmap = "begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n" + "".join(
    "1 beginbfchar <%02X> <%04X> endbfchar\n" % (v, ord(c)) for c, v in codes.items()) + "endcmap"
def stream(data): return f"<< /Length {len(data)} >>\nstream\n{data}\nendstream"
objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> /Contents 6 0 R >>",
           f"<< /Type /Font /Subtype /TrueType /BaseFont /Test /FirstChar 33 /LastChar {32 + len(codes)} /Widths [{widths}] /ToUnicode 5 0 R >>",
           stream(cmap), stream(f"BT /F 16 Tf 72 700 Td <{shown}> Tj ET")]
out, places = "%PDF-1.4\n", []
for i, body in enumerate(objects):
    places.append(len(out))
    out += f"{i + 1} 0 obj\n{body}\nendobj\n"
start = len(out)
out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join("%010d 00000 n \n" % p for p in places)
out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
open(sys.argv[1], "w", encoding="latin-1").write(out)
PY

fail() { echo "read_test: $*" >&2; exit 1; }
expect() { [ "$2" = "$3" ] || fail "$1: want '$2', got '$3'"; }

expect text "บันทึกข้อความ สำนักปลัด ๒๕๖๖" "$("$BANTHUEK" read "$folder/memo.pdf")"
"$BANTHUEK" read --format json "$folder/memo.pdf" | /usr/bin/python3 -c '
import json, sys
page = json.load(sys.stdin)["files"][0]["pages"][0]
assert page["source"] == "text_layer" and page["lines"][0]["words"][0]["text"] == "บันทึก", page'
for format in alto hocr; do
  "$BANTHUEK" read --format $format "$folder/memo.pdf" | /usr/bin/python3 -c 'import sys, xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())' ||
    fail "$format is no XML"
done
# The text of a searchable PDF, as Poppler finds it.
if command -v pdftotext >/dev/null; then
  "$BANTHUEK" read --format pdf "$folder/memo.pdf" >"$folder/searchable.pdf"
  expect pdf "บันทึกข้อความ สำนักปลัด ๒๕๖๖" "$(pdftotext "$folder/searchable.pdf" - | head -1)"
fi

: >"$folder/empty.pdf"
code=0
out=$("$BANTHUEK" read --format json "$folder/empty.pdf" "$folder/memo.pdf" 2>"$folder/messages") || code=$?
expect "exit code of a broken file" 1 $code
expect message "banthuek: $folder/empty.pdf: the file is empty; get it again" "$(cat "$folder/messages")"
/usr/bin/python3 -c 'import json, sys
files = json.loads(sys.argv[1])["files"]
assert files[0]["error"] and not files[1]["error"] and len(files[1]["pages"]) == 1' "$out"
code=0
"$BANTHUEK" read --format doc "$folder/memo.pdf" 2>"$folder/messages" || code=$?
expect "exit code of an unknown format" 2 $code
expect message "banthuek: read: no format 'doc'; give text, json, alto, hocr or pdf" "$(cat "$folder/messages")"
