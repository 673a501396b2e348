#!/usr/bin/python3
"""Invents lines of Thai official text, as training lines and as lines to measure on.

usage: text.py [--seed N] [--lines N]       prints some lines, each after the kind that made it

As a module: `Writer(rng)`, then `writer.line()` -> (kind, text). The same generator state gives the same lines.
Words come from vocabulary.toml beside this file, from hunspell-th (Debian), and, where that folder is there, from the project's tables of
facts (names of local governments, offices, positions). No text of any document is used.

Balance: each of the ten Thai digits, each vowel and tone mark over each consonant that can carry it, and sara am come often enough
to be learned: a quarter of the lines are short and dense in digits and sara am, syllables are drawn evenly over marks.
"""
import argparse
import csv
import functools
import pathlib
import random
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
FACTS = HERE.parents[2] / "shared" / "facts"
DICTIONARY = pathlib.Path("/usr/share/hunspell/th_TH.dic")
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
COMMON = "กขคงจชซญดตถทนบปผพฟภมยรลวศสหอธ"
LEADING, ABOVE, BELOW, TONES = "เแโใไ", "ิีึืั็", "ุู", "่้๊๋"
SIGNS = "○●⊗☐☑☒✓✗•–—…“”‘’°×÷±→■□▪"
# All that the model is to know, beside what the stock model brings.
ALPHABET = sorted(set(CONSONANTS + LEADING + ABOVE + BELOW + TONES + "ะาำๅฤฦฯๆ์ํฺ฿๏ฃฅ" + THAI_DIGITS + SIGNS
                      + "".join(chr(c) for c in range(33, 127))))


@functools.cache
def vocabulary():
    with open(HERE / "vocabulary.toml", "rb") as f:
        words = tomllib.load(f)
    words["dictionary"] = ["ราชการ", "ประชาชน", "หน่วยงาน", "ปฏิบัติ", "พัฒนา"]
    if DICTIONARY.exists():
        lines = DICTIONARY.read_text(encoding="utf8").split("\n")[1:]
        words["dictionary"] = [w for w in (line.split("/")[0].strip() for line in lines) if 1 < len(w) < 16 and usable(w)]
    words["facts"] = []
    if FACTS.exists():
        with open(FACTS / "local-governments.tsv", encoding="utf8", newline="") as f:
            for row in csv.DictReader(f, delimiter="\t"):
                words["facts"] += [row["name"], f"อำเภอ{row['district']} จังหวัด{row['province']}"]
        with open(FACTS / "oit-items.tsv", encoding="utf8", newline="") as f:
            words["facts"] += 4 * sorted({row["title"] for row in csv.DictReader(f, delimiter="\t")})
        with open(FACTS / "words.toml", "rb") as f:
            more = tomllib.load(f)
        for part in ("department", "elected", "executive", "academic", "general", "employee"):
            for listed in more[part].values():
                words["facts"] += 10 * list(listed)
        words["facts"] = [w for w in words["facts"] if usable(w)]
    return words


def usable(text):
    return bool(text) and all(c in ALPHABET or c == " " for c in text)


