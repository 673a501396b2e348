"""Random documents about the assessment (ITA) as varied offices publish it, with what misleads: score tables of many bodies and of one, results told in
letters, checklists of the OIT, plans of several years, papers without a year of their own. Their words: samples/kinds.toml.

Each is a function of a `Sheet` (kinds.py), which calls it, and gives what the functions there give; beside that `scores`, the rows that a table of bodies
must give, and `oit`, the items. Scores are of 100, or weighted 30, 30 and 40; levels as ../../schemas/vocabularies/levels.toml bounds them.
"""
import csv
import functools

import draw
from markup import thai
from variation import chance, pick

LETTERS = [(95, "AA"), (85, "A"), (75, "B"), (65, "C"), (55, "D"), (50, "E"), (0, "F")]
KEYS = ("iit", "eit", "oit")
SHORTS = {"องค์การบริหารส่วนตำบล": "อบต.", "เทศบาลตำบล": "ทต."}
HEADS = {"iit": ["IIT", "คะแนน IIT", "แบบวัด IIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "IIT\n(๓๐ คะแนน)", "ผลคะแนน\nIIT", "ภายใน\n(IIT)"],
         "eit": ["EIT", "คะแนน EIT", "แบบวัด EIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", "EIT\n(๓๐ คะแนน)", "ผลคะแนน\nEIT", "ภายนอก\n(EIT)"],
         "oit": ["OIT", "คะแนน OIT", "แบบวัด OIT", "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)", "OIT\n(๔๐ คะแนน)", "ผลคะแนน\nOIT", "เปิดเผยข้อมูล\n(OIT)"]}
MISREAD = [("IlT", "ElT", "0IT"), ("lIT", "EIT", "OlT"), ("IT", "EIT", "OI T"), ("HT", "BT", "OTT")]  # of the three heads, by a recogniser
TOTALS = ["คะแนนรวม", "รวม", "ผลคะแนน", "คะแนน ITA", "คะแนนรวม\n(๑๐๐)", "ผลคะแนน ITA", "คะแนนเฉลี่ย", "ค่าคะแนน\nITA", "ผลรวม", "คะแนนที่ได้"]
LEVELS = ["ระดับ", "ระดับผลการประเมิน", "ผลการประเมิน", "ระดับคะแนน", "เกรด", "Rating", "ระดับ\nITA"]
BODIES = ["หน่วยงาน", "ชื่อหน่วยงาน", "อปท.", "รายชื่อหน่วยงาน", "หน่วยงานที่เข้ารับการประเมิน", "ชื่อ", "หน่วยงานภาครัฐ"]


def level_of(parts, total, year):
    """The level of a total, of parts out of 100: letters to 2565, then words, which ask each part."""
    if year <= 2565:
        return next(name for low, name in LETTERS if total >= low)
    if total < 85:
        return "ต้องปรับปรุง" if total >= 70 else "ต้องปรับปรุงโดยด่วน"
    return next(name for low, name in [(95, "ผ่านดีเยี่ยม"), (85, "ผ่านดี"), (0, "ผ่าน")] if min(*parts, total) >= low)


def figure(value):
    return thai(f"{value:.2f}")


def bodies(s, many):
    """So many names of bodies of one sort or two, some with the short form of their kind."""
    rng, out = s.rng, []
    sort = pick(rng, [["tambon", "municipality"], ["tambon"], ["college"], ["school"], ["hospital"]])
    short = chance(rng, 0.2)
    while len(out) < many:
        name = pick(rng, s.words["body"][pick(rng, sort)]["names"]).format(place=s.place())
        for word, abbreviation in SHORTS.items() if short else ():
            name = name.replace(word, abbreviation)
        if name not in out:
            out.append(name)
    return out


def scored(s, name, weighted):
    """A body's row: what stands in the cells, and the record."""
    rng = s.rng
    if chance(rng, 0.08):
        return dict.fromkeys((*KEYS, "total", "level"), "-"), {"organisation": name, **dict.fromkeys((*KEYS, "total", "level"))}
    low = pick(rng, [40, 70, 84, 93])
    parts = [min(100.0, round(float(rng.uniform(low, 100)), 2)) for _ in KEYS]
    shown = [round(p * w, 2) for p, w in zip(parts, (0.3, 0.3, 0.4))] if weighted else parts
    total = round(sum(shown) if weighted else 0.3 * parts[0] + 0.3 * parts[1] + 0.4 * parts[2] + 1e-9, 2)
    level = level_of(parts, total, s.year)
    record = {"organisation": name, **dict(zip(KEYS, shown)), "total": total, "level": level}
    return {k: figure(v) if isinstance(v, float) else v for k, v in record.items() if k != "organisation"}, record


def pictured(text):
    """A heading that no text layer holds: hidden under a stamp or drawn as a picture."""
    return "[[" + text.replace("\n", "") + "]]"


def score_columns(s, weighted, with_parts):
    rng = s.rng
    style = int(rng.integers(len(HEADS["iit"]))) if not weighted else pick(rng, [0, 1, 4, 6])
    heads = {k: HEADS[k][style] for k in KEYS} | {"total": pick(rng, TOTALS), "level": pick(rng, LEVELS), "organisation": pick(rng, BODIES)}
    trouble = pick(rng, [None, None, None, "misread", "hidden parts", "hidden all", "no head"])
    if trouble == "misread":
        heads |= dict(zip(KEYS, pick(rng, MISREAD)))
    elif trouble:
        for k in KEYS if trouble == "hidden parts" else heads:
            heads[k] = pictured(heads[k]) if trouble != "no head" else ""
    widths = {"organisation": 34, "total": 12, "level": 14, "iit": 12, "eit": 12, "oit": 12}
    parts = list(KEYS) if with_parts else []
    order = pick(rng, [[*parts, "total", "level"]] * 3 + [["total", "level", *parts], [*parts, "level", "total"], ["total", *parts, "level"], [*parts[::-1], "total", "level"]])
    over = pick(rng, [None, None, "ผลการประเมิน", "คะแนนรายแบบวัด", f"ผลการประเมิน ITA ปี {thai(s.year)}"]) if with_parts and trouble is None else None
    columns = [{"key": k, "head": heads[k], "width": widths[k], **({"over": over} if over and (k in KEYS or over.startswith("ผล")) else {})} for k in order]
    first = [{"key": "organisation", "head": heads["organisation"], "width": 34}]
    if chance(rng, 0.25):
        first.append({"key": "district", "head": pick(rng, ["อำเภอ", "จังหวัด"]), "width": 12})
    if chance(rng, 0.85):
        first.insert(0, {"key": "no", "head": pick(rng, ["ที่", "ลำดับ", "ลำดับที่", "อันดับ"]), "width": 7})
    last = [{"key": "note", "head": pick(rng, ["หมายเหตุ", "ผ่าน/ไม่ผ่าน", "ผลเทียบเกณฑ์"]), "width": 12}] if chance(rng, 0.25) else []
    return first + columns + last, trouble


def rating_rows(s, names, weighted):
    """Rows as they are drawn and records of them, with means of others, sums and groups between."""
    rng, rows, records = s.rng, [], []
    mean = lambda: {"organisation": s.one("ratings", "means"), **{k: figure(rng.uniform(20 if weighted else 60, 30 if weighted else 99)) for k in KEYS}, "total": figure(rng.uniform(60, 96)), "level": pick(rng, ["", "-", "A"])}
    groups = chance(rng, 0.2)
    for i, name in enumerate(names):
        if groups and i % 5 == 0:
            rows.append({"group_row": pick(rng, ["อำเภอ{}", "เขตอำเภอ{}"]).format(pick(rng, s.bank["places"]).split("|")[0])})
        cells, record = scored(s, name, weighted)
        total = record["total"]
        rows.append({"no": i + 1, "organisation": name, "district": s.district, "note": "" if total is None else pick(rng, ["ผ่าน" if total >= 85 else "ไม่ผ่าน", ""]), **cells})
        records.append(record)
    for _ in range(int(rng.integers(0, 3))):
        rows.insert(pick(rng, [len(rows), len(rows), 0]), mean())
    return rows, records


def heading_of(s, part):
    return s.one(part, "titles").split("|")


def ratings(s):
    """Score tables of many bodies: heads reworded, misread or hidden, over two rows; means of others; pages and tables without heads."""
    rng, records, blocks = s.rng, [], []
    title = heading_of(s, "ratings")
    wide = chance(rng, 0.3)
    blocks.append({"kind": "heading", "text": "\n".join(title), "landscape": wide})
    if chance(rng, 0.4):
        blocks.append(s.paragraph(s.one("result", "others")))
    weighted, with_parts = chance(rng, 0.5), chance(rng, 0.85)
    columns, trouble = score_columns(s, weighted, with_parts)
    tables = pick(rng, [1, 1, 1, 2, 3])
    for n in range(tables):
        rows, made = rating_rows(s, bodies(s, int(rng.integers(4, 9) if tables > 1 else rng.integers(6, 26))), weighted)
        for record in made:
            record.update({k: None for k in (KEYS if not with_parts else ())})
        if tables == 1 and len(rows) > 12 and chance(rng, 0.6):
            rows.insert(int(rng.integers(6, len(rows) - 2)), {"cut": True, "catchword": pick(rng, ["", "/๑๓. ..."])})
        if n and chance(rng, 0.5):
            blocks.append({"kind": "heading", "align": "left", "text": pick(rng, ["ประเภท เทศบาลตำบล", "กลุ่มที่ ๒", f"จังหวัด{s.province} (ต่อ)"]), "landscape": wide})
        bare = n > 0 and chance(rng, 0.4)
        blocks.append({"kind": "grid", "columns": columns, "rows": rows, "repeat_header": chance(rng, 0.4), "number": pick(rng, ["{n}", "{n}.", "({n})"]), "landscape": wide, "headless": bare or trouble == "no head"})
        records += made
    if chance(rng, 0.5):
        blocks.append(s.paragraph(s.one("result", "others")))
    made = s.made(["table", "report", "other"], blocks, title, s.year, titles=[title[0]], organisation=False, scores=records)
    return made | {"accepted": [None, f"จังหวัด{s.province}", f"{s.province}"], "trouble": trouble}


def transposed(s):
    """Bodies side by side, an instrument a row."""
    rng, title = s.rng, heading_of(s, "ratings")
    weighted, names = chance(rng, 0.5), bodies(s, int(rng.integers(2, 5)))
    columns, records = [], []
    for name in names:
        cells, record = scored(s, name, weighted)
        columns.append(cells)
        records.append(record)
    style = int(rng.integers(len(HEADS["iit"])))
    labels = {k: HEADS[k][style].replace("\n", " ") for k in KEYS} | {"total": pick(rng, TOTALS).replace("\n", " "), "level": pick(rng, LEVELS[:5])}
    rows = [[labels[k], *[cells[k] for cells in columns]] for k in (*KEYS, "total", "level")]
    blocks = [{"kind": "heading", "text": "\n".join(title)}, s.grid([(pick(rng, ["เครื่องมือ", "แบบวัด", "รายการ", "ประเด็นการประเมิน"]), 22), *[(name, 20) for name in names]], rows)]
    made = s.made(["table", "report", "other"], blocks, title, s.year, titles=[title[0]], organisation=False, scores=records)
    return made | {"accepted": [None, f"จังหวัด{s.province}", *names]}


def by_indicator(s):
    """One office by indicator or by year, or many bodies with ten indicators each: no row of instruments."""
    rng = s.rng
    title = [f"ผลการประเมินคุณธรรมและความโปร่งใสของ{s.own}", f"ประจำปีงบประมาณ พ.ศ. {thai(s.year)}"]
    shape = pick(rng, ["indicator", "indicator", "years", "bodies", "instruments"])
    names, records = s.words["ratings"]["indicators"], []
    score = lambda: figure(rng.uniform(50, 100))
    if shape == "indicator":
        rows = [[thai(i + 1), pick(rng, [name, f"ตัวชี้วัดที่ {thai(i + 1)} {name}"]), score(), pick(rng, ["IIT", "EIT"]) if i < 8 else "OIT"] for i, name in enumerate(names)]
        grid = s.grid([("ที่", 7), ("ตัวชี้วัด", 40), (pick(rng, ["คะแนน", "คะแนนรวม", "ผลการประเมิน"]), 14), ("แบบวัด", 14)], rows + ([["", "คะแนนรวม", score(), ""]] if chance(rng, 0.5) else []))
    elif shape == "instruments":
        rows = [[f"แบบวัด {k.upper()}", pick(rng, ["๓๐", "๔๐"]), score(), "A"] for k in KEYS]
        grid = s.grid([("แบบวัด", 30), ("น้ำหนัก", 12), ("คะแนนที่ได้", 14), ("ระดับ", 14)], rows)
    elif shape == "years":
        rows = [[thai(y), score(), score(), score(), score(), pick(rng, ["A", "B", "C"])] for y in range(s.year - 4, s.year + 1)]
        grid = s.grid([(pick(rng, ["ปี", "ปีงบประมาณ", "พ.ศ."]), 16), ("IIT", 14), ("EIT", 14), ("OIT", 14), ("คะแนนรวม", 14), ("ระดับ", 14)], rows)
    else:
        many, heads = bodies(s, int(rng.integers(4, 12))), [pick(rng, ["{n}", "ตัวชี้วัดที่ {n}", "ตชว. {n}"])] * 10
        title[0], rows = f"ผลการประเมิน ITA รายตัวชี้วัดของหน่วยงานในจังหวัด{s.province}", []
        for i, name in enumerate(many):
            total = round(float(rng.uniform(50, 99)), 2)
            records.append({"organisation": name, **dict.fromkeys(KEYS), "total": total, "level": next(n for low, n in LETTERS if total >= low)})
            rows.append([thai(i + 1), name, *[score() for _ in names], figure(total), records[-1]["level"]])
        grid = s.grid([("ที่", 6), ("หน่วยงาน", 30), *[(h.format(n=thai(i + 1)), 10) for i, h in enumerate(heads)], ("คะแนนรวม", 11), ("ระดับ", 9)], rows, landscape=True)
    blocks = [{"kind": "heading", "text": "\n".join(title), "landscape": shape == "bodies"}, grid, s.paragraph(s.one("result", "others"))]
    made = s.made(["table", "report", "other"], blocks, title, s.year, titles=[title[0]], organisation=shape != "bodies", scores=records)
    return made | {"accepted": [s.own] if shape != "bodies" else [None, f"จังหวัด{s.province}"], "result_unsure": shape in ("indicator", "instruments")}


def own_result(s, told):
    """Sentences that tell the office's result of the year before, or only those of others."""
    rng = s.rng
    before = round(float(rng.uniform(45, 99)), 2)
    letter = next(name for low, name in LETTERS if before >= low)
    s.named |= {"score": figure(before), "grade": letter, "last": thai(s.year - 1), "before": thai(s.year - 2)}
    others = s.some("result", "others", 1, 3)
    at = int(rng.integers(0, len(others) + 1))
    return others[:at] + ([s.one("result", "own")] if told else []) + others[at:], {"score": before, "grade": letter, "fiscal_year": s.year - 1} if told else None


def told_result(s):
    """A memo, a letter or a report that tells the result, or does not, among means of the country, other bodies, targets and other years."""
    rng, told = s.rng, chance(s.rng, 0.75)
    texts, result = own_result(s, told)
    subject = s.one("result", "subjects")
    said = chance(rng, 0.4)
    if said:
        subject += f" ประจำปีงบประมาณ พ.ศ. {thai(s.year)}"
    form = pick(rng, ["memo", "letter", "report"])
    more = {"ita_result": result} if result else {}
    year = s.year if said else None if not said and form == "report" else [None, s.year, s.year - 1]
    if form == "memo":
        head = {"kind": "memo", "department": s.fill(pick(rng, s.body["departments"])), "reference": s.reference(), "date": s.day()[0], "subject": subject, "to": s.head}
        blocks = [head, *[s.paragraph(t) for t in texts], s.paragraph(s.one("memo", "closings")), s.signatures(s.officer())]
        return s.made("memo", blocks, subject, year, **more)
    if form == "letter":
        (day, iso), reference, to = s.day(), s.reference(), s.one("letter", "to")
        blocks = [{"kind": "letter", "reference": reference, "office": [s.own, s.address()], "date": day, "labels": [("เรื่อง", subject), ("เรียน", to)]}, *[s.paragraph(t) for t in texts],
                  s.paragraph(s.one("letter", "closings")), {"kind": "heading", "align": "middle", "text": "ขอแสดงความนับถือ"}, s.signatures(s.boss(), place="middle")]
        header = {"department": [s.own, blocks[0]["office"][1], f"{s.own} {blocks[0]['office'][1]}", None], "telephone": None, "reference": reference, "date": iso, "subject": subject, "to": to}
        return s.made("letter", blocks, subject, year, header=header, **more) | {"accepted": [s.own]}
    title = [subject, s.own]
    blocks = [{"kind": "heading", "text": "\n".join(title)}, *[s.paragraph(t) for t in texts]]
    return s.made(["report", "other"], blocks, subject, year, titles=[" ".join(title)], **more)


@functools.cache
def item_titles():
    """{year: [(code, title)]} of the list that the program ships."""
    out = {}
    with open(draw.ROOT / "schemas" / "vocabularies" / "oit-items.tsv", encoding="utf8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            out.setdefault(int(row["year"]), []).append((row["code"], row["title"]))
    return out


def checklist(s):
    """The items of the OIT with ticks, addresses or scores, under the year's codes."""
    rng = s.rng
    s.year = int(pick(rng, [2564, 2565, 2566]))
    s.named["year"] = thai(s.year)
    title, items = heading_of(s, "checklist"), item_titles()[s.year]
    first = int(rng.integers(0, 20))
    shown = items[first:first + int(rng.integers(8, 24))]
    form = pick(rng, ["O{n}", "O{t}", "O {t}", "ข้อ O{n}", "OIT {n}"])
    code = lambda c: form.format(n=c[1:], t=thai(c[1:]))
    oit = [{"code": c, "title": t} for c, t in shown]
    lines = chance(rng, 0.25)
    if lines:
        grid = {"kind": "paragraph", "text": "\n".join(f"{code(c)} {t}" for c, t in shown), "class": "flat"}
    else:
        on, off = pick(rng, [("✓", ""), ("✓", "✗"), ("มี", "ไม่มี"), ("๑๐๐", "๐"), ("100", "0")])
        ticks = [pick(rng, [on, on, off]) for _ in shown]
        heads = [(pick(rng, ["ข้อ", "รหัส", "ตัวชี้วัด"]), 9), (pick(rng, ["รายการ", "ข้อมูล", "ประเด็นการประเมิน"]), 40), (pick(rng, ["มีข้อมูล", "ผลการตรวจ", "คะแนน"]), 12)]
        rows = [[code(c), t, tick] for (c, t), tick in zip(shown, ticks)]
        if chance(rng, 0.5):
            heads.append((pick(rng, ["ลิงก์", "URL", "ที่อยู่เว็บ"]), 30))
            rows = [[*row, f"https://www.example.go.th/ita/{i + 1}"] for i, row in enumerate(rows)]
        if chance(rng, 0.4):
            heads.append(("หมายเหตุ", 16))
            rows = [[*row, pick(rng, s.words["checklist"]["notes"])] for row in rows]
        if chance(rng, 0.3):  # number and title in one cell
            heads = [(heads[1][0], 46), *heads[2:]]
            rows = [[f"{row[0]} {row[1]}", *row[2:]] for row in rows]
        grid = s.grid(heads, rows, landscape=len(heads) > 4)
        if chance(rng, 0.4):
            grid["rows"].insert(0, {"group_row": pick(rng, s.words["checklist"]["groups"])})
    blocks = [{"kind": "heading", "text": "\n".join([*title, s.own]), "landscape": not lines and grid.get("landscape", False)}, grid]
    return s.made(["form", "report", "table", "other"], blocks, title, s.year, titles=[title[0], " ".join([*title, s.own])], oit=oit)


def spanned(s):
    """A plan of several years, which has no fiscal year, or one of a year within such a plan, which has."""
    rng, first = s.rng, s.year
    end = first + 4
    s.named |= {"first": thai(first), "end": thai(end)}
    single = chance(rng, 0.3)
    title, when = s.one("span", "titles"), s.one("span", "within" if single else "forms")
    cover = chance(rng, 0.5)
    top = f"{title}\n{when}"
    blocks = [{"kind": "cover", "texts": [top, f"{s.own}\nอำเภอ{s.district} จังหวัด{s.province}"]}] if cover else [{"kind": "heading", "text": f"{top}\n{s.own}"}]
    blocks += [s.paragraph(s.fill(f"{s.own}ได้จัดทำ{title} {when} ขึ้น โดยนำผลการดำเนินงานในปีงบประมาณ พ.ศ. {{past}} มาทบทวน"), *s.some("yearless", "texts", 1, 3))]
    years = [thai(y) for y in range(first, end + 1)]
    rows = [[thai(i + 1), project, *[thai(f"{rng.integers(1, 90) * 1000:,}") for _ in years]] for i, project in enumerate(s.some("plan", "projects", 3, 6))]
    blocks.append(s.grid([("ที่", 6), ("โครงการ", 30), *[(pick(rng, ["ปี {}", "ปีงบประมาณ {}", "{}"]).format(y), 12) for y in years]], rows))
    whole = f"{title} {when}"
    return s.made(["plan", "other"], blocks, whole, s.year if single else None, titles=[title, f"{whole} {s.own}"])


def yearless(s):
    """A paper without a year of its own; its running text names years."""
    rng, title = s.rng, s.one("yearless", "titles")
    wrong = chance(rng, 0.3)  # a digit too many: no year
    top = title + (f" ประจำปีงบประมาณ พ.ศ. {thai(s.year)}{thai(rng.integers(10))}" if wrong else "")
    blocks = [{"kind": "heading", "text": f"{top}\n{s.own}"}, *[s.paragraph(t) for t in s.some("yearless", "texts", 3, 5)], s.paragraph(*s.some("project", "texts", 1, 2))]
    return s.made(["report", "plan", "other", "announcement"], blocks, top, None, titles=[title, f"{top} {s.own}"])


KINDS = {f.__name__: f for f in (ratings, transposed, by_indicator, told_result, checklist, spanned, yearless)}
