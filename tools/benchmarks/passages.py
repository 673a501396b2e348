#!/usr/bin/python3
"""Whether what was read can be found: every phrase of the archive's truth that stands in the text of its page is searched for as a phrase.

usage: tools/bench passages [--db FILE] [--misses]

--db FILE  a database of ../shared/archive/documents that is there already (default: a new one is made)
--misses   names each miss of the half to tune on; those of the other half are never shown

A phrase was read rightly where the text of its page holds it, white space out. It is found where `search --in pages` has a hit on that page, and
covered where the words of the page cache that lie in the hit's boxes hold it. Beside it the size of the index and of the words' places.
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
import zlib

from _report import BANTHUEK, SHARED, archive_database, write_figures

ARCHIVE = SHARED / "archive"


def bare(text):
    return re.sub(r"\s+", "", text)


def query_of(phrase):
    """A phrase in quotes; where it holds quotes itself, its parts between them."""
    return " ".join(f'"{part.strip()}"' for part in re.split(r'["“”]', phrase) if re.search(r"\w", part))


def words_of(page):
    lines = [(line["box"], line) for line in page["lines"]]
    for table in page["tables"]:
        for cell in table["cells"]:
            lines += [(line["box"], line) for line in cell.get("lines", [])]
    return [word for _, line in lines for word in (line.get("words") or [{"text": line["text"], "box": line["box"]}])]


def covered(phrase, page, boxes):
    """Whether the words whose middles lie in the boxes hold the phrase; their order is that of the boxes, then that of the page."""
    def inside(word, box):
        x, y = word["box"][0] + word["box"][2] / 2, word["box"][1] + word["box"][3] / 2
        return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]
    text = "".join(word["text"] for box in boxes for word in words_of(page) if inside(word, box))
    return all(bare(part) in bare(text) for part in re.split(r'["“”]', phrase) if re.search(r"\w", part))


def main():
    parser = argparse.ArgumentParser(prog="tools/bench passages", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=pathlib.Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-passages-") as folder:
        database = archive_database(options.db, folder, "passages")
        db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        names = collections.defaultdict(set)  # base name -> all names of the same content
        for paths, in db.execute("SELECT group_concat(path, char(10)) FROM file_places GROUP BY file"):
            for path in paths.split("\n"):
                names[os.path.basename(path)] |= {os.path.basename(p) for p in paths.split("\n")}
        texts = {(os.path.basename(path), number): text for path, number, text in db.execute(
            "SELECT x.path, p.number, p.text FROM pages p JOIN file_places x ON x.file = p.file")}
        cache = collections.defaultdict(list)
        for blob, in db.execute("SELECT page FROM page_cache"):
            page = json.loads(zlib.decompress(blob[4:]))
            cache[page["text"]].append(page)
        halves = {half: (ARCHIVE / f"{half}.txt").read_text().split() for half in ("tune", "check")}
        asked = []  # half, file, page, phrase
        for half, files in halves.items():
            for name in files:
                truth = json.loads((ARCHIVE / "truth" / f"{name}.json").read_text(encoding="utf8"))
                base = os.path.basename(truth["source"])
                for entry in truth.get("text", []):
                    for phrase in entry.get("has", []) + entry.get("blind", []):
                        text = texts.get((base, entry["page"]))
                        if text is not None and bare(phrase) in bare(text) and query_of(phrase):
                            asked.append((half, base, entry["page"], phrase))
        queries = pathlib.Path(folder) / "queries.txt"
        queries.write_text("".join(query_of(phrase) + "\n" for *_, phrase in asked), encoding="utf8")
        done = subprocess.run([BANTHUEK, "search", "--db", database, "--file", queries, "--json", "--in", "pages", "--limit", "1000"],
                              stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"bench passages: search ended with {done.returncode}")
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        counts = {half: collections.Counter() for half in halves}
        for (half, base, number, phrase), answer in zip(asked, answers, strict=True):
            count = counts[half]
            count["read"] += 1
            hits = [h for h in answer["hits"] if h["page"] == number and os.path.basename(h["file"]) in names[base]]
            boxes = [box for h in hits for box in h["boxes"]]
            holds = any(covered(phrase, page, boxes) for page in cache[texts[(base, number)]])
            count["found"] += bool(hits)
            count["covered"] += bool(hits) and holds
            if options.misses and half == "tune" and not (hits and holds):
                print(f"  {base} p{number} {'not covered' if hits else 'not found'}: {phrase}")
        figures = {}
        for half, count in counts.items():
            print(f"{half}: phrases read rightly {count['read']}, found on their page {count['found']}, covered by the boxes {count['covered']}")
            figures |= {f"{half}_{key}": count[key] for key in ("read", "found", "covered")}
        size = lambda where: db.execute(f"SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND {where}").fetchone()[0] or 0
        text = db.execute("SELECT sum(length(CAST(text AS BLOB))) FROM pages").fetchone()[0]
        figures |= {"index_share_of_text": size("name LIKE 'search_%'") / text, "words_share_of_text": size("name = 'page_words'") / text}
        write_figures("passages", figures)
        print(f"passages: of phrases read rightly found {sum(c['found'] for c in counts.values())} and covered "
              f"{sum(c['covered'] for c in counts.values())} of {sum(c['read'] for c in counts.values())}; index {figures['index_share_of_text']:.2f} "
              f"of the text, places of words {figures['words_share_of_text']:.2f}")


if __name__ == "__main__":
    main()
