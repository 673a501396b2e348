#!/usr/bin/python3
"""Whether tables are kept: the grids of the archive's truth among the tables stored, and each row found by its cells.

usage: tools/bench tables [--db FILE] [--misses]

--db FILE  a database of ../shared/archive/documents that is there already (default: a new one is made)
--misses   names each grid of the half to tune on that is not there; those of the other half are never shown

A grid of the truth is kept where a table of that page has as many columns; a table that goes on over pages is one. A row of a table that no layout
knows is found where `search --in rows` for its longest cell (150 characters of it), as a phrase, has a hit on its page, and framed where the hit has boxes.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

from _report import BANTHUEK, SHARED, archive_database, write_figures
from passages import query_of

ARCHIVE = SHARED / "archive"


def grids(db, halves, misses):
    kept = collections.defaultdict(list)  # base name of the file -> first page, last page, columns
    for path, first, last, columns in db.execute(
            "SELECT x.path, t.first_page, t.last_page, json_array_length(t.columns) FROM tables t JOIN documents d ON d.id = t.document "
            "JOIN file_places x ON x.file = d.file"):
        kept[os.path.basename(path)].append((first, last, columns))
    counts = {half: collections.Counter() for half in halves}
    for half, files in halves.items():
        for name in files:
            truth = json.loads((ARCHIVE / "truth" / f"{name}.json").read_text(encoding="utf8"))
            for table in truth.get("tables", []):
                columns = table["columns"] if isinstance(table["columns"], list) else [table["columns"]]
                there = any(first <= table["page"] <= last and n in columns for first, last, n in kept[os.path.basename(truth["source"])])
                counts[half]["wanted"] += 1
                counts[half]["kept"] += there
                if misses and half == "tune" and not there:
                    print(f"  {name} p{table['page']}: no table of {table['columns']} columns")
    return counts


def rows(db, database, folder):
    asked = []  # file, page, text
    for file, page, text in db.execute(
            "SELECT (SELECT min(path) FROM file_places x WHERE x.file = p.file), p.page, r.text FROM passages p "
            "JOIN table_rows r ON r.document = p.document AND r.number = p.number WHERE p.kind = 'row'"):
        # Cut where a cluster ends: what is sought stands whole.
        cell = re.match(r"(?s).{0,150}[\u0E31\u0E33-\u0E3A\u0E47-\u0E4E]*", max(text.split("\t"), key=len)).group()
        if re.search(r"\w", cell) and query_of(cell):
            asked.append((file, page, cell))
    queries = pathlib.Path(folder) / "rows.txt"
    queries.write_text("".join(query_of(re.sub(r"\s+", " ", cell)) + "\n" for *_, cell in asked), encoding="utf8")
    done = subprocess.run([BANTHUEK, "search", "--db", database, "--file", queries, "--json", "--in", "rows", "--limit", "1000"],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"bench tables: search ended with {done.returncode}")
    found = framed = 0
    for (file, page, _), line in zip(asked, done.stdout.splitlines(), strict=True):
        hits = [h for h in json.loads(line)["hits"] if h["file"] == file and h["page"] == page]
        found += bool(hits)
        framed += any(h["boxes"] for h in hits)
    return len(asked), found, framed


def main():
    parser = argparse.ArgumentParser(prog="tools/bench tables", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=pathlib.Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-tables-") as folder:
        database = archive_database(options.db, folder, "tables")
        db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        halves = {half: (ARCHIVE / f"{half}.txt").read_text().split() for half in ("tune", "check")}
        counts = grids(db, halves, options.misses)
        asked, found, framed = rows(db, database, folder)
        tables, known = db.execute("SELECT count(*), count(layout) FROM tables").fetchone()
        figures = {"tables": tables, "rows": asked, "rows_found": found, "rows_framed": framed}
        for half, count in counts.items():
            print(f"{half}: grids kept {count['kept']} of {count['wanted']}")
            figures |= {f"{half}_grids": count["wanted"], f"{half}_kept": count["kept"]}
        write_figures("tables", figures)
        print(f"tables: {tables} stored, {known} of them known to a layout; grids of the truth kept {sum(c['kept'] for c in counts.values())} of "
              f"{sum(c['wanted'] for c in counts.values())}; rows found by a cell {found} and framed {framed} of {asked}")


if __name__ == "__main__":
    main()
