"""Random documents of the other kinds, filled with what misleads a reader of records; their words: samples/kinds.toml.

A kind is a function of `Sheet` (the words of one document, with a body that writes) that gives its blocks and what is true of it:
`kind`, `title` and `organisation` as lists of what is accepted (None: none is accepted too), `fiscal_year`, `header`, `signed`, `scores`. Names that
stand in `signatures` blocks sign; all others are only mentioned, and nothing else is a record.
"""
import functools
import re

import assessment
import draw
import records
import variation
from markup import thai
from variation import FULL, chance, pick

FORMS = ["({})", "({})", "( {} )", "(  {}  )"]


@functools.cache
def words():
    import tomllib
    with open(draw.ROOT / "samples" / "kinds.toml", "rb") as f:
        return tomllib.load(f)


class Sheet:
    """The words of one document: who writes, when, and sentences with everything drawn anew where they name others."""

    def __init__(self, rng, kind=None):
        self.rng, self.words, self.bank = rng, words(), variation.bank()["vary"]
        self.body = self.words["body"][kind or pick(rng, sorted(self.words["body"]))]
        self.year = int(rng.integers(2562, 2570))
        self.district, self.province, self.letters = pick(rng, self.bank["places"]).split("|")
        self.named = {"place": self.place(), "district": self.district, "province": self.province, "year": thai(self.year)}
        self.own = self.named["own"] = self.fill(pick(rng, self.body["names"]))
        self.head = self.named["head"] = self.fill(pick(rng, self.body["heads"]))
        self.brackets = pick(rng, FORMS)

    def place(self):
        return "".join(pick(self.rng, self.bank[k]) for k in ("first", "middle", "last"))

    def name(self, titles=None):
        return pick(self.rng, titles or self.bank["titles"]) + pick(self.rng, self.bank["given"]) + pick(self.rng, [" ", " ", "  "]) + pick(self.rng, self.bank["family"])

    def day(self, year=None):
        """(as written, ISO) of a day of the fiscal year."""
        day, month = int(self.rng.integers(1, 29)), int(self.rng.integers(1, 13))
        text = f"{thai(day)} {FULL[month - 1]} {thai(variation.year_of(month, year or self.year))}"
        return text, records.iso(text)

    def elsewhere(self, key):
        """A body that is named and does not write: its place is another."""
        other = {"place": self.place(), "province": pick(self.rng, self.bank["places"]).split("|")[1], "district": pick(self.rng, self.bank["places"]).split("|")[0]}
        return pick(self.rng, self.words["others"][key]).format_map(other)

    def fill(self, text):
        rng = self.rng
        past = int(pick(rng, [self.year - 3, self.year - 2, self.year + 2]))
        fresh = {**{k: functools.partial(self.elsewhere, k) for k in self.words["others"]}, "person": self.name, "position": lambda: pick(rng, self.words["words"]["posts"]),
                 "when": lambda: self.day(past)[0], "past": lambda: thai(past), "mean": lambda: thai(f"{rng.uniform(60, 95):.2f}"), "letters": lambda: pick(rng, ["สธ", "มท", "ศธ", "กค"]),
                 "number": lambda: f"{thai(f'{rng.integers(100, 999):04}')}.{thai(rng.integers(1, 9))}/ว {thai(rng.integers(10, 999))}", "order": lambda: f"{thai(rng.integers(10, 400))}/{thai(past)}",
                 "month": lambda: pick(rng, FULL), "given": lambda: pick(rng, self.bank["given"]), "family": lambda: pick(rng, self.bank["family"]),
                 "other_head": lambda: "นายกเทศมนตรีเมือง" + self.place()}
        return re.sub(r"\{(\w+)\}", lambda m: self.named[m[1]] if m[1] in self.named else str(fresh[m[1]]()), text)

    def one(self, part, key):
        return self.fill(pick(self.rng, self.words[part][key]))

    def some(self, part, key, low, high):
        items = self.words[part][key]
        return [self.fill(items[i]) for i in self.rng.permutation(len(items))[:int(self.rng.integers(low, high + 1))]]

    def paragraph(self, *texts, **more):
        return {"kind": "paragraph", "text": "\n".join(texts), **more}

    def address(self):
        return f"{pick(self.rng, self.words['words']['roads'])} อ.{self.district} {self.letters} {thai(self.rng.integers(10000, 96000))}"

    def reference(self):
        form = pick(self.rng, ["{a}.{b}/{n}", "{a}/{n}", "{a}.{b}.{c}/ว {n}", "{a}.{b}/ว{n}"])
        digits = {"a": f"{self.rng.integers(1, 99):04}" if chance(self.rng, 0.5) else f"{self.rng.integers(50000, 79999)}", "b": int(self.rng.integers(1, 9)), "c": int(self.rng.integers(1, 9)), "n": int(self.rng.integers(2, 4000))}
        return f"{self.letters} " + thai(form.format(**digits))

    def telephone(self):
        return pick(self.rng, self.bank["telephones"])

    def signer(self, position, **more):
        made = {"name": self.name(self.body["titles"]), "position": position, "brackets": self.brackets, **more}
        if not more.get("sign") and chance(self.rng, 0.3):
            made["sign"] = pick(self.rng, ["(ลงชื่อ)", "ลงชื่อ"])
        return made

    def boss(self):
        """The head, or who signs for them, over two lines."""
        deputy = chance(self.rng, 0.25)
        return self.signer(pick(self.rng, [f"รอง{self.head} ปฏิบัติราชการแทน\n{self.head}", f"{self.fill(pick(self.rng, self.body['officers']))} รักษาการแทน\n{self.head}"]) if deputy else self.head)

    def officer(self, **more):
        return self.signer(self.fill(pick(self.rng, self.body["officers"])), **more)

    def duties(self, level=None):
        """A numbered list of duties or rules, which are no measures, under a number of its own or not."""
        rng = self.rng
        form = pick(rng, ["{n}. ", "{n}) ", "({n}) ", "{n} ", "ข้อ {n} "]) if level is None else pick(rng, [f"{thai(level)}.{{n}} ", f"{thai(level)}.{{n}}. "])
        return [self.paragraph(self.one("duties", "heads")), *[self.paragraph(form.format(n=thai(i + 1)) + text, **({"class": "deep"} if chance(rng, 0.3) else {}))
                                                              for i, text in enumerate(self.some("duties", "items", 3, 7))]]

    def committee(self):
        rng, roles = self.rng, self.words["words"]["roles"]
        count = int(rng.integers(3, len(roles) + 1))
        kept = [roles[0], *roles[2:2 + count - 2], roles[5]]
        rows = [{"name": self.name(), "position": self.fill(pick(rng, self.body["officers"] + self.words["words"]["posts"])), "role": role} for role in kept]
        return {"kind": "names", "rows": rows, "form": pick(rng, ["columns", "ruled", "running"]), "number": pick(rng, ["{n}. ", "{n}) ", "({n}) ", f"{thai(rng.integers(1, 5))}.{{n}} "])}

    def ticks(self):
        """Choices of which one is ticked, above a signature: the other was not said."""
        on, off = pick(self.rng, [("☑", "☐"), ("( / )", "(   )"), ("(✓)", "( )")])
        said, other = pick(self.rng, self.words["words"]["agreements"]), pick(self.rng, self.words["words"]["nos"])
        both = [f"{on} {said}", f"{off} {other}"]
        return self.paragraph("     ".join(both if chance(self.rng, 0.7) else both[::-1]), **{"class": "flat"})

    def signatures(self, *people, **more):
        return {"kind": "signatures", "people": list(people), **more}

    def grid(self, heads, rows, **more):
        columns = [{"key": f"c{i}", "head": head, "width": width, **({"align": "centre"} if width < 9 else {})} for i, (head, width) in enumerate(heads)]
        return {"kind": "grid", "columns": columns, "rows": [{f"c{i}": cell for i, cell in enumerate(row)} for row in rows], "repeat_header": chance(self.rng, 0.7), **more}

    def ornament(self):
        """What ends a heading: a rule, or a row of signs."""
        return pick(self.rng, ["", "", "*" * 24, "-" * 30, "๛ ๛ ๛ ๛ ๛", "- - - - - - - - -"])

    def made(self, kind, blocks, title, fiscal_year=None, organisation=True, **more):
        """title: lines of a heading. The whole of it is accepted, and any of `titles`."""
        whole = title if isinstance(title, str) else " ".join(title or [])
        titles = list(dict.fromkeys([whole, *more.pop("titles", [])]))
        return {"organisation": {"name": self.own if organisation else None, "district": None, "province": None}, "block": blocks, "kind": [kind] if isinstance(kind, str) else kind,
                "title": titles if title else [None], "fiscal_year": fiscal_year, **more}


