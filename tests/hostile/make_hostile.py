#!/usr/bin/python3
"""Makes a corpus of hostile inputs: files made to crash, hang, swell or fool what reads them.

usage: make_hostile.py FOLDER [SEED]

Writes over 200 files and FOLDER/../FOLDER.csv (file, outcomes allowed parted by "|", or "any"). Seeded: the same seed gives
the same bytes, qpdf's encryption apart. Needs Python's standard library; with qpdf there are more. Every file is small on disk (a few MB in
all): what is big about them is what they claim. Good files stand among the bad, and must come through as if alone.
"""
import csv
import pathlib
import random
import subprocess
import sys

import hostile_containers
import hostile_pdf
import hostile_pictures


def mutations(name, data, rng, count):
    """The same file truncated, and with bytes turned, at places all over it."""
    for i in range(1, count + 1):
        yield f"{name}-cut-{i:02}", data[: len(data) * i // (count + 1)], "any"
    for i in range(count):
        broken = bytearray(data)
        for _ in range(1 + i * 3):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        yield f"{name}-turned-{i:02}", bytes(broken), "any"


def encrypted(folder, good):
    """With qpdf: encrypted in every way that PDF knows, linearized, with object streams, and those broken."""
    source = folder / "_good.pdf"
    source.write_bytes(good)
    ways = {
        "encrypted-rc4-40": ["--allow-weak-crypto", "--encrypt", "secret", "owner", "40", "--"],
        "encrypted-rc4-128": ["--allow-weak-crypto", "--encrypt", "secret", "owner", "128", "--use-aes=n", "--"],
        "encrypted-aes-128": ["--allow-weak-crypto", "--encrypt", "secret", "owner", "128", "--use-aes=y", "--"],
        "encrypted-aes-256": ["--encrypt", "secret", "owner", "256", "--"],
        "open-for-all-aes-256": ["--encrypt", "", "owner", "256", "--"],
        "linearized": ["--linearize"],
        "object-streams": ["--object-streams=generate"],
    }
    for name, options in ways.items():
        target = folder / "_out.pdf"
        done = subprocess.run(["qpdf", *options, str(source), str(target)], capture_output=True)
        if done.returncode not in (0, 3):
            continue
        yield name + ".pdf", target.read_bytes(), "encrypted" if name.startswith("encrypted") else "good"
        target.unlink()
    source.unlink()


def main():
    folder = pathlib.Path(sys.argv[1])
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    folder.mkdir(parents=True, exist_ok=True)
    good = hostile_pdf.good()
    cases = list(hostile_pdf.cases()) + list(hostile_pictures.cases()) + list(hostile_containers.cases(good))
    cases += [(n + ".pdf", d, e) for n, d, e in mutations("text", good, rng, 16)]
    cases += [(n + ".pdf", d, e) for n, d, e in mutations("scan", hostile_pdf.good_scan(), rng, 16)]
    cases += [(n + ".png", d, e) for n, d, e in mutations("picture", hostile_pictures.good_png(), rng, 8)]
    cases += [(n + ".tif", d, e) for n, d, e in mutations("fax", hostile_pictures.good_tiff(), rng, 8)]
    try:
        more = list(encrypted(folder, good))
    except FileNotFoundError:
        print("make_hostile: no qpdf: without encrypted and linearized files", file=sys.stderr)
        more = []
    cases += more
    cases += [(n + ".pdf", d, e) for name, data, _ in more if name in ("object-streams.pdf", "linearized.pdf", "open-for-all-aes-256.pdf")
              for n, d, e in mutations(name[:-4], data, rng, 6)]
    with open(str(folder) + ".csv", "w", newline="", encoding="utf-8") as listing:
        writer = csv.writer(listing)
        writer.writerow(["file", "outcomes"])
        for name, data, outcomes in cases:
            (folder / name).write_bytes(data)
            writer.writerow([name, {"good": "done|done_with_findings|duplicate"}.get(outcomes, outcomes)])
    print(f"{len(cases)} files in {folder}")


if __name__ == "__main__":
    main()
