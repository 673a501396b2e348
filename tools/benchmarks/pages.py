#!/usr/bin/python3
"""Whole pages as read: errors, digits, numbers, memo header lines and table cells per scan quality; the real scanned pages; CPU and memory
against stock `tesseract -l tha --psm 3` on the same pictures.

usage: tools/bench pages [--pages N] [--all] [--quality NAME]... [--no-stock] [--keep DIR] [--half tune|check]

--pages N    pages of each quality, spread evenly over what is drawn (default 12); --all takes every one
--half       every other page only: tune on one half, check on the other
--keep DIR   leaves what was read there, one text file a page

Pages are what tools/samples draws of the samples and, where ../shared is, of the seeds, in the qualities clean300, office200 and photocopy; their
text and grids are known from the drawing. Scored by ../shared/eval/score_pages.py; without ../shared nothing can be scored, and that is said.
A cell is right where a cell of the table read has its row, column and spans and covers its place. TEDS compares whole tables (rows and cells
as a tree; source: Zhong et al. 2020), 100 where they are equal.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from _report import BANTHUEK, BENCH, ROOT, SHARED, cost, write_figures

QUALITIES = ("clean300", "office200", "photocopy")
HEADER = re.compile(r"^(ส่วนราชการ|ที่|วันที่|เรื่อง|เรียน)(\s|$)")


def drawn_pages(quality):
    """[(PDF of scans, page from 1, truth of that page)] of samples and seeds, drawn when they are not there yet."""
    out = []
    for folder, script in ((ROOT / "build/samples", "draw_samples"), (BENCH / "seeds", "draw_seeds")):
        if script == "draw_seeds" and not SHARED.is_dir():
            continue
        if not list(folder.glob("*.truth.json")):
            subprocess.run([ROOT / "tools/samples" / script], check=True, stdout=subprocess.DEVNULL)
        for truth in sorted(folder.glob("*.truth.json")):
            scan = folder / "scans" / quality / (truth.name.removesuffix(".truth.json") + ".pdf")
            if scan.exists():
                out += [(scan, n, page) for n, page in enumerate(json.loads(truth.read_text()), 1)]
    return out


def spread(items, n):
    return items if n is None or len(items) <= n else [items[i * len(items) // n] for i in range(n)]


def picture_of(pdf, page, folder):
    """The page's own scan, as the JPEG that lies in the PDF."""
    stem = folder / f"{pdf.parent.name}-{pdf.stem}-{page}"
    subprocess.run(["pdfimages", "-f", str(page), "-l", str(page), "-all", pdf, stem], check=True)
    dpi = subprocess.run(["pdfimages", "-f", str(page), "-l", str(page), "-list", pdf], capture_output=True, text=True).stdout.split("\n")[2].split()[12]
    return sorted(folder.glob(stem.name + "-*"))[0], dpi


def read_pages(files):
    """Reads all in one process: ({file name: its first page as JSON}, CPU seconds, peak MB)."""
    with tempfile.TemporaryFile() as out:
        status, cpu, memory = cost([BANTHUEK, "read", "--format", "json", *files], stdout=out)
        out.seek(0)
        read = json.load(out)
    return {pathlib.Path(f["file"]).name: f["pages"][0] if f.get("pages") else None for f in read["files"]}, cpu, memory


def edit(a, b, gap_a, gap_b, change):
    """Edit distance of two sequences with costs given by functions."""
    row = [0.0]
    for y in b:
        row.append(row[-1] + gap_b(y))
    for x in a:
        new = [row[0] + gap_a(x)]
        for j, y in enumerate(b):
            new.append(min(row[j + 1] + gap_a(x), new[-1] + gap_b(y), row[j] + change(x, y)))
        row = new
    return row[-1]


