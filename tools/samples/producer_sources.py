"""A page of `producers.py` (lines of cells) in the language of each maker of PDFs: HTML, FODT, FODP, XSL-FO, TeX, and programs that call cairo, pdfkit and TCPDF.

`make(maker, lines, font, target, folder, env)` draws it.
"""
import html
import json
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "shared" / "fonts"


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


def as_fodp(lines, font):
    """A slide: a frame of text a line, the table as a table."""
    text = 'style:font-name="F" style:font-name-complex="F" style:font-name-asian="F" fo:font-size="14pt" style:font-size-complex="14pt" style:font-size-asian="14pt"'
    names = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in
                     {"office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible", "presentation": "presentation"}.items())
    paragraph = lambda words: f'<text:p text:style-name="P"><text:span text:style-name="S">{html.escape(words)}</text:span></text:p>'
    frame = lambda y, width, height, body: f'<draw:frame draw:style-name="G" draw:layer="layout" svg:x="1.5cm" svg:y="{y:.2f}cm" svg:width="{width}cm" svg:height="{height}cm">{body}</draw:frame>'
    body, rows, y = "", [], 1.0
    for line in [*lines, None]:
        if line and len(line) > 1:
            rows.append(line)
            continue
        if rows:
            cells = lambda row: "".join(f'<table:table-cell table:style-name="C">{paragraph(cell)}</table:table-cell>' for cell in row)
            columns = "".join(f'<table:table-column table:style-name="{"NMWW"[min(i, 3)]}"/>' for i in range(len(rows[0])))
            body += frame(y, 21, len(rows), f'<table:table>{columns}{"".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in rows)}</table:table>')
            y, rows = y + 1.2 * len(rows), []
        if line:
            body += frame(y, 24, 1, f"<draw:text-box>{paragraph(line[0])}</draw:text-box>")
            y += 1.1
    column = lambda name, width: f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties style:column-width="{width}cm"/></style:style>'
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation">'
            f"<office:font-face-decls><style:font-face style:name=\"F\" svg:font-family=\"'{font}'\"/></office:font-face-decls><office:styles/><office:automatic-styles>"
            '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm" fo:margin-top="0cm" fo:margin-bottom="0cm" fo:margin-left="0cm" fo:margin-right="0cm"/></style:page-layout>'
            f'<style:style style:name="S" style:family="text"><style:text-properties {text}/></style:style><style:style style:name="P" style:family="paragraph"/>'
            '<style:style style:name="G" style:family="graphic"><style:graphic-properties draw:stroke="none" draw:fill="none" fo:wrap-option="no-wrap" fo:padding="0cm"/></style:style>'
            '<style:style style:name="C" style:family="table-cell"><style:graphic-properties draw:fill="none"/><style:paragraph-properties fo:border="0.5pt solid #000000"/></style:style>'
            f'{column("N", 1)}{column("M", 10)}{column("W", 5)}</office:automatic-styles>'
            '<office:master-styles><style:master-page style:name="D" style:page-layout-name="L"/></office:master-styles>'
            f'<office:body><office:presentation><draw:page draw:name="1" draw:master-page-name="D">{body}</draw:page></office:presentation></office:body></office:document>')


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

# Lines that a typesetter sets as they are: no paragraph is indented, none is filled; the engine's own words of a page (numbers, dates) are left out.
TEX = r"""\documentclass{article}
\usepackage[a4paper,margin=20mm]{geometry}
\usepackage{fontspec}
\setmainfont[Script=Thai,%(options)s]{%(face)s}
\pagestyle{empty}\setlength{\parindent}{0pt}\setlength{\parskip}{2mm}\raggedright
\begin{document}\fontsize{14}{22}\selectfont
%(body)s
\end{document}
"""


def as_tex(lines, face):
    """`face` is a file, as LuaTeX finds faces outside its own tree by that alone."""
    special = {c: "\\" + c for c in "%&_#$"}
    cell = lambda text: "".join(special.get(c, c) for c in text)
    body, rows = "", ""
    for line in [*lines, [""]]:
        if len(line) > 1:
            rows += " & ".join(map(cell, line)) + " \\\\ \\hline\n"
            columns = len(line)
            continue
        if rows:
            body += "\\begin{tabular}{" + "|l" * columns + "|}\\hline\n" + rows + "\\end{tabular}\n\n"
            rows = ""
        body += cell(line[0]) + "\n\n"
    return TEX % {"options": f"Path={face.parent}/", "face": face.name, "body": body}


