#!/usr/bin/python3
"""Numbers by hand: drawn ones of writers that training never saw, and real pens.

usage: tools/bench handwriting [--numbers N] [--model FILE] [--verbose]

--numbers N   drawn numbers of 1 to 5 digits (default 500)
--model FILE  another .pen file
--verbose     every real number, as read

Drawn: tools/training/pen_pictures.py with every fifth writer of ../shared/handwriting, which training leaves out; read by the program's reader alone.
Real: places on the half of ../shared/archive to tune on and on ../shared/scans, read by eye (handwriting.tsv: file, page, box in pixels at 200 dpi, kind, digits).
`cut` gives the reader the dark ink of the place; `in place` is what the program reads of the whole page: references and days in their lines; what stands in
stamps it does not look for yet. A number is refused where the reader is not sure.
"""
import argparse
import csv
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import cv2
import numpy as np

from _report import BANTHUEK, ROOT, SHARED, write_figures

sys.path.insert(0, str(ROOT / "tools/training"))
ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
FIRST_SEED = 950_000_000
DPI = 200


def read_inks(model, inks):
    """[(digits, confidence, sure)] of 1-bit pictures."""
    stream = b"".join(struct.pack("<II", i.shape[1], i.shape[0]) + np.ascontiguousarray(i).astype(np.uint8).tobytes() for i in inks)
    out = subprocess.run([str(ROOT / "build/tools/read_numbers"), str(model)], input=stream, capture_output=True, check=True).stdout.decode()
    cells = [line.split("\t") for line in out.split("\n")[:len(inks)]]
    return [(c[0].translate(ASCII), float(c[1]), c[2] == "1") if len(c) == 3 else ("", 0.0, False) for c in cells]


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def figures_of(truth, reads):
    digits = sum(map(len, truth))
    wrong = sum(min(len(t), distance(t, r[0])) for t, r in zip(truth, reads))
    accepted = [(t, r) for t, r in zip(truth, reads) if r[2]]
    return {"numbers": len(truth), "digits right %": 100 * (digits - wrong) / digits, "whole right %": 100 * sum(t == r[0] for t, r in zip(truth, reads)) / len(truth),
            "refused %": 100 * (1 - len(accepted) / len(truth)), "accepted wrong %": 100 * sum(t != r[0] for t, r in accepted) / max(1, len(accepted)),
            "accepted and right %": 100 * sum(t == r[0] for t, r in accepted) / len(truth)}


def drawn(count):
    import pen_pictures
    pens = pen_pictures.Pens(SHARED / "handwriting")
    kept = [w for w in range(pens.writers) if pen_pictures.kept(w)]
    lines, seed = [], FIRST_SEED
    while len(lines) < count:
        line = pens.draw(seed, kept, "number", clean=True)
        seed += 1
        if len(line.labels) <= 5:
            lines.append(line)
    return ["".join(map(str, l.labels)) for l in lines], [l.ink for l in lines]


def real_places():
    """[(file, page, box at DPI, kind, digits)] of those that are there."""
    with open(pathlib.Path(__file__).with_name("handwriting.tsv"), encoding="utf8") as f:
        rows = [r for r in csv.reader(f, delimiter="\t") if r and not r[0].startswith("#")]
    return [(SHARED / r[0], int(r[1]), tuple(map(int, r[2:6])), r[6], r[7]) for r in rows if (SHARED / r[0]).exists()]


def page_picture(folder, file, page, known={}):
    if (file, page) not in known:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-png", "-singlefile", str(file), f"{folder}/page"], check=True)
        known[file, page] = cv2.imread(f"{folder}/page.png")
    return known[file, page]


def pen_ink(picture):
    """Dark ink that is no stamp's (which is paler and bluer than a pen)."""
    return (picture.min(2) < 150) & (picture[:, :, 2] < 165)


def in_place(places):
    """What the program reads of each place: as the reader's."""
    pages, out = {}, []
    for file, page, (x, y, w, h), _, _ in places:
        if file not in pages:
            read = subprocess.run([str(BANTHUEK), "read", "--format", "json", str(file)], capture_output=True, check=True).stdout
            pages[file] = json.loads(read)["files"][0]["pages"]
        found = ("", 0.0, False)
        for p in pages[file]:
            if p["page"] != page:
                continue
            scale = p["dpi"] / DPI if p["dpi"] else 1
            holds = lambda b: x * scale <= b[0] + b[2] / 2 <= (x + w) * scale and y * scale <= b[1] + b[3] / 2 <= (y + h) * scale
            lines = p["lines"] + [l for t in p["tables"] for c in t["cells"] for l in c["lines"]]
            printed = [word for l in lines if l["script"] == "print" for word in l["words"]]
            for region in p["regions"]:
                for line in region.get("lines", []):
                    if line["script"] != "print" and holds(line["box"]):
                        sure = any(word["box"] == line["box"] and word["text"] == line["text"] for word in printed)
                        found = (line["text"].translate(ASCII), line["confidence"], sure)
        out.append(found)
    return out


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    parser.add_argument("--numbers", type=int, default=500)
    parser.add_argument("--model", type=pathlib.Path, default=ROOT / "pipeline/models/tha_saraban.pen")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if not (SHARED / "handwriting").is_dir():
        print(f"SKIPPED: {SHARED}/handwriting is not there")
        return
    subprocess.run([str(ROOT / "tools/build"), "read_numbers"], check=True, stdout=subprocess.DEVNULL)
    sets = {}
    truth, inks = drawn(options.numbers)
    sets["drawn, writers not trained on"] = figures_of(truth, read_inks(options.model, inks))
    places = real_places()
    if places:
        truth = [p[4] for p in places]
        with tempfile.TemporaryDirectory() as folder:
            inks = [pen_ink(page_picture(folder, file, page)[y:y + h, x:x + w]) for file, page, (x, y, w, h), _, _ in places]
        cut, whole = read_inks(options.model, inks), in_place(places)
        sets["real pens, cut"] = figures_of(truth, cut)
        inside = [i for i, p in enumerate(places) if p[3] != "stamp"]
        sets["real pens, references and days in place"] = figures_of([truth[i] for i in inside], [whole[i] for i in inside])
        for place, c, w in zip(places, cut, whole) if options.verbose else []:
            print(f"{place[0].name} {place[1]} {place[3]:9} {place[4]:8} cut {c[0]:8} {c[1]:.2f} {'sure' if c[2] else '':5} in place {w[0]:8} {w[1]:.2f} {'sure' if w[2] else ''}")
    names = list(next(iter(sets.values())))
    print(f"{'':42}" + "".join(f"{n:>22}" for n in names))
    for name, figures in sets.items():
        print(f"{name:42}" + "".join(f"{figures[n]:22.1f}" for n in names))
    write_figures("handwriting", {f"{name}: {n}": round(value, 2) for name, figures in sets.items() for n, value in figures.items()})
    print("; ".join(f"{name}: whole {f['whole right %']:.1f} %, refused {f['refused %']:.1f} %, of accepted wrong {f['accepted wrong %']:.1f} %" for name, f in sets.items()))


if __name__ == "__main__":
    main()
