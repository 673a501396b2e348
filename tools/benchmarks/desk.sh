#!/usr/bin/env bash
# The desk under load: wrk with 50 connections on searches, beside its memory; times of one visitor at rest.
# usage: tools/bench desk [MEASURES] [SECONDS] [MINUTES]   (default 100000 measures, 30 s; the database is that of tools/bench search)
# Figures are of SECONDS; the load then goes on as long again, or until MINUTES are over, and the curve of the memory is printed.
set -euo pipefail
measures=${1:-100000} seconds=${2:-30} minutes=${3:-0}
command -v wrk >/dev/null || { echo "tools/bench desk: wrk is missing; run tools/setup desk" >&2; exit 1; }
db=build/bench/search-$measures.db
[ -f "$db" ] || { tools/build search_bench; build/tools/benchmarks/search_bench "$db" "$measures" --queries 2 --others 1000 >/dev/null; }
work=$(mktemp -d)
build/banthuek serve --db "$db" --port 0 --searches-per-minute 0 2>"$work/log" &
server=$!
trap 'kill $server 2>/dev/null || true; wait; rm -rf "$work"' EXIT
url=
for _ in $(seq 300); do url=$(sed -n 's/.*open at \(http[^ ]*\)\/ .*/\1/p' "$work/log"); [ -z "$url" ] || break; sleep 0.2; done
[ -n "$url" ] || { cat "$work/log" >&2; exit 1; }
# Its own memory: pages of the database that are mapped belong to the system, which takes them back when it needs them.
memory() { awk '/RssAnon/ {print int($2 / 1024)}' /proc/$server/status; }
cpu() { awk '{print ($14 + $15) * 10}' /proc/$server/stat; }  # milliseconds
cat >"$work/searches.lua" <<'LUA'
local words = {"%E0%B8%84%E0%B8%B8%E0%B8%93%E0%B8%98%E0%B8%A3%E0%B8%A3%E0%B8%A1", "%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%8B%E0%B8%B7%E0%B9%89%E0%B8%AD",
  "%E0%B8%A3%E0%B9%89%E0%B8%AD%E0%B8%87%E0%B9%80%E0%B8%A3%E0%B8%B5%E0%B8%A2%E0%B8%99", "%E0%B8%97%E0%B8%B8%E0%B8%88%E0%B8%A3%E0%B8%B4%E0%B8%95", "%E0%B8%81%E0%B8%B2%E0%B8%A3", "2566",
  "%E0%B9%80%E0%B8%9C%E0%B8%A2%E0%B9%81%E0%B8%9E%E0%B8%A3%E0%B9%88+%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5"}
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "/search?q=" .. words[n % #words + 1] .. "&page=" .. n % 5 + 1)
end
LUA
one() {  # NAME ADDRESS: milliseconds of one visitor's request, best of five, with its CPU time
  curl -s -o /dev/null "$url$2"
  local before after best
  before=$(cpu)
  best=$(for _ in 1 2 3 4 5; do curl -s -o /dev/null -w '%{time_total}\n' "$url$2"; done | sort -n | head -1)
  after=$(cpu)
  awk -v n="$1" -v b="$best" -v c=$((after - before)) 'BEGIN {printf "%-28s %8.1f ms, CPU %6.1f ms\n", n, b * 1000, c / 5}'
}
one "first page" / | tee "$work/first"
one "a search with facets" "/search?q=%E0%B8%97%E0%B8%B8%E0%B8%88%E0%B8%A3%E0%B8%B4%E0%B8%95"
one "the commonest word" "/search?q=%E0%B8%81%E0%B8%B2%E0%B8%A3"
one "overview" /overview
one "review" /review
one "comparison" /compare
for question in copies follow-ups missing statuses scores; do one "audit, kept: $question" "/audit?question=$question"; done
load() { wrk -t2 -c50 -d"${1}s" --latency --timeout 20s -s "$work/searches.lua" "$url"; }
before=$(memory) spent=$(cpu)
load "$seconds" | tee "$work/wrk"
spent=$(($(cpu) - spent))
between=$(memory)
rest=$((minutes * 60 - seconds))
[ "$rest" -gt "$seconds" ] || rest=$seconds
load "$rest" >"$work/wrk-rest" &
loader=$!
echo "own memory under load, seconds and MB:"
second=$seconds
while kill -0 $loader 2>/dev/null; do
  echo "$second $(memory)"
  sleep 15
  second=$((second + 15))
done | tee "$work/memory"
wait $loader
sed -n 's/^ *\(99%\|Requests\/sec\|Non-2xx\)/the rest: \1/p' "$work/wrk-rest"
after=$(memory)
python3 - "$work/wrk" "$measures" "$before" "$between" "$after" "$(awk '{print $3}' "$work/first")" "$spent" "$work/memory" <<'PY'
import re, sys
sys.path.insert(0, "tools/benchmarks")
import _report
text = open(sys.argv[1]).read()
ms = lambda t: float(re.sub(r"[a-z]+$", "", t)) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[re.search(r"[a-z]+$", t).group()]
found = {name: re.search(pattern, text) for name, pattern in (("rate", r"Requests/sec:\s+([\d.]+)"), ("p50", r"50%\s+(\S+)"), ("p99", r"99%\s+(\S+)"))}
other = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
figures = {"measures": int(sys.argv[2]), "requests_per_second": float(found["rate"][1]), "p50_ms": ms(found["p50"][1]), "p99_ms": ms(found["p99"][1]),
           "errors": int(other[1]) if other else 0, "memory_before_mb": int(sys.argv[3]), "memory_after_mb": int(sys.argv[4]), "memory_after_twice_mb": int(sys.argv[5]),
           "first_page_ms": float(sys.argv[6]), "cpu_ms_per_search": float(sys.argv[7]) / int(re.search(r"(\d+) requests in", text)[1])}
curve = [int(line.split()[1]) for line in open(sys.argv[8])]
part = max(len(curve) // 4, 1)
half, end = curve[len(curve) // 2:][:part], curve[-part:]
figures["memory_growth_mb"] = round(sum(end) / part - sum(half) / len(half), 1)  # its last quarter against the one before
_report.write_figures("desk", figures)
print(f"desk: {figures['measures']} measures, 50 connections: {figures['requests_per_second']:.0f} searches/s, p50 {figures['p50_ms']:.0f} ms, p99 {figures['p99_ms']:.0f} ms, "
      f"{figures['errors']} errors, memory {figures['memory_before_mb']} -> {figures['memory_after_mb']} -> {figures['memory_after_twice_mb']} MB (last quarter {figures['memory_growth_mb']:+.1f}), first page {figures['first_page_ms']:.0f} ms, CPU a search {figures['cpu_ms_per_search']:.1f} ms")
PY
