#!/usr/bin/env python3
"""Checks a bundle of evidence with Python alone: python3 check_bundle.py BUNDLE.zip
Every file by its SHA-256, every document by the hashes that lead from its text to the head of the database, every value by its document's text."""
import hashlib
import json
import sys
import zipfile


def sha(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def numbers(of):
    """All numbers of a document's text, also of JSON that stands in it as text."""
    out, left = set(), [of]
    while left:
        one = left.pop()
        if isinstance(one, (int, float)):
            out.add(float(one))
        elif isinstance(one, (dict, list)):
            left += one.values() if isinstance(one, dict) else one
        elif isinstance(one, str) and one[:1] in ("{", "["):
            try:
                left.append(json.loads(one))
            except ValueError:
                pass
    return out


def is_number(text):
    try:
        return text.strip("-.0123456789") == "" and float(text) is not None
    except ValueError:
        return False


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
    texts[document["key"]] = proof["text"], numbers(json.loads(proof["text"]))
for item in json.loads(held["items.json"]):
    for value in item["values"] if item["document"] else []:
        quoted = "".join(f"\\u{ord(c):04x}" if c < " " else "\\" + c if c in '"\\' else c for c in value["value"])
        text, of_text = texts[item["document"]]
        if quoted not in text and not (is_number(quoted) and float(quoted) in of_text):
            faults.append(f"{item['document']}/{value['field']}: is not what the database says")
print("\n".join(faults) or f"whole: {len(held)} files, {len(texts)} documents; keep the head elsewhere:\n{manifest['head']}")
sys.exit(1 if faults else 0)