def said_year(sheet, text):
    """The fiscal year where a title says it."""
    return sheet.year if re.search(r"ปีงบประมาณ", text) else None


def memo(s):
    rng, signs = s.rng, [s.officer()]
    subject, phone = s.one("memo", "subjects"), s.telephone() if chance(rng, 0.5) else None
    head = {"kind": "memo", "department": s.fill(pick(rng, s.body["departments"])), "reference": s.reference(), "date": s.day()[0], "subject": subject, "to": s.head}
    if phone:
        head |= {"telephone": phone, "telephone_label": pick(rng, ["โทร.", "โทร", "โทรศัพท์"])}
    blocks = [head, s.paragraph(s.one("memo", "openings"), *s.some("memo", "bodies", 1, 2))]
    if chance(rng, 0.4):
        blocks += s.duties(pick(rng, [None, 1, 2]))
    if chance(rng, 0.3):
        blocks.append(s.committee())
    blocks += [s.paragraph(s.one("memo", "closings")), s.signatures(*signs)]
    if chance(rng, 0.6):
        blocks += [s.ticks()] if chance(rng, 0.7) else []
        blocks.append(s.signatures(s.boss(), place=pick(rng, ["right", "centre", "left"])))
    return s.made("memo", blocks, subject, said_year(s, subject))


