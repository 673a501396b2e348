"""The same three invented documents through every maker of PDFs that is installed: a matrix of text layers, by maker and font.

`draw_matrix(folder)` draws what is not there yet and gives [Drawn]. A maker that is not installed gives none. A page is a list of lines, a line a list of
cells (more than one: a row of a table); no line is so long that it is broken, so that its text is known whoever lays it out.
"""
import collections
import hashlib
import html
import os
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "shared" / "fonts"
FAMILIES = ["TH Sarabun New", "Laksaman", "Loma", "Noto Serif Thai"]
KEPT = {"makers": {"wkhtmltopdf", "fop"}, "fonts": {"Noto Serif Thai"}}  # measured, never tuned to

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


def as_html(lines, font):
    body = ""
    for line in lines:
        cells = "".join(f"<td>{html.escape(c)}</td>" for c in line)
        body += f"<tr>{cells}</tr>" if len(line) > 1 else f"<p>{html.escape(line[0])}</p>"
    body = re.sub(r"(<tr>.*</tr>)", r"<table>\1</table>", body)
    return (f'<html lang="th"><head><meta charset="utf-8"><style>body {{ font-family: "{font}"; font-size: 14pt }} p {{ margin: 2mm 0 }} '
            f"table {{ border-collapse: collapse }} td {{ border: 1px solid black; padding: 1mm 3mm }}</style></head><body>{body}</body></html>")


def as_fodt(lines, font):
    def cell(text):
        return f'<table:table-cell table:style-name="C" office:value-type="string"><text:p text:style-name="P">{html.escape(text)}</text:p></table:table-cell>'

    body, rows = "", ""
    for line in [*lines, [""]]:
        if len(line) > 1:
            rows += f"<table:table-row>{''.join(map(cell, line))}</table:table-row>"
            columns = len(line)
            continue
        if rows:
            body += f'<table:table table:name="T" table:style-name="T"><table:table-column table:style-name="N"/><table:table-column table:style-name="M"/><table:table-column table:style-name="W" table:number-columns-repeated="{columns - 2}"/>{rows}</table:table>'
            rows = ""
        body += f'<text:p text:style-name="P">{html.escape(line[0])}</text:p>'
    text = 'style:font-name="F" style:font-name-complex="F" style:font-name-asian="F" fo:font-size="14pt" style:font-size-complex="14pt" style:font-size-asian="14pt"'
    names = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in
                     {"office": "office", "style": "style", "text": "text", "table": "table", "fo": "xsl-fo-compatible", "svg": "svg-compatible"}.items())
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:font-face-decls><style:font-face style:name=\"F\" svg:font-family=\"'{font}'\"/></office:font-face-decls><office:automatic-styles>"
            f'<style:style style:name="P" style:family="paragraph"><style:text-properties {text}/></style:style>'
            '<style:style style:name="T" style:family="table"><style:table-properties style:width="16.9cm" table:align="left"/></style:style>'
            '<style:style style:name="N" style:family="table-column"><style:table-column-properties style:column-width="1cm"/></style:style>'
            '<style:style style:name="M" style:family="table-column"><style:table-column-properties style:column-width="7.9cm"/></style:style>'
            '<style:style style:name="W" style:family="table-column"><style:table-column-properties style:column-width="4cm"/></style:style>'
            '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>")


def as_fo(lines, font):
    block = lambda text: f"<fo:block>{html.escape(text)}</fo:block>"
    body, rows = "", ""
    for line in [*lines, None]:
        if line and len(line) > 1:
            rows += "<fo:table-row>" + "".join(f'<fo:table-cell border="0.5pt solid black" padding="1mm">{block(c)}</fo:table-cell>' for c in line) + "</fo:table-row>"
            continue
        if rows:
            body += f'<fo:table table-layout="fixed" width="100%"><fo:table-body>{rows}</fo:table-body></fo:table>'
            rows = ""
        body += block(line[0]) if line else ""
    return (f'<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="{font}" font-size="14pt" language="th"><fo:layout-master-set>'
            '<fo:simple-page-master master-name="A" page-width="210mm" page-height="297mm" margin="20mm"><fo:region-body/></fo:simple-page-master></fo:layout-master-set>'
            f'<fo:page-sequence master-reference="A"><fo:flow flow-name="xsl-region-body">{body}</fo:flow></fo:page-sequence></fo:root>')


def environment(folder):
    """Makers find the fonts of ../shared/fonts, and leave nothing in the user's home."""
    conf = folder / "fonts.conf"
    conf.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include><dir>{FONTS}</dir></fontconfig>\n')
    return os.environ | {"FONTCONFIG_FILE": str(conf), "HOME": str(folder), "SOURCE_DATE_EPOCH": "0", "OMP_THREAD_LIMIT": "1"}


