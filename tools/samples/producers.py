"""The same three invented documents through every maker of PDFs that is installed: a matrix of text layers, by maker and font.

`draw_matrix(folder)` draws what is not there yet and gives [Drawn]. A maker that is not installed gives none. A page is a list of lines, a line a list of
cells (more than one: a row of a table); no line is so long that it is broken, so that its text is known whoever lays it out.
"""
import collections
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

from producer_sources import FONTS, HERE, make

FAMILIES = ["TH Sarabun New", "Laksaman", "Loma", "Noto Serif Thai"]
KEPT = {"makers": {"wkhtmltopdf", "fop", "lualatex", "tcpdf"}, "fonts": {"Noto Serif Thai"}}  # measured, never tuned to

DOCUMENTS = {
    "memo": [
        ["บันทึกข้อความ"],
        ["ส่วนราชการ สำนักปลัด เทศบาลตำบลบ้านคำน้ำแซบ อำเภอศรีธาตุ"],
        ["ที่ อด ๕๒๙๐๑/๔๑๗ วันที่ ๑๒ กุมภาพันธ์ ๒๕๖๖"],
        ["เรื่อง รายงานผลการกำกับติดตามการดำเนินงานประจำปี"],
        ["เรียน นายกเทศมนตรีตำบลบ้านคำน้ำแซบ"],
        ["ตามที่สำนักปลัดได้รับมอบหมายให้จัดทำคำสั่งแต่งตั้งคณะทำงาน"],
        ["เพื่อขับเคลื่อนการประเมิน ITA ครั้งที่ ๒ และกำหนดผู้รับผิดชอบไว้แล้ว นั้น"],
        ["บัดนี้ การดำเนินการสิ้นสุดลง จำนวน ๑๔ กิจกรรม คิดเป็นร้อยละ ๙๓.๓๓"],
        ["ผู้อำนวยการกองช่าง กำชับให้ทุกฝ่ายน้ำผลไปใช้ ทั้งนี้ ซึ่งเป็นไปตามคำแนะนำ"],
        ["จึงเรียนมาเพื่อโปรดทราบและพิจารณา"],
        ["(นายกิตติศักดิ์ คำหล้าทราย)"],
        ["หัวหน้าสำนักปลัดเทศบาล"]],
    "marks": [
        ["หมวดที่ ๑ ญาติผู้ใหญ่ ปู่ ย่า ปี่ ปี้ ฝ้าย ฟื้นฟู ป้องกัน ฝั่งซ้าย"],
        ["ปัญญา กตัญญู ฐานันดร ฎีกา กฎหมาย ญี่ปุ่น ฐิติพงศ์ กุฏิ ปฏิบัติ"],
        ["น้ำใจ ร่ำรวย ค่ำคืน ย้ำเตือน ซ้ำซ้อน ถ้ำ ต่ำกว่า คล้ำ จ้ำจี้"],
        ["เชื่อมั่น เพื่อนบ้าน ที่นี่ ทั้งนี้ กรุณายืนยันสิทธิ์ ศิลป์ จันทร์ ศุกร์"],
        ["ฯลฯ ๆ ต่าง ๆ พ.ศ. ๒๕๖๖ เวลา ๐๙.๓๐ น. เลขที่ ๑๒๓/๔๕ (ก) “คำพูด” - สิ้นสุด"],
        ["Quality and Transparency Assessment 2566: 87.50 % of 1,204 forms"],
        ["โครงการ No Gift Policy ปีงบประมาณ พ.ศ. 2566 ระยะที่ 2/3"],
        ["ฤดูหนาว ฤๅษี ทฤษฎี พฤกษา ศีรษะ เกษตร แก้วกล้า แม้แต่ โต๊ะ เก๋ง จ๊ะจ๋า"]],
    "table": [
        ["สรุปผลการดำเนินการตามมาตรการ"],
        ["ที่", "มาตรการ", "ผู้รับผิดชอบ", "งบประมาณ"],
        ["๑", "จัดทำคู่มือการปฏิบัติงาน", "สำนักปลัด", "๑๒,๐๐๐"],
        ["๒", "อบรมเจ้าหน้าที่ผู้ทำหน้าที่", "กองคลัง", "๔๕,๕๐๐"],
        ["๓", "ประชาสัมพันธ์ช่องทางร้องเรียน", "กองช่าง", "-"],
        ["๔", "กำหนดมาตรฐานการให้บริการ", "กองการศึกษา", "๘,๒๕๐"]],
}
FIELDS = {"department": "สำนักปลัด เทศบาลตำบลบ้านคำน้ำแซบ อำเภอศรีธาตุ", "reference": "อด ๕๒๙๐๑/๔๑๗", "date": "2023-02-12",
          "subject": "รายงานผลการกำกับติดตามการดำเนินงานประจำปี", "to": "นายกเทศมนตรีตำบลบ้านคำน้ำแซบ"}