def letter(s):
    rng, (day, iso), subject, to = s.rng, s.day(), s.one("letter", "subjects"), s.one("letter", "to")
    seat = {"องค์การบริหารส่วนตำบล": "ที่ทำการ", "เทศบาลตำบล": "สำนักงาน"}.get(re.match("องค์การบริหารส่วนตำบล|เทศบาลตำบล|", s.own)[0], "") + s.own
    reference, phone, desk = s.reference(), s.telephone(), s.fill(pick(rng, s.body["departments"]))
    labels = [("เรื่อง", subject), ("เรียน", to)] + ([("อ้างถึง", s.one("letter", "references"))] if chance(rng, 0.6) else []) + ([("สิ่งที่ส่งมาด้วย", s.one("letter", "enclosures"))] if chance(rng, 0.6) else [])
    address = s.address()
    blocks = [{"kind": "letter", "reference": reference, "office": [seat, address], "date": day, "labels": labels}, s.paragraph(s.one("letter", "openings")),
              s.paragraph(pick(rng, [s.fill("ในการนี้ {own}ขอแจ้งให้ทราบว่า ผลคะแนนเฉลี่ยของประเทศเท่ากับ {mean} คะแนน"), s.fill("ทั้งนี้ ได้มอบหมายให้ {person} {position} เป็นผู้ประสานงาน หมายเลขโทรศัพท์ ๐๘ ๑๐๐๐ ๐๑๒๓")]))]
    if chance(rng, 0.3):
        blocks += s.duties(pick(rng, [None, 1]))
    blocks += [s.paragraph(s.one("letter", "closings")), {"kind": "heading", "align": "middle", "text": "ขอแสดงความนับถือ"}, s.signatures(s.boss(), place="middle"),
               s.paragraph(f"{desk}\nโทร. {phone}\nโทรสาร ๐ ๒๐๐๐ ๐๐๐๙" + pick(rng, ["", "\nไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th"]), **{"class": "flat"})]
    header = {"department": [seat, f"{seat} {address}", desk, s.own, None], "telephone": phone, "reference": reference, "date": iso, "subject": subject, "to": to}
    made = s.made("letter", blocks, subject, said_year(s, subject), header=header)
    return made | {"accepted": [s.own, seat]}


def sealed(s):
    """หนังสือประทับตรา: to whom and no subject, a seal and no name."""
    rng, (day, iso), reference, phone = s.rng, s.day(), s.reference(), s.telephone()
    to, desk = pick(rng, [s.elsewhere("other"), s.elsewhere("hospital"), "องค์กรปกครองส่วนท้องถิ่นทุกแห่ง"]), s.fill(pick(rng, s.body["departments"]))
    blocks = [{"kind": "letter", "reference": reference, "office": [], "date": None, "labels": [("ถึง", to)]}, s.paragraph(s.one("letter", "seal")),
              {"kind": "heading", "align": "middle", "text": s.own}, {"kind": "heading", "align": "middle", "text": day}, s.paragraph(f"{desk}\nโทร. {phone}", **{"class": "flat"})]
    header = {"department": [s.own, desk, None], "telephone": phone, "reference": reference, "date": [iso, None], "subject": None, "to": [to, None]}
    return s.made("letter", blocks, None, header=header)


