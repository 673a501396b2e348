#!/usr/bin/python3
"""Text layers that lie in ways of their own, through `read` and `ingest`: what is shown is what comes out, in limits of time and memory."""
import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/hostile")
try:
    from layer_pdf import HEAD, Face, Pdf, face_of, lines
except ImportError as error:
    print(f"SKIPPED: {error} (python3-fonttools)")
    sys.exit(77)

BANTHUEK = os.environ.get("BANTHUEK", "build/banthuek")
FACE, OTHER_FACE = face_of("Laksaman"), face_of("Loma")
MEMO = ["บันทึกข้อความ", "ส่วนราชการ สำนักปลัด เทศบาลตำบลบ้านคำน้ำแซบ อำเภอศรีธาตุ", "เรื่อง รายงานผลการกำกับติดตามการดำเนินงานประจำปี",
        "เรียน นายกเทศมนตรีตำบลบ้านคำน้ำแซบ", "ตามที่สำนักปลัดได้รับมอบหมายให้จัดทำคำสั่งแต่งตั้งคณะทำงาน",
        "เพื่อขับเคลื่อนการประเมิน ครั้งที่ ๒ และกำหนดผู้รับผิดชอบไว้แล้ว นั้น", "บัดนี้ การดำเนินการสิ้นสุดลง จำนวน ๑๔ กิจกรรม คิดเป็นร้อยละ ๙๓.๓๓",
        "ผู้อำนวยการกองช่าง กำชับให้ทุกฝ่ายนำผลไปใช้ ทั้งนี้ ซึ่งเป็นไปตามคำแนะนำ", "จึงเรียนมาเพื่อโปรดทราบและพิจารณา"]
ALL = "".join(MEMO)
LETTERS = [c for c in dict.fromkeys(ALL) if "ก" <= c <= "ฮ"]
MAP = b"/Type /CMap /CMapName /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"


def moved(c):
    """A table of letters that is moved by one."""
    return LETTERS[(LETTERS.index(c) + 1) % len(LETTERS)] if c in LETTERS else c


def says(table):
    pdf, face = Pdf(), Face(FACE, ALL, table)
    pdf.page(lines(face, MEMO), {"F": pdf.font(face)})
    return pdf.bytes()


def mapped(unicode=None, encoding=None):
    """Its map of letters, or of codes, is that stream: (content, entries); entries may name the stream's own number."""
    pdf, face = Pdf(), Face(FACE, ALL)
    more = {}
    for name, given in (("to_unicode", unicode), ("encoding", encoding)):
        if given:
            number = len(pdf.objects) + 1
            pdf.stream(given[0], given[1].replace(b"SELF", b"%d 0 R" % number))
            more[name] = b"/ToUnicode %d 0 R" % number if unicode else b"%d 0 R" % number
    pdf.page(lines(face, MEMO), {"F": pdf.font(face, **more)})
    return pdf.bytes()


def two_fonts(first, second, pages=1):
    pdf = Pdf()
    a, b = Face(FACE, ALL, first, b"AAAAAA+A"), Face(OTHER_FACE, ALL, second, b"BBBBBB+B")
    fonts = {"A": pdf.font(a), "B": pdf.font(b)}
    if pages == 1:
        pdf.page(lines(a, MEMO[:5], "A") + lines(b, MEMO[5:], "B", y=620), fonts)
    for page in range(pages if pages > 1 else 0):
        last = page == pages - 1
        pdf.page(lines(b if last else a, MEMO, "B" if last else "A"), {"B": fonts["B"]} if last else {"A": fonts["A"]})
    return pdf.bytes()


def backwards():
    pdf, face = Pdf(), Face(FACE, ALL)
    content = b""
    for row, text in enumerate(MEMO):
        x, shown = 60, []
        for c in text:
            shown.append(b"BT /F 16 Tf 1 0 0 1 %.2f %d Tm %s Tj ET\n" % (x, 780 - 32 * row, face.hex(c)))
            x += face.width[c] * 16 / 1000
        content += b"".join(reversed(shown))
    pdf.page(content, {"F": pdf.font(face)})
    return pdf.bytes()


def shadowed():
    pdf, face = Pdf(), Face(FACE, ALL)
    pdf.page(b"0.8 g " + lines(face, MEMO, x=62, y=778) + b"0 g " + lines(face, MEMO), {"F": pdf.font(face)})
    return pdf.bytes()


