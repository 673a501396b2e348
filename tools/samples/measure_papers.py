"""Random papers that hold measures in forms of their own, and papers that look like them and hold none; words: samples/measure_papers.toml.

Announcements with lists (plain, nested, with dashes, among definitions and penalties), memos and reports in running text, tables whose columns stand in
any order under any heading, over several pages, with rows of a group, months, quarters, two heading rows or a small table a measure; and duties,
procedures, purchases, indicators, programmes, checklists, registers without a measure and blank forms. A paper is a function of `kinds.Sheet` as in
kinds.py; its `measures` are what it holds: no, title, and where the paper tells them status, responsible, period (raw). What stands below a measure as
its steps is none: of "๑. title / ๑.๑ step" the title is the measure, of "๓. มาตรการ / ๓.๑ sentence" each sentence.
"""
import functools

import draw
import variation
from kinds import Sheet
from markup import paragraphs, thai
from variation import chance, pick


@functools.cache
def words():
    import tomllib
    with open(draw.ROOT / "samples" / "measure_papers.toml", "rb") as f:
        return tomllib.load(f)


def some(s, part, key, low, high):
    items = words()[part][key]
    return [s.fill(items[i]) for i in s.rng.permutation(len(items))[:int(s.rng.integers(low, high + 1))]]


def one(s, part, key):
    return some(s, part, key, 1, 1)[0]


def known(s, low, high):
    """Measures of the bank: (title, steps, who, result)."""
    out = []
    for row in some(s, "measures", "rows", low, high):
        title, steps, who, result = row.split("|")
        out.append((title, steps.split("/"), who, result))
    return out


def head(s, key):
    """A column's heading; the bank's line breaks are where offices break them."""
    return one(s, "table", key)


def period(s):
    """As written; what it says is read by others."""
    first, last = pick(s.rng, [("ต.ค.", "ธ.ค."), ("ม.ค.", "มี.ค."), ("ต.ค.", "มี.ค."), ("พ.ย.", "พ.ย.")])
    before, year = s.year - 1, s.year
    a, b = (before if m in ("ต.ค.", "พ.ย.", "ธ.ค.") else year for m in (first, last))
    return pick(s.rng, [f"{first} {thai(a)} - {last} {thai(b)}", f"{first} {thai(a % 100)} - {last} {thai(b % 100)}", "ตลอดปีงบประมาณ", f"ไตรมาสที่ {thai(s.rng.integers(1, 5))}",
                        f"ปีงบประมาณ พ.ศ. {thai(year)}", "ทุกไตรมาส", f"ภายในเดือนมีนาคม {thai(year)}"])


def cell(text, tag="td", rows=1, columns=1, style=""):
    spans = (f" rowspan={rows}" if rows > 1 else "") + (f" colspan={columns}" if columns > 1 else "")
    return f'<{tag}{spans} style="{style}">{paragraphs(text) if text else ""}</{tag}>'


def table(s, heads, rows, widths, repeat=None, wide=None, rules="full"):
    """A ruled table. heads: rows of texts or (text, rows, columns); a row of None texts: spanned from above; a row of one text: over all columns."""
    repeat = chance(s.rng, 0.6) if repeat is None else repeat
    row_of = lambda row, tag: "<tr>" + "".join(cell(*([c] if isinstance(c, str) else [c[0]]), tag, *(c[1:] if isinstance(c, tuple) else ())) for c in row if c is not None) + "</tr>"
    over = lambda row: f'<tr class="group">{cell(row[0], columns=len(widths))}</tr>' if len(row) == 1 and len(widths) > 1 else row_of(row, "td")
    top = "".join(row_of(row, "th") for row in heads)
    columns = "".join(f'<col style="width:{100 * w / sum(widths):.1f}%">' for w in widths)
    body = "".join(over(row) for row in rows)
    inner = f"<thead>{top}</thead><tbody>{body}</tbody>" if repeat else f"<tbody>{top}{body}</tbody>"
    return {"kind": "html", "html": f'<table class="grid {rules}" border="1" cellspacing="0"><colgroup>{columns}</colgroup>{inner}</table>', "landscape": len(widths) > 6 if wide is None else wide}


WIDTHS = {"no": 6, "money": 11, "percent": 10, "period": 14, "responsible": 15, "measure": 26, "project": 26, "method": 30, "result": 26, "status": 14, "aim": 18}


def columned(s, keys, rows, group_rows=(), **more):
    """A table of such columns over dicts; group_rows: {index: text of a row over all columns}."""
    heads = [[head(s, k) for k in keys]]
    made = []
    for i, row in enumerate(rows):
        if i in dict(group_rows):
            made.append([dict(group_rows)[i]])
        made.append([row.get(k, "") for k in keys])
    return table(s, heads, made, [WIDTHS.get(k, 18) * s.rng.uniform(0.85, 1.2) for k in keys], **more)


def shuffled(rng, keys):
    return [keys[i] for i in rng.permutation(len(keys))]


