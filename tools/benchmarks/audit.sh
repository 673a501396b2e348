#!/usr/bin/env bash
# The audit questions over a synthetic country with copies, follow-ups and gaps planted: what is found, what is found wrongly, time.
# usage: tools/bench audit [OFFICES [YEARS]]   (default 7850 offices, 10 years, eight measures a year)
# The database stays under build/bench/ and is used again.
set -euo pipefail
offices=${1:-7850} years=${2:-10}
tools/build audit_bench
build/tools/benchmarks/audit_bench build/bench/audit-$offices-$years.db "$offices" "$years" | tee build/bench/audit.txt
python3 - <<'PY'
import json, sys
sys.path.insert(0, "tools/benchmarks")
import _report
f = json.loads(open("build/bench/audit.txt", encoding="utf8").read().splitlines()[-1])
_report.write_figures("audit", f)
print(f"audit: {f['measures']} measures, copies whole {100 * f['copies_whole_recall']:.1f} % reworded {100 * f['copies_reworded_recall']:.1f} % "
      f"(precision {100 * f['copies_whole_precision']:.1f} %), follow-ups {100 * f['follow_ups_recall']:.1f}/{100 * f['follow_ups_precision']:.1f} %, "
      f"missing {100 * f['missing_recall']:.1f}/{100 * f['missing_precision']:.1f} %, slowest {max(v for k, v in f.items() if k.endswith('_cpu_s')):.1f} s CPU")
PY
