#!/usr/bin/python3
"""Random slides and posters (tools/samples/posters.py): lines read exactly, characters, and what was read where nothing stands.

usage: tools/bench posters [--seed S] [--number N] [--set born|screen96|screen150|office200]... [--misses]

born: their text layer. screen96, screen150: the page as a picture of so many dots an inch, as slides are kept in reports. office200: printed and scanned. (A copier in black and white leaves nothing of many a dark page.)
A line is exact where the page's text holds it (white space and bullets out, digits alike); characters: of all lines, those that the page's text has at its nearest place; junk: characters
of lines given that are like no line drawn. --misses names each line missed with the nearest text, and each line of junk.
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
import posters
import scans

ALIKE = str.maketrans("๐๑๒๓๔๕๖๗๘๙–", "0123456789-")
SCREENS = {"screen96": (96, 85), "screen150": (150, 70)}  # dots an inch, quality of JPEG


def flat(text):
    return re.sub(r"[\s•●▪○.]|^[-–]", "", text).translate(ALIKE)


def nearest(line, text):
    """(edits, end): the fewest edits from `line` to a part of `text`, and where the part ends."""
    row = [0] * (len(text) + 1)
    for i, a in enumerate(line, 1):
        new = [i]
        for j, b in enumerate(text, 1):
            new.append(min(row[j - 1] + (a != b), row[j] + 1, new[-1] + 1))
        row = new
    edits = min(row)
    return edits, row.index(edits)


def picture_of(poster, name, target, k):
    if target.is_file() and target.stat().st_mtime >= poster.path.stat().st_mtime:
        return
    if name not in SCREENS:
        subprocess.run([ROOT / "tools/samples/scans.py", poster.path, target, "--preset", name, "--seed", str(k + 1)], check=True)
        return
    import cv2
    dpi, quality = SCREENS[name]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", poster.path, f"{folder}/p"], check=True)
        picture = cv2.imread(f"{folder}/p.png", cv2.IMREAD_COLOR)[..., ::-1]
    scans.write_pdf(target, [(scans.jpeg_bytes(picture, quality), picture.shape[1], picture.shape[0], False, dpi)])


def pictures(drawn, name, folder):
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / poster.path.name for poster in drawn]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda k: picture_of(drawn[k], name, targets[k], k), range(len(drawn))))
    return targets


def score(drawn, paths, misses):
    """{form: Counter}, CPU seconds."""
    with tempfile.TemporaryFile() as out:
        _, cpu, _ = cost([BANTHUEK, "read", "--format", "json", *paths], stdout=out)
        out.seek(0)
        texts = {pathlib.Path(f["file"]).name: "\n".join(page["text"] for page in f.get("pages") or []) for f in json.load(out)["files"]}
    sums = collections.defaultdict(collections.Counter)
    for poster, path in zip(drawn, paths):
        text, n = texts.get(path.name, ""), sums[poster.form]
        whole = "".join(flat(line) for line in text.splitlines())
        for line in poster.lines:
            wanted = flat(line)
            exact = wanted in whole
            edits, end = (0, 0) if exact else nearest(wanted, whole)
            n.update(lines=1, exact=exact, characters=len(wanted), wrong=min(edits, len(wanted)))
            if misses and not exact:
                print(f"  {path.name}: {line!r} read {whole[max(0, end - len(wanted) - 2):end + 2]!r}")
        truth = "\n".join(flat(line) for line in poster.lines)
        for line in text.splitlines():
            given = flat(line)
            pairs = [given[i:i + 2] for i in range(len(given) - 1)] or [given]
            if given and sum(pair in truth for pair in pairs) < 0.5 * len(pairs):
                n.update(junk=len(given))
                if misses:
                    print(f"  {path.name}: junk {line!r}")
    return sums, cpu


def main(argv):
    p = argparse.ArgumentParser(prog="tools/bench posters", description=__doc__.split("\n")[0])
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--number", type=int, default=40)
    p.add_argument("--set", action="append", choices=["born", *SCREENS, "office200"])
    p.add_argument("--misses", action="store_true")
    options = p.parse_args(argv)
    folder = BENCH / "posters"
    drawn = posters.draw(folder / "born", options.number, options.seed)
    figures = {"posters": len(drawn)}
    for name in options.set or ["born", *SCREENS, "office200"]:
        paths = [poster.path for poster in drawn] if name == "born" else pictures(drawn, name, folder / name)
        sums, cpu = score(drawn, paths, options.misses)
        total = sum(sums.values(), collections.Counter())
        print(f"{name:12s} {'lines exact':>12s} {'characters wrong':>17s} {'junk':>6s}")
        for form in [*posters.FORMS, "all of them"]:
            n = total if form == "all of them" else sums[form]
            print(f"  {form:11s} {n['exact']:5d}/{n['lines']:<5d} {n['wrong']:7d}/{n['characters']:<6d} {n['junk']:6d}")
        figures |= {f"{name}.lines": f"{total['exact']}/{total['lines']}", f"{name}.wrong_percent": round(100 * total["wrong"] / max(1, total["characters"]), 2), f"{name}.junk": total["junk"],
                    f"{name}.cpu_s_page": round(cpu / len(drawn), 3)}
    write_figures("posters", figures)
    print("  ".join(f"{k} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
