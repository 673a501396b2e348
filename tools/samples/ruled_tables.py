"""Random tables as offices draw them, one or two on a page, each with its grid: what `tools/bench grids` reads and scores.

A table is what it holds (people, budget lines, scores, means of a survey, months, checklist, long text, groups, counts, schedule, purchases, form,
risk matrix, blank form)
times how it is drawn (which rules, whose heads are filled, spans, empty cells, turned heads, size, landscape). `draw(folder, number, seed)` gives [Paper].
"""
import collections
import functools
import html
import json
import pathlib
import sys
import tomllib

import numpy as np
from kinds import Sheet
from markup import thai
from variation import chance, pick

HERE = pathlib.Path(__file__).resolve().parent
Paper = collections.namedtuple("Paper", "name rules content tables path")
# A table as its underlying grid: cells[r][c] is a text, or None where a cell above or at its left spans over it.
Table = collections.namedtuple("Table", "heads rows widths")

RULES = ["all", "all", "all", "thin", "dotted", "double", "thick frame", "open sides", "rows", "three lines", "frame", "columns", "none"]
MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]


@functools.cache
def phrases():
    bank = tomllib.loads((HERE.parents[1] / "samples" / "bank.toml").read_text(encoding="utf8"))["measure"]
    return {k: [m[k].replace("\n", " ") for m in bank.values()] for k in ("title", "method", "responsible", "result")}


def number(s, value, places=None):
    text = f"{value:,.{places}f}" if places is not None else f"{value:,}"
    return thai(text) if s.thai_digits else text


def order_of(s, items):
    return [items[i] for i in s.rng.permutation(len(items))]


def people(s):
    heads = ["ลำดับที่", "ชื่อ - สกุล", "ตำแหน่ง", "สังกัด", "หมายเหตุ"]
    rows = [[number(s, k + 1), s.name(), pick(s.rng, ["กรรมการ", "นักวิชาการศึกษา", "เจ้าพนักงานธุรการ", "นายช่างโยธา", "ประธานกรรมการ"]),
             pick(s.rng, phrases()["responsible"]), pick(s.rng, ["", "", "", "ลาออก"])] for k in range(s.rng.integers(4, 15))]
    return Table([heads], rows, [9, 30, 26, 22, 13])


def budget(s):
    heads = pick(s.rng, [[["รายการ", "งบประมาณ", "เบิกจ่ายแล้ว", "คงเหลือ", "ร้อยละ"]],
                         [["รายการ", "งบประมาณ (บาท)", None, None, "ร้อยละ"], [None, "ได้รับ", "เบิกจ่าย", "คงเหลือ", None]]])
    rows = []
    for what in order_of(s, ["ค่าตอบแทน", "ค่าใช้สอย", "ค่าวัสดุ", "ค่าสาธารณูปโภค", "ค่าครุภัณฑ์", "ค่าที่ดินและสิ่งก่อสร้าง", "เงินอุดหนุน", "งบกลาง"])[:int(s.rng.integers(3, 9))]:
        given = int(s.rng.integers(20, 4000)) * 500
        spent = given * int(s.rng.integers(30, 101)) // 100
        rows.append([what, number(s, given), number(s, spent), number(s, given - spent) if given > spent else "-", number(s, 100 * spent / given, 2)])
    if chance(s.rng, 0.7):
        rows.append(["รวมทั้งสิ้น", number(s, 4_215_000), number(s, 3_990_250), number(s, 224_750), number(s, 94.67, 2)])
    return Table(heads, rows, [36, 18, 18, 16, 12])


def scores(s):
    years = [s.year - 2, s.year - 1, s.year]
    heads = [["ตัวชี้วัด", *[f"ปี {number(s, y)}".replace(",", "") for y in years], "ผลต่าง", "ระดับ"]]
    names = ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน",
             "ประสิทธิภาพการสื่อสาร", "การปรับปรุงระบบการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"]
    rows = [[f"{number(s, k + 1)}. {name}", *[number(s, float(v), 2) for v in s.rng.uniform(60, 100, 3)], pick(s.rng, ["+", "-"]) + number(s, float(s.rng.uniform(0, 9)), 2),
             pick(s.rng, ["ผ่าน", "ผ่านดี", "ไม่ผ่าน", "ผ่านดีเยี่ยม"])] for k, name in enumerate(names[:int(s.rng.integers(4, 11))])]
    return Table(heads, rows, [38, 12, 12, 12, 12, 14])


