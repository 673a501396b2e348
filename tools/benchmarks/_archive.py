"""What benchmarks of documents with truth in the format of ../shared/archive have in common: taken in, exported, scored by halves."""
import pathlib
import re
import subprocess
import sys

from _report import ARCHIVE_FIELD, BANTHUEK, SHARED, extracting_anew


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{pathlib.Path(str(command[0])).name} ended with {done.returncode}")
    return done.stdout


def records_of(documents, database, work):
    """Takes in these files and folders and gives the file of their export."""
    # 1: some files were read in part or not at all, which the score tells too
    done = subprocess.run([BANTHUEK, "ingest", "--db", database, *documents], stderr=subprocess.DEVNULL, env=extracting_anew(work))
    if done.returncode not in (0, 1):
        sys.exit(f"the import ended with {done.returncode}")
    export = work / "export.json"
    export.write_text(run(BANTHUEK, "export", "--db", database, "--format", "json", "--provenance"))
    return export


def score(half, truths, export, database, work, verbose):
    """Prints the scorer's table of one half; gives its figures. truths: files."""
    folder = work / half
    folder.mkdir()
    for path in truths:
        (folder / path.name).symlink_to(path.resolve())
    lines = run(SHARED / "eval" / "score_archive.py", folder, export, "--db", database, *(["--verbose"] if verbose else [])).splitlines()
    print(f"== {half}: {len(truths)} files")
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


def summary(name, figures):
    """The last line: both halves in one."""
    sure, wrong = (sum(half[key] for half in figures.values()) for key in ("certain", "certain_and_wrong"))
    right = sum(half["right"] for half in figures.values())
    return (f"{name}: certain and wrong {wrong} of {sure}, right and certain {sure - wrong} of {right}; " +
            "; ".join(f"{half} phrases {f['phrases']} names {f['names']} organisation {f['organisation']} title {f['title']}" for half, f in figures.items()))
