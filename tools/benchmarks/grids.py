#!/usr/bin/python3
"""Random tables as offices draw them (tools/samples/ruled_tables.py): grids that are right, cells that are right, by their rules, born-digital and scanned.

usage: tools/bench grids [--seed S] [--number N] [--set born|clean300|office200|photocopy]... [--misses]

A grid is right where the page has a table of as many rows and columns; its cells where each has the text of the truth (white space and hyphens between letters left out, digits alike),
empty ones included; of a table whose grid is wrong no cell is right. --misses names each grid that is wrong, with those the page was given.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from _report import BANTHUEK, BENCH, ROOT, cost, write_figures

sys.path.insert(0, str(ROOT / "tools" / "samples"))
import ruled_tables

FONTS = ["TH Sarabun New", "Laksaman", "Loma"]
ALIKE = str.maketrans("๐๑๒๓๔๕๖๗๘๙■", "0123456789☑")  # a square printed full is a box that is ticked


def flat(text):
    return re.sub(r"(?<=[^\W\d_])[-\u00ad](?=[^\W\d_])", "", "".join((text or "").split()).translate(ALIKE))


def scanned(papers, quality, folder):
    folder.mkdir(parents=True, exist_ok=True)

    def one(k):
        target = folder / papers[k].path.name
        if not target.is_file() or target.stat().st_mtime < papers[k].path.stat().st_mtime:
            subprocess.run([ROOT / "tools/samples/scans.py", papers[k].path, target, "--preset", quality, "--seed", str(k + 1)], check=True)
        return target
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(len(papers))))


def cells_of(table):
    """The grid's cells by place; what spans stands at its first."""
    out = collections.defaultdict(str)
    for cell in table["cells"]:
        out[cell["row"], cell["column"]] = cell["text"]
    return out


def score(papers, paths, misses):
    """{rules: Counter}, CPU seconds."""
    with tempfile.TemporaryFile() as out:
        _, cpu, _ = cost([BANTHUEK, "read", "--format", "json", *paths], stdout=out)
        out.seek(0)
        pages = {pathlib.Path(f["file"]).name: f.get("pages") or [] for f in json.load(out)["files"]}
    sums = collections.defaultdict(collections.Counter)
    for paper, path in zip(papers, paths):
        left = [t for page in pages.get(path.name, []) for t in page["tables"]]
        for truth in paper.tables:
            rows, columns = len(truth), len(truth[0])
            n = sums[paper.rules]
            n.update(grids=1, cells=sum(c is not None for row in truth for c in row))
            found = next((t for t in left if (t["rows"], t["columns"]) == (rows, columns)), None)
            if not found:
                if misses:
                    print(f"  {path.name}: {rows} x {columns}, given {[(t['rows'], t['columns']) for t in left]}")
                continue
            left.remove(found)
            cells = cells_of(found)
            n.update(right=1, cells_right=sum(flat(cells[r, c]) == flat(text) for r, row in enumerate(truth) for c, text in enumerate(row) if text is not None))
        sums[paper.rules].update(too_many=len(left))
    return sums, cpu


def main(argv):
    p = argparse.ArgumentParser(prog="tools/bench grids", description=__doc__.split("\n")[0])
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--number", type=int, default=78)
    p.add_argument("--set", action="append", choices=["born", "clean300", "office200", "photocopy"])
    p.add_argument("--misses", action="store_true")
    options = p.parse_args(argv)
    folder = BENCH / "grids"
    papers = ruled_tables.draw(folder / "born", options.number, options.seed, FONTS)
    sets, figures = options.set or ["born", "office200", "photocopy"], {"papers": len(papers)}
    for name in sets:
        paths = [paper.path for paper in papers] if name == "born" else scanned(papers, name, folder / name)
        sums, cpu = score(papers, paths, options.misses)
        total = sum(sums.values(), collections.Counter())
        print(f"{name:14s} {'grids':>9s} {'too many':>9s} {'cells':>12s}")
        for rules in [*dict.fromkeys(ruled_tables.RULES), "all of them"]:
            n = total if rules == "all of them" else sums[rules]
            print(f"  {rules:12s} {n['right']:4d}/{n['grids']:<4d} {n['too_many']:9d} {n['cells_right']:6d}/{n['cells']:<5d}")
        figures |= {f"{name}.grids": f"{total['right']}/{total['grids']}", f"{name}.cells": f"{total['cells_right']}/{total['cells']}", f"{name}.cpu_s_page": round(cpu / len(papers), 3)}
    write_figures("grids", figures)
    print("  ".join(f"{k} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
