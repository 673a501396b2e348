#!/usr/bin/python3
"""Bulk import against what a user would pick instead: pages/s on one and two workers, CPU per page and memory, beside
`ocrmypdf -l tha --jobs` and GNU parallel over `tesseract -l tha`, on the same scans.

usage: tools/bench ingest [--no-others] [--others-jobs J...] [--pairs N] [--pages N] [--first] [--long N]

--pairs N  takes the scaling from N pairs of runs, one worker and then two, over --pages different pages: its median
--first    these pairs go before all else on the machine (chrt, needs root): seconds of a machine that others use mean nothing
--long N   also imports N different scanned pages with one worker and says how its memory grew between the first tenth and the end

The scans are those of samples/ (PDFs of pictures). Wall times only mean something on a machine that does nothing else; the CPU
ratios do anyway. ocrmypdf and parallel come from Debian; without them their rows are left out, and that is said.
"""
import argparse
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from _report import BANTHUEK, ROOT, cost, write_figures


def pages_in(pdf):
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:")))


def timed(command, **options):
    start = time.monotonic()
    status, cpu, peak = cost(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    return status, cpu, peak, time.monotonic() - start


def metrics(path):
    return {line.split()[0]: float(line.split()[1]) for line in path.read_text().splitlines() if not line.startswith("#")}


def ours(work, source, jobs, name, before=()):
    """(CPU seconds, wall seconds, worker MB, coordinator MB) of a whole import."""
    status, cpu, _, wall = timed([*before, BANTHUEK, "ingest", source, "--db", work / f"{name}.db", "--jobs", str(jobs), "--metrics", work / f"{name}.prom"])
    if status != 0:
        sys.exit(f"bench ingest: banthuek ingest ended with {status}")
    m = metrics(work / f"{name}.prom")
    return cpu, wall, m["banthuek_worker_peak_bytes"] / 2**20, m["banthuek_coordinator_peak_bytes"] / 2**20


def different_pages(folder, scans, count):
    """`count` pages, no two the same picture: one of the scans' own with a few pixels turned."""
    from PIL import Image
    folder.mkdir()
    for pdf in scans:
        subprocess.run(["pdfimages", "-all", pdf, folder / f"_{pdf.parent.name}"], check=True)
    pictures = [Image.open(p).convert("L") for p in sorted(folder.glob("_*"))]
    for p in folder.glob("_*"):
        p.unlink()
    rng = random.Random(1)
    for i in range(count):
        page = pictures[i % len(pictures)].copy()
        for _ in range(20):
            page.putpixel((rng.randrange(page.width), rng.randrange(page.height)), rng.randrange(256))
        page.save(folder / f"{i:05}.png", dpi=(200, 200), compress_level=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-others", action="store_true")
    parser.add_argument("--others-jobs", type=int, nargs="+", default=[1], help="with how many jobs the others run (1 is enough for CPU per page)")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--first", action="store_true")
    parser.add_argument("--long", type=int, default=0)
    options = parser.parse_args()
    scans = sorted((ROOT / "samples").glob("*/scan-*.pdf"))
    pages = sum(pages_in(s) for s in scans)
    figures = {"pages": pages}
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        source = work / "in"
        source.mkdir()
        for scan in scans:
            shutil.copy(scan, source / f"{scan.parent.name}.pdf")
        rows = []
        for jobs in (1, 2):
            cpu, wall, worker, coordinator = ours(work, source, jobs, f"jobs{jobs}")
            rows.append((f"banthuek --jobs {jobs}", cpu, wall, worker))
            figures |= {f"cpu_per_page_{jobs}": cpu / pages, f"pages_per_second_{jobs}": pages / wall, f"worker_mb_{jobs}": worker, f"coordinator_mb_{jobs}": coordinator}
        different_pages(work / "many", scans, options.pages)
        pairs = []
        for i in range(options.pairs):
            (cpu1, wall1, _, _), (cpu2, wall2, _, _) = (
                ours(work, work / "many", jobs, f"pair{i}-{jobs}", ("chrt", "-r", "1") if options.first else ()) for jobs in (1, 2))
            pairs.append((wall1 / wall2 / 2, cpu1 / cpu2))
            print(f"pair {i + 1}: {options.pages} pages in {wall1:.1f} s with one worker, {wall2:.1f} s with two ({pairs[-1][0]:.0%}); CPU {cpu1:.1f} and {cpu2:.1f} s")
        if pairs:
            # By wall time, which others on the machine disturb; and by CPU time: what a page costs more with two workers.
            figures |= {"scaling_1_to_2": statistics.median(p[0] for p in pairs), "scaling_1_to_2_by_cpu": statistics.median(p[1] for p in pairs)}
        if not options.no_others:
            if shutil.which("ocrmypdf"):
                for jobs in options.others_jobs:
                    cpu = wall = peak = 0
                    for pdf in source.glob("*.pdf"):
                        status, c, p, w = timed(["ocrmypdf", "-l", "tha", "--jobs", str(jobs), "--force-ocr", "--output-type", "pdf", pdf, work / "out.pdf"])
                        cpu, wall, peak = cpu + c, wall + w, max(peak, p)
                    rows.append((f"ocrmypdf --jobs {jobs}", cpu, wall, peak))
                    figures[f"ocrmypdf_cpu_per_page_{jobs}"] = cpu / pages
                figures["cpu_over_ocrmypdf"] = figures["cpu_per_page_1"] / figures[f"ocrmypdf_cpu_per_page_{options.others_jobs[0]}"]
            else:
                print("SKIPPED: ocrmypdf is not installed")
            if shutil.which("parallel"):
                pictures = work / "pictures"
                pictures.mkdir()
                for pdf in source.glob("*.pdf"):
                    subprocess.run(["pdfimages", "-all", pdf, pictures / pdf.stem], check=True)
                for jobs in options.others_jobs:
                    _, cpu, peak, wall = timed(["parallel", "-j", str(jobs), "tesseract {} {.} -l tha --psm 3", ":::", *sorted(map(str, pictures.glob("*.*g")))])
                    rows.append((f"parallel -j {jobs} tesseract", cpu, wall, peak))
                    figures[f"parallel_cpu_per_page_{jobs}"] = cpu / pages
                figures["cpu_over_parallel_tesseract"] = figures["cpu_per_page_1"] / figures[f"parallel_cpu_per_page_{options.others_jobs[0]}"]
            else:
                print("SKIPPED: GNU parallel is not installed")
        if options.long:
            different_pages(work / "long", scans, options.long)
            tenth = work / "tenth"
            tenth.mkdir()
            for page in sorted((work / "long").iterdir())[: max(1, options.long // 10)]:
                shutil.copy(page, tenth / page.name)
            for name, folder in (("first_tenth", tenth), ("long", work / "long")):
                _, _, worker, coordinator = ours(work, folder, 1, name)
                figures |= {f"{name}_worker_mb": worker, f"{name}_coordinator_mb": coordinator}
            figures["long_pages"] = options.long
    print(f"{'':28} {'CPU s/page':>10} {'pages/s':>8} {'MB':>6}    ({pages} scanned pages)")
    for title, cpu, wall, peak in rows:
        print(f"{title:28} {cpu / pages:10.3f} {pages / wall:8.2f} {peak:6.0f}")
    write_figures("ingest", figures)
    print("ingest: " + ", ".join(f"{k} {v:.3g}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
