#!/usr/bin/env bash
# Search over a synthetic country: load, size of the index, a mix of queries by class, CPU time beside wall time, against FTS5
# trigram and LIKE. usage: tools/bench search [MEASURES] [--queries N] [--others N]   (default 1000000, 40 a class, others 20000)
# The database stays under build/bench/ and is used again.
set -euo pipefail
measures=1000000
case ${1:-} in [0-9]*) measures=$1; shift ;; esac
options=("$@")
[ ${#options[@]} -gt 0 ] || options=(--queries 40 --others 20000)
tools/build search_bench banthuek
db=build/bench/search-$measures.db
build/tools/benchmarks/search_bench "$db" "$measures" "${options[@]}" | tee build/bench/search.txt
cold=$( { TIMEFORMAT='%U %S %R'; time BANTHUEK_DATA=$PWD build/banthuek search คุณธรรม --db "$db" >/dev/null; } 2>&1 )
echo "a single search, cold start: user, system, wall seconds: $cold"
python3 - "$cold" <<'PY'
import json, sys
sys.path.insert(0, "tools/benchmarks")
import _report
figures = json.loads(open("build/bench/search.txt", encoding="utf8").read().splitlines()[-1])
user, system, wall = map(float, sys.argv[1].split())
figures["cold_cpu_ms"], figures["cold_wall_ms"] = 1e3 * (user + system), 1e3 * wall
_report.write_figures("search", figures)
print(f"search: {figures['measures']} measures, CPU p50 {figures['cpu_p50_ms']:.2f} ms, p99 {figures['cpu_p99_ms']:.2f} ms, "
      f"worst class p99 {figures['worst_class_cpu_p99_ms']:.1f} ms, index {figures['index_megabytes_per_gigabyte_of_text'] * 1.25:.0f} MB for 1.25 GB, "
      f"cold {figures['cold_cpu_ms']:.0f} ms CPU")
PY
