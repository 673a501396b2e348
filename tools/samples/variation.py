"""Random documents: the same kinds of blocks as the samples, with everything that offices do differently drawn anew.

Drawn: office, people, year, wording, which columns there are, their order, headings and widths, numbering, marks of status, periods'
forms, font, sizes, rules, leaders, page numbers, digits, merged cells, page cuts, signatures. `source(rng)` gives a source as
draw.load does, with its record in it (records.py).
"""
import draw
from markup import thai

FULL = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
KINDS = [("องค์การบริหารส่วนตำบล", "อบต.", "7"), ("เทศบาลตำบล", "ทต.", "52"), ("เทศบาลเมือง", "ทม.", "52")]
HEADS = {"องค์การบริหารส่วนตำบล": ("นายกองค์การบริหารส่วนตำบล", "ปลัดองค์การบริหารส่วนตำบล"), "เทศบาลตำบล": ("นายกเทศมนตรีตำบล", "ปลัดเทศบาลตำบล"),
         "เทศบาลเมือง": ("นายกเทศมนตรีเมือง", "ปลัดเทศบาลเมือง")}


def bank():
    import tomllib
    with open(draw.ROOT / "samples" / "bank.toml", "rb") as f:
        return tomllib.load(f)


def pick(rng, items):
    return items[int(rng.integers(len(items)))]


def chance(rng, p):
    return rng.random() < p


def year_of(month, fiscal):
    return fiscal - 1 if month >= 10 else fiscal


def stamp(fiscal, month, day=None):
    return f"{year_of(month, fiscal) - 543}-{month:02}" + (f"-{day:02}" if day else "")


