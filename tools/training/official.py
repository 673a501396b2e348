"""Lines of what the first edition of the model misread: abbreviations of every consonant, columns of numbers, gazettes' headings, look-alike letters.

`OfficialWriter(rng)` is a text.Writer with more kinds of lines; a third of its lines are of the first kinds. All is invented: an abbreviation is drawn
letter by letter, so that rare consonants come as often as common ones and none is a unit's name but by chance.
"""
import csv
import functools

import text as grammar
from text import CONSONANTS

RARE = "ซฌฆฎฏฐฑฒศษฬฮฉฝฟญธภ"  # seldom in words, and each looks like another letter
PAIRS = ["ซช", "ฌณ", "ศส", "ษบ", "ฎฏ", "ฐธ", "ฑท", "ฒณ", "ฆม", "ภถ", "ฝผ", "ฟพ", "ปบ", "ดต", "ดค", "ตค", "ขช", "ฉน", "ฮอ", "ฬพ", "ญณ", "ลส", "รธ",
         "จร", "ขซ", "พท", "ยป", "กภ"]


class OfficialWriter(grammar.Writer):
    def __init__(self, rng, only=None):
        """`only`: names of the kinds to write; without it all, the first edition's too."""
        super().__init__(rng)
        more = [(self.abbreviations, 13), (self.column, 9), (self.sum_of_money, 5), (self.statistic, 3), (self.telephone, 4),
                (self.number_of_record, 4), (self.gazette, 13), (self.alike, 12),
                (self.page_mark, 2), (self.choice, 2), (self.day, 6), (self.people, 14), (self.code, 4)]
        first = [(make, weight * 0.42) for make, weight in self.kinds]
        self.kinds = [(make, weight) for make, weight in more + first if not only or make.__name__ in only]

    def any_year(self):
        return str(self.rng.randint(2400, 2599)) if self.chance(0.5) else "25" + self.digits(2)

    @functools.cached_property
    def words_by_letter(self):
        """Words of the dictionary by the rare letters in them."""
        return letter_index()

    # Abbreviations -----------------------------------------------------------------------------------------------------------

    def letter(self):
        r = self.rng.random()
        return (self.rng.choice(CONSONANTS) if r < 0.4 else self.rng.choice(RARE) if r < 0.65 else self.rng.choice(self.rng.choice(PAIRS)) if r < 0.8
                else
                self.rng.choice("กขคงจชดตทนบปพมยรลวสหอ"))

    def short(self):
        """One abbreviation: ศซบ., ก.ฌ.ฐ., กกล.นซล."""
        r = self.rng.random()
        if r < 0.12:
            return self.one(self.rng.choice(["known_abbreviations", "ranks"]))
        run = lambda n: "".join(self.letter() for _ in range(n))
        if r < 0.45:
            return run(self.rng.randint(1, 4)) + "."
        if r < 0.68:
            return ".".join(self.letter() for _ in range(self.rng.randint(2, 4))) + "."
        if r < 0.86:
            return run(self.rng.randint(2, 3)) + "." + run(self.rng.randint(1, 4)) + "."
        if r < 0.93:
            return self.rng.choice(["เ", "โ", "แ", "ไ"]) + self.letter() + "." + self.letter() + "."
        return self.letter() + self.rng.choice("ิีุ") + "." + self.letter() + "."

    def abbreviations(self):
        r, short = self.rng.random(), self.short
        share = self.rng.choice([1, 1, 1, 1, 0])
        number = lambda: self.thai(str(self.rng.randint(1, 9999)), share)
        if r < 0.15:
            return short()
        if r < 0.3:
            return self.one("abbreviation_heads") + short() + (self.rng.choice([" ", ""]) + short() if self.chance(0.4) else "")
        if r < 0.42:
            return self.rng.choice([", ", " , ", "/", " ", " และ ", ",", "-", " - "]).join(short() for _ in range(self.rng.randint(2, 5)))
        if r < 0.52:
            return f"({short()})" if self.chance(0.5) else f"{self.phrase(2)} ({short()})"
        if r < 0.64:
            return f"{self.phrase(self.rng.randint(1, 3))} {short()} {self.phrase(self.rng.randint(1, 3))}"
        if r < 0.74:
            return f"ที่ {short()}{self.rng.choice([' ', ''])}{number()}/{number()} ลง {self.day()}"
        if r < 0.84:
            return f"{self.one('ranks')}{self.rng.choice(['', ' '])}{self.full_name().split(' ')[-1]} {self.one('abbreviation_heads')}{short()}"
        if r < 0.92:
            return f"{number()}. {self.one('abbreviation_heads')}{short()} {self.phrase(2)}"
        return f"{self.one('ranks')}{self.rng.choice([', ', '., ', ' ', '/'])}{short()}, {short()}"

    # Names and codes ----------------------------------------------------------------------------------------------------------

    def given(self):
        r = self.rng.random()
        return (self.one("given_names") if r < 0.3 else self.name_part() if r < 0.55 else self.one("given_names") + self.one("name_tails") if r < 0.65
                else self.one("family_parts") + self.one("name_tails") if r < 0.8 else self.short_word() if r < 0.92 else self.syllable() + self.syllable())

    def family(self):
        """Surnames are words glued together: of any of them a letter of every look may follow on any other, and only the picture says which."""
        def part():
            r = self.rng.random()
            return self.one("family_parts") if r < 0.5 else self.short_word() if r < 0.75 else self.syllable() if r < 0.87 else self.one("name_tails")
        name = "".join(part() for _ in range(self.rng.choice([1, 2, 2, 2, 3])))
        return f"ณ {name}" if self.chance(0.02) else name

    def short_word(self):
        word = self.one("dictionary")
        return word if 2 <= len(word) <= 8 else self.one("family_parts")

    def someone(self):
        gap = self.rng.choice([" ", " ", " ", "  "])
        title = self.rng.choice(["นาย", "นาง", "นางสาว"]) if self.chance(0.7) else self.one("titles") if self.chance(0.85) else ""
        return title + (" " if self.chance(0.08) else "") + self.given() + gap + self.family()

    def people(self):
        r, n = self.rng.random(), self.thai(str(self.rng.randint(1, 30)), 0.8)
        if r < 0.42:
            return self.rng.choice(["({})", "({})", "({})", "( {} )", "({} )", "{}"]).format(self.someone())
        if r < 0.58:
            return f"{n}. {self.someone()} {self.rng.choice([self.one('positions'), 'กรรมการ', 'ประธานกรรมการ', 'กรรมการและเลขานุการ', 'เลขานุการ'])}"
        if r < 0.66:
            return f"(ลงชื่อ) {self.someone()}"
        if r < 0.74:
            return f"{self.someone()} ตำแหน่ง {self.one('positions')}"
        if r < 0.82:
            return f"({self.someone()}) ({self.someone()})"
        if r < 0.9:
            return f"{self.phrase(self.rng.randint(1, 3))} {self.someone()} {self.phrase(1)}"
        return self.someone() + self.rng.choice(["", " ผู้รายงาน", " ผู้จัดทำ", " ผู้เสนอ", " ผู้รับผิดชอบ"])

    def code(self):
        """The letters and numbers that a memo's or a letter's number begins with."""
        letters = self.rng.choice(province_letters()) if self.chance(0.6) and province_letters() else self.letter() + self.letter()
        d = self.digits
        number = self.rng.choice([f"{d(5)}", f"{d(4)}.{d(1)}", f"{d(4)}.{d(3)}.{d(2)}", f"{d(4)}.{d(2)}", f"{d(5)}.{d(1)}"])
        tail = self.rng.choice(["/", "/", f"/{d(self.rng.randint(1, 4))}", f"/ว {d(self.rng.randint(1, 4))}", f"/ว{d(self.rng.randint(1, 4))}", "/ว"])
        return self.rng.choice(["ที่ ", "ที่ ", "ที่ ", "", "หนังสือ ที่ "]) + f"{letters}{self.rng.choice([' ', ' ', ''])}" + self.thai(number + tail, 0.8)

    # Numbers -------------------------------------------------------------------------------------------------------------------

    def amount(self):
        r = self.rng.random()
        return ("0" if r < 0.1 else "0.00" if r < 0.15 else "-" if r < 0.19 else str(self.rng.randint(0, 99)) if r < 0.37
                else f"{self.rng.randint(0, 100)}.{self.digits(self.rng.randint(1, 2))}" if r < 0.52 else
                f"{10 ** self.rng.randint(3, 7) * self.rng.randint(1, 9):,}" if r < 0.6 else f"{self.rng.randint(1000, 99999999):,}" if r < 0.78 else
                f"{self.rng.randint(1000, 99999999):,}.{self.rng.choice(['00', '50', self.digits(2)])}" if r < 0.92
                else f"({self.rng.randint(100, 999999):,}.{self.digits(2)})" if r < 0.96 else self.digits(self.rng.randint(1, 7)))

    def column(self):
        """Cells of one row or one cell: all in one script."""
        share = 1 if self.chance(0.6) else 0
        cells = [self.thai(self.amount(), share) for _ in range(self.rng.choice([1, 1, 2, 3, 4, 5, 6]))]
        if self.chance(0.25):
            cells.insert(0, self.rng.choice(["รวม", "รวมทั้งสิ้น", "คงเหลือ", "ยอดยกมา", "ร้อยละ", "ภาษี 7%", self.phrase(1), self.one("measures")]))
        if self.chance(0.15):
            cells.append(self.one("measures"))
        return " ".join(cells)

    def sum_of_money(self):
        n = lambda share: self.thai(self.rng.choice([f"{self.rng.randint(1, 9999999):,}", f"{self.rng.randint(1, 999999):,}.{self.digits(2)}",
                                    self.digits(self.rng.randint(1, 5)), "8" * self.rng.randint(1, 4)]), share)
        share = 1 if self.chance(0.6) else 0
        return self.rng.choice([f"฿{n(share)}", f"฿ {n(share)}", f"{n(share)} ฿", f"({n(share)} ฿)", f"ราคา ฿{n(0)} - ฿{n(0)}", f"{n(share)}.- บาท",
                               f"{n(share)}.-", f"ราคา {n(share)} บาท", f"จำนวน {n(share)} บาท x {n(share)} {self.one('measures')} = {n(share)} บาท",
                                f"({n(share)} x {n(share)}) = {n(share)}", f"{n(share)} + {n(share)} = {n(share)}",
                                f"เป็นเงิน {n(share)}.- บาท ({''.join(self.one('amounts') for _ in range(3))}บาทถ้วน)"])

    def statistic(self):
        one = lambda: f"{self.one('statistics')}{self.rng.choice([' = ', '=', ' ', ' < ', ' : '])}{self.thai(f'{self.rng.uniform(0, 6):.2f}', 0.35)}"
        return self.rng.choice([one, lambda: f"{one()}, {one()}", lambda: self.one('statistics'), lambda: f"({one()})",
                               lambda: f"ค่าเฉลี่ย {self.number(0.5)} {one()}", lambda: f"ส่วนเบี่ยงเบนมาตรฐาน ({one()})",
                                lambda: " ".join(self.one("statistics") for _ in range(self.rng.randint(2, 4)))])()

    def telephone(self):
        d, share = self.digits, 1 if self.chance(0.65) else 0
        number = self.rng.choice([f"0 {d(4)} {d(4)}", f"0-{d(4)}-{d(4)}", f"0{d(1)}-{d(3)}-{d(4)}", f"0{d(2)}-{d(6)}", f"0{d(2)}-{d(3)}-{d(4)}",
                                 f"0{d(8)}", f"0{d(9)}", f"0-{d(4)}-{d(3)}"])
        tail = self.rng.choice(["", "", f" ต่อ {d(self.rng.randint(2, 4))}", f"-{d(1)}", f" , 0 {d(4)} {d(4)}", f" โทรสาร 0 {d(4)} {d(4)}"])
        return self.rng.choice(["โทร. ", "โทร.", "โทรศัพท์ ", "โทรสาร ", "โทร/โทรสาร ", "มือถือ ", "",
                               "โทรศัพท์/โทรสาร : "]) + self.thai(number + tail, share)

    def number_of_record(self):
        d, share = self.digits, 1 if self.chance(0.7) else 0
        number = self.rng.choice([f"{d(1)}-{d(4)}-{d(5)}-{d(2)}-{d(1)}", f"{d(3)}-{d(1)}-{d(5)}-{d(1)}", f"{d(1)} {d(4)} {d(5)} {d(2)} {d(1)}", d(13),
                                 f"{d(4)}-{d(3)}-{d(4)}/{d(2)}", f"{d(2)}.{d(2)}.{d(2)}", f"{d(4)}.{d(1)}/{d(4)}",
                                  f"{d(4)}.{d(3)}.{d(2)}/ว {d(4)}", f"{d(self.rng.randint(1, 4))}/25{d(2)}", f"{d(5)}", f"{d(2)}/{d(2)}/25{d(2)}"])
        return self.rng.choice(["", "เลขที่ ", "เลขที่บัญชี ", "เลขประจำตัวประชาชน ", "เลขประจำตัวผู้เสียภาษี ", "รหัส ", "ตำแหน่งเลขที่ ",
                               "คำสั่งที่ ", "ครั้งที่ ", "ฎีกาที่ "]) + self.thai(number, share)

    def day(self):
        t = functools.partial(self.thai, share=1 if self.chance(0.8) else 0)
        day, month, year = self.rng.randint(1, 31), self.rng.randrange(12), self.any_year()
        long, brief = self.words["months"][month], self.words["short_months"][month]
        return t(self.rng.choice([f"{day} {long} {year}", f"{day} {brief} {year}", f"{day} {brief} {year[2:]}", f"ลงวันที่ {day} {long} {year}",
                 f"วันที่ {day} เดือน {long} พ.ศ. {year}", f"{long} {year}", f"พ.ศ. {year}", f"พุทธศักราช {year}",
                                  f"ปีงบประมาณ {year}", f"{day}/{month + 1}/{year}", f"{day} - {self.rng.randint(1, 31)} {long} {year}",
                                  f"ณ วันที่ {day} {long} พ.ศ. {year}", f"{day} {long}", f"{self.digits(2)} เดือน", f"{self.rng.randint(1, 90)} วัน",
                                  f"เวลา {self.rng.randint(0, 23):02d}.{self.digits(2)} น.",
                                  f"ระหว่างวันที่ {day}-{self.rng.randint(1, 31)} {long} {year}"]))

    # Gazettes and their kin ------------------------------------------------------------------------------------------------------

    def gazette(self):
        t = functools.partial(self.thai, share=0.93)
        n = lambda most=99: str(self.rng.randint(1, most))
        kind = self.rng.randrange(10)
        if kind == 0:
            return t(f"เล่ม {n(150)} ตอน{self.rng.choice(['ที่', 'พิเศษ', 'พิเศษ'])} {n(300)} {self.rng.choice(['ก', 'ข', 'ค', 'ง'])}" +
                     self.rng.choice(["", " ราชกิจจานุเบกษา", f" ราชกิจจานุเบกษา {self.day()}"]))
        if kind == 1:
            return t(self.rng.choice([f"หน้า {n(120)}", f"หมวด {n(15)}", f"ลักษณะ {n(9)}", f"ส่วนที่ {n(9)}", f"มาตรา {n(400)}", f"ข้อ {n(99)}",
                     f"ภาค {n(5)}", f"บทที่ {n(9)}", f"บัญชีหมายเลข {n(20)}"]) + self.rng.choice(["", "", f" {self.phrase(1)}"]))
        if kind in (2, 3, 4):
            return t(self.rng.choice([f"ข้อ {n()} ", f"มาตรา {n(350)} ", f"({n(20)}) ", f"{n(20)}.{n(9)} ", f"{n(20)}. ", f"{n(9)}.{n(9)}.{n(9)} ",
                     f"{n(9)}) "])) + self.phrase(self.rng.randint(2, 7))[:85]
        if kind == 5:
            return t(f"{self.phrase(2)}{self.rng.choice(['ตามข้อ ', 'ในข้อ ', 'ตามมาตรา ', 'หมายเลข ', 'วรรคสอง ข้อ '])}{n()}"
                     f"{self.rng.choice([' หรือข้อ ', ' และมาตรา ', ' ถึงข้อ ', ' หรือหมายเลข '])}{n()} {self.phrase(2)}")
        if kind == 6:
            return t(f"{self.one('laws')}{self.phrase(1)} พ.ศ. {self.any_year()}")
        if kind == 7:
            return t(f"{self.phrase(2)} {self.number(1)} {self.one('measures')} {self.phrase(1)} {self.number(1)} {self.one('measures')}")
        if kind == 8:
            return self.rng.choice(["ราชกิจจานุเบกษา", "บันทึกข้อความ", "ด่วนที่สุด", "ด่วนมาก", "ลับ", "สำเนาคู่ฉบับ", "สำเนาถูกต้อง", "ประกาศ",
                                   "คำสั่ง", "ครุฑ", "ผู้รับสนองพระบรมราชโองการ", "ประกาศมา ณ วันที่ ", "หมายเหตุ :- "]) + (
                                       self.phrase(2) if self.chance(0.4) else "")
        return t(f"{self.phrase(1)} {self.any_year()} {self.phrase(1)} {self.any_year()}")

    # Letters that look like others --------------------------------------------------------------------------------------------------

    def alike(self):
        out = []
        for _ in range(self.rng.randint(1, 7)):
            r = self.rng.random()
            if r < 0.4:
                out.append(self.one("confused"))
            elif r < 0.85 and self.words_by_letter:
                out.append(self.rng.choice(self.words_by_letter[self.rng.choice(sorted(self.words_by_letter))]))
            else:
                out.append(self.syllable())
        return self.rng.choice(["", "", " "]).join(out)

    def page_mark(self):
        n = self.thai(str(self.rng.randint(1, 99)), 0.75)
        return self.rng.choice([f"-{n}-", f"- {n} -", f"({n})", n, f"/{n}. {self.phrase(1)} ...", f"/{self.phrase(1)}...", f"-{n}- {self.phrase(1)}",
                               f"หน้า {n}", f"หน้าที่ {n} จาก {n}", f"{n}."])

    def choice(self):
        sign = self.rng.choice("☑☐☑✓●○")
        latin = self.rng.choice(["(ITA)", "(IIT)", "(EIT)", "(OIT)", "ITA", "(I)", "I", "II", "III", "IV", f"({self.one('latin')})"])
        year = self.thai(self.any_year(), 0.7)
        return self.rng.choice([f"{sign} {self.phrase(1)}", f"{sign} {self.phrase(2)} {self.rng.choice('☑☐')} {self.phrase(1)}",
                               f"{self.phrase(2)}{latin} ปี {year}", f"{self.phrase(1)} {latin} {self.phrase(1)}", f"{latin} {year}",
                               f"{self.phrase(2)} {latin}"])


@functools.cache
def province_letters():
    """The letters that the provinces' offices number their letters with; none where the facts are not there."""
    if not (grammar.FACTS / "places.tsv").exists():
        return []
    with open(grammar.FACTS / "places.tsv", encoding="utf8", newline="") as f:
        return sorted({row["letters"] for row in csv.DictReader(f, delimiter="\t") if row.get("letters")})


@functools.cache
def letter_index():
    words = {}
    for word in grammar.vocabulary()["dictionary"]:
        for letter in set(word) & set(RARE + "ปซงฤๆ์็ึืุู"):
            words.setdefault(letter, []).append(word)
    return {letter: listed for letter, listed in words.items() if len(listed) > 4}