def means(s):
    heads = pick(s.rng, [[["รายการประเมิน", "x̄", "S.D.", "แปลผล"]], [["ประเด็น", "ระดับความพึงพอใจ", None, None, None, None, "ค่าเฉลี่ย"], [None, *[number(s, k) for k in (5, 4, 3, 2, 1)], None]]])
    asked = ["ขั้นตอนการให้บริการชัดเจน", "เจ้าหน้าที่สุภาพและเต็มใจ", "สถานที่สะอาดสะดวก", "ระยะเวลาเหมาะสม", "ช่องทางติดต่อหลากหลาย", "ข้อมูลที่ได้รับถูกต้อง", "ความเสมอภาคในการให้บริการ"]
    wide = len(heads) == 2
    rows = []
    for k, text in enumerate(order_of(s, asked)[:int(s.rng.integers(3, 8))]):
        mean = number(s, float(s.rng.uniform(2.8, 4.9)), 2)
        rows.append([f"{number(s, k + 1)}. {text}", *([number(s, int(v)) if v else "-" for v in s.rng.integers(0, 90, 5)] if wide else []), mean,
                     *([] if wide else [number(s, float(s.rng.uniform(0.3, 1.1)), 2), pick(s.rng, ["มาก", "มากที่สุด", "ปานกลาง"])])])
    if chance(s.rng, 0.6):
        rows.append(["รวม", *(["-"] * 5 if wide else []), number(s, 4.21, 2), *([] if wide else [number(s, 0.58, 2), "มาก"])])
    return Table(heads, rows, [40, *[8] * 5, 14] if wide else [52, 14, 14, 20])


def months(s):
    heads = [["ที่", "กิจกรรม", f"พ.ศ. {thai(s.year - 1)}", None, None, f"พ.ศ. {thai(s.year)}", *[None] * 8, "ผู้รับผิดชอบ"], [None, None, *MONTHS, None]]
    rows = []
    for k in range(s.rng.integers(3, 9)):
        first = int(s.rng.integers(0, 10))
        last = min(11, first + int(s.rng.integers(0, 5)))
        rows.append([number(s, k + 1), pick(s.rng, phrases()["title"]), *[pick(s.rng, ["✓", "✓", "/", "■"]) if first <= m <= last else "" for m in range(12)], pick(s.rng, phrases()["responsible"])])
    return Table(heads, rows, [5, 25, *[4.6] * 12, 15])


def checklist(s):
    heads = pick(s.rng, [[["ข้อ", "รายการ", "มี", "ไม่มี", "หมายเหตุ"]], [["ข้อ", "รายการ", "ผลการตรวจ", None, "หมายเหตุ"], [None, None, "มี", "ไม่มี", None]]])
    rows = []
    for k, text in enumerate(order_of(s, ["โครงสร้างหน่วยงาน", "ข้อมูลผู้บริหาร", "อำนาจหน้าที่", "แผนยุทธศาสตร์", "ข้อมูลการติดต่อ", "กฎหมายที่เกี่ยวข้อง", "ข่าวประชาสัมพันธ์", "ถาม - ตอบ (Q&A)", "แผนการจัดซื้อจัดจ้าง"])[:int(s.rng.integers(4, 10))]):
        has = chance(s.rng, 0.8)
        rows.append([f"O{k + 1}" if chance(s.rng, 0.5) else number(s, k + 1), text, "✓" if has else "", "" if has else "✓", ""])
    return Table(heads, rows, [9, 46, 10, 10, 25])