def order(s):
    rng, (day, iso), subject = s.rng, s.day(), s.one("order", "subjects")
    number = f"{thai(rng.integers(1, 700))}/{thai(s.year)}"
    about = pick(rng, [[f"คำสั่ง{s.own}", f"ที่ {number}", f"เรื่อง {subject}"], [f"คำสั่ง{s.own}", f"ที่ {number} เรื่อง {subject}"], [f"คำสั่ง {s.own}", f"ที่ {number}", f"เรื่อง {subject}"]])
    blocks = [{"kind": "announcement", "lines": about, "ornament": s.ornament()}, s.paragraph(s.one("order", "openings")), s.paragraph(s.one("order", "bridges"))]
    for level in range(1, int(rng.integers(2, 5))):
        blocks += [s.paragraph(f"{thai(level)}. {pick(rng, ['คณะกรรมการอำนวยการ', 'คณะกรรมการดำเนินงาน', 'ฝ่ายพิธีการ', 'ฝ่ายประเมินผล'])}", **{"class": "flat"}), s.committee()]
        blocks += s.duties(pick(rng, [None, level]))
    blocks += [s.paragraph(s.one("order", "ends")), s.paragraph(f"สั่ง ณ วันที่ {pick(rng, [day, spelled(day)])}"), s.signatures(s.boss(), place="middle")]
    header = {"department": [s.own, None], "telephone": None, "reference": number, "date": iso, "subject": subject, "to": None}
    return s.made("order", blocks, about, said_year(s, subject), header=header, titles=[subject, f"คำสั่ง{s.own} ที่ {number} เรื่อง {subject}", f"คำสั่ง{s.own} เรื่อง {subject}"])


def spelled(day):
    number, month, year = day.split()
    return f"{number} เดือน {month} พ.ศ. {year}"


def announcement(s):
    rng, day, subject = s.rng, s.day()[0], s.one("announcement", "subjects")
    own = f"จังหวัด{s.province}" if chance(rng, 0.15) else s.own
    head = s.head if own == s.own else f"ผู้ว่าราชการจังหวัด{s.province}"
    about = [f"ประกาศ{own}", f"เรื่อง {subject}"]
    blocks = [{"kind": "announcement", "lines": about, "ornament": s.ornament()}, s.paragraph(s.one("announcement", "openings"))]
    for level in range(1, int(rng.integers(1, 4))):
        blocks += s.duties(pick(rng, [None, level]))
    if chance(rng, 0.4):
        blocks.append(s.committee())
    if chance(rng, 0.3):
        blocks.append(s.paragraph(s.fill("สอบถามรายละเอียดเพิ่มเติมได้ที่ {other} หรือ{hospital} ถนนพหลสมมุติ แขวงตัวอย่าง เขตตัวอย่าง กทม. ๑๐๙๐๐ โทร. ๐ ๒๐๐๐ ๐๑๐๐")))
    signer = s.boss() if own == s.own else s.signer(head)
    blocks += [s.paragraph(s.one("announcement", "ends")), s.paragraph(f"ประกาศ ณ วันที่ {pick(rng, [day, spelled(day)])}"), s.signatures(signer, place="middle")]
    if chance(rng, 0.4):
        blocks += [{"kind": "break"}, {"kind": "heading", "text": f"บัญชีรายชื่อแนบท้ายประกาศ{own}\nลงวันที่ {day}"}, people(s)]
    made = s.made("announcement", blocks, about, said_year(s, subject), titles=[subject])
    made["organisation"]["name"] = own
    return made


def people(s):
    """A ruled table of names, none of whom signs."""
    rng = s.rng
    rows = [[thai(i + 1), s.name(), pick(rng, s.words["words"]["posts"]), pick(rng, ["", "ผ่าน", "สำรอง"])] for i in range(int(rng.integers(4, 15)))]
    return s.grid([("ลำดับ", 7), ("ชื่อ - สกุล", 28), (pick(rng, ["ตำแหน่ง", "สังกัด"]), 25), ("หมายเหตุ", 15)], rows)


