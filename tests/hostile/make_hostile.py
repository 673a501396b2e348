#!/usr/bin/python3
"""Makes a corpus of hostile inputs: files made to crash, hang, swell or fool what reads them.

usage: make_hostile.py FOLDER [--seed N] [--only NAME...]

Writes over 500 files and FOLDER/../FOLDER.csv (file, outcomes allowed parted by "|", or "any"). Seeded: the same seed gives
the same bytes, qpdf's encryption apart. Needs Python's standard library; with qpdf there are more. Every file is small on disk (40 MB in
all): what is big about them is what they claim. Good files stand among the bad, and must come through as if alone.
"""
import argparse
import csv
import itertools
import pathlib
import random
import subprocess
import sys

import hostile_containers
import hostile_more
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


WAYS = {
    "encrypted-rc4-40": ["--allow-weak-crypto", "--encrypt", "secret", "owner", "40", "--"],
    "encrypted-rc4-128": ["--allow-weak-crypto", "--encrypt", "secret", "owner", "128", "--use-aes=n", "--"],
    "encrypted-aes-128": ["--allow-weak-crypto", "--encrypt", "secret", "owner", "128", "--use-aes=y", "--"],
    "encrypted-aes-256": ["--encrypt", "secret", "owner", "256", "--"],
    "open-for-all-aes-256": ["--encrypt", "", "owner", "256", "--"],
    "linearized": ["--linearize"],
    "object-streams": ["--object-streams=generate"],
}
QPDF_MAKES = {name + ".pdf" for name in WAYS}


def encrypted(folder, good, names=QPDF_MAKES):
    """With qpdf: encrypted in every way that PDF knows, linearized, with object streams; of these the ones named."""
    source = folder / "_good.pdf"
    source.write_bytes(good)
    for name, options in WAYS.items():
        if name + ".pdf" not in names:
            continue
        target = folder / "_out.pdf"
        done = subprocess.run(["qpdf", *options, str(source), str(target)], capture_output=True)
        if done.returncode not in (0, 3):
            continue
        yield name + ".pdf", target.read_bytes(), "encrypted" if name.startswith("encrypted") else "good"
        target.unlink()
    source.unlink()


def own_cases(rng):
    """All that are made without qpdf."""
    good = hostile_pdf.good()
    yield from hostile_pdf.cases()
    yield from hostile_pictures.cases()
    yield from hostile_containers.cases(good)
    yield from hostile_more.cases(good)
    for name, data, outcomes in itertools.chain(mutations("text", good, rng, 16), mutations("scan", hostile_pdf.good_scan(), rng, 16)):
        yield name + ".pdf", data, outcomes
    for name, data, outcomes in mutations("picture", hostile_pictures.good_png(), rng, 8):
        yield name + ".png", data, outcomes
    for name, data, outcomes in mutations("fax", hostile_pictures.good_tiff(), rng, 8):
        yield name + ".tif", data, outcomes


def cases_of_qpdf(folder, rng, names=QPDF_MAKES):
    try:
        more = list(encrypted(folder, hostile_pdf.good(), names))
    except FileNotFoundError:
        print("make_hostile: no qpdf: without encrypted and linearized files", file=sys.stderr)
        return
    yield from more
    for name, data, _ in more:
        if name in ("object-streams.pdf", "linearized.pdf", "open-for-all-aes-256.pdf"):
            for broken, bytes_, outcomes in mutations(name[:-4], data, rng, 6):
                yield broken + ".pdf", bytes_, outcomes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these alone, in little time")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = set(options.only)
    count = 0
    with open(str(options.folder) + ".csv", "w", newline="", encoding="utf-8") as listing:
        writer = csv.writer(listing)
        writer.writerow(["file", "outcomes"])

        def write(name, data, outcomes):
            nonlocal count
            wanted.discard(name)
            (options.folder / name).write_bytes(data)
            writer.writerow([name, {"good": "done|done_with_findings|duplicate"}.get(outcomes, outcomes)])
            count += 1

        rng = random.Random(options.seed)
        for case in own_cases(rng):
            if not options.only or case[0] in wanted:
                write(*case)
            if options.only and wanted <= QPDF_MAKES:
                break
        for case in cases_of_qpdf(options.folder, rng, wanted & QPDF_MAKES if options.only else QPDF_MAKES):
            if not options.only or case[0] in wanted:
                write(*case)
    # What only qpdf makes is looked for by those who can do without it.
    if wanted - QPDF_MAKES:
        sys.exit(f"make_hostile: there is no {', '.join(sorted(wanted - QPDF_MAKES))}")
    print(f"{count} files in {options.folder}")


if __name__ == "__main__":
    main()