def long_text(s):
    heads = [["มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ", "ผลการดำเนินงาน"]]
    return Table(heads, [[pick(s.rng, phrases()[k]) for k in ("title", "method", "responsible", "result")] for _ in range(s.rng.integers(2, 5))], [22, 34, 16, 28])


def grouped(s):
    """The first column spans the rows of its group."""
    heads = [["ด้าน", "โครงการ/กิจกรรม", "งบประมาณ", "หน่วยงาน"]]
    rows = []
    for side in order_of(s, ["ด้านการสร้างวัฒนธรรมสุจริต", "ด้านการบริหารโปร่งใส", "ด้านการมีส่วนร่วม", "ด้านกลไกตรวจสอบ"])[:int(s.rng.integers(2, 4))]:
        for k in range(s.rng.integers(2, 4)):
            rows.append([None if k else side, pick(s.rng, phrases()["title"]), number(s, int(s.rng.integers(2, 90)) * 1000), pick(s.rng, phrases()["responsible"])])
    return Table(heads, rows, [22, 42, 16, 20])


def counts(s):
    """Rows over all columns name the group of those below."""
    heads = [["ข้อมูลทั่วไป", "จำนวน (คน)", "ร้อยละ"]]
    rows = []
    for name, kinds in [("เพศ", ["ชาย", "หญิง"]), ("อายุ", ["ต่ำกว่า 20 ปี", "20 - 40 ปี", "41 - 60 ปี", "มากกว่า 60 ปี"]), ("ระดับการศึกษา", ["ประถมศึกษา", "มัธยมศึกษา", "ปริญญาตรี", "สูงกว่าปริญญาตรี"])][:int(s.rng.integers(1, 4))]:
        rows.append([name, None, None])
        rows += [[k, number(s, int(s.rng.integers(3, 300))), number(s, float(s.rng.uniform(2, 70)), 2)] for k in kinds]
    return Table(heads, rows, [50, 25, 25])


def schedule(s):
    heads = [["เวลา", "กิจกรรม", "สถานที่"]]
    rows, hour = [], 8
    for what in ["ลงทะเบียน", "พิธีเปิดการอบรม", "บรรยาย เรื่อง ธรรมาภิบาลกับการป้องกันการทุจริต", "รับประทานอาหารกลางวัน", "แบ่งกลุ่มระดมความคิดเห็น", "สรุปผลและปิดการอบรม"][:int(s.rng.integers(4, 7))]:
        rows.append([f"{thai(f'{hour:02}')}.{thai('00')} - {thai(f'{hour + 1:02}')}.{thai('00')} น.", what, pick(s.rng, ["ห้องประชุมชั้น ๒", "ศาลาประชาคม", "หอประชุม"])])
        hour += 1
    return Table([heads[0]] if chance(s.rng, 0.8) else [], rows, [24, 50, 26])


def purchases(s):
    heads = [["ลำดับ", "งานที่จัดซื้อจัดจ้าง", "วงเงิน (บาท)", "ราคากลาง", "วิธีซื้อ", "ผู้ได้รับคัดเลือก", "เหตุผล", "เลขที่สัญญา"]]
    rows = [[number(s, k + 1), pick(s.rng, ["จ้างเหมาบริการทำความสะอาด", "ซื้อวัสดุสำนักงาน", "ซ่อมแซมรถยนต์ส่วนกลาง", "จ้างพิมพ์แผ่นพับ", "ซื้อหมึกพิมพ์"]), *[number(s, float(v), 2) for v in [int(s.rng.integers(2, 90)) * 500] * 2],
             "เฉพาะเจาะจง", pick(s.rng, ["ร้านรุ่งเรืองพาณิชย์", "หจก. ทรัพย์เจริญ", s.name()]), "ราคาต่ำสุด", f"{number(s, k + 11)}/{thai(s.year)}"] for k in range(s.rng.integers(3, 8))]
    return Table(heads, rows, [6, 22, 12, 12, 11, 16, 10, 11])


