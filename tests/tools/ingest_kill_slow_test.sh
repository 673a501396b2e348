#!/usr/bin/env bash
# Kills an import at random moments, every process of it in turn, and starts it again: the export is that of an undisturbed
# run to the byte, the ledger is whole, the database sound. usage: ingest_kill_slow_test.sh [RUNS] (100)
set -euo pipefail
: "${BANTHUEK:=build/banthuek}"
runs=${1:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
RANDOM=${BANTHUEK_SEED:-7}
in=$work/in
mkdir "$in"
for scan in samples/*/scan-*; do cp "$scan" "$in/$(basename "$(dirname "$scan")")-$(basename "$scan")"; done
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --only good.pdf empty.pdf text-cut-05.pdf zip-climbs-out.zip png-1x1.png font-itself.pdf >/dev/null
for name in good.pdf empty.pdf text-cut-05.pdf zip-climbs-out.zip png-1x1.png font-itself.pdf; do cp "$work/hostile/$name" "$in/"; done
cp "$in/good.pdf" "$in/same-again.pdf"

export_of() { "$BANTHUEK" export --db "$1" --format json --provenance; }
ledger_of() { sqlite3 "$1" "SELECT path, sha256, outcome, message, page_count, document_count FROM ledger ORDER BY path"; }
rc=0; start=$(date +%s%N)
"$BANTHUEK" ingest "$in" --db "$work/whole.db" --jobs 2 2>/dev/null || rc=$?
[ $rc = 1 ] || fail "the undisturbed run: exit $rc"
span=$((($(date +%s%N) - start) / 1000000))
export_of "$work/whole.db" >"$work/whole.json"
ledger_of "$work/whole.db" >"$work/whole.ledger"

descendants() { # of a process: itself and its workers
  echo "$1"; pgrep -P "$1" || true
}
kills=0
for run in $(seq "$runs"); do
  db=$work/run.db
  rm -f "$db" "$db-wal" "$db-shm"
  for _ in 1 2 3 4 5 6 7 8; do
    "$BANTHUEK" ingest "$in" --db "$db" --jobs 2 2>/dev/null &
    main=$!
    sleep "$(awk -v r=$RANDOM -v span=$span 'BEGIN { printf "%.3f", r / 32768 * span / 1000 * 0.8 }')"
    mapfile -t all < <(descendants $main)
    # Twice in three times the writer itself, else one of its workers: the run goes on then.
    if [ $((RANDOM % 3)) -gt 0 ]; then victim=$main; else victim=${all[RANDOM % ${#all[@]}]}; fi
    kill -KILL "$victim" 2>/dev/null && kills=$((kills + 1))
    rc=0; wait $main 2>/dev/null || rc=$?
    [ $rc = 137 ] || break
  done
  rc=0
  "$BANTHUEK" ingest "$in" --db "$db" --jobs 2 2>"$work/stderr" || rc=$?
  [ $rc = 1 ] || { cat "$work/stderr" >&2; fail "run $run: the last call ended with $rc"; }
  export_of "$db" | cmp - "$work/whole.json" || fail "run $run: another export"
  ledger_of "$db" >"$work/run.ledger"
  # Which of two places of one content came first may differ; nothing else may.
  diff <(sed 's/|duplicate|/|done|/; s/|done_with_findings|/|done|/' "$work/run.ledger" | cut -d'|' -f1-4) \
       <(sed 's/|duplicate|/|done|/; s/|done_with_findings|/|done|/' "$work/whole.ledger" | cut -d'|' -f1-4) || fail "run $run: another ledger"
  [ "$(sqlite3 "$db" 'PRAGMA integrity_check')" = ok ] || fail "run $run: not sound"
  "$BANTHUEK" verify --db "$db" >/dev/null || fail "run $run: verify"
done
echo "$runs runs, $kills processes killed, an undisturbed one takes $span ms: every export the same, every ledger whole"