def paper(s, kind, key, blocks, measures, **more):
    """A paper under a title of several lines."""
    title = one(s, "headings", key).split("|")
    lines = "\n".join(title) + (f"\n{s.own}" if chance(s.rng, 0.7) else "")
    wide = any(b.get("landscape") for b in blocks)
    top = [{"kind": "cover", "texts": ["\n".join(title), f"{s.own}\nอำเภอ{s.district} จังหวัด{s.province}"]}] if chance(s.rng, 0.2) else []
    blocks = [*top, {"kind": "heading", "text": lines, "landscape": wide}, *blocks]
    return s.made(kind, blocks, title, s.year, titles=[title[0], f"{' '.join(title)} {s.own}"], measures=measures, **more)


def signer(s):
    return s.signatures(s.boss(), place="middle")


NUMBERS = ["{n}. ", "{n}. ", "{n}) ", "({n}) ", "ข้อ {n} ", "{n} . "]


def numbered(s, texts, form=None, cut=None, **more):
    """Paragraphs of a list, perhaps over a page with a catchword at its end."""
    form, out = form or pick(s.rng, NUMBERS), []
    for i, text in enumerate(texts):
        number = form.format(n=thai(i + 1))
        if cut == i:
            out.append({"kind": "break", "catchword": pick(s.rng, ["/", "/ "]) + number.strip() + text[:int(s.rng.integers(6, 14))] + pick(s.rng, ["...", "…", " ..."])})
        out.append(s.paragraph(number + text, **more))
    return out


def truth(titles, **more):
    return [{"no": str(i + 1), "title": t, **more} for i, t in enumerate(titles)]


def opening(s, what):
    """Why there are measures, and the sentence that announces them."""
    s.named["what"] = what
    return [s.paragraph(one(s, "headings", "openings")), s.paragraph(one(s, "headings", "intros"))]


def decree(s, body, measures, what=None):
    what = what or one(s, "headings", "announcements")
    dated = chance(s.rng, 0.4)
    about = [f"ประกาศ{s.own}", f"เรื่อง {what}"] + ([f"ประจำปีงบประมาณ พ.ศ. {thai(s.year)}"] if dated else [])
    ends = some(s, "headings", "endings", 1, 2)
    blocks = [{"kind": "announcement", "lines": about}, *body(what), *[s.paragraph(e) for e in ends], s.paragraph(f"ประกาศ ณ วันที่ {s.day()[0]}"), signer(s)]
    whole = " ".join(about[1:]).removeprefix("เรื่อง ")
    return s.made("announcement", blocks, about, s.year if dated else "any", titles=[whole, what], measures=measures)


def decree_plain(s):
    """Sentences in a row, each a measure."""
    items = some(s, "rules", "items", 4, 9)
    cut = int(s.rng.integers(2, len(items))) if chance(s.rng, 0.4) else None
    return decree(s, lambda what: [*opening(s, what), *numbered(s, items, cut=cut)], truth(items))


def decree_nested(s):
    """Titles with numbered steps below each."""
    rows, blocks = known(s, 3, 6), []
    form, low = pick(s.rng, [("{n}. ", "{n}.{k} "), ("{n}. ", "({k}) "), ("ข้อ {n} ", "({k}) "), ("{n}) ", "{n}.{k}) ")])
    for i, (title, steps, _, _) in enumerate(rows):
        blocks.append(s.paragraph(form.format(n=thai(i + 1)) + title))
        blocks += [s.paragraph(low.format(n=thai(i + 1), k=thai(k + 1)) + step, **{"class": "deep"}) for k, step in enumerate(steps)]
    return decree(s, lambda what: [*opening(s, what), *blocks], truth([r[0] for r in rows]))


def decree_dashes(s):
    """มาตรการที่ ๑, bold, with dashes below."""
    rows, blocks, mark = known(s, 3, 5), [], pick(s.rng, ["- ", "– ", "• "])
    for i, (title, steps, _, _) in enumerate(rows):
        blocks.append({"kind": "heading", "align": "left", "text": f"มาตรการที่ {thai(i + 1)} {title}"})
        blocks += [s.paragraph(mark + step, **{"class": "deep"}) for step in steps]
    return decree(s, lambda what: [*opening(s, what), *blocks], truth([r[0] for r in rows]))


def decree_sections(s):
    """Aims, terms, measures and penalties in numbered sections: only those of the section of measures are some."""
    items = some(s, "rules", "items", 3, 6)

    def body(what):
        out = [s.paragraph(one(s, "headings", "openings"))]
        parts = [("วัตถุประสงค์", some(s, "plan", "aims", 2, 3)), ("นิยาม", ["“ของขวัญ” หมายความว่า เงินหรือประโยชน์อื่นใดที่ให้แก่กันตามอัธยาศัย", "“บุคลากร” หมายความว่า ข้าราชการ ลูกจ้าง และพนักงานทุกประเภท"]),
                 (pick(s.rng, ["มาตรการ", "มาตรการและแนวทางปฏิบัติ", what]), items), ("บทลงโทษ", ["ผู้ใดฝ่าฝืนให้ถือว่ากระทำผิดวินัย"])]
        for i, (title, texts) in enumerate(parts):
            out.append({"kind": "heading", "align": "left", "text": f"{thai(i + 1)}. {title}"})
            out += [s.paragraph(f"{thai(i + 1)}.{thai(k + 1)} {t}") for k, t in enumerate(texts)]
        return out

    return decree(s, body, [{"no": f"3.{i + 1}", "title": t} for i, t in enumerate(items)])