def form(s):
    """Two columns, names and values; some are blank."""
    names = ["ชื่อหน่วยงาน", "วัน/เดือน/ปี", "หัวข้อ", "รายละเอียดข้อมูล", "Link ภายนอก", "หมายเหตุ"]
    values = [s.own, s.day()[0], pick(s.rng, phrases()["title"]), pick(s.rng, phrases()["method"]), "", ""]
    return Table([], [[n, v] for n, v in zip(names, values)][:int(s.rng.integers(4, 7))], [30, 70])


def matrix(s):
    heads = [["โอกาส/ผลกระทบ", *[number(s, k) for k in range(1, 6)]]]
    rows = [[number(s, a), *[pick(s.rng, ["ต่ำ", "ปานกลาง", "สูง", "สูงมาก"]) + f" ({number(s, a * b)})" for b in range(1, 6)]] for a in range(5, 0, -1)]
    return Table(heads, rows, [20, *[16] * 5])


def blank(s):
    heads = pick(s.rng, [["ที่", "รายการ", "จำนวน", "ราคา", "รวมเงิน", "หมายเหตุ"], ["ลำดับ", "ชื่อ - สกุล", "ลายมือชื่อ", "เวลามา", "ลายมือชื่อ", "เวลากลับ"]])
    return Table([heads], [[number(s, k + 1), *[""] * 5] for k in range(s.rng.integers(3, 12))], [8, 32, 15, 15, 15, 15])


CONTENTS = [people, budget, scores, means, months, checklist, long_text, grouped, counts, schedule, purchases, form, matrix, blank]


def spans(cells, covered, r, c):
    """(rows, columns) of the cell at r, c: what is None at its right and not another's, and below where the whole row of it is None."""
    right = 1
    while c + right < len(cells[r]) and cells[r][c + right] is None and (r, c + right) not in covered:
        right += 1
    below = 1
    while r + below < len(cells) and all(cells[r + below][k] is None for k in range(c, c + right)) and (c > 0 or right < len(cells[r])):
        below += 1
    return below, right


def as_html(table, style):
    """Heads and rows span only among themselves."""
    def part(rows, tag):
        out, covered = "", set()
        for r, row in enumerate(rows):
            out += "<tr>"
            for c, text in enumerate(row):
                if (r, c) in covered or text is None:
                    continue
                below, right = spans(rows, covered, r, c)
                covered |= {(r + i, c + k) for i in range(below) for k in range(right)}
                inner = html.escape(text)
                turned = tag == "th" and style["turned"] and right == 1 and 2 < c
                out += f'<{tag} rowspan="{below}" colspan="{right}"' + (' class="turned"' if turned else "") + f">{f'<span>{inner}</span>' if turned else inner}</{tag}>"
            out += "</tr>"
        return out
    columns = "".join(f'<col style="width:{100 * w / sum(table.widths):.1f}%">' for w in table.widths)
    return f"<table><colgroup>{columns}</colgroup><thead>{part(table.heads, 'th')}</thead><tbody>{part(table.rows, 'td')}</tbody></table>"


BORDERS = {
    "all": "td, th { border: 0.75pt solid black }", "thin": "td, th { border: 0.4pt solid #777 }", "dotted": "td, th { border: 0.75pt dotted black }",
    "double": "table { border: 3pt double black } td, th { border: 0.75pt solid black }", "thick frame": "td, th { border: 0.5pt solid black } table { border: 2.2pt solid black }",
    "open sides": "td, th { border: 0.75pt solid black } td:first-child, th:first-child { border-left: none } tr > :last-child { border-right: none }",
    "rows": "td, th { border-top: 0.75pt solid black; border-bottom: 0.75pt solid black }",
    "three lines": "table { border-top: 1.2pt solid black; border-bottom: 1.2pt solid black } thead { border-bottom: 0.75pt solid black }",
    "frame": "table { border: 0.75pt solid black } thead { border-bottom: 0.75pt solid black }",
    "columns": "td, th { border-left: 0.75pt solid black; border-right: 0.75pt solid black } table { border: 0.75pt solid black } thead { border-bottom: 0.75pt solid black }",
    "none": ""}