def period(rng, fiscal, shape):
    """A period of the fiscal year in one of the forms that offices write, and the dates it says."""
    order = [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    a, b = sorted(rng.choice(12, 2, replace=False).tolist())
    a, b = (0, 11) if chance(rng, 0.5) else (a, b)
    m, n = order[a], order[b]
    ym, yn = year_of(m, fiscal), year_of(n, fiscal)
    two = lambda y: thai(y % 100)
    last = DAYS[n - 1]
    if shape == "short":
        return {"raw": f"{SHORT[m - 1]} {two(ym)} - {SHORT[n - 1]} {two(yn)}", "start": stamp(fiscal, m), "end": stamp(fiscal, n)}
    if shape == "days":
        return {"raw": f"๑ {SHORT[m - 1]} {two(ym)} - {thai(last)} {SHORT[n - 1]} {two(yn)}", "start": stamp(fiscal, m, 1), "end": stamp(fiscal, n, last)}
    if shape == "mixed":
        return {"raw": f"{SHORT[m - 1]} {two(ym)} - {thai(last)} {SHORT[n - 1]} {two(yn)}", "start": stamp(fiscal, m), "end": stamp(fiscal, n, last)}
    if shape == "long":
        return {"raw": f"{FULL[m - 1]} {thai(ym)} - {FULL[n - 1]} {thai(yn)}", "start": stamp(fiscal, m), "end": stamp(fiscal, n)}
    if shape == "months":
        return {"raw": f"เดือน {FULL[m - 1]} {thai(ym)} ถึง เดือน {FULL[n - 1]} {thai(yn)}", "start": stamp(fiscal, m), "end": stamp(fiscal, n)}
    if shape == "one":
        return {"raw": f"{SHORT[n - 1]}{pick(rng, [' ', ''])}{thai(yn)}", "start": stamp(fiscal, n), "end": stamp(fiscal, n)}
    if shape == "quarter":
        q = int(rng.integers(1, 5))
        first, final = order[3 * q - 3], order[3 * q - 1]
        return {"raw": f"ไตรมาสที่ {thai(q)}", "start": stamp(fiscal, first, 1), "end": stamp(fiscal, final, DAYS[final - 1])}
    if shape == "year":
        raw = pick(rng, ["ตลอดปีงบประมาณ", f"ปีงบประมาณ พ.ศ. {thai(fiscal)}"])
        return {"raw": raw, "start": stamp(fiscal, 10, 1), "end": stamp(fiscal, 9, 30)}
    return {"raw": pick(rng, ["ทุกไตรมาส", "รายเดือน", "รายไตรมาส", "ทุกเดือน"])}


def person(rng, words, position, **more):
    return {"name": pick(rng, words["titles"]) + pick(rng, words["given"]) + " " + pick(rng, words["family"]), "position": position, **more}


def office(rng, words):
    kind, short, digit = KINDS[int(rng.choice(3, p=[0.6, 0.3, 0.1]))]
    place = pick(rng, words["first"]) + pick(rng, words["middle"]) + pick(rng, words["last"])
    district, province, letters = pick(rng, words["places"]).split("|")
    number = f"{digit}{rng.integers(100, 999)}01" if digit == "7" else f"{digit}{rng.integers(1, 10)}01"
    return {"kind": kind, "name": kind + place, "short": short + place, "place": place, "district": district, "province": province,
            "reference": f"{letters} {thai(number[:5])}/{thai(rng.integers(1, 999))}"}


def columns(rng, words, status):
    """Columns in one of the orders that are seen: what is done first, who and when in the middle, what came of it last, each shuffled."""
    shuffle = lambda keys: [keys[i] for i in rng.permutation(len(keys))]
    middle = shuffle(["responsible", "period"] + (["method"] if chance(rng, 0.4) else []))
    early = ["method"] if "method" not in middle and chance(rng, 0.9) else []
    late = shuffle([k for k, p in (("result", 0.9), ("outcome", 0.35), ("recommendation", 0.4)) if chance(rng, p)])
    watch = ["monitoring"] if chance(rng, 0.3) else []
    marks = {"marks": ["status:not_started", "status:in_progress", "status:done"], "words": ["status"], None: []}[status]
    if marks and status == "marks" and chance(rng, 0.2):
        marks = marks[::-1]
    keys = (["no"] if chance(rng, 0.3) else []) + ["title"] + early + shuffle([*watch, *middle] if watch else middle)
    keys += [*marks, *late] if chance(rng, 0.6) else [*late, *marks]
    natural = {"no": 5, "title": 20, "method": 30, "responsible": 14, "period": 15, "result": 25, "outcome": 20, "recommendation": 18, "monitoring": 22, "status": 14}
    over = pick(rng, words["columns"]["status"]) if chance(rng, 0.4) else None
    out = []
    for key in keys:
        column = {"key": key, "head": pick(rng, words["columns"][key]), "width": natural.get(key, 10) * rng.uniform(0.85, 1.25)}
        out.append(column | ({"over": over} if over and key.startswith("status:") else {}))
    return out


def rows(rng, phrases, fiscal, status, count, group=None):
    names = [n for n, m in phrases.items() if group is None or m["group"] == group]
    chosen = [names[i] for i in rng.permutation(len(names))[:count]]
    shape = pick(rng, ["short", "days", "mixed", "long", "months", "one", "quarter", "year", "every", "any"])
    shapes = ["short", "days", "mixed", "long", "months", "one", "quarter", "year", "every"]
    same = period(rng, fiscal, shape) if chance(rng, 0.4) and shape not in ("any",) else None
    out = []
    for name in chosen:
        row = {k: v for k, v in phrases[name].items() if k != "group"}
        row["period"] = same or period(rng, fiscal, pick(rng, shapes) if shape == "any" else shape)
        row["status"] = pick(rng, ["done", "done", "in_progress", "not_started"]) if status else None
        for key in ("recommendation", "outcome", "monitoring"):
            if chance(rng, 0.15):
                row[key] = ""
        if chance(rng, 0.15):
            row["responsible"] = "- " + row["responsible"]
        out.append(row)
    return out


def tables(rng, words, phrases, fiscal):
    status = pick(rng, [None, None, "marks", "marks", "words"])
    shown = columns(rng, words, status)
    on, off = pick(rng, [("⊗", "○"), ("✓", ""), ("✔", ""), ("/", ""), ("●", "○"), ("☑", "☐"), ("✓", "-")])
    done, going, not_yet = (pick(rng, words["columns"][f"status:{k}"]) for k in ("done", "in_progress", "not_started"))
    base = {"kind": "table", "columns": shown, "marks": {"on": on, "off": off}, "status_words": {"done": done, "in_progress": going, "not_started": not_yet},
            "number": "{n}" if shown[0]["key"] == "no" else pick(rng, ["{n}. ", "{n}. ", "{n}.", "({n}) ", "{n}) ", "{n} . "]), "repeat_header": chance(rng, 0.75),
            "rules": pick(rng, ["full"] * 6 + ["shaded", "open", "dark"]), "landscape": len(shown) > 6 or chance(rng, 0.4),
            "merge": ["responsible", "period"] if chance(rng, 0.12) else []}
    groups, out = (["IIT", "EIT", "OIT"], []) if chance(rng, 0.35) else ([None], [])
    names = {"IIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "EIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "OIT": "แบบวัดการเปิดเผยข้อมูลสาธารณะ"}
    if groups[0] and chance(rng, 0.5):  # one table, a row across it for each group
        made, number = [], 0
        for group in groups:
            made.append({"group_row": f"{names[group]} ({group})", "group": group})
            for row in rows(rng, phrases, fiscal, status, int(rng.integers(1, 4)), group):
                number += 1
                made.append(row | {"no": number})
        return [base | {"rows": made}], status
    for group in groups:
        made = [row | {"no": i + 1} for i, row in enumerate(rows(rng, phrases, fiscal, status, int(rng.integers(1, 4) if group else rng.integers(3, 8)), group))]
        if len(made) > 2 and chance(rng, 0.25):
            made.insert(int(rng.integers(1, len(made))), {"cut": True, "catchword": pick(rng, ["", "/มาตรการ...", "/ " + "มาตรการ..."])})
        if group:
            out.append({"kind": "heading", "align": pick(rng, ["left", "centre"]), "text": f"{names[group]} {group}", "landscape": base["landscape"]})
        out.append(base | {"rows": made} | ({"group": group} if group else {}))
    return out, status


def signing(rng, words, place):
    mayor, clerk = HEADS[place["kind"]]
    people = [person(rng, words, pick(rng, words["officers"]))]
    blocks = [{"kind": "signatures", "people": people, "place": pick(rng, ["right", "right", "centre"])}]
    opinions = []
    for position, of in ((clerk + place["place"], clerk.replace("ตำบล", "", 1) if "เทศบาล" in clerk else clerk), (mayor + place["place"], mayor)):
        if chance(rng, 0.75):
            more = {"opinion_of": of, "sign": pick(rng, ["(ลงชื่อ)", "ลงชื่อ", ""])}
            if chance(rng, 0.6):
                more |= {"comment": pick(rng, words["comments"])} | ({"comment_inline": True, "dots": 5} if chance(rng, 0.4) else {})
            opinions.append(person(rng, words, position, **more))
    if opinions:
        blocks.append({"kind": "signatures", "people": opinions, "across": 2 if len(opinions) == 2 and chance(rng, 0.4) else 1})
    return blocks


def result(rng, words):
    bounds = [(95, "AA"), (85, "A"), (75, "B"), (65, "C"), (55, "D"), (50, "E"), (0, "F")]
    grade = lambda s: next(g for low, g in bounds if s >= low)
    score = round(float(rng.uniform(45, 99)), 2)
    before = round(min(99.0, max(30.0, score - float(rng.uniform(-15, 25)))), 2)
    text = pick(rng, words["results"]).replace("{score}", thai(f"{score:.2f}")).replace("{grade}", grade(score))
    made = {"score": score, "grade": grade(score)}
    if chance(rng, 0.5):
        made |= {"change": round(score - before, 2), "previous_grade": grade(before)}
        text += f" เปรียบเทียบกับปีที่ผ่านมา {thai(format(made['change'], '+.2f'))} คะแนน (ระดับ {grade(before)})"
    return text + " นั้น", made


def style(rng, words, fonts):
    return {"font": pick(rng, words["fonts"] + (["TH Sarabun New"] * 4 + ["TH SarabunIT๙"] * 3 if fonts else [])), "scale": rng.uniform(0.92, 1.08), "leading": rng.uniform(0.95, 1.12),
            "table_scale": rng.uniform(0.8, 1.0), "leader": pick(rng, ["dotted", "dotted", "rule", "none"]), "rule": pick(rng, [".4pt", ".6pt", ".8pt", "1.1pt"]),
            "page_number": pick(rng, ["- {n} -", "{n}", "หน้า {n}", ""]), "page_number_at": pick(rng, ["@top-center", "@bottom-center", "@top-right"]), "justify": chance(rng, 0.6),
            "emblem": pick(rng, ["15mm", "12mm", "20mm"]), "rows_break": chance(rng, 0.5), "mark_scale": rng.uniform(0.9, 1.5),
            "margins": f"{rng.integers(15, 26)}mm {rng.integers(14, 22)}mm {rng.integers(14, 22)}mm {rng.integers(20, 31)}mm", "pen": pick(rng, ["#2b3fae", "#1a2a80", "#222"])}


def document(rng, words, phrases):
    place, fiscal = office(rng, words), int(rng.integers(2563, 2570))
    said = chance(rng, 0.75)  # the district and province stand somewhere
    where = f" อำเภอ{place['district']} จังหวัด{place['province']}"
    kind = ["memo", "cover", "announcement", "text"][int(rng.choice(4, p=[0.6, 0.22, 0.08, 0.1]))]
    made = {"organisation": {"name": place["name"], "district": place["district"] if said else None, "province": place["province"] if said else None},
            "fiscal_year": fiscal, "names": {"office": place["name"], "short": place["short"], "year": thai(fiscal), "last": thai(fiscal - 1)}}
    grids, _ = tables(rng, words, phrases, fiscal)
    wide = any(g.get("landscape") for g in grids)
    blocks = []
    if kind in ("memo", "text"):
        day, month = int(rng.integers(1, 29)), int(rng.integers(1, 13))
        in_head = said and chance(rng, 0.5)
        memo = {"kind": "memo", "department": pick(rng, words["departments"]) + " {office}" + (where if in_head else ""), "reference": place["reference"],
                "date": f"{thai(day)} {FULL[month - 1]} {thai(year_of(month, fiscal))}", "subject": pick(rng, words["subjects"]), "to": HEADS[place["kind"]][0] + place["place"]}
        if chance(rng, 0.4):
            memo |= {"telephone": pick(rng, words["telephones"]), "telephone_label": pick(rng, ["โทร.", "โทร", "โทรศัพท์"])}
        opening = pick(rng, words["openings"])
        if said and not in_head:
            opening = opening.replace("{office}", "{office}" + where, 1)
        blocks += [memo, {"kind": "paragraph", "text": opening}]
        if chance(rng, 0.5):
            text, made["ita_result"] = result(rng, words)
            made["ita_result"]["fiscal_year"] = fiscal - 1
            blocks.append({"kind": "paragraph", "text": text})
        if kind == "text":
            numbered = [{"no": i + 1, "title": r["title"]} for i, r in enumerate(rows(rng, phrases, fiscal, None, int(rng.integers(3, 7))))]
            blocks += [{"kind": "paragraph", "text": "โดยมีมาตรการ ดังนี้"}, {"kind": "numbered", "rows": numbered, "number": pick(rng, ["{n}. ", "({n}) ", "{n}) "])},
                       {"kind": "paragraph", "text": pick(rng, words["closings"])}, *signing(rng, words, place)]
        elif chance(rng, 0.5) and not wide:  # the table in the memo itself
            blocks += [{"kind": "paragraph", "text": pick(rng, words["bridges"])}, *grids, {"kind": "paragraph", "text": pick(rng, words["closings"])}, *signing(rng, words, place)]
        else:
            blocks += [{"kind": "paragraph", "text": "รายละเอียดปรากฏตามเอกสารแนบท้าย\n" + pick(rng, words["closings"])}, *signing(rng, words, place), {"kind": "break"},
                       {"kind": "heading", "text": pick(rng, words["heads"]) + "\n{office}", "landscape": wide}, *grids]
    elif kind == "cover":
        blocks = [{"kind": "cover", "texts": [pick(rng, words["heads"]), "{office}" + ("\n" + where.strip() if said else "")]}]
        if chance(rng, 0.5):
            blocks += [{"kind": "heading", "text": "คำนำ"}, {"kind": "paragraph", "text": pick(rng, words["openings"]).replace("{office}", "{office} ", 1) + "\nเอกสารฉบับนี้จัดทำขึ้นเพื่อรวบรวมผลการดำเนินการตามมาตรการดังกล่าว"},
                       {"kind": "heading", "align": "right", "text": "{office}"}, {"kind": "break"}]
        blocks += [{"kind": "heading", "text": pick(rng, words["heads"]), "landscape": wide}, *grids]
    else:
        blocks = [{"kind": "announcement", "lines": ["ประกาศ{office}", "เรื่อง มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {year}"]},
                  {"kind": "paragraph", "text": pick(rng, words["openings"]).replace("{office}", "{office}" + (where if said else ""), 1) + "\nจึงประกาศให้ทราบโดยทั่วกัน"},
                  {"kind": "signatures", "people": [person(rng, words, HEADS[place["kind"]][0] + place["place"])]}, {"kind": "break"},
                  {"kind": "heading", "text": "รายละเอียดแนบท้ายประกาศ", "landscape": wide}, *grids]
    return made | {"block": blocks}


def to_ascii(value):
    if isinstance(value, str):
        return value.translate(ASCII)
    if isinstance(value, (list, tuple)):
        return [to_ascii(v) for v in value]
    return {k: to_ascii(v) for k, v in value.items()} if isinstance(value, dict) else value


def source(rng, fonts=None):
    both = bank()
    made = draw.resolve({"style": style(rng, both["vary"], fonts), "document": [document(rng, both["vary"], both["measure"])]})
    if chance(rng, 0.12):  # an office that writes ASCII digits; page and row numbers stay Thai
        made["document"] = to_ascii(made["document"])
    return made
