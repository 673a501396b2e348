#!/usr/bin/env python3
"""Checks a bundle of evidence with Python alone: python3 check_bundle.py BUNDLE.zip
Every file by its SHA-256, every document by the hashes that lead from its text to the head of the database, every value by its document's text."""
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


faults, archive = [], zipfile.ZipFile(sys.argv[1])
held = {name: archive.read(name) for name in archive.namelist()}  # a wrong checksum of the ZIP stops it here
held.pop("manifest.sig", None)  # unzip, then: base64 -d manifest.sig >s; openssl pkeyutl -verify -pubin -inkey KEY.open -rawin -in manifest.json -sigfile s
manifest = json.loads(held.pop("manifest.json"))
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
for item in json.loads(held["items.json"]):
    if not (key := item["document"]):
        continue
    text, source = texts[key]
    of, pages = item["field"], set() if item["field"] else {text["first_page"]}
    for value in item["values"]:
        path, said = value["field"], field(text, value["field"])
        pages |= said[4] if of and said else set()
        if not (said and (not of or path == of or path.startswith(of + "/")) and value["value"] == said[0] and value["raw"] in said[:2]
                and (value["confidence"], value["rule"]) == said[2:4]):
            faults.append(f"{key}/{path}: is not what the database says")
    if [item["office"], item["year"], item["sha256"]] != [*((field(text, path) or [""])[0] for path in ("organisation/name", "fiscal_year")), source]:
        faults.append(f"{key}: its office, year or file is not what the database says")
    if pages and item["page"] not in pages:
        faults.append(f"{key}/{of}: its page is not what the database says")
print("\n".join(faults) or f"whole: {len(held)} files, {len(texts)} documents; keep the head elsewhere:\n{manifest['head']}")
sys.exit(1 if faults else 0)