PDFKIT = """
const [library, out, face, lines] = process.argv.slice(1);
const PDFDocument = require(library), fs = require("fs");
const page = new PDFDocument({ size: "A4", margin: 50 });
page.pipe(fs.createWriteStream(out));
page.font(face).fontSize(14);
const columns = [50, 80, 280, 390];
let y = 60;
for (const line of JSON.parse(lines)) {
  line.forEach((text, column) => page.text(text, columns[column], y, { lineBreak: false }));
  if (line.length > 1) page.rect(45, y - 4, 460, 28).stroke();
  y += 28;
}
page.end();
"""

TCPDF = """<?php
require_once("tcpdf/tcpdf.php");
[$_, $out, $face, $lines, $folder] = $argv;
define("K_PATH_FONTS_OWN", $folder . "/");
$name = TCPDF_FONTS::addTTFfont($face, "TrueTypeUnicode", "", 32, K_PATH_FONTS_OWN);
$page = new TCPDF("P", "mm", "A4", true, "UTF-8");
$page->setPrintHeader(false); $page->setPrintFooter(false);
$page->AddFont($name, "", K_PATH_FONTS_OWN . $name . ".php");
$page->SetFont($name, "", 14, K_PATH_FONTS_OWN . $name . ".php");
$page->AddPage();
$widths = [10, 75, 45, 40];
foreach (json_decode($lines) as $line) {
  if (count($line) == 1) $page->Cell(0, 9, $line[0], 0, 1);
  else foreach ($line as $column => $text) $page->Cell($widths[$column], 9, $text, 1, $column == count($line) - 1);
}
$page->Output($out, "F");
"""


def file_of(font, env):
    """The regular face's file, as a PdfKit or TeX wants it."""
    said = subprocess.run(["fc-match", "-f", "%{file}", f"{font}:style=Regular"], env=env, capture_output=True, text=True).stdout
    return pathlib.Path(said)


def page_of(folder, stem, suffix, text):
    path = folder / f"{stem}.{suffix}"
    path.write_text(text, encoding="utf8")
    return path


def make(maker, lines, font, target, folder, env):
    """Whether that maker has drawn the lines into `target`."""
    stem = target.stem
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 300}
    run = lambda *command, **more: subprocess.run(command, env=env | more, **quiet)
    written = lambda suffix, text: page_of(folder, stem, suffix, text)
    if maker == "weasyprint":
        run("weasyprint", written("html", as_html(lines, font)), target)
    elif maker == "chromium":
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}", written("html", as_html(lines, font)).as_uri())
    elif maker == "wkhtmltopdf":
        page = written("html", as_html(lines, font))
        if shutil.which("xvfb-run"):
            run("xvfb-run", "-a", "wkhtmltopdf", "-q", page, target)
        else:
            run("wkhtmltopdf", "-q", page, target, QT_QPA_PLATFORM="offscreen")
    elif maker == "libreoffice":
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, written("fodt", as_fodt(lines, font)))
    elif maker == "impress":
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, written("fodp", as_fodp(lines, font)))
    elif maker == "cairo":
        run("/usr/bin/python3", "-c", CAIRO, target, font, json.dumps(lines))
    elif maker == "fop":
        conf = page_of(folder, "fop", "xconf", f'<fop version="1.0"><complex-scripts disabled="true"/><renderers><renderer mime="application/pdf"><fonts><directory>{FONTS}</directory><auto-detect/></fonts></renderer></renderers></fop>')
        run("fop", "-q", "-c", conf, written("fo", as_fo(lines, font)), target)
    elif maker in ("xelatex", "lualatex"):
        source = written(f"{maker}.tex", as_tex(lines, file_of(font, env)))
        run(maker, "-interaction=batchmode", f"-jobname={stem}", f"-output-directory={folder}", source)
    elif maker == "pdfkit":
        run("node", "-e", PDFKIT, HERE / "node_modules" / "pdfkit", target, file_of(font, env), json.dumps(lines))
    elif maker == "tcpdf":
        run("php", "-d", "error_reporting=0", written("php", TCPDF), target, file_of(font, env), json.dumps(lines), folder)
    return target.is_file() and target.stat().st_size > 0