# Taken as they are, or mended by what is certain.
TAKEN = {"sound": lambda: says(None), "directions": lambda: says(lambda c: c + "\u200b"), "two-e": lambda: says(lambda c: "เเ" if c == "แ" else c),
         "long-of-ru": lambda: says(lambda c: "ๅ" if c == "า" else c), "backwards": backwards, "shadowed": shadowed}
# Read off the picture, none of it at 1.00.
READ = {"second-font-wrong": lambda: two_fonts(None, moved), "first-font-wrong": lambda: two_fonts(moved, None), "wrong-on-page-5": lambda: two_fonts(None, moved, 5),
        "exchanged": lambda: says(lambda c: {"ก": "ด", "ด": "ก"}.get(c, c)), "merged": lambda: says(lambda c: {"ด": "ค", "ต": "ค"}.get(c, c)),
        "tones-exchanged": lambda: says(lambda c: {"่": "้", "้": "่"}.get(c, c)), "all-x": lambda: says(lambda _: "x"), "all-right-to-left": lambda: says(lambda _: "\u202e"),
        "lao": lambda: says(lambda c: chr(ord(c) + 0x80) if 0xE01 <= ord(c) <= 0xE5B else c)}
# The same, and made to hang or swell.
HOSTILE = {"all-one-letter": lambda: says(lambda _: "ก"), "all-one-mark": lambda: says(lambda _: "่"), "surrogates": lambda: says(lambda _: "\ud83d"),
           "beyond-unicode": lambda: says(lambda _: "\udbff\udfff"), "ten-thousand-letters": lambda: says(lambda c: c * 10000),
           "unicode-of-20000-ranges": lambda: mapped(unicode=(HEAD + b"1 beginbfrange <0000> <FFFF> <0E01> endbfrange\n" * 20000 + b"endcmap", b"")),
           "unicode-of-100-mb": lambda: mapped(unicode=(HEAD + b"<0001> <0E01>\n" * 8000000, b"")),
           "unicode-uses-itself": lambda: mapped(unicode=(HEAD + b"/X usecmap endcmap", MAP + b" /UseCMap SELF"))}
# Codes are those of Identity-H then: the layer is right.
HOSTILE_CODES = {"encoding-uses-itself": lambda: mapped(encoding=(HEAD + b"/X usecmap endcmap", MAP + b" /UseCMap SELF")),
                 "encoding-of-4g": lambda: mapped(encoding=(b"1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange endcmap", MAP))}


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


def main():
    if not FACE or not OTHER_FACE:
        print("SKIPPED: no faces of TLWG (fonts-thai-tlwg)")
        return 77
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        cases = TAKEN | READ | HOSTILE | HOSTILE_CODES
        for name, make in cases.items():
            (folder / f"{name}.pdf").write_bytes(make())
        for name in cases:
            done = subprocess.run([BANTHUEK, "read", "--format", "json", folder / f"{name}.pdf"], capture_output=True, text=True, preexec_fn=limited)
            if done.returncode != 0:
                wrong.append(f"{name}: exit {done.returncode} {done.stderr.strip()}")
                continue
            pages = json.loads(done.stdout)["files"][0]["pages"]
            for number, page in enumerate(pages, 1):
                if page["text"].splitlines() != MEMO:
                    wrong.append(f"{name}, page {number}: {page['text'][:200]}")
            sure = [line["text"] for line in pages[-1]["lines"] if line["confidence"] == 1]
            if (name in READ or name in HOSTILE) and len(sure) > len(MEMO) / 2 + 1:
                wrong.append(f"{name}: sure of {len(sure)} lines that no code says")
        (folder / "in").mkdir()
        for name in HOSTILE | HOSTILE_CODES:
            (folder / f"{name}.pdf").rename(folder / "in" / f"{name}.pdf")
        done = subprocess.run([BANTHUEK, "ingest", "--db", folder / "a.db", "--hard-limit", "10", folder / "in"], capture_output=True, text=True)
        for path, outcome in sqlite3.connect(folder / "a.db").execute("SELECT path, outcome FROM ledger"):
            if outcome not in ("done", "done_with_findings", "duplicate"):
                wrong.append(f"{pathlib.Path(path).name}: {outcome}")
        if done.returncode != 0:
            wrong.append(f"ingest: exit {done.returncode} {done.stderr.strip()}")
    print("\n".join(wrong) if wrong else f"{len(cases)} layers")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