def list_under_heading(s):
    """A list below a heading that names the measures, without a sentence before it; another heading ends it."""
    items = some(s, "rules", "items", 4, 7)
    what = one(s, "headings", "announcements")
    title = [what, s.own]
    watch = ["ผู้ตรวจสอบภายในรายงานผลทุกหกเดือน", "หัวหน้ากลุ่มงานสรุปปัญหาเสนอในที่ประชุม"]
    blocks = [{"kind": "heading", "text": "\n".join(title)}, *numbered(s, items, **{"class": pick(s.rng, ["indent", "flat"])}),
              {"kind": "heading", "align": "left", "text": "การติดตามประเมินผล"}, *numbered(s, watch, "{n}. ")]
    return s.made(["other", "report"], blocks, title, "any", titles=[what], measures=truth(items))


def memo_results(s):
    """A memo that tells each measure and what was done, in running text."""
    rows, form = known(s, 3, 6), pick(s.rng, ["{n}. ", "{n}) ", "({n}) "])
    subject = s.fill("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}")
    memo = {"kind": "memo", "department": s.fill(pick(s.rng, s.body["departments"])), "reference": s.reference(), "date": s.day()[0], "subject": subject, "to": s.head}
    blocks = [memo, s.paragraph(one(s, "headings", "openings")), s.paragraph(pick(s.rng, ["บัดนี้ ได้ดำเนินการตามมาตรการดังกล่าวเรียบร้อยแล้ว สรุปผลได้ดังนี้", "ในการนี้ ขอรายงานผลการดำเนินการตามมาตรการ ดังนี้"]))]
    for i, (title, _, _, result) in enumerate(rows):
        blocks.append({"kind": "paragraph", "text": form.format(n=thai(i + 1)) + title} if chance(s.rng, 0.5) else {"kind": "heading", "align": "left", "text": form.format(n=thai(i + 1)) + title})
        blocks.append(s.paragraph("ผลการดำเนินการ " + result, **{"class": pick(s.rng, ["indent", "deep"])}))
    blocks += [s.paragraph("จึงเรียนมาเพื่อโปรดทราบ"), s.signatures(s.officer())]
    return s.made("memo", blocks, subject, s.year, measures=truth([r[0] for r in rows]))


def rows_of(s, low, high, key="measure"):
    """Dicts of a table of measures or projects; some are long enough to run over pages."""
    out, long = [], chance(s.rng, 0.4)
    for title, steps, who, result in known(s, low, high):
        out.append({key: title, "method": "\n".join(f"{thai(i + 1)}. {t}" for i, t in enumerate(steps)), "responsible": who, "result": result, "period": period(s), "percent": thai(int(s.rng.integers(5, 11)) * 10),
                    "evidence": pick(s.rng, ["", "ภาพถ่าย", "รายงานการประชุม", "ภาคผนวก ก"]), "indicator": one(s, "plan", "indicators"), "target": one(s, "plan", "targets"), "trouble": pick(s.rng, ["-", "บุคลากรไม่เพียงพอ", "ควรดำเนินการต่อเนื่อง"]),
                    "aim": one(s, "plan", "aims"), "money": pick(s.rng, ["-", thai(f"{s.rng.integers(2, 60) * 1000:,}"), "ไม่ใช้งบประมาณ"])})
        if long:
            out[-1]["result"] += "".join(f"\n- {text}" for text in some(s, "rules", "items", 1, 5))
            out[-1]["method"] += "".join(f"\n{thai(len(steps) + i + 1)}. {text}" for i, text in enumerate(some(s, "rules", "items", 0, 3)))
    return out


def number_rows(s, rows, key):
    """Numbers in a column of their own or before the titles; the truth of the rows."""
    measures = [{"no": str(i + 1), "title": r[key], "responsible": r["responsible"], "period": r["period"]} for i, r in enumerate(rows)]
    if chance(s.rng, 0.55):
        for i, r in enumerate(rows):
            r["no"] = thai(i + 1) + pick(s.rng, ["", "."])
        return ["no"], measures
    form = pick(s.rng, ["{n}. ", "{n}. ", "{n}) ", "({n}) ", "{n}."])
    for i, r in enumerate(rows):
        r[key] = form.format(n=thai(i + 1)) + r[key]
    return [], measures


def only(measures, keys):
    """What the table's columns tell of them."""
    return [{k: v for k, v in m.items() if k in ("no", "title", "status") or k in keys} for m in measures]


def projects(s, low, high):
    rows = rows_of(s, low, high, "measure")
    names = some(s, "plan", "projects", len(rows), len(rows))
    return [{**r, "project": name, "responsible": one(s, "plan", "offices")} for r, name in zip(rows, names)]


