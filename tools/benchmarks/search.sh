#!/usr/bin/env bash
# Search over a synthetic country: load, size of the index, a mix of queries by class, CPU time beside wall time, against FTS5
# trigram, FTS5 with ICU words and LIKE; growth from 10,000 measures; cold start; exports.
# usage: tools/bench search [MEASURES] [--pages N] [--queries N] [--others N] [--recall N]   (default 1000000, no pages, 40 a class,
#        others 20000, 2,000 queries of all kinds held against a plain scan)
# The databases stay under build/bench/ and are used again; delete them to measure the load.
set -euo pipefail
measures=1000000
case ${1:-} in [0-9]*) measures=$1; shift ;; esac
options=("$@")
[ ${#options[@]} -gt 0 ] || options=(--queries 40 --others 20000 --recall 2000)
tools/build search_bench banthuek
bench=build/tools/benchmarks/search_bench
for size in 10000 100000; do
  [ $size -ge "$measures" ] || "$bench" build/bench/search-$size.db $size --queries 20 > build/bench/search-$size.txt
done
db=build/bench/search-$measures.db
"$bench" "$db" "$measures" "${options[@]}" | tee build/bench/search-$measures.txt
exec python3 tools/benchmarks/_search_costs.py "$db" "$measures"