class Writer:
    """Lines of official text, drawn with `rng` (random.Random)."""

    def __init__(self, rng):
        self.rng = rng
        self.words = vocabulary()
        self.kinds = [(self.prose, 26), (self.heading, 6), (self.cell, 9), (self.dense, 17), (self.date, 5), (self.numbered, 8), (self.reference, 4),
                      (self.money, 4), (self.law, 4), (self.person, 6), (self.office, 5), (self.score, 4), (self.contact, 4), (self.mixed, 6), (self.syllables, 7),
                      (self.english, 4), (self.scatter, 4), (self.signs, 3)]

    def line(self):
        make = self.rng.choices([k for k, _ in self.kinds], [w for _, w in self.kinds])[0]
        for _ in range(20):
            text = " ".join(make().split(" ")).strip()
            text = self.spread(text)
            if text and len(text) <= 120 and usable(text):
                return make.__name__, text
        return "prose", "รายงานผลการดำเนินงาน"

    def spread(self, text):
        """Justified lines have wide spaces; in training they are one space in the text."""
        while "  " in text:
            text = text.replace("  ", " ")
        return text

    def one(self, name):
        return self.rng.choice(self.words[name])

    def chance(self, p):
        return self.rng.random() < p

    # Numbers -------------------------------------------------------------------------------------------------------------

    def digits(self, n):
        """n digits; nine of ten times Thai ones are likelier, and a number is of one kind."""
        ascii_number = "".join(self.rng.choice("0123456789") for _ in range(n))
        return ascii_number

    def thai(self, text, share=0.72):
        return text.translate(str.maketrans("0123456789", THAI_DIGITS)) if self.chance(share) else text

    def number(self, share=0.72):
        r = self.rng.random()
        if r < 0.45:
            text = str(self.rng.randint(0, 99))
        elif r < 0.6:
            text = self.digits(self.rng.randint(1, 6))
        elif r < 0.75:
            text = f"{self.rng.randint(0, 100)}.{self.rng.randint(0, 99):02d}"
        elif r < 0.9:
            text = f"{self.rng.randint(1000, 9999999):,}"
        else:
            text = f"{self.rng.randint(1000, 9999999):,}.{self.rng.choice(['00', '50', '25', self.digits(2)])}"
        return self.thai(text, share)

    def year(self, share=0.75):
        return self.thai(str(self.rng.choice([self.rng.randint(2540, 2580), self.rng.randint(2500, 2599), self.rng.randint(2480, 2570)])), share)

    # Words ---------------------------------------------------------------------------------------------------------------

    def phrase(self, n=None):
        out = ""
        for _ in range(n or self.rng.randint(1, 7)):
            r = self.rng.random()
            out += (self.one("glue") if r < 0.34 else self.one("dictionary") if r < 0.66 else self.one("ita") if r < 0.76 else
                    self.one("sara_am") if r < 0.82 else self.one("facts" if self.words["facts"] else "offices") if r < 0.87 else
                    self.one("offices") if r < 0.91 else self.one("positions") if r < 0.94 else self.name_part() if r < 0.97 else self.one("measures"))
        return out

    def name_part(self):
        return self.one("name_heads") + self.one("name_tails") * self.chance(0.85)

    def full_name(self):
        gap = self.rng.choice([" ", " ", "  "])
        return self.one("titles") + (" " if self.chance(0.1) else "") + self.name_part() + gap + self.name_part() + (self.one("name_tails") if self.chance(0.3) else "")

    def place(self):
        return self.one("places") + self.one("places") + (self.one("places") if self.chance(0.25) else "")

    def syllable(self):
        c = self.rng.choice(COMMON if self.chance(0.55) else CONSONANTS)
        r = self.rng.random()
        tone = self.rng.choice(TONES) if self.chance(0.5) else ""
        if r < 0.42:
            mark = self.rng.choice(ABOVE)
            out = c + mark + ("" if mark == "็" else tone) + (self.rng.choice(COMMON) if mark in "ึืั็" or self.chance(0.4) else "")
        elif r < 0.58:
            out = c + self.rng.choice(BELOW) + tone + (self.rng.choice(COMMON) if self.chance(0.5) else "")
        elif r < 0.70:
            out = c + tone + "ำ"
        elif r < 0.80:
            out = self.rng.choice(LEADING) + c + tone + (self.rng.choice(COMMON) if self.chance(0.5) else "")
        elif r < 0.86:
            out = "เ" + c + self.rng.choice("ีื") + tone + self.rng.choice("ยอ")
        elif r < 0.93:
            out = c + tone + self.rng.choice(["า", "ะ", "อ", "ว", "าย", "าน", "ๅ" if self.chance(0.15) else "า"])
        else:
            out = c + (self.rng.choice("ิุ") if self.chance(0.4) else "") + self.rng.choice(COMMON) + "์"
        return out

    # Kinds of lines --------------------------------------------------------------------------------------------------------

    def prose(self):
        parts, length, want = [], 0, self.rng.randint(15, 95)
        while length < want:
            r = self.rng.random()
            part = (self.phrase() if r < 0.72 else self.date() if r < 0.77 else self.number() + " " + self.one("measures") if r < 0.84 else
                    self.one("latin") if r < 0.87 else f"“{self.phrase(2)}”" if r < 0.89 else f"({self.phrase(2)})" if r < 0.93 else
                    self.full_name() if r < 0.95 else self.one("facts") if self.words["facts"] and r < 0.97 else f"{self.phrase(2)}ฯ" if r < 0.98 else self.phrase(1) + " ๆ")
            parts.append(part)
            length += len(part) + 1
        text = ("" if self.chance(0.06) else " ").join(parts)
        if len(text) > want + 15 and self.chance(0.7):  # a line ends where the paper ends, at times inside a word
            text = text[:want + 8]
            while text and (text[-1] in LEADING or text[-1] == " "):
                text = text[:-1]
        return text

    def heading(self):
        head = self.one("headings")
        r = self.rng.random()
        tail = ("" if r < 0.2 else self.phrase(self.rng.randint(1, 4)) if r < 0.6 else self.office() if r < 0.75 else self.date() if r < 0.87 else self.number())
        return head + self.rng.choice([" ", " ", "  ", " : ", ": ", ""]) + tail

    def cell(self):
        r = self.rng.random()
        return (self.phrase(self.rng.randint(1, 3)) if r < 0.4 else self.one("ita") if r < 0.55 else self.one("dictionary") if r < 0.68 else self.number() if r < 0.78 else
                self.one("offices") if r < 0.86 else self.one("headings") if r < 0.93 else self.one("positions"))

    def dense(self):
        """Short, and full of digits and sara am: what is learned last."""
        def bit():
            r = self.rng.random()
            if r < 0.36:
                return "".join(self.rng.choice(THAI_DIGITS) for _ in range(self.rng.randint(1, 6)))
            if r < 0.46:
                return self.number(0.9)
            if r < 0.58:
                return self.one("sara_am")
            if r < 0.66:
                return self.rng.choice(COMMON) + (self.rng.choice(TONES) if self.chance(0.35) else "") + "ำ"
            if r < 0.74:
                return self.year(0.9)
            if r < 0.80:
                return self.thai(self.digits(self.rng.randint(1, 4))) + self.rng.choice([".", "/", "-", ")", ",", "%"]) + self.thai(self.digits(self.rng.randint(1, 3)))
            if r < 0.85:
                return self.rng.choice(["ว", "ที่", "ข้อ", "หมวด", "O", "O", "ชั้น", "ปี", "หน้า"]) + self.rng.choice([" ", ""]) + self.thai(self.digits(self.rng.randint(1, 2)), 0.85)
            if r < 0.89:
                return f"({self.thai(self.digits(self.rng.randint(1, 3)), 0.85)})"
            if r < 0.92:
                return "฿" + self.number()
            if r < 0.96:
                return self.digits(self.rng.randint(1, 5))
            return self.rng.choice(["๔๖๗๘๙", "๕๔๘๔", "๖๗", "๒๖", "๓๗", "๙๑", "๐๑", "๖๖๖", "๘๘", "๔๔", "๗๗", "๙๙"])
        out = bit()
        while len(out) < self.rng.randint(1, 24):
            out += self.rng.choice(["", " ", " "]) + bit()
        return out[:34]

    def date(self):
        day, month = self.rng.randint(1, 31), self.rng.randrange(12)
        year, share = self.rng.randint(2550, 2575), 1 if self.chance(0.75) else 0
        t = functools.partial(self.thai, share=share)
        r = self.rng.random()
        if r < 0.32:
            return t(f"{day} {self.words['months'][month]} {year}")
        if r < 0.48:
            return t(f"{day} {self.words['short_months'][month]} {self.rng.choice([year, year % 100])}")
        if r < 0.56:
            return t(f"{self.words['months'][month]} {year}")
        if r < 0.66:
            return t(f"{self.words['short_months'][month]} {year % 100} - {self.rng.randint(1, 31)} {self.rng.choice(self.words['short_months'])} {(year + 1) % 100}")
        if r < 0.72:
            return t(f"วัน{self.one('days')}ที่ {day} {self.words['months'][month]} พ.ศ. {year}")
        if r < 0.80:
            return t(f"{day}/{month + 1}/{year}")
        if r < 0.85:
            return t(f"ไตรมาสที่ {self.rng.randint(1, 4)}/{year}")
        if r < 0.90:
            return t(f"{day}-{self.rng.randint(day, 31)} {self.words['months'][month]} {year}")
        if r < 0.95:
            return t(f"เวลา {self.rng.randint(0, 23):02d}.{self.rng.randint(0, 59):02d} น.")
        return t(f"ปีงบประมาณ พ.ศ. {year}")

    def numbered(self):
        n = self.rng.randint(1, 30)
        form = self.rng.choice(["{}. ", "{}. ", "{}) ", "({}) ", "{} ", "ข้อ {} ", "{}.{} ", "{}.{}.{} ", "- ", "• ", "มาตรการที่ {} ", "{} . ", "{}."])
        head = form.format(n, self.rng.randint(1, 12), self.rng.randint(1, 9)) if "{" in form else form
        return self.thai(head) + self.phrase(self.rng.randint(1, 8))[:80]

    def reference(self):
        office = "".join(self.rng.choice("กขคงจชดตถทนบปพมยรลวศสอ") for _ in range(self.rng.randint(1, 3)))
        office = self.rng.choice([office, office, ".".join(office) + "."])
        code = self.thai(f"{self.rng.randint(0, 99999):0{self.rng.choice([4, 5])}d}", 0.85)
        dot = self.thai(f".{self.rng.randint(1, 20)}", 0.85) * self.chance(0.4)
        tail = self.thai(str(self.rng.randint(1, 9999)), 0.85) if self.chance(0.8) else ""
        text = f"{office} {code}{dot}/{'ว ' if self.chance(0.2) else ''}{tail}"
        r = self.rng.random()
        return (f"ที่ {text}" if r < 0.5 else text if r < 0.65 else f"ที่ {text} วันที่ {self.date()}" if r < 0.85 else
                f"โทร. {self.thai('0-' + self.digits(4) + '-' + self.digits(4))} ต่อ {self.thai(self.digits(self.rng.randint(2, 4)))}")

    def money(self):
        amount = self.thai(f"{self.rng.randint(1, 99999999):,}{self.rng.choice(['', '', '.-', '.00', '.' + self.digits(2)])}")
        words = "".join(self.one("amounts") for _ in range(self.rng.randint(2, 8)))
        return self.rng.choice([f"จำนวน {amount} บาท ({words}บาทถ้วน)", f"{amount} บาท", f"เป็นเงิน {amount} บาท", f"({words}บาทถ้วน)", f"งบประมาณ {amount}", amount])

    def law(self):
        return self.rng.choice([f"ตาม{self.one('laws')} พ.ศ. {self.year()}", f"มาตรา {self.number(0.85)} แห่ง{self.one('laws')}{self.phrase(2)} พ.ศ. {self.year()}",
                                f"{self.one('laws')}{self.phrase(2)} (ฉบับที่ {self.thai(str(self.rng.randint(2, 20)))}) พ.ศ. {self.year()}",
                                f"หมวด {self.number(0.8)} {self.phrase(2)} ข้อ {self.number(0.8)} วรรค{self.one('amounts')}"])

    def person(self):
        return self.rng.choice([f"({self.full_name()})", self.full_name(), f"(ลงชื่อ) {self.full_name()}", f"{self.full_name()} ตำแหน่ง {self.one('positions')}",
                                self.one("positions"), f"{self.one('positions')} {self.one('offices')}{self.place()}", f"{self.full_name()} {self.one('positions')}"])

    def office(self):
        if self.words["facts"] and self.chance(0.35):
            return self.one("facts")
        return self.rng.choice([f"{self.one('offices')}{self.place()}", f"{self.one('offices')}{self.place()} อำเภอ{self.place()} จังหวัด{self.place()}",
                                f"{self.one('offices')} {self.one('offices')}{self.place()} โทร. {self.thai('0' + self.digits(2) + '-' + self.digits(6))}",
                                f"{self.number()} หมู่ที่ {self.number(0.8)} ตำบล{self.place()} อำเภอ{self.place()} จังหวัด{self.place()} {self.thai(self.digits(5))}"])

    def score(self):
        share = 1 if self.chance(0.6) else 0
        n = lambda: self.thai(f"{self.rng.uniform(40, 100):.2f}", share)
        return self.rng.choice([n(), f"{n()} {n()} {n()}", f"คะแนน {n()} ระดับ {self.rng.choice(['A', 'B', 'AA', 'C', 'D', 'E', 'F'])}", f"ได้ร้อยละ {n()}",
                                f"{self.rng.choice(['i', 'e', 'o', 'O', 'I', 'E'])}{self.thai(str(self.rng.randint(1, 43)), share)} {self.phrase(2)}", f"{self.rng.choice(['IIT', 'EIT', 'OIT'])} {n()} คะแนน",
                                f"เพิ่มขึ้น +{n()}", f"ลดลง -{n()} คะแนน", f"{n()}%"])

    def contact(self):
        word = lambda: "".join(self.rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(self.rng.randint(3, 9)))
        return self.rng.choice([f"www.{word()}.go.th", f"https://www.{word()}.{self.rng.choice(['go.th', 'com', 'ac.th', 'or.th'])}/{word()}", f"{word()}_{word()}@{word()}.{self.rng.choice(['com', 'go.th', 'mail.com'])}",
                                f"E-mail : {word()}{self.digits(2)}@gmail.com", f"โทรศัพท์ {self.thai('0 ' + self.digits(4) + ' ' + self.digits(4))} โทรสาร {self.thai('0-' + self.digits(4) + '-' + self.digits(4))}",
                                f"Facebook : {word().title()} {word().title()}", f"ID Line : @{word()}{self.digits(3)}"])

    def mixed(self):
        parts = [self.rng.choice([lambda: self.one("latin"), lambda: self.phrase(2), lambda: self.number(), lambda: f"({self.one('latin')})", lambda: self.year(),
                                  lambda: self.one("ita"), lambda: f"{self.one('latin')}/{self.one('latin')}", lambda: self.number(0)])() for _ in range(self.rng.randint(2, 5))]
        return " ".join(parts)

    def english(self):
        words = [self.rng.choice([self.one("latin"), "".join(self.rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(self.rng.randint(2, 9)))]) for _ in range(self.rng.randint(1, 7))]
        if self.chance(0.25):
            words = [w.upper() for w in words]
        elif self.chance(0.3):
            words = [w.title() for w in words]
        return " ".join(words) + self.rng.choice(["", ".", ",", ":", f" {self.digits(self.rng.randint(1, 4))}", f" ({self.digits(1)})"])

    def syllables(self):
        return "".join(self.syllable() + (" " if self.chance(0.08) else "") for _ in range(self.rng.randint(1, 14)))

    def scatter(self):
        """Any characters, so that none is ever unlearned."""
        out = ""
        for _ in range(self.rng.randint(1, 14)):
            r = self.rng.random()
            out += (self.syllable() if r < 0.35 else self.rng.choice(THAI_DIGITS) if r < 0.5 else chr(self.rng.randint(33, 126)) if r < 0.72 else
                    self.rng.choice("“”‘’–—…•°×÷±฿ฯๆๅฃฅฦ๏") if r < 0.82 else self.rng.choice(CONSONANTS) if r < 0.95 else " ")
        return out

    def signs(self):
        """Choices as forms print them."""
        sign = self.rng.choice("○●⊗☐☑☒✓✗□■•→▪")
        other = self.rng.choice("○●⊗☐☑☒✓✗□■")
        return self.rng.choice([f"{sign} {self.phrase(2)}", sign, f"{sign} {self.one('ita')} {other} {self.one('dictionary')}", f"{sign} {self.number()}", f"{self.one('dictionary')} {sign}", f"( {sign} ) {self.phrase(1)}",
                                f"{sign}{other}{sign}", f"( ) {self.phrase(1)} (/) {self.phrase(1)}", f"☐ ใช่ {sign} ไม่ใช่"])


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--lines", type=int, default=40)
    a = p.parse_args()
    writer = Writer(random.Random(a.seed))
    for _ in range(a.lines):
        print(*writer.line(), sep="\t")


if __name__ == "__main__":
    main()