def action_plan(s):
    """Projects with aims, targets and budgets, in any order, under rows of strategies or not, over pages."""
    rows = projects(s, 5, 13)
    first, measures = number_rows(s, rows, "project")
    middle = shuffled(s.rng, ["aim", "target", "indicator", "money"][: int(s.rng.integers(2, 5))])
    keys = [*first, "project", *middle, *shuffled(s.rng, ["period", "responsible"])]
    if chance(s.rng, 0.25):
        keys = [*first, *keys[len(first) + 1:len(first) + 2], "project", *keys[len(first) + 2:]]
    groups = {}
    if chance(s.rng, 0.5):
        at = sorted({0, *[int(x) for x in s.rng.integers(1, len(rows), 2)]})
        groups = dict(zip(at, words()["plan"]["groups"]))
    return paper(s, "plan", "plans", [columned(s, keys, rows, groups)], only(measures, keys))


def progress(s):
    """What came of each measure, with percents and evidence."""
    rows = rows_of(s, 4, 11)
    first, measures = number_rows(s, rows, "measure")
    late = shuffled(s.rng, ["result", *[k for k in ("percent", "evidence", "trouble") if chance(s.rng, 0.6)]])
    early = [k for k in ("responsible", "period", "method", "indicator") if chance(s.rng, 0.45)]
    keys = [*first, "measure", *shuffled(s.rng, early), *late]
    blocks = [s.paragraph(one(s, "headings", "openings"))] if chance(s.rng, 0.5) else []
    return paper(s, "report", "reports", [*blocks, columned(s, keys, rows)], only(measures, keys))


def states(s):
    """Statuses in words or as ticks under a heading over both, with target groups before the title."""
    rows = rows_of(s, 4, 9)
    first, measures = number_rows(s, rows, "measure")
    names = {"done": "ดำเนินการแล้ว", "in_progress": "อยู่ระหว่างดำเนินการ", "not_started": "ยังไม่ได้ดำเนินการ"}
    for r, m in zip(rows, measures):
        m["status"] = pick(s.rng, list(names))
        r["status"] = names[m["status"]]
        if m["status"] == "not_started":
            r["result"] = "-"
    if chance(s.rng, 0.5):
        keys = [*first, "measure", *shuffled(s.rng, ["status", "responsible", "result"])]
        return paper(s, "report", "reports", [columned(s, keys, rows)], only(measures, keys))
    keys = [*first, "measure", "responsible", *names, "result"]
    tick = pick(s.rng, ["✓", "/", "✔"])
    top = [*[(head(s, k), 2, 1) for k in [*first, "measure", "responsible"]], (head(s, "status"), 1, 3), (head(s, "result"), 2, 1)]
    body = [[*[r[k] for k in [*first, "measure", "responsible"]], *[tick if m["status"] == k else "" for k in names], r["result"]] for r, m in zip(rows, measures)]
    return paper(s, "report", "reports", [table(s, [top, list(names.values())], body, [WIDTHS.get(k, 10) for k in keys])], only(measures, keys))


def ita_analysis(s):
    """Weak points of the assessment with the measures against them; a weak point spans its measures. Scores stand in a table before."""
    rows, weak = rows_of(s, 4, 8), some(s, "plan", "weak", 4, 6)
    scores = [[name, thai(f"{s.rng.uniform(60, 99):.2f}"), pick(s.rng, ["ผ่าน", "ผ่านดี", "ต้องปรับปรุง"])] for name in ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "คุณภาพการดำเนินงาน"]]
    blocks = []
    if chance(s.rng, 0.7):
        blocks = [{"kind": "heading", "align": "left", "text": "๑. ผลการประเมินรายตัวชี้วัด"}, table(s, [["ตัวชี้วัด", "คะแนน", "ระดับ"]], scores, [30, 12, 14], wide=False), {"kind": "heading", "align": "left", "text": "๒. การกำหนดมาตรการ"}]
    form = pick(s.rng, ["{n}. ", "", "- ", "{n}) "])
    measures, body, at = [], [], 0
    keys = shuffled(s.rng, ["method", "responsible", "period"])[: int(s.rng.integers(2, 4))]
    with_no = chance(s.rng, 0.4)
    for i, point in enumerate(weak):
        count = int(s.rng.integers(1, 3))
        mine = rows[at:at + count]
        at += count
        for k, r in enumerate(mine):
            body.append([*([(thai(i + 1), len(mine), 1) if k == 0 else None] if with_no else []), (point, len(mine), 1) if k == 0 else None, form.format(n=thai(len(measures) + 1)) + r["measure"], *[r[key] for key in keys]])
            measures.append({"no": None, "title": r["measure"], "responsible": r["responsible"], "period": r["period"]})
            if "{n}" in form:
                measures[-1]["no"] = str(len(measures))
            elif with_no and len(mine) == 1:
                measures[-1]["no"] = str(i + 1)
            elif with_no:
                measures[-1]["no"] = [str(i + 1), None] if k == 0 else None
    heads = [[*([head(s, "no")] if with_no else []), head(s, "weak"), head(s, "measure"), *[head(s, k) for k in keys]]]
    grid = table(s, heads, body, [*([6] if with_no else []), 22, 26, *[WIDTHS[k] for k in keys]], wide=chance(s.rng, 0.5), repeat=True)
    return paper(s, "report", "analyses", [*blocks, grid], only(measures, keys))