def plan(s):
    rng, title, first = s.rng, s.one("plan", "titles"), s.year
    last = first + int(rng.integers(2, 5))
    span = pick(rng, [f"(พ.ศ. {thai(first)} - {thai(last)})", f"พ.ศ. {thai(first)} – {thai(last)}", f"({thai(first)}-{thai(last)})", f"ระยะ {thai(last - first + 1)} ปี (พ.ศ. {thai(first)} ถึง พ.ศ. {thai(last)})"])
    blocks = [{"kind": "cover", "texts": [f"{title}\n{span}", f"{s.own}\nอำเภอ{s.district} จังหวัด{s.province}"]}, {"kind": "heading", "text": "คำนำ"},
              s.paragraph(s.fill("แผนฉบับนี้จัดทำขึ้นตามแนวทางของ{ministry} โดยนำผลการประเมินปีงบประมาณ พ.ศ. {past} มาทบทวน และได้รับคำแนะนำจาก{university}")), {"kind": "heading", "align": "right", "text": s.own}, {"kind": "break"}]
    for chapter in s.words["plan"]["chapters"]:
        blocks += [{"kind": "heading", "text": chapter}, s.paragraph(*s.some("report", "others", 1, 2), *s.some("project", "texts", 1, 2))]
        if chance(rng, 0.5):
            blocks += s.duties(pick(rng, [None, 1, 2]))
    years = [thai(y) for y in range(first, last + 1)]
    rows = [[thai(i + 1), project, *[thai(f"{rng.integers(1, 90) * 1000:,}") for _ in years], pick(rng, s.bank["departments"])] for i, project in enumerate(s.some("plan", "projects", 3, 6))]
    blocks.append(s.grid([("ที่", 6), ("โครงการ", 30), *[(f"ปี {y}", 12) for y in years], ("หน่วยงาน", 20)], rows))
    whole = f"{title} {span}"
    return s.made("plan", blocks, whole, titles=[title, f"{whole} {s.own}"])


def project(s):
    rng, what = s.rng, s.one("project", "titles")
    dated = chance(rng, 0.5)
    title = [f"โครงการ{what}"] + ([f"ประจำปีงบประมาณ พ.ศ. {thai(s.year)}"] if dated else [])
    blocks = [{"kind": "heading", "text": "\n".join(title)}, s.paragraph(f"หน่วยงานรับผิดชอบ {s.own}", **{"class": "flat"})]
    texts = s.some("project", "texts", 5, 6)
    for i, part in enumerate(s.words["project"]["parts"]):
        blocks += [{"kind": "heading", "align": "left", "text": f"{thai(i + 1)}. {part}"}, s.paragraph(texts[i % len(texts)])]
    if chance(rng, 0.5):
        rows = [[thai(i + 1), text, pick(rng, ["ต.ค.", "พ.ย. - ธ.ค.", "ม.ค. - มี.ค."]), s.name()] for i, text in enumerate(["เสนอขออนุมัติโครงการ", "แต่งตั้งคณะทำงาน", "ดำเนินการตามแผน", "ประเมินผล"])]
        blocks.append(s.grid([("ที่", 6), ("กิจกรรม", 30), ("เดือน", 16), ("ผู้ประสานงาน", 24)], rows))
    if chance(rng, 0.5):
        people = [s.officer(sign="(ลงชื่อ)", line=30, suffix=role, role=role) for role in ("ผู้เสนอโครงการ", "ผู้เห็นชอบโครงการ")] + [s.signer(s.head, sign="(ลงชื่อ)", line=30, suffix="ผู้อนุมัติโครงการ", role="ผู้อนุมัติโครงการ")]
    else:
        people = [s.officer(sign="ลงชื่อ", line=36), s.signer(s.head, sign="ลงชื่อ", line=36)]
    blocks.append(s.signatures(*people, across=pick(rng, [1, 1, 2]), place="centre"))
    return s.made(["plan", "form", "other"], blocks, title, s.year if dated else None, titles=[title[0], what])


