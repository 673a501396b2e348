#!/usr/bin/env bash
# Backups, restores and new indexes that are killed anywhere: what was whole is whole, what was not finished is not there or says so.
# usage: trust_kill_slow_test.sh [ROUNDS]   (default 100 of each)
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/tools/ingest_common.sh
rounds=${1:-100}
mkdir "$work/in" "$work/tmp"
export TMPDIR=$work/tmp
cp samples/two-memos/born-digital.pdf "$work/in/"
ingest 0 --jobs 1 "$work/in" --db "$work/a.db"
expected=$("$BANTHUEK" export --db "$work/a.db" | sha256sum)
whole() { [ "$("$BANTHUEK" export --db "$1" | sha256sum)" = "$expected" ] && "$BANTHUEK" verify --db "$1" >"$work/verified" 2>&1 || { cat "$work/verified" >&2; fail "$2"; }; }
# Runs a command and kills it after a part of the time that it takes when nobody does.
killed() { # PART-OF-1000 COMMAND...
  local part=$1; shift
  "$@" >/dev/null 2>&1 &
  local pid=$!
  sleep "$(awk -v p="$part" -v t="$took" 'BEGIN {printf "%.3f", p * t / 1000}')"
  kill -9 $pid 2>/dev/null || true
  wait $pid 2>/dev/null || true
}
time_of() { local begin; begin=$(date +%s%N); "$@" >/dev/null 2>&1; awk -v n=$(($(date +%s%N) - begin)) 'BEGIN {printf "%.3f", n / 1e9}'; }

took=$(time_of "$BANTHUEK" backup "$work/whole.backup" --db "$work/a.db")
for i in $(seq "$rounds"); do
  rm -f "$work"/part.backup*
  killed $((RANDOM % 1200)) "$BANTHUEK" backup "$work/part.backup" --db "$work/a.db"
  whole "$work/a.db" "round $i: the archive after a killed backup"
  if [ -f "$work/part.backup" ]; then whole "$work/part.backup" "round $i: a backup that is there is none"; fi
done
took=$(time_of "$BANTHUEK" reindex --db "$work/a.db")
for i in $(seq "$rounds"); do
  killed $((RANDOM % 1200)) "$BANTHUEK" reindex --db "$work/a.db"
  # The next one that writes goes on where it was cut off.
  "$BANTHUEK" reindex --db "$work/a.db" >/dev/null 2>&1 || fail "round $i: no new index after a killed one"
  whole "$work/a.db" "round $i: the archive after a killed reindex"
done
took=$(time_of "$BANTHUEK" restore "$work/whole.backup" --db "$work/r.db")
for i in $(seq "$rounds"); do
  rm -f "$work"/r.db*
  killed $((RANDOM % 1200)) "$BANTHUEK" restore "$work/whole.backup" --db "$work/r.db"
  if [ -f "$work/r.db" ]; then whole "$work/r.db" "round $i: a restored archive that is there is none"; fi
done
[ -z "$(ls "$work/tmp")" ] || fail "temporary files are left: $(ls "$work/tmp")"
echo "killed $rounds times each: backup, reindex, restore; all whole or not there"
