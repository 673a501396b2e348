#!/usr/bin/python3
"""Text layers of every maker of PDFs that is installed: characters right (white space counted), spaces wrong, forms that no Thai word has, by maker and font.

usage: tools/bench layers [--font NAME]... [--misses] [--keep DIR] [--real]

--misses   prints each line that came out otherwise, but none of the makers and fonts that are kept from tuning (a * in the table) and none of the
           archive's half to check
--keep     leaves the text of each file there
--real     only the layers of real files: phrases found of ../shared/cases/layer-*, scans and both halves of the archive, which come last otherwise

Drawn once into build/bench/layers by tools/samples/producers.py (which says what the documents are); a maker that is not installed is named and left out.
"""
import argparse
import collections
import difflib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import _real_layers
from _report import BANTHUEK, BENCH, ROOT, cost, write_figures

sys.path.insert(0, str(ROOT / "tools" / "samples"))
import producers

# A mark behind a space or another of its kind, a ring before ำ or า, า for ำ's likes in the commonest words.
NEVER = re.compile(r"(?:^|\s)[\u0E30-\u0E3A\u0E45\u0E47-\u0E4E]|([\u0E31\u0E34-\u0E3A\u0E47-\u0E4E])\1|\u0E4D[\u0E32\u0E33]|กำร|งำน|ควำม|ตำม|[ตอจสดนก]้า(?=บล|เภอ|นวน|นัก|เนิน)")


def flat(text):
    return " ".join(text.split())


def compare(want, got):
    """(characters wrong, spaces wrong) of a text."""
    wrong = spaces = 0
    for tag, a0, a1, b0, b1 in difflib.SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if tag != "equal":
            wrong += max(a1 - a0, b1 - b0)
            spaces += want[a0:a1].count(" ") + got[b0:b1].count(" ")
    return wrong, spaces


def fields_right(drawn):
    """{path: fields of the memo's head that are exact}."""
    with tempfile.TemporaryDirectory() as folder:
        for d in drawn:
            (pathlib.Path(folder) / d.path.name).symlink_to(d.path)
        database = pathlib.Path(folder) / "a.db"
        subprocess.run([BANTHUEK, "ingest", "--db", database, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        done = subprocess.run([BANTHUEK, "export", "--db", database, "--format", "json"], capture_output=True, text=True)
        out = {}
        for document in json.loads(done.stdout)["documents"]:
            memo = document.get("memo") or {}
            out[pathlib.Path(document["source"]["file"]).name] = sum(memo.get(k) == v for k, v in producers.FIELDS.items())
        return out


def main(argv):
    p = argparse.ArgumentParser(prog="tools/bench layers", description=__doc__.split("\n")[0])
    p.add_argument("--font", action="append")
    p.add_argument("--misses", action="store_true")
    p.add_argument("--keep", type=pathlib.Path)
    p.add_argument("--real", action="store_true")
    options = p.parse_args(argv)
    figures = {} if options.real else matrix(options)
    real = {} if options.font else _real_layers.measure(NEVER, options.misses)
    for name, some in (("layers", figures), ("layers-real", real)):
        if some:
            write_figures(name, some)
    print("  ".join(f"{k} {v}" for k, v in (figures | real).items()))
    return 0


def matrix(options):
    """The table a maker by font; gives the figures."""
    drawn = producers.draw_matrix(BENCH / "layers", options.font)
    if not drawn:
        print("bench layers: SKIPPED: no maker of PDFs is installed (tools/setup layers)")
        return {}
    with tempfile.TemporaryFile() as out:
        _, cpu, _ = cost([BANTHUEK, "read", "--format", "json", *(d.path for d in drawn)], stdout=out)
        out.seek(0)
        pages = {pathlib.Path(f["file"]).name: f.get("pages") or [] for f in json.load(out)["files"]}
    fields = fields_right([d for d in drawn if d.document == "memo"])
    sums, kept = collections.defaultdict(collections.Counter), lambda d: d.maker in producers.KEPT["makers"] or d.font in producers.KEPT["fonts"]
    for d in drawn:
        lines = [" ".join(line) for line in producers.DOCUMENTS[d.document]]
        got = [flat(line) for page in pages.get(d.path.name, []) for line in page["text"].splitlines()]
        wrong, spaces = compare(" ".join(lines), " ".join(got))
        one = {"characters": len(" ".join(lines)), "wrong": wrong, "spaces": spaces, "never": len(NEVER.findall("\n".join(got))),
               "read": sum(page["source"] == "scan" for page in pages.get(d.path.name, []))}
        if d.document == "memo":
            one |= {"fields": len(producers.FIELDS), "fields_right": fields.get(d.path.name, 0)}
        sums[d.maker, d.font].update(one)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{d.path.stem}.txt").write_text("\n".join(got) + "\n")
        if options.misses and wrong and not kept(d):
            print(f"-- {d.path.name} ({', '.join(page['source'] for page in pages.get(d.path.name, []))})")
            print("\n".join(line for line in difflib.unified_diff(lines, got, lineterm="", n=0) if line[0] in "+-" and line[:3] not in ("+++", "---")))
    print(f"{'maker':26s} {'font':18s} {'right %':>8s} {'spaces':>7s} {'never':>6s} {'fields':>7s}  recognised")
    total = {True: collections.Counter(), False: collections.Counter()}
    for (maker, font), s in sums.items():
        is_kept = maker in producers.KEPT["makers"] or font in producers.KEPT["fonts"]
        total[is_kept].update(s)
        print(f"{maker:26s} {font + '*' * is_kept:18s} {100 * (1 - s['wrong'] / s['characters']):8.2f} {s['spaces']:7d} {s['never']:6d} {s['fields_right']:3d}/{s['fields']:<3d}  {s['read'] or ''}")
    figures = {"files": len(drawn), "cpu_s_per_file": round(cpu / len(drawn), 3)}
    for name, s in (("tuned", total[False]), ("kept", total[True])):
        if s["characters"]:
            figures |= {f"{name}.right": round(100 * (1 - s["wrong"] / s["characters"]), 3), f"{name}.spaces_wrong_in_1000": round(1000 * s["spaces"] / s["characters"], 2),
                        f"{name}.never_thai": s["never"], f"{name}.fields": f"{s['fields_right']}/{s['fields']}"}
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
