#!/usr/bin/python3
"""Pages that no reader should stumble over (tools/samples/draw_bad): each is read in bounded time and memory, says what is wrong with it, and where it
holds the text of a sample that text comes out. Prints a row of figures for each.
"""
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build/banthuek"))
CPU_SECONDS, MEGABYTES = 20, 300

# What a page must say of itself (others may say nothing), the least mean confidence, and the most character errors in per cent.
FINDINGS = {"blank.png": "blank_page", "black.png": "black_page", "noise.png": "no_text", "stamp.png": "no_text", "photograph.jpg": "low_confidence",
            "lao.jpg": "low_confidence", "skew-30.jpg": "skewed", "dpi-72.jpg": "low_resolution", "inverted.png": "inverted",
            "turned-90.jpg": "turned", "turned-180.jpg": "turned", "turned-270.jpg": "turned"}
ERRORS = {"dpi-72.jpg": 8.0, "skew-30.jpg": 6.0}  # the skewed page has a corner cut off
USUAL_ERRORS = 2.0


def tight(text):
    return "".join(c for c in text if not c.isspace() and c not in "._…")


def errors(want, got):
    """Characters of `want` that must change, be put in or left out to give `got`."""
    row = list(range(len(got) + 1))
    for i, a in enumerate(want, 1):
        new = [i]
        for j, b in enumerate(got, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b)))
        row = new
    return row[-1]


def read(path, out):
    """(exit code, CPU seconds, peak MB, first page or None)"""
    with open(out, "wb") as held:
        child = subprocess.Popen([BANTHUEK, "read", "--format", "json", path], stdout=held, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    file = json.loads(pathlib.Path(out).read_text())["files"][0]
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, file["pages"][0] if file["pages"] else None


def check(name, sample, folder, wanted):
    code, cpu, memory, page = read(folder / name, folder / "read.json")
    wrong = []
    if code != 0 or page is None:
        return [f"exit code {code}, page {page is not None}"]
    said = {f["code"] for f in page["findings"]}
    chars = sum(len(l["text"]) for l in page["lines"])
    confidence = sum(l["confidence"] * len(l["text"]) for l in page["lines"]) / max(1, chars)
    rate = None
    if sample:
        want, got = wanted, tight(page["text"])
        if name.startswith("spread"):
            want = want + want
        rate = 100 * errors(want, got) / len(want)
        if rate > ERRORS.get(name, USUAL_ERRORS):
            wrong.append(f"{rate:.1f} % of its characters are wrong")
    elif chars and confidence > 0.9 and name not in ("newspaper.jpg", "english.jpg"):
        wrong.append(f"{chars} characters with confidence {confidence:.2f} where there is nothing to read")
    if FINDINGS.get(name) and FINDINGS[name] not in said:
        wrong.append(f"no finding {FINDINGS[name]}, but {sorted(said)}")
    if cpu > CPU_SECONDS:
        wrong.append(f"{cpu:.1f} s of CPU")
    if memory > MEGABYTES:
        wrong.append(f"{memory:.0f} MB")
    print(f"{name:16s} {cpu:5.2f} s {memory:5.0f} MB {len(page['lines']):4d} lines  confidence {confidence:.2f}  "
          + (f"CER {rate:.2f} %  " if rate is not None else "") + " ".join(sorted(said)))
    return wrong


def main():
    if not all(importlib.util.find_spec(m) for m in ("cv2", "numpy", "PIL", "weasyprint")):
        print("SKIPPED: drawing the pages needs tools/setup samples")
        return 77
    if subprocess.run([BANTHUEK, "model", "info"], capture_output=True).returncode != 0:
        print("SKIPPED: no model to read with")
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([ROOT / "tools/samples/draw_bad", folder], check=True, stdout=subprocess.DEVNULL)
        pages = json.loads((folder / "pages.json").read_text())
        sample = next(one["sample"] for one in pages.values() if one["sample"])
        layer = subprocess.run([BANTHUEK, "read", ROOT / "samples" / sample / "born-digital.pdf"], check=True, capture_output=True, text=True).stdout
        wanted = tight(layer.split("\f")[0])
        for one, said in pages.items():
            for wrong in check(one, said["sample"], folder, wanted):
                print(f"FAILED: {one}: {wrong}")
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