def risk_register(s):
    """Risks with chance and effect under a heading of their own, and the measure against each."""
    risks = some(s, "plan", "risks", 3, 6)
    controls = rows_of(s, len(risks), len(risks))
    body, measures = [], []
    late = shuffled(s.rng, ["responsible", "period"])
    for i, (risk, r) in enumerate(zip(risks, controls)):
        a, b = int(s.rng.integers(1, 6)), int(s.rng.integers(1, 6))
        body.append([thai(i + 1), risk, thai(a), thai(b), thai(a * b), r["measure"], *[r[k] for k in late]])
        measures.append({"no": str(i + 1), "title": r["measure"], "responsible": r["responsible"], "period": r["period"]})
    top = [(head(s, "no"), 2, 1), (head(s, "risk"), 2, 1), ("การประเมินความเสี่ยง", 1, 3), (head(s, "control"), 2, 1), *[(head(s, k), 2, 1) for k in late]]
    return paper(s, ["report", "plan"], "registers", [table(s, [top, ["โอกาส", "ผลกระทบ", "ระดับ"]], body, [6, 24, 8, 9, 8, 28, 15, 14], repeat=True)], measures)


def gantt(s):
    """Activities over the months of the year, ticked."""
    rows = projects(s, 4, 9)
    months = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
    mark = pick(s.rng, ["✓", "/", "●", "↔"])
    top = [(head(s, "no"), 2, 1), (head(s, "project"), 2, 1), (f"ระยะเวลาดำเนินการ ปีงบประมาณ พ.ศ. {thai(s.year)}", 1, 12), (head(s, "responsible"), 2, 1)]
    body = []
    for i, r in enumerate(rows):
        first = int(s.rng.integers(0, 10))
        body.append([thai(i + 1), r["project"], *[mark if first <= m <= first + 2 else "" for m in range(12)], r["responsible"]])
    measures = [{"no": str(i + 1), "title": r["project"], "responsible": r["responsible"]} for i, r in enumerate(rows)]
    return paper(s, "plan", "plans", [table(s, [top, months], body, [5, 26, *[4.5] * 12, 14], wide=True)], measures)


def strategy(s):
    """Strategy | measure | project-level indicator | targets of three years; the strategy spans its rows."""
    rows, groups = rows_of(s, 5, 9), words()["plan"]["groups"]
    years = [thai(s.year + k) for k in range(3)]
    body, at, g = [], 0, 0
    while at < len(rows):
        mine = rows[at:at + int(s.rng.integers(1, 4))]
        for k, r in enumerate(mine):
            body.append([(groups[g % 4].split(" : ")[1], len(mine), 1) if k == 0 else None, f"{thai(at + k + 1)}. {r['measure']}", r["indicator"], *[thai(int(s.rng.integers(6, 10)) * 10) for _ in years], r["responsible"]])
        at, g = at + len(mine), g + 1
    top = [("กลยุทธ์", 2, 1), (head(s, "measure"), 2, 1), (head(s, "indicator"), 2, 1), ("ค่าเป้าหมาย (ร้อยละ)", 1, 3), (head(s, "responsible"), 2, 1)]
    measures = [{"no": str(i + 1), "title": r["measure"], "responsible": r["responsible"]} for i, r in enumerate(rows)]
    return paper(s, "plan", "plans", [table(s, [top, years], body, [18, 26, 20, 8, 8, 8, 15], repeat=True)], measures)


def cards(s):
    """A small table a measure: what it is on the left, what is said on the right."""
    rows, blocks = rows_of(s, 3, 5), []
    label = pick(s.rng, ["มาตรการ", "ชื่อมาตรการ", "มาตรการที่ {n}"])
    for i, r in enumerate(rows):
        lines = [(label.format(n=thai(i + 1)), r["measure"]), ("วิธีดำเนินการ", r["method"]), ("ผู้รับผิดชอบ", r["responsible"]), ("ระยะเวลาดำเนินการ", r["period"]), ("ผลการดำเนินการ", r["result"])]
        blocks.append(table(s, [], [[a, b] for a, b in lines if a != "วิธีดำเนินการ" or i % 2 == 0 or True], [18, 50], wide=False))
        blocks.append(s.paragraph(" ", **{"class": "flat"}))
    measures = [{"no": str(i + 1) if "{n}" in label else None, "title": r["measure"], "responsible": r["responsible"], "period": r["period"]} for i, r in enumerate(rows)]
    return paper(s, "report", "reports", blocks, measures)


