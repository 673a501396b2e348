#!/usr/bin/env bash
# The kind of processor changes nothing: a scan is exported the same, to the byte, with all that this processor can do, with the network's loops in
# plain SSE2 (build/banthuek-generic), and with the C library's functions for old processors.
set -euo pipefail
: "${BANTHUEK:=build/banthuek}" "${BANTHUEK_BUILD:=build}"
generic=$BANTHUEK_BUILD/banthuek-generic
[ -x "$generic" ] || { echo "SKIPPED: $generic is not built"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export_by() { # NAME PROGRAM: with confidences and boxes
  "$2" ingest samples/score-table/scan-turned.jpg --db "$work/$1.db" --jobs 1 2>/dev/null
  [ "$(sqlite3 "$work/$1.db" "SELECT count(*) FROM pages WHERE source = 'scan'")" -gt 0 ] || { echo "FAILED: $1: no page was recognised" >&2; exit 1; }
  "$2" export --db "$work/$1.db" --format json --provenance >"$work/$1.json"
}
export_by all "$BANTHUEK"
export_by generic "$generic"
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX,-FMA,-FMA4,-SSE4_2,-SSE4_1,-SSSE3 export_by old-library "$generic"
for name in generic old-library; do cmp "$work/all.json" "$work/$name.json" || { echo "FAILED: $name reads otherwise" >&2; exit 1; }; done
echo "processors: one export on all ($(wc -c <"$work/all.json") bytes)"
