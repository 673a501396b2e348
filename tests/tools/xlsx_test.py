#!/usr/bin/python3
"""What `export --format xlsx` writes is what CSV says: read back cell by cell from the file itself, and by LibreOffice where it is there."""
import csv
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build" / "banthuek"))
NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
DATES = {"period_start", "period_end", "document_date"}
NUMBERS = {"year", "page", "confidence", "reviewed"}


def rows_of_csv(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def unprotected(cell):
    """CSV puts an apostrophe before what a spreadsheet would run; a cell of XLSX is a text by its type."""
    return cell[1:] if re.match("'[=+@\t\r-]", cell) else cell


def serial(date):
    import datetime
    return str((datetime.date.fromisoformat(date) - datetime.date(1899, 12, 30)).days)


def rows_of_xlsx(path):
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(t.text or "" for t in item.iterfind(".//x:t", NAMES)) for item in xml.parse(book.open("xl/sharedStrings.xml")).getroot()]
        sheet = xml.parse(book.open("xl/worksheets/sheet1.xml")).getroot()
    rows = []
    for row in sheet.iterfind(".//x:row", NAMES):
        cells = {}
        for cell in row.iterfind("x:c", NAMES):
            column = 0
            for letter in re.match("[A-Z]+", cell.get("r")).group():
                column = column * 26 + ord(letter) - 64
            value = cell.find("x:v", NAMES)
            if cell.get("t") == "inlineStr":
                cells[column - 1] = "".join(t.text or "" for t in cell.iterfind(".//x:t", NAMES))
            elif value is not None:
                cells[column - 1] = shared[int(value.text)] if cell.get("t") == "s" else value.text
        rows.append([cells.get(i, "") for i in range(max(cells) + 1 if cells else 0)])
    return rows, sheet


def compare(title, want, got, dates):
    columns = want[0]
    assert [c for c in got[0] if c] == columns, (title, got[0])
    assert len(got) == len(want), (title, len(got), len(want))
    for number, (a, b) in enumerate(zip(want[1:], got[1:]), 2):
        b = b + [""] * (len(columns) - len(b))
        for name, x, y in zip(columns, map(unprotected, a), b):
            if name in DATES and re.fullmatch(r"\d{4}-\d\d-\d\d", x) and dates == "serial":
                x = serial(x)
            same = float(x) == float(y) if name in NUMBERS and x and y else x.replace("\r\n", "\n") == y.replace("\r\n", "\n")
            assert same, f"{title}, row {number}, {name}: {y!r} where CSV has {x!r}"
    print(f"{title}: {len(got) - 1} rows of {len(columns)} columns are those of the CSV")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run = lambda *words: subprocess.run([BANTHUEK, *map(str, words)], check=True, capture_output=True, timeout=120)
        (folder / "papers").mkdir()  # in one folder: a worker is started for each folder, and takes a tenth of a second of processor
        for sample in sorted(ROOT.glob("samples/*/born-digital.pdf")):
            shutil.copy(sample, folder / "papers" / f"{sample.parent.name}-{sample.name}")
        run("ingest", "--db", folder / "a.db", folder / "papers")
        for form in ("csv", "xlsx"):
            run("export", "--db", folder / "a.db", "--format", form, "--output", folder / f"a.{form}")
        want = rows_of_csv((folder / "a.csv").read_bytes().decode("utf-8-sig"))
        got, sheet = rows_of_xlsx(folder / "a.xlsx")
        assert len(want) > 10
        compare("the file", want, got, "serial")
        assert sheet.find("x:autoFilter", NAMES) is not None, "the header has no filter"
        links = [f.text for f in sheet.iterfind(".//x:f", NAMES)]
        assert len(links) == len(want) - 1 and all(re.match(r'HYPERLINK\(".*#page=\d+"', link) for link in links), "a row has no link to its page"
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if not office:
            print("SKIPPED: LibreOffice is not there (tools/setup office); the file was read back without it")
            return
        if not list(pathlib.Path(office).resolve().parent.glob("libsclo.*")):
            print("SKIPPED: this LibreOffice has no Calc (tools/setup office); the file was read back without it")
            return
        # Field separator, quote and character set (76: UTF-8) of the CSV that it writes; values as shown, as the columns are typed.
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
                        "--outdir", folder / "out", folder / "a.xlsx"], check=True, capture_output=True, timeout=240)
        compare("LibreOffice", want, rows_of_csv((folder / "out" / "a.csv").read_bytes().decode("utf8")), "shown")


if __name__ == "__main__":
    sys.exit(main())