Drawn = collections.namedtuple("Drawn", "maker font document path")


def environment(folder):
    """Makers find the fonts of ../shared/fonts, and leave nothing in the user's home."""
    conf = folder / "fonts.conf"
    conf.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include><dir>{FONTS}</dir></fontconfig>\n')
    return os.environ | {"FONTCONFIG_FILE": str(conf), "HOME": str(folder), "SOURCE_DATE_EPOCH": "0", "OMP_THREAD_LIMIT": "1"}


MAKERS = {"weasyprint": "weasyprint", "chromium": "chromium", "libreoffice": "soffice", "impress": "soffice", "cairo": "/usr/bin/python3", "xelatex": "xelatex", "pdfkit": "node",
          "wkhtmltopdf": "wkhtmltopdf", "fop": "fop", "lualatex": "lualatex", "tcpdf": "php"}
LIBRARIES = {"pdfkit": HERE / "node_modules" / "pdfkit", "tcpdf": pathlib.Path("/usr/share/php/tcpdf")}
REWRITERS = {"gs": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile={out}", "{in}"],
             "qpdf": ["qpdf", "--linearize", "--object-streams=generate", "{in}", "{out}"], "mutool": ["mutool", "clean", "-gggz", "{in}", "{out}"]}
# A picture of the page with letters behind it that somebody recognised: ours and OCRmyPDF's, whose stock model misreads Thai digits.
SEARCHABLE = {"banthuek": [HERE.parents[1] / "build" / "banthuek", "read", "--format", "pdf", "{in}"], "ocrmypdf": ["ocrmypdf", "-q", "-l", "tha", "--output-type", "pdf", "{in}", "{out}"]}
SCAN = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfimage24", "-r300", "-sCompression=Flate", "-sOutputFile={out}", "{in}"]
# What the codes of a font say wrong, as real makers write it: {what a code says: what it says then}, in UTF-16 as ToUnicode has it.
TWINS = {"aa-as-am": {"0E32": "0E33"}, "am-as-aa": {"0E33": "0E490E32"}, "doubled-ring": {"0E33": "0E4D0E33"}, "lost-vowel": {"0E38": "200B"}}


def twin(source, target, change):
    """Rewrites the codes of every ToUnicode of `source`; false where none says what is to change."""
    plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", source, "-"], capture_output=True).stdout
    changed = 0

    def entry(m):
        nonlocal changed
        said = m[2].decode().upper()
        if said not in change:
            return m[0]
        changed += 1
        return m[1] + b"<" + change[said].encode() + b">"

    def singly(m):
        ranges = re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4})>", m[2])
        each = [b"<%0*X> <%04X>" % (len(a), int(a, 16) + i, int(said, 16) + i) for a, b, said in ranges for i in range(int(b, 16) - int(a, 16) + 1)]
        return b"%d beginbfchar\n%s\nendbfchar" % (len(each), b"\n".join(each))

    plain = re.sub(rb"(\d+) beginbfrange\n(.*?)endbfrange", singly, plain, flags=re.S)
    text = re.sub(rb"(<[0-9A-Fa-f]{2,4}>\s*)<([0-9A-Fa-f]{4})>(?=\s*[\r\n])", entry, plain)
    if not changed:
        return False
    fixed = subprocess.run(["fix-qdf"], input=text, capture_output=True).stdout
    target.write_bytes(fixed)
    return True