def half_year(s):
    """Projects and money given and spent under a heading over both, results last."""
    rows = projects(s, 4, 9)
    given = [thai(f"{s.rng.integers(2, 50) * 1000:,}") for _ in rows]
    top = [(head(s, "no"), 2, 1), (head(s, "project"), 2, 1), (head(s, "target"), 2, 1), ("งบประมาณ", 1, 2), (head(s, "result"), 2, 1), (head(s, "responsible"), 2, 1)]
    body = [[thai(i + 1), r["project"], r["target"], given[i], given[i], r["result"], r["responsible"]] for i, r in enumerate(rows)]
    measures = [{"no": str(i + 1), "title": r["project"], "responsible": r["responsible"]} for i, r in enumerate(rows)]
    return paper(s, "report", "reports", [table(s, [top, ["ได้รับ", "ใช้ไป"]], body, [6, 26, 18, 11, 11, 26, 15])], measures)


def open_rules(s):
    """Rules only between rows."""
    rows = rows_of(s, 4, 8)
    first, measures = number_rows(s, rows, "measure")
    keys = [*first, "measure", *shuffled(s.rng, ["method", "responsible", "period"])]
    return paper(s, "report", "reports", [columned(s, keys, rows, rules="open")], only(measures, keys))


def improvement(s):
    """What is wrong, how it is mended: the mending is the measure."""
    rows, weak = rows_of(s, 4, 6), some(s, "plan", "weak", 6, 6)
    keys = shuffled(s.rng, ["responsible", "period"])
    name = pick(s.rng, ["แนวทางแก้ไข/มาตรการ", "มาตรการแก้ไข", "มาตรการเพื่อการปรับปรุง", "แนวทางการปรับปรุงแก้ไข"])
    body = [[thai(i + 1), w, r["measure"], *[r[k] for k in keys]] for i, (w, r) in enumerate(zip(weak, rows))]
    grid = table(s, [[head(s, "no"), head(s, "weak"), name, *[head(s, k) for k in keys]]], body, [6, 24, 28, 15, 14], wide=False)
    measures = [{"no": str(i + 1), "title": r["measure"], "responsible": r["responsible"], "period": r["period"]} for i, r in enumerate(rows)]
    return paper(s, "report", "analyses", [s.paragraph(one(s, "headings", "openings")), grid], measures)


def annex(s):
    """An announcement of measures whose measures stand in the table appended to it."""
    rows = rows_of(s, 4, 9)
    first, measures = number_rows(s, rows, "measure")
    keys = [*first, "measure", *shuffled(s.rng, ["method", "responsible", "period"])]
    what = one(s, "headings", "announcements")
    body = lambda what: [s.paragraph(one(s, "headings", "openings")), s.paragraph(f"{s.own}จึงกำหนด{what} รายละเอียดตามเอกสารแนบท้ายประกาศนี้")]
    made = decree(s, body, only(measures, keys), what)
    made["block"] += [{"kind": "break"}, {"kind": "heading", "text": f"เอกสารแนบท้ายประกาศ\n{what}"}, columned(s, keys, rows, wide=False)]
    return made


# What holds no measure.

def named(s, kind, title, blocks, year=None, **more):
    title = [s.fill(t) for t in title]
    return s.made(kind, [{"kind": "heading", "text": "\n".join(title)}, *blocks], title, year, titles=[title[0]], measures=[], **more)


def no_duties(s):
    """An order with duties, numbered and in a table."""
    rows = [[thai(i + 1), s.name(), f"- {one(s, 'none', 'duties')}\n- {one(s, 'none', 'duties')}"] for i in range(int(s.rng.integers(3, 7)))]
    title = [s.fill("คำสั่ง{own}"), f"ที่ {thai(s.rng.integers(2, 90))}/{thai(s.year)}", "เรื่อง มอบหมายหน้าที่ความรับผิดชอบ"]
    grid = table(s, [["ที่", "ชื่อ - สกุล", "หน้าที่ที่รับผิดชอบ"]], rows, [6, 24, 45], wide=False)
    blocks = [s.paragraph("เพื่อให้การบริหารราชการเป็นไปด้วยความเรียบร้อย จึงมอบหมายหน้าที่ให้บุคลากรปฏิบัติ ดังนี้"), *numbered(s, some(s, "none", "duties", 2, 4)), grid, s.paragraph(f"สั่ง ณ วันที่ {s.day()[0]}"), signer(s)]
    return named(s, ["order"], title, blocks, "any")


def no_procedure(s):
    """The steps of a service with how long and by whom."""
    rows = [[thai(i + 1), t, pick(s.rng, ["๕ นาที", "๑ วันทำการ", "๓๐ นาที"]), one(s, "plan", "offices")] for i, t in enumerate(some(s, "none", "steps", 4, 8))]
    order = shuffled(s.rng, [2, 3])
    heads = ["ที่", pick(s.rng, ["ขั้นตอน", "ขั้นตอนการให้บริการ", "กิจกรรม", "รายการ"]), "ระยะเวลา", pick(s.rng, ["ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ"])]
    return named(s, ["other", "report", "form"], [pick(s.rng, ["คู่มือการให้บริการประชาชน", "ขั้นตอนการขอรับบริการ", "แนวทางการให้บริการผู้ป่วยนอก"]), "{own}"],
                 [table(s, [[heads[0], heads[1], *[heads[k] for k in order]]], [[r[0], r[1], *[r[k] for k in order]] for r in rows], [6, 30, 14, 20], wide=False)])


