#!/usr/bin/env bash
# A real Slurm on this machine: 8 shards on 3 nodes, one task killed outright, one node lost in the middle. The merged export is
# that of a single process, to the byte. usage: cluster_slow_test.sh [SHARDS]; writes figures to $BANTHUEK_FIGURES where set.
set -euo pipefail
: "${BANTHUEK:=build/banthuek}"
shards=${1:-8}
for needed in slurmctld slurmd munged sbatch; do
  command -v $needed >/dev/null || { echo "SKIPPED: no $needed; tools/setup cluster installs it"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "SKIPPED: the testbed needs root"; exit 77; }
work=$(mktemp -d)
cleanup() { tools/cluster/testbed stop "$work/slurm" >/dev/null 2>&1 || true; rm -rf "$work"; }
trap cleanup EXIT
fail() { echo "FAILED: $*" >&2; tail -n 20 "$work"/out/log/* >&2 || true; exit 1; }
export BANTHUEK
BANTHUEK=$(realpath "$BANTHUEK")
in=$work/in
mkdir "$in" "$work/local"
for scan in samples/*/scan-*; do cp "$scan" "$in/$(basename "$(dirname "$scan")")-$(basename "$scan")"; done
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --only good.pdf empty.pdf text-cut-05.pdf good.png good.tif twice.pdf action-uri.pdf content-curves.pdf >/dev/null
for name in good.pdf empty.pdf text-cut-05.pdf good.png good.tif twice.pdf action-uri.pdf content-curves.pdf; do cp "$work/hostile/$name" "$in/"; done

start=$(date +%s%N); rc=0
"$BANTHUEK" ingest "$in" --db "$work/one.db" --jobs 1 2>/dev/null || rc=$?
[ $rc = 1 ] || fail "the single process: exit $rc"
single=$((($(date +%s%N) - start) / 1000000))
"$BANTHUEK" export --db "$work/one.db" --format json --provenance >"$work/one.json"

SLURM_CONF=$(tools/cluster/testbed start "$work/slurm" 3)
export SLURM_CONF BANTHUEK_LOCAL=$work/local
start=$(date +%s%N)
tools/cluster/submit "$in" "$work/out" --shards "$shards" --memory 450 >/dev/null
running() { pgrep -f "$BANTHUEK ingest $in --db $work/local" || true; }
wait_for() { local until=$((SECONDS + $1)); shift; until "$@"; do [ $SECONDS -lt $until ] || return 1; sleep 0.1; done; }
some_run() { [ "$(running | wc -l)" -ge "$1" ]; }

# One task killed outright: Slurm calls it failed and does not requeue it.
wait_for 60 some_run 1 || fail "no task began in a minute"
kill -KILL "$(running | head -1)" 2>/dev/null || true
# One node lost: its daemon, its steps and what they run.
sleep 1
kill -KILL "$(cat "$work/slurm/slurmd-n2.pid")"
for step in $(pgrep -f 'slurmstepd: \[' || true); do
  grep -qs "SLURMD_NODENAME=n2" <(tr '\0' '\n' <"/proc/$(pgrep -P "$step" | head -1)/environ") || continue
  for task in $(pgrep -P "$step"); do pkill -KILL -P "$task" || true; kill -KILL "$task" 2>/dev/null || true; done
  kill -KILL "$step" 2>/dev/null || true
done
settled() { [ -e "$work/out/banthuek.db" ] || [ -e "$work/out/FAILED" ]; }
wait_for 400 settled || fail "not settled in 400 s: $(squeue -o '%i %T %r' | tr '\n' ';')"
[ -e "$work/out/banthuek.db" ] || fail "given up"
cluster=$((($(date +%s%N) - start) / 1000000))
"$BANTHUEK" export --db "$work/out/banthuek.db" --format json --provenance | cmp - "$work/one.json" || fail "the merged export is another"
"$BANTHUEK" verify --db "$work/out/banthuek.db" >/dev/null || fail "verify"
[ -z "$(ls "$work/local")" ] || fail "left on local disk: $(ls "$work/local")"
echo "cluster: $shards shards on 3 nodes, a task killed, a node lost: the same export; $single ms alone, $cluster ms on the testbed"
[ -z "${BANTHUEK_FIGURES:-}" ] || echo "{\"single_s\": $single, \"cluster_s\": $cluster, \"shards\": $shards}" >"$BANTHUEK_FIGURES"
