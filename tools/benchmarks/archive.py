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
import re
import subprocess
import sys
import tempfile

from _report import ARCHIVE_FIELD, BANTHUEK, BENCH, ROOT, SHARED, extracting_anew, write_figures

ARCHIVE = SHARED / "archive"
MAX_PAGES = 20  # of a file that is worn: a minute each


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"bench archive: {pathlib.Path(str(command[0])).name} ended with {done.returncode}")
    return done.stdout


def score(half, names, export, database, work, verbose):
    """Prints the scorer's table of one half; gives its figures."""
    truth = work / half
    truth.mkdir()
    for name in names:
        (truth / f"{name}.json").symlink_to((ARCHIVE / "truth" / f"{name}.json").resolve())
    lines = run(SHARED / "eval" / "score_archive.py", truth, export, "--db", database, *(["--verbose"] if verbose else [])).splitlines()
    print(f"== {half}: {len(names)} files")
    print("\n".join(lines))
    right = sure = wrong = 0
    for line in lines:
        if field := ARCHIVE_FIELD.match(line):
            right += int(field["right"])
            wrong += int(field["bad"])
            sure += int(field["sure"])
    figures = {"certain": sure, "certain_and_wrong": wrong, "right": right, "right_and_certain": sure - wrong}
    for name, *numbers in re.findall(r"([a-z ]+?) (\d+)/(\d+)(?:/(\d+))?(?=  | \(|$)", lines[-1]):
        figures[name.strip().replace(" ", "_")] = "/".join(n for n in numbers if n)
    print(f"certain and wrong {wrong} of {sure} ({100 * wrong / max(1, sure):.1f} %), right and certain {sure - wrong} of {right} "
          f"({100 * (sure - wrong) / max(1, right):.0f} %)")
    return figures


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
        # 1: some files were read in part or not at all, which the score tells too
        done = subprocess.run([BANTHUEK, "ingest", "--db", database, documents], stderr=subprocess.DEVNULL, env=extracting_anew(work))
        if done.returncode not in (0, 1):
            sys.exit(f"bench archive: the import ended with {done.returncode}")
        export = work / "export.json"
        export.write_text(run(BANTHUEK, "export", "--db", database, "--format", "json", "--provenance"))
        figures = {}
        for half, names in halves.items():
            figures[half] = score(half, names, export, database, work, options.misses and half == "tune")
        write_figures(f"archive-{options.worn}" if options.worn else "archive", figures)
        sure, wrong = (sum(figures[half][key] for half in figures) for key in ("certain", "certain_and_wrong"))
        right = sum(figures[half]["right"] for half in figures)
        print(f"archive{' worn as ' + options.worn if options.worn else ''}: certain and wrong {wrong} of {sure}, right and certain {sure - wrong} of {right}; " +
              "; ".join(f"{half} phrases {f['phrases']} names {f['names']} organisation {f['organisation']} title {f['title']}"
                        for half, f in figures.items()))


if __name__ == "__main__":
    main()