def minutes(s):
    rng, (day, _), of = s.rng, s.day(), s.one("minutes", "titles")
    number = f"ครั้งที่ {thai(rng.integers(1, 12))}/{thai(s.year)}"
    heading = [f"รายงานการประชุม{of}", number, f"เมื่อวันที่ {day}", pick(rng, [f"ณ ห้องประชุม{s.own}", s.fill("ณ ห้องประชุม{hospital}")])]
    blocks = [{"kind": "heading", "text": "\n".join(heading)}]
    for who in ("ผู้มาประชุม", "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม"):
        if who == "ผู้มาประชุม" or chance(rng, 0.5):
            blocks += [{"kind": "heading", "align": "left", "text": who}, s.committee()]
    blocks.append(s.paragraph("เริ่มประชุมเวลา ๐๙.๓๐ น.", **{"class": "flat"}))
    for item in s.words["minutes"]["agenda"]:
        number = re.search("[๑-๙]", item)[0]
        blocks += [{"kind": "heading", "align": "left", "text": item}, s.paragraph(*[f"{number}.{thai(i + 1)} {t}" for i, t in enumerate(s.some("minutes", "said", 1, 3))])]
    people = [s.officer(sign=pick(rng, ["(ลงชื่อ)", "ลงชื่อ", ""]), line=30, suffix="ผู้จดรายงานการประชุม", role="ผู้จดรายงานการประชุม"), s.officer(sign="(ลงชื่อ)", line=30, suffix="ผู้ตรวจรายงานการประชุม", role="ผู้ตรวจรายงานการประชุม")]
    for one in people:  # without the word to sign there is no line to write the role on
        if not one["sign"]:
            one["position"] += f"\n{one['role']}"
            one.pop("suffix")
    blocks += [s.paragraph("ปิดประชุมเวลา ๑๒.๐๐ น.", **{"class": "flat"}), s.signatures(*people)]
    return s.made("minutes", blocks, heading[:2], titles=[heading[0], " ".join(heading[:3]), " ".join(heading)])


def law(s):
    rng, title = s.rng, s.one("law", "titles").split("|")
    blocks = [{"kind": "announcement", "lines": title}, s.paragraph(s.one("law", "openings"))]
    word = "มาตรา" if title[0].startswith("พระราช") else "ข้อ"
    for i, text in enumerate(s.some("law", "sections", 4, 5) + s.some("duties", "items", 2, 4)):
        blocks.append(s.paragraph(f"{word} {thai(i + 1)} {text}"))
    given = pick(rng, ["ประกาศ ณ วันที่ ", "ให้ไว้ ณ วันที่ "]) + spelled(s.day()[0])
    blocks += [s.paragraph(given), s.signatures(s.signer(s.one("law", "signers"), brackets=pick(rng, ["{}", "({})"]), sign=""), place="middle"),
               s.paragraph("หมายเหตุ :- เหตุผลในการประกาศใช้ คือ " + s.one("project", "texts"))]
    s.running = (f"เล่ม {thai(rng.integers(120, 141))} ตอนที่ {thai(rng.integers(1, 90))} ก", "ราชกิจจานุเบกษา", s.day()[0]) if chance(rng, 0.7) else None
    made = s.made("law", blocks, title, organisation=False)
    ministry = title[0].removeprefix("ระเบียบ")
    return made | {"accepted": [None, ministry] if ministry != title[0] else [None]}


def publishing(s, title=None):
    """The form that asks for publication, which ends the files of many health offices."""
    day = s.day()[0]
    head = [s.one("form", "titles"), s.own] if title is None else title
    data = s.one("form", "data")
    blocks = [{"kind": "heading", "text": "\n".join(head)}, s.paragraph(f"ชื่อหน่วยงาน {s.own}\nวัน/เดือน/ปี {day}\nหัวข้อ {data}\nรายละเอียดข้อมูล (โดยสรุปหรือเอกสารแนบ)\n{data} ประจำปีงบประมาณ พ.ศ. {thai(s.year)}\nLink ภายนอก: www.example.go.th\nหมายเหตุ: {'.' * 60}", **{"class": "flat"})]
    people = [s.officer(caption="ผู้รับผิดชอบการให้ข้อมูล"), s.officer(caption="ผู้อนุมัติรับรอง"), s.officer(caption="ผู้รับผิดชอบการนำข้อมูลขึ้นเผยแพร่")]
    for one in people:
        one["comment"], one["after"] = one.pop("caption"), f"วันที่ {day}"
    blocks += [s.signatures(*people[:2], across=2), s.signatures(people[2], place="centre")]
    return s.made("form", blocks, head, "any", titles=[head[0]])


