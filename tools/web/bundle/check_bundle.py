#!/usr/bin/env python3
"""Checks a bundle of evidence with Python alone: python3 check_bundle.py BUNDLE.zip
Every file by its SHA-256, every document by the hashes that lead from its text to the head of the database, every value by its document's text.
What labels, names of files, the report, pages and pictures say is not held against anything."""
import hashlib
import json
import sys
import zipfile


def sha(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


# Columns of the database that are named otherwise than the last part of the field's path.
COLUMNS = {"organisation/name": "organisation", "organisation/type": "organisation_type", "memo/to": "addressee", "ita_result/fiscal_year": "ita_year", "group": "measure_group",
           "period/raw": "period", "period/start": "period_start", "period/end": "period_end"}


def field(document, path):
    """Value, raw text, confidence, rule and pages of one field of a proved document; None where it has no such field."""
    try:
        row, key = document, path
        if len(parts := path.split("/", 2)) == 3 and parts[1].isdigit():
            row, key = document[parts[0]][int(parts[1])], parts[2]
        column = COLUMNS.get(key) or ("ita_" if key.startswith("ita_result/") else "") + key.split("/")[-1]
        held = json.loads(row["fields"]).get(key) if path.startswith("records/") else row.get(column)
        confidence, rule, places, raw, value = (json.loads(row["provenance"])[key] + [None, None])[:5]
        if value is None:
            value = repr(held).removesuffix(".0") if isinstance(held, (int, float)) else held or ""
        return value, value if raw is None else raw, confidence, rule, {place[0] for place in places}
    except (LookupError, TypeError, ValueError):
        return None


def paths(document):
    """All that a proved document has a value under. Cells of tables are no evidence of their own."""
    rows = [("", document)] + [(f"{name}/{i}/", row) for name, rows in document.items() if isinstance(rows, list) and name not in ("tables", "table_rows")
                               for i, row in enumerate(rows)]
    return [before + key for before, row in rows if "provenance" in row for key in json.loads(row["provenance"])]


faults, archive = [], zipfile.ZipFile(sys.argv[1])
held = {name: archive.read(name) for name in archive.namelist()}  # a wrong checksum of the ZIP stops it here
held.pop("manifest.sig", None)  # unzip, then: base64 -d manifest.sig >s; openssl pkeyutl -verify -pubin -inkey KEY.open -rawin -in manifest.json -sigfile s
manifest = json.loads(held.pop("manifest.json"))
if (kind := manifest["banthuek_bundle"]) not in (1, 2):
    sys.exit("a bundle of a newer kind: take the check_bundle.py that lies in it")
root = next(line[6:] for line in manifest["head"].splitlines() if line.startswith("root: "))
listed = {f["name"]: f for f in manifest["files"]}
faults += [f"{name}: missing, or not in the manifest" for name in set(held) ^ set(listed)]
faults += [f"{name}: is not what the manifest says" for name, f in listed.items() if name in held and sha(held[name]) != f["sha256"]]
texts = {}
for document in manifest["documents"]:
    proof = json.loads(held[document["proof"]])
    step = sha(f"leaf {proof['name']} {sha(proof['text'])}")
    for side, other in proof["path"]:
        step = sha(f"node {other} {step}" if side == "left" else f"node {step} {other}")
    if step != root or proof["name"] != "document " + document["key"] or proof["head"] != manifest["head"]:
        faults.append(f"{document['key']}: its proof does not lead to the head")
    if document["file"] and sha(held[document["file"]]) != document["sha256"]:
        faults.append(f"{document['file']}: is not the file that was read")
    texts[document["key"]] = json.loads(proof["text"]), document["sha256"]
if "items.json" not in listed:
    faults.append("items.json: is missing")
items = json.loads(held.get("items.json", "[]"))
if "items.json" in held:
    faults += [f"{key}: items.json says nothing of it" for key in sorted(set(texts) - {item["document"] for item in items})]
for item in items:
    if not (key := item["document"]):
        faults += ["items.json: has values of no document"] if item["values"] else []
        continue
    text, source = texts[key]
    of, pages = item["field"], set() if item["field"] else {text["first_page"]}
    for value in item["values"]:
        path, said = value["field"], field(text, value["field"])
        pages |= said[4] if of and said else set()
        if not (said and (not of or path == of or path.startswith(of + "/")) and value["value"] == said[0] and (value["confidence"], value["rule"]) == said[2:4]):
            faults.append(f"{key}/{path}: is not what the database says")
        elif value["raw"] != said[1] if "raw" in value else kind > 1:  # those of the older kind may leave it out
            faults.append(f"{key}/{path}: " + ("is of an older kind, which does not give this text as it was read: ask for the bundle again"
                                               if kind == 1 and value["raw"] == said[0] else "is not what the database says"))
    given = {value["field"] for value in item["values"]}
    faults += [f"{key}/{path}: is left out" for path in paths(text) if path not in given and (not of or path == of or path.startswith(of + "/"))]
    office, year, title, subject = ((field(text, path) or [""])[0] for path in ("organisation/name", "fiscal_year", "title", "memo/subject"))
    if [item["office"], item["year"], item["title"], item["sha256"]] != [office, year, title or subject, source]:
        faults.append(f"{key}: its office, year, title or file is not what the database says")
    if pages and item["page"] not in pages:
        faults.append(f"{key}/{of}: its page is not what the database says")
print("\n".join(faults) or f"whole: {len(held)} files, {len(texts)} documents; labels, names of files, report, pages and pictures are not checked; keep the head elsewhere:\n{manifest['head']}")
sys.exit(1 if faults else 0)
