#!/usr/bin/python3
"""Papers that authors who never saw the program wrote one by one (samples/papers), printed by Chromium: records, tables and text against their truth.

usage: tools/bench papers [--set born|office200|photocopy] [--misses] [--only PREFIX]

born: as printed (default); the others: scanned by tools/samples/scans.py, a minute of a core for ten pages at first (kept in build/bench/papers)
--misses  names each miss of the half to tune on (even numbers); nobody looks at the other half, which is only scored
--only    papers whose names begin so, for a quick look

Scored as tools/bench archive is. Faces of ../shared/fonts are drawn where that folder is, others in their place where it is not.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile

from _archive import records_of, run, score, summary
from _report import BENCH, ROOT, SHARED, write_figures

sys.path.insert(0, str(ROOT / "tools" / "samples"))
import makers

PAPERS = ROOT / "samples" / "papers"
FOLDER = BENCH / "papers"


def printed(source):
    """The paper as PDF, drawn anew where its source is younger."""
    target = FOLDER / "born" / f"{source.stem}.pdf"
    if not target.is_file() or target.stat().st_mtime < source.stat().st_mtime:
        fonts = (SHARED / "fonts").resolve().as_uri()
        made = target.parent / f".{source.stem}.pdf"
        makers.print_html(source.read_text(encoding="utf8").replace("shared:", fonts + "/"), made, os.environ)
        made.with_suffix(".html").unlink()
        made.rename(target)
    return target


def worn(born, preset, number):
    target = FOLDER / preset / born.name
    if not target.is_file() or target.stat().st_mtime < born.stat().st_mtime:
        made = target.parent / f".{born.name}"
        run(ROOT / "tools/samples/scans.py", born, made, "--preset", preset, "--seed", str(number))
        made.rename(target)
    return target


def without_unjudged_items(truths, export, folder):
    """The truths as the scorer takes them: where a paper's items may be given or not, neither are any wanted nor are those that were given scored."""
    folder.mkdir()
    records = json.loads(export.read_text(encoding="utf8"))
    out = []
    for path in truths:
        truth = json.loads(path.read_text(encoding="utf8"))
        for document in truth["documents"]:
            if document["oit_items"] == "any":
                document["oit_items"] = 0
                for given in records["documents"]:
                    if pathlib.Path((given.get("source") or {}).get("file") or "").name == truth["source"]:
                        given["oit_items"] = []
        out.append(folder / path.name)
        out[-1].write_text(json.dumps(truth, ensure_ascii=False), encoding="utf8")
    export.write_text(json.dumps(records, ensure_ascii=False), encoding="utf8")
    return out


def main():
    parser = argparse.ArgumentParser(prog="tools/bench papers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="born", choices=["born", "office200", "photocopy"])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    sources = sorted(PAPERS.glob(f"{options.only}*.html"))
    for name in {"born", options.set}:
        (FOLDER / name).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        documents = work / "documents"
        documents.mkdir()
        for number, source in enumerate(sources):
            pdf = printed(source)
            (documents / pdf.name).symlink_to(pdf if options.set == "born" else worn(pdf, options.set, number + 1))
        database = work / "papers.db"
        export = records_of([documents], database, work)
        figures = {}
        for half, odd in (("tune", 0), ("check", 1)):
            truths = [source.with_suffix(".json") for source in sources if int(source.stem[1:]) % 2 == odd]
            if truths:
                truths = without_unjudged_items(truths, export, work / f"truth-{half}")
                figures[half] = score(half, truths, export, database, work, options.misses and half == "tune")
        write_figures(f"papers-{options.set}", figures)
        print(summary(f"papers {options.set}", figures))


if __name__ == "__main__":
    main()