def style_of(s, rules, contents):
    fill = pick(s.rng, ["", "", "", "th { background: #d9d9d9 }", "th { background: #cfe2f3 }", "th { background: #1f4e79; color: white }", "th { background: #fde9d9 } tbody tr:nth-child(even) td { background: #f6f6f6 }"])
    turned = "months" in contents and chance(s.rng, 0.3)
    wide = {"months", "purchases"} & set(contents)
    return {"css": BORDERS[rules] + " " + fill, "turned": turned, "landscape": bool(wide) or chance(s.rng, 0.1), "size": pick(s.rng, [11, 12] if wide else [12, 13, 14, 15, 16]),
            "padding": pick(s.rng, ["0.3mm 1.5mm", "0.8mm 1.5mm", "1.5mm 2mm"]), "align": pick(s.rng, ["left", "left", "center"]), "middle": pick(s.rng, ["top", "middle"]),
            "head_align": pick(s.rng, ["center", "center", "center", "left"])}


def page_of(s, rules, contents, font):
    style = style_of(s, rules, [c.__name__ for c in contents])
    tables = [c(s) for c in contents]
    parts = [f"<p><b>{html.escape(pick(s.rng, ['ตารางที่ ' + thai(k + 1), 'สรุปผล', 'รายละเอียด']))} {html.escape(pick(s.rng, phrases()['title']))}</b></p>{as_html(t, style)}" for k, t in enumerate(tables)]
    text = lambda: f"<p>{html.escape(pick(s.rng, phrases()['result']) + ' ' + pick(s.rng, phrases()['method']))}</p>"
    body = (text() if chance(s.rng, 0.5) else "") + text().join(parts) + (text() if chance(s.rng, 0.6) else "")
    css = (f'@page {{ size: A4 {"landscape" if style["landscape"] else "portrait"}; margin: 18mm }} body {{ font-family: "{font}"; font-size: {style["size"]}pt; line-height: 1.25 }} '
           f'table {{ border-collapse: collapse; width: 100%; table-layout: fixed; margin: 2mm 0 }} td, th {{ padding: {style["padding"]}; text-align: {style["align"]}; vertical-align: {style["middle"]}; overflow-wrap: anywhere }} '
           f'th {{ text-align: {style["head_align"]} }} .turned {{ height: 16mm }} .turned span {{ writing-mode: vertical-rl; transform: rotate(180deg); display: inline-block }} {style["css"]}')
    return f'<html lang="th"><head><meta charset="utf-8"><style>{css}</style></head><body>{body}</body></html>', tables


def draw(folder, amount, seed, fonts):
    """Papers that fit on one page; those that do not are drawn anew with the next number."""
    from makers import print_html
    from producers import environment
    folder.mkdir(parents=True, exist_ok=True)
    env, out, k = environment(folder), [], 0
    while len(out) < amount:
        rng = np.random.default_rng([seed, k])
        s = Sheet(rng)
        s.thai_digits = chance(rng, 0.7)
        rules = RULES[k % len(RULES)]
        contents = [CONTENTS[(4 * (k // len(RULES)) + k) % len(CONTENTS)]] + ([pick(rng, [people, budget, counts, schedule, form])] if chance(rng, 0.25) else [])
        page, tables = page_of(s, rules, contents, pick(rng, fonts))
        name = f"{seed:03}-{k:03}-{rules.replace(' ', '-')}-{contents[0].__name__}"
        path, truth = folder / f"{name}.pdf", folder / f"{name}.json"
        k += 1
        if not truth.is_file():
            truth.write_text(json.dumps({"pages": print_html(page, path, env), "tables": [[*t.heads, *t.rows] for t in tables]}, ensure_ascii=False))
        told = json.loads(truth.read_text())
        if told["pages"] == 1:
            out.append(Paper(name, rules, contents[0].__name__, told["tables"], path))
    return out


if __name__ == "__main__":
    for paper in draw(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), ["TH Sarabun New", "Laksaman", "Loma"]):
        print(paper.path)
