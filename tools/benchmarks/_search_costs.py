"""The part of `tools/bench search` that runs the program from outside: cold start, exports, growth; writes the figures."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import _report

db, measures = sys.argv[1], int(sys.argv[2])
os.environ["BANTHUEK_DATA"] = str(_report.ROOT)


def figures_of(size):
    path = _report.BENCH / f"search-{size}.txt"
    return json.loads(path.read_text(encoding="utf8").splitlines()[-1]) if path.exists() else None


figures = figures_of(measures)

print("growth        measures   CPU p50 ms   CPU p99 ms   worst class   index MB")
for size in (10000, 100000, measures):
    if size > measures or not (one := figures_of(size)):
        continue
    print(f"              {size:8}   {one['cpu_p50_ms']:10.2f}   {one['cpu_p99_ms']:10.2f}   {one['worst_class_cpu_p99_ms']:11.2f}   {one['index_megabytes']:8.0f}")
    figures[f"growth_cpu_p50_ms_{size}"], figures[f"growth_cpu_p99_ms_{size}"] = one["cpu_p50_ms"], one["cpu_p99_ms"]

cpu, wall = [], []
for word in ("คุณธรรม", "งบประมาณ", "จัดซื้อจัดจ้าง", "เจ้าหน้าที่", "ร้องเรียน"):
    begin = time.monotonic()
    _, seconds, _ = _report.cost([_report.BANTHUEK, "search", word, "--db", db], stdout=subprocess.DEVNULL)
    cpu.append(1e3 * seconds)
    wall.append(1e3 * (time.monotonic() - begin))
figures["cold_cpu_ms"], figures["cold_wall_ms"] = statistics.median(cpu), statistics.median(wall)
print(f"a single search, a process each: CPU {figures['cold_cpu_ms']:.0f} ms, wall {figures['cold_wall_ms']:.0f} ms (medians of {len(cpu)})")

with tempfile.TemporaryDirectory(dir=_report.BENCH) as folder:
    for form in ("csv", "jsonl", "json", "xlsx"):
        target = pathlib.Path(folder) / f"all.{form}"
        begin = time.monotonic()
        code, seconds, peak = _report.cost([_report.BANTHUEK, "export", "--db", db, "--format", form, "--output", target])
        took = time.monotonic() - begin
        if code:
            sys.exit(f"export --format {form}: exit {code}")
        print(f"export {form:5}: CPU {seconds:6.1f} s, wall {took:6.1f} s, peak {peak:5.0f} MB, {target.stat().st_size / 1e6:6.0f} MB written")
        figures[f"export_{form}_cpu_s"], figures[f"export_{form}_wall_s"], figures[f"export_{form}_peak_mb"] = seconds, took, peak
        target.unlink()

_report.write_figures("search", figures)
print(f"search: {measures} measures, CPU p50 {figures['cpu_p50_ms']:.2f} ms, p99 {figures['cpu_p99_ms']:.2f} ms, worst class p99 "
      f"{figures['worst_class_cpu_p99_ms']:.1f} ms, index {figures['index_megabytes_per_gigabyte_of_text'] * 1.25:.0f} MB for 1.25 GB, "
      f"load {figures.get('load_measures_per_cpu_second', 0):.0f}/s, cold {figures['cold_cpu_ms']:.0f} ms CPU")
