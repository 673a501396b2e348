#!/usr/bin/python3
"""Real documents of ../shared/archive: records, tables and text against truth read by eye, the half to tune on and the half only to check.

usage: tools/bench archive [--db FILE] [--misses] [--worn PRESET]

--db FILE  keeps the database: a second run extracts again from the pages that it read (default: a new one)
--misses   names each miss of the half to tune on; those of the other half are never shown
--worn PRESET  the half to tune on alone, its pages drawn and scanned anew by tools/samples/scans.py (office200, photocopy; kept in build/bench/worn): a
           person still reads them. Files of more than 20 pages are left out

Scored by ../shared/eval/score_archive.py, whose tables are printed for both halves. Two figures lead: of the values given at 0.95 and more how
many are wrong or invented, and of the right values how many are held so certain (doubting everything is no cure).
"""
import argparse
import json
import pathlib
import tempfile

from _archive import records_of, run, score, summary
from _report import BENCH, ROOT, SHARED, write_figures

ARCHIVE = SHARED / "archive"
MAX_PAGES = 20  # of a file that is worn: a minute each


def worn(preset):
    """Scans of the half to tune on, made where they are missing; gives their folder and names."""
    folder = BENCH / "worn" / preset
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name in (ARCHIVE / "tune.txt").read_text().split():
        source, scan = ARCHIVE / "documents" / f"{name}.pdf", folder / f"{name}.pdf"
        if json.loads((ARCHIVE / "truth" / f"{name}.json").read_text())["pages"] > MAX_PAGES:
            continue
        names.append(name)
        if not scan.exists():
            made = scan.with_suffix(".part.pdf")
            run(ROOT / "tools/samples/scans.py", source, made, "--preset", preset, "--seed", "3")
            made.rename(scan)
    return folder, names


def main():
    parser = argparse.ArgumentParser(prog="tools/bench archive", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=pathlib.Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--worn", choices=["clean300", "office200", "photocopy", "fax"])
    options = parser.parse_args()
    if not ARCHIVE.is_dir():
        print("bench archive: SKIPPED: ../shared/archive is not there")
        return
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        database = options.db or work / "archive.db"
        documents, halves = ARCHIVE / "documents", {half: (ARCHIVE / f"{half}.txt").read_text().split() for half in ("tune", "check")}
        if options.worn:
            documents, names = worn(options.worn)
            halves = {"tune": names}
        export = records_of([documents], database, work)
        figures = {}
        for half, names in halves.items():
            figures[half] = score(half, [ARCHIVE / "truth" / f"{name}.json" for name in names], export, database, work, options.misses and half == "tune")
        write_figures(f"archive-{options.worn}" if options.worn else "archive", figures)
        print(summary(f"archive{' worn as ' + options.worn if options.worn else ''}", figures))


if __name__ == "__main__":
    main()
