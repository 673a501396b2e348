#!/usr/bin/env bash
# Kills an import at random moments, every process of it in turn, and starts it again: the export is that of an undisturbed
# run to the byte, the ledger is whole, the database sound. Then the same with `merge` and with the upgrade of an older database.
# usage: ingest_kill_slow_test.sh [RUNS] (100)
set -euo pipefail
source tests/tools/ingest_common.sh
runs=${1:-100}
RANDOM=${BANTHUEK_SEED:-7}
in=$work/in
mkdir "$in"
scans=(samples/*/scan-*)
[ "$runs" -ge 10 ] || scans=(samples/running-text/scan-fax.png samples/score-table/scan-turned.jpg) # a quick look takes little
for scan in "${scans[@]}"; do cp "$scan" "$in/$(basename "$(dirname "$scan")")-$(basename "$scan")"; done
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
restarts=$((runs < 10 ? 3 : 8))
for run in $(seq "$runs"); do
  db=$work/run.db
  rm -f "$db" "$db-wal" "$db-shm"
  for _ in $(seq $restarts); do
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
  [ $((run % 10)) -ne 0 ] || echo "$run runs, $kills processes killed"
done
sound() { # a database that must be what the undisturbed run made
  export_of "$1" | cmp - "${3:-$work/whole.json}" || fail "$2: another export"
  [ "$(sqlite3 "$1" 'PRAGMA integrity_check')" = ok ] || fail "$2: not sound"
  "$BANTHUEK" verify --db "$1" >/dev/null || fail "$2: verify"
}
# Runs a command, killed at a moment within the first SPAN milliseconds of it (or just after its end).
killed_within() {
  local span=$1; shift
  "$@" >/dev/null 2>&1 &
  local main=$!
  sleep "$(awk -v r=$RANDOM -v span="$span" 'BEGIN { printf "%.3f", r / 32768 * span / 1000 }')"
  kill -KILL $main 2>/dev/null && kills=$((kills + 1))
  wait $main 2>/dev/null || true
}
span_of() { local start; start=$(date +%s%N); "$@" >/dev/null 2>&1 || fail "$*"; echo $((($(date +%s%N) - start) / 1000000)); }

# Merge: what lies under the name of the result is the whole result, or nothing.
for k in 1 2; do
  rc=0; "$BANTHUEK" ingest "$in" --db "$work/shard-$k.db" --shard $k/2 --jobs 2 2>/dev/null || rc=$?
  [ $rc -le 1 ] || fail "shard $k: exit $rc"
done
merge=("$BANTHUEK" merge --db "$work/merged.db" "$work/shard-1.db" "$work/shard-2.db")
merging=$(span_of "${merge[@]}")
sound "$work/merged.db" "merge"
for run in $(seq "$runs"); do
  rm -f "$work"/merged.db*
  killed_within "$merging" "${merge[@]}"
  [ -e "$work/merged.db" ] || "${merge[@]}" >/dev/null 2>&1 || fail "merge $run cannot be begun again"
  if [ $((run % 10)) = 0 ]; then sound "$work/merged.db" "merge $run"
  else export_of "$work/merged.db" | cmp - "$work/whole.json" || fail "merge $run: another export"; fi
done

# Upgrade: of a database as the first version of its tables would have it.
sqlite3 "$work/old.db" <schemas/migrations/0001_records.sql
tables=$(sqlite3 "$work/old.db" "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
{
  echo "PRAGMA foreign_keys = OFF; ATTACH '$work/whole.db' AS whole; BEGIN;"
  for table in $tables; do
    [ "$table" != history ] || continue # it says what later versions read, too
    columns=$(sqlite3 "$work/old.db" "SELECT group_concat(name) FROM pragma_table_info('$table')") # later versions have more
    echo "INSERT INTO main.$table ($columns) SELECT $columns FROM whole.$table;"
  done
  echo "DELETE FROM settings WHERE name LIKE 'indexed_to%'; COMMIT; PRAGMA application_id = 0x626e746b; PRAGMA user_version = 1;"
} | sqlite3 "$work/old.db"
# What a later version reads besides is not in it, and comes when its files are read again: the kind of a document, tables.
sqlite3 "$work/old.db" "UPDATE documents SET provenance = json_remove(provenance, '$.kind')"
cp "$work/whole.db" "$work/before.db"
sqlite3 "$work/before.db" "UPDATE documents SET kind = NULL, provenance = json_remove(provenance, '$.kind'); DELETE FROM tables; DELETE FROM table_rows"
export_of "$work/before.db" >"$work/before.json"
mkdir "$work/nothing"
upgrade=("$BANTHUEK" ingest "$work/nothing" --db "$work/upgraded.db" --jobs 1)
cp "$work/old.db" "$work/upgraded.db"
upgrading=$(($(span_of "${upgrade[@]}") / 3)) # the rest of it starts a worker
sound "$work/upgraded.db" "upgrade" "$work/before.json"
for run in $(seq "$runs"); do
  rm -f "$work"/upgraded.db*; cp "$work/old.db" "$work/upgraded.db"
  killed_within "$upgrading" "${upgrade[@]}"
  "${upgrade[@]}" >/dev/null 2>&1 || fail "upgrade $run cannot be begun again"
  if [ $((run % 10)) = 0 ]; then sound "$work/upgraded.db" "upgrade $run" "$work/before.json"
  else export_of "$work/upgraded.db" | cmp - "$work/before.json" || fail "upgrade $run: another export"; fi
done
echo "$runs runs, as many merges and upgrades, $kills processes killed, an undisturbed one takes $span ms: every export the same, every ledger whole"
