#!/usr/bin/python3
"""Opens what the desk exports, as Excel and other programs would: CSV, XLSX and JSON hold the measures that the search found.
usage: exports.py URL QUERY"""
import csv
import io
import json
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
import zipfile

url, query = sys.argv[1], urllib.parse.quote(sys.argv[2])
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def get(path):
    return urllib.request.urlopen(url + path, timeout=60).read()


total = json.loads(get(f"/api/v1/measures?limit=1&q={query}"))["total"]
rows = list(csv.DictReader(io.StringIO(get(f"/export?format=csv&q={query}").decode("utf-8-sig"), newline="")))
book = zipfile.ZipFile(io.BytesIO(get(f"/export?format=xlsx&q={query}")))
if book.testzip():
    sys.exit("FAILED: the XLSX file is damaged")
sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
strings = ["".join(t.text or "" for t in si.iter(SHEET + "t")) for si in ET.fromstring(book.read("xl/sharedStrings.xml"))] if "xl/sharedStrings.xml" in book.namelist() else []
lines = list(sheet.iter(SHEET + "row"))
documents = json.loads(get(f"/export?format=json&q={query}"))["documents"]
got = {"csv": len(rows), "xlsx": len(lines) - 1, "json": sum(len(d["measures"]) for d in documents)}
wrong = {kind: n for kind, n in got.items() if n != total}
if wrong or total < 3:
    sys.exit(f"FAILED: the search finds {total} measures, the exports hold {got}")
title = rows[0]["title"]
if title not in strings and title.encode() not in book.read("xl/worksheets/sheet1.xml"):
    sys.exit(f"FAILED: the XLSX file lacks {title}")
print(f"exports: {total} measures in CSV, XLSX and JSON alike")
