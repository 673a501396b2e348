#!/usr/bin/python3
"""`read --format alto` of the samples and of what cannot be read is taken by ALTO's schema (alto_structure.py); and the check finds faults."""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from alto_structure import faults

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build/banthuek"))
WRONG = [('PHYSICAL_IMG_NR="1"', "", "<Page> has no PHYSICAL_IMG_NR"), ("<MeasurementUnit>pixel", "<MeasurementUnit>inch", "MeasurementUnit 'inch'"),
         (' CONTENT="', ' TEXT="', "<String> may have no TEXT"), ('WC="', 'WC="1', "is no share"), ('ID="p1"', 'ID="1"', "is no id"),
         ("<PrintSpace", "<TextLine/><PrintSpace", "<Page> holds 'TextLine PrintSpace'")]


def alto(file):
    return subprocess.run([BANTHUEK, "read", "--format", "alto", file], capture_output=True, text=True).stdout


def main():
    failed = []
    pdfs = sorted((ROOT / "samples").glob("*/born-digital.pdf"))
    assert pdfs
    with tempfile.TemporaryDirectory() as folder:
        broken = pathlib.Path(folder) / "broken -- file & <page>.pdf"
        broken.write_bytes(b"%PDF-1.4 nothing")
        for file in [*pdfs, broken]:
            failed += [f"{file.parent.name}: {fault}" for fault in faults(alto(file))]
    sound = alto(pdfs[0])
    for old, new, fault in WRONG:
        assert old in sound, old
        if not any(fault in f for f in faults(sound.replace(old, new, 1))):
            failed.append(f"not found: {fault}")
    print(f"{len(pdfs)} samples taken, {len(WRONG)} faults found" if not failed else "\n".join("FAILED: " + f for f in failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