def page_of(folder, stem, suffix, text):
    path = folder / f"{stem}.{suffix}"
    path.write_text(text, encoding="utf8")
    return path


CAIRO = """
import sys, json, gi
gi.require_version("Pango", "1.0"); gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo
import cairo
out, font, lines = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
context = cairo.Context(cairo.PDFSurface(out, 595, 842))
for row, line in enumerate(lines):
    for column, text in enumerate(line):
        layout = PangoCairo.create_layout(context)
        layout.set_font_description(Pango.FontDescription(font + " 12"))
        layout.set_text(text, -1)
        context.move_to(40 + 25 * (column > 0) + 170 * max(0, column - 1) + 60 * (column > 1), 60 + 30 * row)
        PangoCairo.show_layout(context, layout)
"""


def make(maker, lines, font, target, folder, env):
    """Whether that maker has drawn the lines into `target`."""
    import json
    stem = target.stem
    run = lambda *command: subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    if maker == "weasyprint":
        run("weasyprint", page_of(folder, stem, "html", as_html(lines, font)), target)
    elif maker == "chromium":
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}", page_of(folder, stem, "html", as_html(lines, font)).as_uri())
    elif maker == "wkhtmltopdf":
        run("xvfb-run", "-a", "wkhtmltopdf", "-q", page_of(folder, stem, "html", as_html(lines, font)), target) if shutil.which("xvfb-run") else \
            subprocess.run(["wkhtmltopdf", "-q", page_of(folder, stem, "html", as_html(lines, font)), target], env=env | {"QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    elif maker == "libreoffice":
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, page_of(folder, stem, "fodt", as_fodt(lines, font)))
    elif maker == "cairo":
        run("/usr/bin/python3", "-c", CAIRO, target, font, json.dumps(lines))
    elif maker == "fop":
        conf = page_of(folder, "fop", "xconf", f'<fop version="1.0"><complex-scripts disabled="true"/><renderers><renderer mime="application/pdf"><fonts><directory>{FONTS}</directory><auto-detect/></fonts></renderer></renderers></fop>')
        run("fop", "-q", "-c", conf, page_of(folder, stem, "fo", as_fo(lines, font)), target)
    return target.is_file()


MAKERS = {"weasyprint": "weasyprint", "chromium": "chromium", "libreoffice": "soffice", "cairo": "/usr/bin/python3", "wkhtmltopdf": "wkhtmltopdf", "fop": "fop"}
REWRITERS = {"gs": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile={out}", "{in}"],
             "qpdf": ["qpdf", "--linearize", "--object-streams=generate", "{in}", "{out}"], "mutool": ["mutool", "clean", "-gggz", "{in}", "{out}"]}
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


# FOP draws a box for a letter that the face does not have, where others borrow it: nobody publishes such a page.
BORROWS_NO_LETTERS = {"fop"}


def has_latin(font, env):
    return bool(subprocess.run(["fc-list", f"{font}:charset=41 2e 28", "family"], env=env, capture_output=True, text=True).stdout.strip())


def draw_matrix(folder, families=None, log=print):
    folder.mkdir(parents=True, exist_ok=True)
    stamp, mark = folder / "made-by", hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != mark:
        for old in folder.glob("*.pdf"):
            old.unlink()
        stamp.write_text(mark)
    env, out = environment(folder), []
    listed = subprocess.run(["fc-list", ":lang=th", "family"], env=env, capture_output=True, text=True).stdout
    families = [f for f in families or FAMILIES if f in listed]
    absent = [m for m, program in [*MAKERS.items(), *((r, c[0]) for r, c in REWRITERS.items())] if not shutil.which(program)]
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
        for maker in ("weasyprint", "chromium", "libreoffice"):
            source = folder / f"{maker}-{short}-memo.pdf"
            if not source.is_file():
                continue
            for rewriter, command in REWRITERS.items():
                path = folder / f"{rewriter}-{maker}-{short}-memo.pdf"
                if rewriter not in absent and not path.is_file():
                    subprocess.run([part.format(**{"in": source, "out": path}) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                if path.is_file():
                    out.append(Drawn(f"{rewriter} over {maker}", font, "memo", path))
        for kind, change in TWINS.items():
            source, path = folder / f"chromium-{short}-memo.pdf", folder / f"twin-{kind}-{short}-memo.pdf"
            if source.is_file() and shutil.which("qpdf") and (path.is_file() or twin(source, path, change)):
                out.append(Drawn(f"twin {kind}", font, "memo", path))
    return out
