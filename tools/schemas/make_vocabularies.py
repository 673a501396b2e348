#!/usr/bin/env python3
"""Makes schemas/vocabularies/*.tsv and words.toml again from a folder of facts (names, codes, numbers and where they come from).

usage: tools/schemas/make_vocabularies.py FACTS_FOLDER [TO_FOLDER]

Only facts are taken over; schemas/vocabularies/README.md names their sources. words.toml is the facts' words plus the wordings
below, which the layouts need and no public list holds. levels.toml is written by hand.
"""
import csv, pathlib, sys, tomllib

OUT = pathlib.Path(__file__).resolve().parents[2] / "schemas" / "vocabularies"

STATUS = {
    "not_started": ["ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ", "ยังไม่เริ่มดำเนินการ", "ยังไม่เริ่ม", "ยังไม่ดำเนิน", "ยังมิได้ดำเนินการ", "ยังไม่ดำเนินงาน", "รอดำเนินการ", "ยังไม่ปฏิบัติ", "ยังไม่ได้ปฏิบัติ", "ยังไม่ได้ทำ", "ยังไม่ได้เริ่ม", "ยังไม่ได้เริ่มดำเนินการ", "ยังไม่มีการดำเนินการ", "ไม่มีการดำเนินการ", "ยังไม่ถึงกำหนด"],
    "in_progress": ["อยู่ระหว่างดำเนินการ", "อยู่ระหว่างการดำเนินการ", "กำลังดำเนินการ", "ระหว่างดำเนินการ", "อยู่ในระหว่างดำเนินการ", "ดำเนินการบางส่วน", "ยังไม่แล้วเสร็จ", "ดำเนินการยังไม่แล้วเสร็จ", "อยู่ระหว่าง", "กำลังดำเนินงาน", "อยู่ระหว่างปฏิบัติ", "กำลังปฏิบัติ", "ยังไม่เสร็จ", "ยังไม่เสร็จสิ้น", "ยังไม่สำเร็จ"],
    "done": ["ดำเนินการแล้ว", "ดำเนินการแล้วเสร็จ", "ดำเนินการเสร็จสิ้น", "ดำเนินการเรียบร้อยแล้ว", "แล้วเสร็จ", "เสร็จสิ้น", "ดำเนินการเสร็จแล้ว", "เสร็จเรียบร้อย", "ดำเนินการครบถ้วน", "ดำเนินการเสร็จสิ้นแล้ว", "บรรลุผล", "เสร็จแล้ว", "ดำเนินการครบแล้ว", "ปฏิบัติแล้ว", "ปฏิบัติแล้วเสร็จ", "ดำเนินงานแล้ว", "ดำเนินงานแล้วเสร็จ", "ดำเนินการสำเร็จ", "สำเร็จแล้ว", "เสร็จสมบูรณ์"],
}
CHOSEN = ["⊗", "●", "◉", "⦿", "☑", "☒", "✓", "✔", "√", "/", "✗", "✘", "x", "X", "×", "■", "P", "ü", "V", "v", "⊕", "⊘", "⬤", "*"]
EMPTY = ["○", "◯", "O", "o", "0", "๐", "☐", "□", "-", "–", "◌"]
GROUPS = {
    "IIT": (30, ["IIT", "Internal Integrity and Transparency Assessment", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "แบบวัดการรับรู้ผู้มีส่วนได้ส่วนเสียภายใน", "ผู้มีส่วนได้ส่วนเสียภายใน"],
            ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต"]),
    "EIT": (30, ["EIT", "External Integrity and Transparency Assessment", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "แบบวัดการรับรู้ผู้มีส่วนได้ส่วนเสียภายนอก", "ผู้มีส่วนได้ส่วนเสียภายนอก"],
            ["คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงระบบการทำงาน"]),
    "OIT": (40, ["OIT", "Open Data Integrity and Transparency Assessment", "แบบวัดการเปิดเผยข้อมูลสาธารณะ", "แบบตรวจการเปิดเผยข้อมูลสาธารณะ"],
            ["การเปิดเผยข้อมูล", "การป้องกันการทุจริต"]),
}
ORGANISATIONS = [
    ("องค์การบริหารส่วนจังหวัด", "อบจ.", ["อบจ."]), ("องค์การบริหารส่วนตำบล", "อบต.", ["อบต."]),
    ("เทศบาลนคร", "เทศบาลนคร", ["ทน."]), ("เทศบาลเมือง", "เทศบาลเมือง", ["ทม."]), ("เทศบาลตำบล", "เทศบาลตำบล", ["ทต."]),
    ("เมืองพัทยา", "พิเศษ", []), ("กรุงเทพมหานคร", "พิเศษ", ["กทม."]),
    ("โรงพยาบาลส่งเสริมสุขภาพตำบล", "", ["รพ.สต."]), ("สถานีอนามัย", "", []), ("โรงพยาบาล", "", ["รพ."]),
    ("วิทยาลัยเทคนิค", "", []), ("วิทยาลัยอาชีวศึกษา", "", []), ("วิทยาลัยการอาชีพ", "", []), ("วิทยาลัยเกษตรและเทคโนโลยี", "", []),
    ("วิทยาลัยสารพัดช่าง", "", []), ("มหาวิทยาลัย", "", []), ("วิทยาลัย", "", []), ("โรงเรียน", "", []),
    ("กระทรวง", "", []), ("กรม", "", []), ("คณะกรรมการกลาง", "", []), ("สำนักงานคณะกรรมการ", "", []),
    ("สำนักงานสาธารณสุขจังหวัด", "", ["สสจ."]), ("สำนักงานสาธารณสุขอำเภอ", "", ["สสอ."]), ("สำนักงานเขตพื้นที่การศึกษา", "", ["สพป.", "สพม."]),
    ("สำนักงานส่งเสริมการปกครองท้องถิ่น", "", []), ("สำนักงานจังหวัด", "", []),
    ("สถานีตำรวจภูธร", "", ["สภ."]), ("ศูนย์พัฒนาเด็กเล็ก", "", ["ศพด."]), ("ที่ว่าการอำเภอ", "", []),
]
# Offices beyond local governments, as their holders sign.
OTHER_POSITIONS = [
    "เลขานุการ", "ผู้ช่วยเลขานุการ", "เลขาธิการ", "รองเลขาธิการ", "อธิบดี", "รองอธิบดี", "ปลัดกระทรวง", "รองปลัดกระทรวง", "รัฐมนตรี",
    "รัฐมนตรีว่าการ", "รัฐมนตรีช่วยว่าการ", "รองนายกรัฐมนตรี", "ผู้ตรวจราชการ", "สาธารณสุขอำเภอ", "สาธารณสุขจังหวัด", "นายแพทย์สาธารณสุขจังหวัด",
    "นายแพทย์ปฏิบัติการ", "นายแพทย์ชำนาญการ", "นายแพทย์เชี่ยวชาญ", "นายแพทย์ทรงคุณวุฒิ", "แพทย์แผนไทย", "นักรังสีการแพทย์", "นักจิตวิทยา",
    "นักโภชนาการ", "นักสาธารณสุข", "นักกิจกรรมบำบัด", "นักวิทยาศาสตร์การแพทย์", "อธิการบดี", "รองอธิการบดี", "คณบดี", "รองคณบดี", "อาจารย์",
    "ครูใหญ่", "ผู้บัญชาการ", "ผู้บังคับการ", "ผู้กำกับการ", "สารวัตร", "ท้องถิ่นจังหวัด", "ท้องถิ่นอำเภอ", "ปลัดจังหวัด", "ปลัดอำเภอ",
    "รองผู้ว่าราชการจังหวัด", "กำนัน", "ผู้ใหญ่บ้าน", "ผู้จัดการ", "รองประธาน", "ที่ปรึกษา", "เหรัญญิก", "พนักงาน", "นายทะเบียน",
    "ผกก.", "รอง ผกก.", "ผบก.", "รอง ผบก.", "ผบช.", "รอง ผบช.", "สวญ.", "รอง สว.", "รอง ผอ.", "ผอ.กอง", "ผอ.รพ.", "ผอ.โรงเรียน", "ผู้ว่าการ",
    "ผู้พิพากษา", "อัยการ", "พนักงานสอบสวน", "สัสดี", "จ่าจังหวัด", "เสมียนตรา", "นายด่าน", "ปศุสัตว์จังหวัด", "ปศุสัตว์อำเภอ", "เกษตรจังหวัด",
    "เกษตรอำเภอ", "เกษตรและสหกรณ์จังหวัด", "พัฒนาการจังหวัด", "พัฒนาการอำเภอ", "ประมงจังหวัด", "ประมงอำเภอ", "คลังจังหวัด", "สรรพากรพื้นที่",
    "สรรพากรอำเภอ", "สรรพสามิตพื้นที่", "พาณิชย์จังหวัด", "อุตสาหกรรมจังหวัด", "พลังงานจังหวัด", "แรงงานจังหวัด", "จัดหางานจังหวัด",
    "วัฒนธรรมจังหวัด", "ศึกษาธิการ", "สหกรณ์จังหวัด", "ขนส่งจังหวัด", "สถิติจังหวัด", "ประชาสัมพันธ์จังหวัด", "โยธาธิการและผังเมืองจังหวัด",
    "ธนารักษ์พื้นที่", "ประกันสังคมจังหวัด", "ปฏิรูปที่ดินจังหวัด", "เจ้าอาวาส", "รองเจ้าอาวาส", "เจ้าคณะ", "นักวิชาการ", "พยาบาล",
    "ผู้ทรงคุณวุฒิ",
]
# Bodies of the state's centre: named in every paper, and their own names hold words that end others.
CENTRAL = {"กระทรวง", "กรม", "คณะกรรมการกลาง", "สำนักงานคณะกรรมการ"}
TITLES = ["นางสาว", "น.ส.", "นาย", "นาง", "ดร.", "เด็กชาย", "เด็กหญิง", "ว่าที่ร้อยตรี", "ว่าที่ ร.ต.", "ว่าที่ร้อยโท", "ว่าที่ ร.ท.", "ว่าที่ร้อยเอก", "ว่าที่ ร.อ.",
          "ว่าที่ร้อยตรีหญิง", "ว่าที่ ร.ต.หญิง", "ว่าที่พันตรี", "ว่าที่ พ.ต.",
          "นายสัตวแพทย์", "น.สพ.", "สัตวแพทย์หญิง", "สพ.ญ.", "พว.", "ทนพ.", "ทนพญ.", "คุณหญิง", "ท่านผู้หญิง", "หม่อมเจ้า", "ม.จ.", "ว่าที่พันโท",
          "ว่าที่พันเอก", "ว่าที่ พ.ท.", "ว่าที่ พ.อ.", "ว่าที่เรือตรี", "ว่าที่เรือเอก", "ว่าที่ ร.ต.ต.", "ว่าที่ ร.ต.อ.", "ว่าที่ พ.ต.ต.",
          "ว่าที่ พ.ต.ท.", "พลทหาร", "อาจารย์", "พระครู", "พระมหา", "พระอธิการ", "พระปลัด", "พระสมุห์", "พระใบฎีกา", "พระอาจารย์", "เจ้าอธิการ"]


def rows(path):
    return list(csv.DictReader(path.open(encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE))


def write_tsv(name, heading, lines):
    (OUT / name).write_text("\t".join(heading) + "\n" + "".join("\t".join(line) + "\n" for line in lines), encoding="utf8")


def quoted(words):
    return "[" + ", ".join('"' + w.replace("\\", "\\\\").replace('"', '\\"') + '"' for w in words) + "]"


def unique(words):
    return list(dict.fromkeys(words))


def main(argv):
    global OUT
    if len(argv) not in (2, 3):
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    facts = pathlib.Path(argv[1])
    OUT = pathlib.Path(argv[2]) if len(argv) == 3 else OUT
    OUT.mkdir(parents=True, exist_ok=True)
    heading = ["dla_code", "name", "type", "district", "province"]
    write_tsv("local-governments.tsv", heading, ([r[c] or "" for c in heading] for r in rows(facts / "local-governments.tsv")))
    write_tsv("places.tsv", ["province", "letters", "district"],
              sorted([r["province"], r["letters"], r["district"]] for r in rows(facts / "places.tsv")))
    write_tsv("oit-items.tsv", ["year", "code", "title", "sure"],
              ([r["year"], r["code"], r["title"], "yes" if r["sure"] == "high" else "no"]
               for r in rows(facts / "oit-items.tsv") if r["scheme"] == "NACC"))
    words = tomllib.loads((facts / "words.toml").read_text(encoding="utf8"))
    ranks = [r for service, table in words["rank"].items() if isinstance(table, dict) for pair in table.items() for r in pair]
    titles = unique(TITLES + [w for pair in words["title"].items() for w in pair] + ranks + [r + suffix for r in ranks for suffix in ("หญิง", " หญิง")])
    departments = unique([w for key in ("secretariat", "division", "section", "everyone") for w in words["department"][key]] + ["สำนัก", "กอง", "งาน", "ฝ่าย", "ทุกส่วนราชการ", "กลุ่มงาน"])
    positions = unique([w for key in ("elected", "executive", "academic", "general", "employee") for w in words[key]["words"]] + words["acting"]["words"] +
                       ["ปลัด", "รองปลัด", "หัวหน้า", "ผู้อำนวยการ", "รองผู้อำนวยการ", "เจ้าหน้าที่", "เจ้าพนักงาน", "นายก", "รองนายก", "ประธาน", "กรรมการ", "นายอำเภอ", "ผู้ว่าราชการจังหวัด"] + OTHER_POSITIONS)
    out = ["# Made by tools/schemas/make_vocabularies.py: change it there. Sources: README.md.", "", "[title]", "words = " + quoted(titles), "",
           "[department]", "words = " + quoted(departments), "", "[position]", "words = " + quoted(positions), "", "[status]"]
    out += [f"{key} = {quoted(value)}" for key, value in STATUS.items()]
    out += ["", "[mark]", "chosen = " + quoted(CHOSEN), "empty = " + quoted(EMPTY), ""]
    for name, (weight, wordings, indicators) in GROUPS.items():
        out += ["[[group]]", f'name = "{name}"', f"weight = {weight}", "wordings = " + quoted(wordings), "indicators = " + quoted(indicators), ""]
    for word, kind, shorts in ORGANISATIONS:
        out += ["[[organisation]]", f'word = "{word}"', f'type = "{kind}"', "shorts = " + quoted(shorts)]
        out += ["central = true", ""] if word in CENTRAL else [""]
    (OUT / "words.toml").write_text("\n".join(out), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