def no_purchases(s):
    rows = [[thai(i + 1), t, thai(f"{s.rng.integers(5, 900) * 1000:,}"), period(s), one(s, "plan", "offices")] for i, t in enumerate(some(s, "none", "purchases", 4, 7))]
    return named(s, ["plan", "table"], ["แผนการจัดซื้อจัดจ้าง", f"ประจำปีงบประมาณ พ.ศ. {thai(s.year)} {{own}}"],
                 [table(s, [["ลำดับ", pick(s.rng, ["รายการ", "งาน/โครงการ", "โครงการ"]), "วงเงิน (บาท)", "ระยะเวลาดำเนินการ", "ผู้รับผิดชอบ"]], rows, [6, 32, 14, 18, 18], wide=False)], s.year)


def no_indicators(s):
    rows = [[thai(i + 1), t, thai(int(s.rng.integers(5, 10)) * 10), thai(f"{s.rng.uniform(40, 99):.2f}"), one(s, "plan", "offices")] for i, t in enumerate(some(s, "none", "health", 4, 6))]
    return named(s, ["report", "table"], ["รายงานผลการดำเนินงานตามตัวชี้วัด", f"ประจำปีงบประมาณ พ.ศ. {thai(s.year)} {{own}}"],
                 [table(s, [["ที่", "ตัวชี้วัด", "เป้าหมาย", "ผลการดำเนินงาน", "ผู้รับผิดชอบ"]], rows, [6, 34, 12, 16, 18], wide=False)], s.year)