# They draw a box for a letter that the face does not have, where others borrow it: nobody publishes such a page.
BORROWS_NO_LETTERS = {"fop", "xelatex", "lualatex", "pdfkit", "tcpdf"}


def has_latin(font, env):
    return bool(subprocess.run(["fc-list", f"{font}:charset=41 2e 28", "family"], env=env, capture_output=True, text=True).stdout.strip())


def run(command, source, target):
    """A program that is not told of its output prints it."""
    names = {"in": source, "out": target}
    filled = [part.format(**names) if isinstance(part, str) else part for part in command]
    if "{out}" in " ".join(map(str, command)):
        subprocess.run(filled, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return
    with target.open("wb") as out:
        done = subprocess.run(filled, stdout=out, stderr=subprocess.DEVNULL)
    if done.returncode != 0:
        target.unlink()


def rewritten(folder, short, absent):
    """(maker, path): the memo of three makers written again by others, its codes made to lie, and its picture made searchable."""
    for maker in ("weasyprint", "chromium", "libreoffice"):
        source = folder / f"{maker}-{short}-memo.pdf"
        for rewriter, command in REWRITERS.items():
            path = folder / f"{rewriter}-{maker}-{short}-memo.pdf"
            if source.is_file() and rewriter not in absent and not path.is_file():
                run(command, source, path)
            yield f"{rewriter} over {maker}", path
    source, scan = folder / f"chromium-{short}-memo.pdf", folder / f"scan-{short}.pdf"
    if not source.is_file():
        return
    for kind, change in TWINS.items():
        path = folder / f"twin-{kind}-{short}-memo.pdf"
        if shutil.which("qpdf") and not path.is_file():
            twin(source, path, change)
        yield f"twin {kind}", path
    for maker, command in SEARCHABLE.items():
        path = folder / f"{maker}-{short}-memo.pdf"
        if path.is_file() and maker == "banthuek" and path.stat().st_mtime < command[0].stat().st_mtime:
            path.unlink()  # another program than today's
        if not path.is_file() and "gs" not in absent and maker not in absent:
            run(SCAN, source, scan)
            run(command, scan, path)
        yield f"scan by {maker}", path


def draw_matrix(folder, families=None, log=print):
    folder.mkdir(parents=True, exist_ok=True)
    here = [pathlib.Path(__file__), HERE / "producer_sources.py"]
    stamp, mark = folder / "made-by", hashlib.sha256(b"".join(p.read_bytes() for p in here)).hexdigest()
    if not stamp.is_file() or stamp.read_text() != mark:
        for old in folder.glob("*.pdf"):
            old.unlink()
        stamp.write_text(mark)
    env, out = environment(folder), []
    listed = subprocess.run(["fc-list", ":lang=th", "family"], env=env, capture_output=True, text=True).stdout
    families = [f for f in families or FAMILIES if f in listed]
    programs = MAKERS | {name: command[0] for name, command in (REWRITERS | SEARCHABLE).items()}
    absent = [name for name, program in programs.items() if not shutil.which(program) or (name in LIBRARIES and not LIBRARIES[name].exists())]
    if absent:
        log(f"not installed (tools/setup layers): {' '.join(absent)}")
    for font in families:
        short = font.replace(" ", "")
        for maker in MAKERS:
            if maker in absent or (maker in BORROWS_NO_LETTERS and not has_latin(font, env)):
                continue
            for name, lines in DOCUMENTS.items():
                path = folder / f"{maker}-{short}-{name}.pdf"
                if not path.is_file() and not make(maker, lines, font, path, folder, env):
                    log(f"{maker} drew nothing of {name} in {font}")
                    continue
                out.append(Drawn(maker, font, name, path))
        out += [Drawn(maker, font, "memo", path) for maker, path in rewritten(folder, short, absent) if path.is_file()]
    return out
