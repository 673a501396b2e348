#!/usr/bin/env bash
# A real Slurm on this machine: 8 shards, one task killed, one node lost; the merged export must be that of one process.
# usage: tools/bench cluster [SHARDS]      needs root and `tools/setup cluster`
set -euo pipefail
cd "$(dirname "$0")/../.."
figures=$(mktemp)
trap 'rm -f "$figures"' EXIT
BANTHUEK_FIGURES=$figures tests/tools/cluster_slow_test.sh "${1:-8}"
/usr/bin/python3 - "$figures" <<'PY'
import json, sys
sys.path.insert(0, "tools/benchmarks")
from _report import write_figures
raw = json.load(open(sys.argv[1]))
# What the shards took beyond the reading itself, kills and lost node included, by shard.
raw["overhead_per_shard_s"] = (raw["cluster_s"] - raw["single_s"]) / raw["shards"] / 1000
raw["single_s"], raw["cluster_s"] = raw["single_s"] / 1000, raw["cluster_s"] / 1000
write_figures("cluster", raw)
print("cluster: " + ", ".join(f"{k} {v:.3g}" for k, v in raw.items()))
PY