def no_works(s):
    """A development plan: projects with aims and money, none against corruption."""
    rows = [[thai(i + 1), t, one(s, "none", "works"), thai(f"{s.rng.integers(5, 900) * 1000:,}"), pick(s.rng, ["กองช่าง", "กองการศึกษา", "สำนักปลัด"])] for i, t in enumerate(some(s, "none", "works", 4, 6))]
    return named(s, ["plan"], [f"แผนพัฒนาท้องถิ่น (พ.ศ. {thai(s.year)} - {thai(s.year + 4)})", "{own}"],
                 [table(s, [[head(s, "no"), pick(s.rng, ["โครงการ", "โครงการ/กิจกรรม"]), "เป้าหมาย", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบ"]], rows, [6, 30, 26, 14, 18], wide=False)])


def no_programme(s):
    hours = ["๐๘.๓๐ - ๐๙.๐๐ น.", "๐๙.๐๐ - ๑๐.๓๐ น.", "๑๐.๓๐ - ๑๒.๐๐ น.", "๑๓.๐๐ - ๑๕.๐๐ น.", "๑๕.๐๐ - ๑๖.๓๐ น."]
    rows = [[h, t, s.name()] for h, t in zip(hours, words()["none"]["talks"])]
    return named(s, ["other", "plan"], ["กำหนดการอบรมคุณธรรมและจริยธรรม", "{own}"], [table(s, [["เวลา", pick(s.rng, ["หัวข้อ", "กิจกรรม", "เรื่อง"]), "วิทยากร/ผู้รับผิดชอบ"]], rows, [18, 34, 24], wide=False)])


def no_checklist(s):
    """What is to be published, in whose care: the names of papers on measures are none."""
    rows = [[f"O{thai(i + 11)}", t, one(s, "plan", "offices"), "มี"] for i, t in enumerate(some(s, "none", "wants", 4, 6))]
    return named(s, ["table", "report", "other"], ["รายการข้อมูลที่ต้องเปิดเผยตามแบบ OIT", f"ประจำปีงบประมาณ พ.ศ. {thai(s.year)} {{own}}"],
                 [table(s, [["ข้อ", pick(s.rng, ["รายการ", "ข้อมูล"]), "ผู้รับผิดชอบ", "หมายเหตุ"]], rows, [8, 40, 20, 12], wide=False)], s.year)


def no_blank(s):
    """The form of a report on measures, not filled in."""
    dots = lambda n: "." * n
    rows = [[thai(i + 1) if chance(s.rng, 0.5) else "", dots(26) if chance(s.rng, 0.5) else "", "", dots(12) if chance(s.rng, 0.5) else "", ""] for i in range(5)]
    return named(s, ["form", "report", "other"], ["แบบรายงานผลการดำเนินการตามมาตรการ", "ประจำปีงบประมาณ พ.ศ. ............", f"หน่วยงาน {dots(40)}"],
                 [table(s, [["ที่", "มาตรการ", "ผลการดำเนินการ", "ผู้รับผิดชอบ", "หมายเหตุ"]], rows, [6, 30, 30, 18, 12], wide=False),
                  s.paragraph(f"ลงชื่อ {dots(30)} ผู้รายงาน", **{"class": "flat"})], "any", organisation=False)


def no_risks(s):
    """Risks with their degrees, and nothing against them."""
    rows = []
    for i, risk in enumerate(some(s, "plan", "risks", 3, 6)):
        a, b = int(s.rng.integers(1, 6)), int(s.rng.integers(1, 6))
        rows.append([thai(i + 1), risk, thai(a), thai(b), thai(a * b)])
    title = one(s, "headings", "registers").split("|")
    return named(s, ["report", "plan", "other"], [*title, "{own}"], [table(s, [["ที่", head(s, "risk"), "โอกาส", "ผลกระทบ", "ระดับความเสี่ยง"]], rows, [6, 40, 10, 10, 14], wide=False)], s.year)


def no_pledge(s):
    """A pledge of the head of an office: what he will do, numbered, is no measure."""
    about = [f"ประกาศ{s.own}", "เรื่อง เจตจำนงสุจริตในการบริหารงาน"]
    items = ["จะบริหารงานด้วยความซื่อสัตย์สุจริต", "จะยึดถือประโยชน์ส่วนรวมเหนือประโยชน์ส่วนตน", "จะไม่ยอมให้ผู้ใดใช้อำนาจหน้าที่แสวงหาประโยชน์", "จะรับฟังความคิดเห็นของทุกฝ่าย"]
    blocks = [{"kind": "announcement", "lines": about}, s.paragraph(s.fill("ข้าพเจ้าในฐานะผู้บริหาร{own} ขอประกาศว่า")), *numbered(s, items), s.paragraph(f"ประกาศ ณ วันที่ {s.day()[0]}"), signer(s)]
    return s.made("announcement", blocks, about, None, titles=[about[1].removeprefix("เรื่อง ")], measures=[])


def no_rules(s):
    """An announcement of conditions of a post: numbered qualifications and documents."""
    about = [f"ประกาศ{s.own}", "เรื่อง รับสมัครบุคคลเพื่อจ้างเป็นลูกจ้างชั่วคราว"]
    items = ["มีสัญชาติไทย อายุไม่ต่ำกว่าสิบแปดปี", "ไม่เป็นผู้ดำรงตำแหน่งทางการเมือง", "ไม่เคยต้องโทษจำคุก", "ต้องปฏิบัติตามมาตรการป้องกันโรคติดต่อโดยเคร่งครัด", "ยื่นใบสมัครด้วยตนเอง"]
    blocks = [{"kind": "announcement", "lines": about}, s.paragraph(s.fill("ด้วย{own}ประสงค์จะรับสมัครบุคคล โดยผู้สมัครต้องมีคุณสมบัติและถือปฏิบัติตามมาตรการ ดังต่อไปนี้")), *numbered(s, items), s.paragraph(f"ประกาศ ณ วันที่ {s.day()[0]}"), signer(s)]
    return s.made("announcement", blocks, about, None, titles=[about[1].removeprefix("เรื่อง ")], measures=[])


def no_talk(s):
    """Minutes that speak of measures under the items of the agenda."""
    said = [f"ที่ประชุมรับทราบ{one(s, 'headings', 'announcements')}", "มอบกลุ่มงานที่เกี่ยวข้องเร่งรัดการดำเนินการตามมาตรการ", "นัดประชุมครั้งต่อไปในวันพุธแรกของเดือน"]
    title = [s.fill("รายงานการประชุมคณะกรรมการบริหาร{own}"), f"ครั้งที่ {thai(s.rng.integers(1, 12))}/{thai(s.year)}"]
    blocks = []
    for i, name in enumerate(["เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "รับรองรายงานการประชุม", "เรื่องเพื่อพิจารณา", "เรื่องอื่น ๆ"]):
        blocks += [{"kind": "heading", "align": "left", "text": f"ระเบียบวาระที่ {thai(i + 1)} {name}"}, s.paragraph("ประธานแจ้งเรื่องตามมาตรการ ดังนี้"), *numbered(s, some_of(s, said), f"{thai(i + 1)}.{{n}} ")]
    return named(s, ["minutes"], title, blocks, "any")


def some_of(s, texts):
    return [texts[i] for i in s.rng.permutation(len(texts))[: int(s.rng.integers(2, len(texts) + 1))]]


PAPERS = {f.__name__: f for f in (decree_plain, action_plan, decree_nested, progress, ita_analysis, decree_dashes, risk_register, decree_sections, states, memo_results, gantt, list_under_heading, strategy, cards,
                                  half_year, open_rules, improvement, annex, no_duties, no_procedure, no_purchases, no_indicators, no_works, no_programme, no_checklist, no_blank, no_risks, no_pledge, no_rules, no_talk)}


def source(rng, kind, fonts=None):
    """A source of the paper, as draw.load gives them."""
    sheet = Sheet(rng)
    sheet.named["last"] = thai(sheet.year - 1)
    made = PAPERS[kind](sheet)
    style = variation.style(rng, sheet.bank, fonts) | ({"signed": False} if chance(rng, 0.25) else {})
    documents = [made]
    return {"style": style, "document": variation.to_ascii(documents) if chance(rng, 0.2) else documents}