def blank(s):
    """An example form: dots, choices, brackets without names. Nobody signs."""
    rng, title = s.rng, s.one("form", "blank")
    blocks = [{"kind": "heading", "text": f"{title}\n{s.own}"}, s.paragraph(*s.some("form", "questions", 4, 6), **{"class": "flat"})]
    for role in pick(rng, [["ผู้ยื่นคำขอ"], ["ผู้ขอ", "ผู้อนุมัติ"], ["ผู้ขอ", "ผู้ตรวจสอบ", "ผู้อนุมัติ"]]):
        blocks += [{"kind": "heading", "align": "middle", "text": f"ลงชื่อ {'.' * 34} {role}\n({'.' * 40})" + pick(rng, ["", f"\nตำแหน่ง {'.' * 30}", "\nวันที่ ......../......../........"])}]
    if chance(rng, 0.5):
        blocks += [s.ticks(), s.paragraph(s.fill("หมายเหตุ แบบนี้ปรับปรุงตามคู่มือของ{ministry} ปี พ.ศ. {past}"), **{"class": "flat"})]
    return s.made(["form", "other"], blocks, f"{title} {s.own}", titles=[title])


def report(s):
    """A covered report: the office's own result stands among those of others."""
    rng, title = s.rng, s.one("report", "titles").split("|")
    blocks = [{"kind": "cover", "texts": ["\n".join(title), f"{s.own}\nอำเภอ{s.district} จังหวัด{s.province}"]}]
    others = s.some("report", "others", 2, 4)
    text, result = variation.result(rng, s.bank)
    text = text.replace("{office}", s.own).replace("{last}", thai(s.year - 1))
    told = "ประเมินคุณธรรม" in title[0] and chance(rng, 0.7)
    parts = others[:2] + ([text] if told else []) + others[2:]
    blocks += [{"kind": "heading", "align": "left", "text": "๑. บทสรุปผู้บริหาร"}, s.paragraph(*parts), {"kind": "heading", "align": "left", "text": "๒. ปัญหาและอุปสรรค"}, *s.duties(2), {"kind": "break"},
               {"kind": "heading", "text": "ภาคผนวก"}, people(s)]
    more = {"ita_result": result | {"fiscal_year": s.year - 1}} if told else {}
    return s.made("report", blocks, title, s.year, titles=[title[0], " ".join([*title, s.own])], **more)


def slides(s):
    rng, title, look = s.rng, s.one("slides", "titles"), pick(s.rng, [{}, {"look": "navy"}, {"look": "green"}, {"look": "tinted"}, {"look": "banner"}])
    blocks = [{"kind": "slide", "title": title, "points": [s.own, pick(rng, ["", s.fill("โดย {person} {position}")])], "landscape": True} | look]
    for _ in range(int(rng.integers(2, 5))):
        blocks.append({"kind": "slide", "title": pick(rng, ["ทำไมต้องเปลี่ยน", "ผลที่ผ่านมา", "ก้าวต่อไป", "ความร่วมมือ"]), "points": s.some("slides", "points", 3, 5), "landscape": True} | look)
    blocks[-1]["last"] = True
    made = s.made(["slides", "other"], blocks, title, titles=[f"{title} {s.own}"])
    return made | {"accepted": [s.own, None]}


def chart(s):
    rng, title = s.rng, s.one("chart", "titles")
    levels = [[(s.name(s.body["titles"]), s.head)], [(s.name(), unit) for unit in s.some("chart", "units", 2, 3)], [(s.name(), pick(rng, s.body["officers"])) for _ in range(int(rng.integers(2, 5)))]]
    blocks = [{"kind": "heading", "text": title}, {"kind": "chart", "levels": [[(s.brackets.format(n) if chance(rng, 0.4) else n, s.fill(p)) for n, p in level] for level in levels]}]
    return s.made(["other", "slides"], blocks, title)


def listed(s):
    rng, title, day = s.rng, s.one("list", "titles"), s.day()[0]
    blocks = [{"kind": "heading", "text": f"{title}\nณ วันที่ {day}" if chance(rng, 0.4) else title}, pick(rng, [people, Sheet.committee])(s)]
    if chance(rng, 0.5):
        blocks.append(pick(rng, [people, Sheet.committee])(s))
    made = s.made(["table", "other", "order"], blocks, title, titles=[f"{title} ณ วันที่ {day}"])
    return made | {"accepted": [s.own if s.own in title else None, None]}


def table(s):
    rng, title = s.rng, s.one("table", "titles")
    rows = []
    for i, thing in enumerate(s.some("table", "things", 4, 7)):
        price = rng.integers(10, 900) * 100
        rows.append([thai(i + 1), thing, thai(f"{price:,}.00"), "เฉพาะเจาะจง", s.one("table", "firms"), thai(f"{rng.integers(1, 99)}/{s.year}") + f" {s.day()[0]}"])
    blocks = [{"kind": "heading", "text": f"{title}\n{s.own}", "landscape": True}, s.grid([("ลำดับที่", 7), ("งานที่จัดซื้อจัดจ้าง", 28), ("วงเงิน (บาท)", 13), ("วิธีซื้อ", 13), ("ผู้ได้รับคัดเลือก", 24), ("เลขที่และวันที่", 20)], rows, landscape=True)]
    return s.made(["table", "report", "other"], blocks, f"{title} {s.own}", said_year(s, title) or [None, s.year], titles=[title])