def teds(want, got, distance):
    def tree(cells):
        rows = collections.defaultdict(list)
        for c in sorted(cells, key=lambda c: (c["row"], c["column"])):
            rows[c["row"]].append((c["row_span"], c["column_span"], "".join(c["text"].split())))
        return list(rows.values())

    def cell(x, y):
        return 1.0 if x[:2] != y[:2] else distance(x[2], y[2]) / max(1, len(x[2]), len(y[2]))

    one = lambda _: 1.0
    row = lambda x, y: edit(x, y, one, one, cell)
    size = lambda t: 1 + sum(1 + len(r) for r in t)
    a, b = tree(want), tree(got)
    d = edit(a, b, lambda r: 1.0 + len(r), lambda r: 1.0 + len(r), row)
    return 100 * (1 - d / max(size(a), size(b)))


def cover(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return max(0, w) * max(0, h)


def score_tables(truth, page, sums, distance):
    sx, sy = page["width"] / truth["size"][0], page["height"] / truth["size"][1]
    scaled = lambda b: (b[0] * sx, b[1] * sy, b[2] * sx, b[3] * sy)
    free = list(page["tables"])
    for table in truth["tables"]:
        place = scaled(table["box"])
        best = max(free, key=lambda t: cover(t["box"], place), default=None)
        if best is not None and cover(best["box"], place) < 0.3 * place[2] * place[3]:
            best = None
        sums["tables"] += 1
        sums["cells"] += len(table["cells"])
        if best is None:
            continue
        free.remove(best)
        key = lambda c: (c["row"], c["column"], c["row_span"], c["column_span"])
        got = {key(c): c for c in best["cells"]}
        for c in table["cells"]:
            g, box = got.get(key(c)), scaled(c["box"])
            sums["cells_right"] += g is not None and cover(g["box"], box) > 0.6 * min(box[2] * box[3], g["box"][2] * g["box"][3])
        sums["teds"] += teds(table["cells"], best["cells"], distance)
    sums["tables_extra"] += len(free)


def score_headers(truth, text, sums, pages):
    b = pages.tight(text)
    for line in truth["text"].splitlines():
        if HEADER.match(line):
            a = pages.tight(line)
            sums["headers"] += 1
            sums["headers_found"] += pages.place(a, b)[0] <= 0.2 * len(a)


def percent(n, d):
    return 100 * n / d if d else 100.0


def quality_row(quality, options, folder, figures, pages):
    items = drawn_pages(quality)
    if options.half:
        items = items[(options.half == "check")::2]
    items = spread(items, None if options.all else options.pages)
    if not items:
        return print(f"{quality:12s} SKIPPED: no pages drawn in this quality")
    pictures = [(*picture_of(pdf, n, folder), truth) for pdf, n, truth in items]
    read, cpu, memory = read_pages([p for p, _, _ in pictures])
    sums = collections.Counter()
    for picture, _, truth in pictures:
        page = read.get(picture.name) or {"text": "", "tables": [], "width": 1, "height": 1}
        sums.update(pages.score(truth["text"], page["text"]))
        score_headers(truth, page["text"], sums, pages)
        score_tables(truth, page, sums, pages.distance)
        if options.keep:
            (options.keep / f"{picture.stem}.txt").write_text(page["text"])
            (options.keep / f"{picture.stem}.want.txt").write_text(truth["text"])
    row = {"pages": len(pictures), "cer": percent(sums["tight_errors"], sums["tight_chars"]),
           "cer_any_order": percent(sums["any_errors"], sums["tight_chars"]), "digits": percent(sums["digits_right_lines"], sums["digits"]),
           "numbers": percent(sums["numbers_right"], sums["numbers"]), "headers": percent(sums["headers_found"], sums["headers"]),
           "cells": percent(sums["cells_right"], sums["cells"]), "teds": sums["teds"] / max(1, sums["tables"]),
           "tables_extra": sums["tables_extra"], "cpu_s_per_page": cpu / len(pictures), "peak_mb": memory}
    if not options.no_stock:
        stock = sum(cost(["tesseract", p, "-", "-l", "tha", "--psm", "3", "--dpi", dpi], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)[1]
                    for p, dpi, _ in spread(pictures, 6)) / len(spread(pictures, 6))
        row |= {"stock_cpu_s_per_page": stock, "cpu_ratio": row["cpu_s_per_page"] / stock}
    figures.update({f"{quality}.{k}": round(v, 4) for k, v in row.items()})
    print(f"{quality:12s} {row['pages']:5d}  {row['cer']:6.2f} {row['cer_any_order']:6.2f}  {row['digits']:6.2f} {row['numbers']:6.2f} {row['headers']:6.1f}"
          f"  {row['cells']:6.2f} {row['teds']:6.1f} {row['tables_extra']:5d}  {row['cpu_s_per_page']:6.2f} {row.get('cpu_ratio', 0):6.2f} {row['peak_mb']:6.0f}", flush=True)


def real_pages(options, figures, pages):
    truths = {f.stem: f.read_text() for f in sorted((SHARED / "scans/pages").glob("*.txt"))}
    sums = collections.Counter()
    for pdf in sorted({n.rsplit("-", 1)[0] for n in truths}):
        with tempfile.TemporaryFile() as out:
            cost([BANTHUEK, "read", "--format", "json", SHARED / "scans" / f"{pdf}.pdf"], stdout=out)
            out.seek(0)
            read = json.load(out)["files"][0]["pages"]
        for page in read:
            name = f"{pdf}-{page['page']}"
            if name in truths:
                one = pages.score(truths[name], page["text"])
                sums.update(one)
                print(pages.row(name, one))
                if options.keep:
                    (options.keep / f"{name}.txt").write_text(page["text"])
    print(pages.row("all real pages", sums))
    figures.update({"real.cer_any_order": round(percent(sums["any_errors"], sums["tight_chars"]), 3),
                    "real.cer": round(percent(sums["tight_errors"], sums["tight_chars"]), 3),
                    "real.digits": round(percent(sums["digits_right_lines"], sums["digits"]), 2),
                    "real.numbers": round(percent(sums["numbers_right"], sums["numbers"]), 2), "real.numbers_extra": sums["numbers_extra"]})


def born_digital(figures):
    """Pages a second of CPU where the text layer is taken, all drawn documents read in one process."""
    files = sorted([*(ROOT / "build/samples").glob("*.pdf"), *(BENCH / "seeds").glob("*.pdf")])
    with tempfile.TemporaryFile() as out:
        _, cpu, memory = cost([BANTHUEK, "read", "--format", "json", *files], stdout=out)
        out.seek(0)
        count = sum(len(f["pages"]) for f in json.load(out)["files"])
    print(f"\nborn-digital: {len(files)} files, {count} pages, {count / cpu:.0f} pages a second and core, {memory:.0f} MB")
    figures |= {"born.pages_per_cpu_s": round(count / cpu, 1), "born.peak_mb": round(memory, 1)}


def main(argv):
    p = argparse.ArgumentParser(prog="tools/bench pages", description=__doc__.split("\n")[0])
    p.add_argument("--pages", type=int, default=12)
    p.add_argument("--all", action="store_true")
    p.add_argument("--quality", action="append", choices=QUALITIES)
    p.add_argument("--no-stock", action="store_true")
    p.add_argument("--keep", type=pathlib.Path)
    p.add_argument("--half", choices=("tune", "check"))
    options = p.parse_args(argv)
    if not (SHARED / "eval/score_pages.py").is_file():
        print("SKIPPED: the scorer lies in ../shared/eval, which is not there")
        return 0
    sys.path.insert(0, str(SHARED / "eval"))
    import score_pages as pages
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    figures = {}
    print(f"{'quality':12s} {'pages':>5s}  {'CER':>6s} {'any':>6s}  {'๐-๙':>6s} {'number':>6s} {'header':>6s}  {'cells':>6s} {'TEDS':>6s} {'extra':>5s}  {'CPU s':>6s} {'ratio':>6s} {'MB':>6s}")
    with tempfile.TemporaryDirectory() as folder:
        for quality in options.quality or QUALITIES:
            quality_row(quality, options, pathlib.Path(folder), figures, pages)
    if not options.quality:
        print()
        real_pages(options, figures, pages)
        born_digital(figures)
    write_figures("pages", figures)
    print("  ".join(f"{k} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