def scores(s):
    """A table of the three instruments: weighted or plain, rows of dashes, bodies of one province."""
    rng, rows, weighted = s.rng, [], chance(s.rng, 0.4)
    grade = lambda x: next(g for low, g in [(95, "AA"), (85, "A"), (75, "B"), (65, "C"), (55, "D"), (50, "E"), (0, "F")] if x >= low)
    seen = set()
    for i in range(int(rng.integers(5, 14))):
        name = pick(rng, s.words["body"][pick(rng, ["tambon", "municipality"])]["names"]).format(place=s.place())
        if name in seen:
            continue
        seen.add(name)
        if chance(rng, 0.1):
            rows.append({"no": len(rows) + 1, "organisation": name, "iit": "-", "eit": "-", "oit": "-", "total": "-", "level": "-"})
            continue
        parts = [round(float(rng.uniform(45, 99)), 2) for _ in range(3)]
        shown = [round(p * w, 2) for p, w in zip(parts, (0.3, 0.3, 0.4))] if weighted else parts
        total = round(sum(shown), 2) if weighted else round(0.3 * parts[0] + 0.3 * parts[1] + 0.4 * parts[2], 2)
        rows.append({"no": len(rows) + 1, "organisation": name, **{k: thai(f"{v:.2f}") for k, v in zip(("iit", "eit", "oit"), shown)}, "total": thai(f"{total:.2f}"), "level": grade(total)})
    full = ("๓๐", "๓๐", "๔๐") if weighted else ("๑๐๐", "๑๐๐", "๑๐๐")
    heads = pick(rng, [["IIT", "EIT", "OIT"], ["คะแนน IIT", "คะแนน EIT", "คะแนน OIT"], [f"{k} ({n})" for k, n in zip(("IIT", "EIT", "OIT"), full)]])
    keys = ["iit", "eit", "oit"]
    columns = [{"key": "no", "head": pick(rng, ["ที่", "ลำดับ"]), "width": 6}, {"key": "organisation", "head": pick(rng, ["หน่วยงาน", "ชื่อหน่วยงาน", "อปท."]), "width": 34},
               *[{"key": k, "head": h, "width": 12} for k, h in zip(keys, heads)], {"key": "total", "head": pick(rng, ["คะแนนรวม", "ผลคะแนน", "คะแนน ITA"]), "width": 12},
               {"key": "level", "head": pick(rng, ["ระดับ", "ระดับผลการประเมิน"]), "width": 12}]
    title = [f"ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {thai(s.year)}", f"องค์กรปกครองส่วนท้องถิ่นในเขตจังหวัด{s.province}"]
    blocks = [{"kind": "heading", "text": "\n".join(title)}, {"kind": "scores", "columns": columns, "rows": rows, "repeat_header": chance(rng, 0.6)}, s.paragraph(s.one("report", "others"))]
    made = s.made(["table", "report", "other"], blocks, title, s.year, titles=[title[0]], organisation=False)
    return made | {"accepted": [None, f"จังหวัด{s.province}"]}


KINDS = {f.__name__: f for f in (memo, letter, sealed, order, announcement, plan, project, minutes, law, publishing, blank, report, slides, chart, listed, table, scores)} | assessment.KINDS


def source(rng, kind, fonts=None):
    """A source of the kind, as draw.load gives them; a publishing form ends some as a document of its own."""
    sheet = Sheet(rng)
    made = [KINDS[kind](sheet)]
    if kind in ("memo", "announcement") and chance(rng, 0.25):
        made.append(publishing(sheet))
    style = variation.style(rng, sheet.bank, fonts) | ({"signed": False} if chance(rng, 0.25) else {})
    if chance(rng, 0.2):
        style["heading_colour"] = pick(rng, ["#7b1fa2", "#0d47a1", "#c62828", "#00695c", "#bf5b00"])
    if running := getattr(sheet, "running", None):
        style["running"] = running
    return {"style": style, "document": variation.to_ascii(made) if chance(rng, 0.2) else made}
