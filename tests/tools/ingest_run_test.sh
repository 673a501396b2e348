#!/usr/bin/env bash
# How an import runs: interrupted it says 130 and goes on later, lists come on stdin, events are JSON, folders are watched, and
# several passwords are tried.
set -euo pipefail
source tests/tools/ingest_common.sh
background=
cleanup() { [ -z "$background" ] || kill -KILL "$background" 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
wait_for() { local until=$((SECONDS + 60)); until eval "$1"; do [ $SECONDS -lt $until ] || fail "timed out: $1"; sleep 0.2; done; }
count() { sqlite3 "$work/$1.db" "SELECT count(*) FROM ledger WHERE outcome $2" 2>/dev/null || echo 0; }
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --only good.pdf good.png good.tif action-uri.pdf tiles-35-milliards.pdf encrypted-aes-256.pdf >/dev/null
mkdir "$work/in"
cp "$work"/hostile/{good.pdf,good.png,action-uri.pdf} "$work/in/"

# Interrupted: a page that hangs is finished by its limit, the exit is 130, and the same command goes on.
cp "$work/hostile/tiles-35-milliards.pdf" "$work/in/a-slow.pdf"
"$BANTHUEK" ingest "$work/in" --db "$work/a.db" --jobs 1 --hard-limit 1 2>/dev/null &
background=$!
wait_for '[ -n "$(pgrep -P $background)" ]'
sleep 0.3; kill -INT $background
rc=0; wait $background || rc=$?
background=
[ $rc = 130 ] || [ $rc = 1 ] || fail "interrupted: exit $rc"
[ $rc = 1 ] || expect "every input is accounted for" "$(count a "IS NOT NULL")" 4
rc=0; "$BANTHUEK" ingest "$work/in" --db "$work/a.db" --jobs 1 --hard-limit 1 2>/dev/null || rc=$?
[ $rc -le 1 ] || fail "going on: exit $rc"
expect "none is left interrupted" "$(count a "= 'interrupted'")" 0
# A second interrupt ends it at once, whatever is under way, and its workers with it.
"$BANTHUEK" ingest "$work/in/a-slow.pdf" --db "$work/s.db" --jobs 1 --hard-limit 100 2>/dev/null &
background=$!
wait_for '[ -n "$(pgrep -P $background)" ] && [ -e "$work/s.db" ]'
sleep 0.3; workers=$(pgrep -P $background); kill -INT $background; sleep 0.3; SECONDS=0; kill -INT $background 2>/dev/null || true
rc=0; wait $background || rc=$?
background=
[ $rc = 130 ] && [ $SECONDS -lt 20 ] || fail "interrupted twice: exit $rc after $SECONDS s"
for worker in $workers; do wait_for "[ ! -e /proc/$worker ] || grep -q 'State:.Z' /proc/$worker/status"; done
rm "$work/in/a-slow.pdf"

# Names on stdin, with and without newlines in them; JSON events.
cp "$work/hostile/good.tif" "$work"/$'new\nline.tif'
printf '%s\0' "$work/in/good.pdf" "$work"/$'new\nline.tif' | "$BANTHUEK" ingest - --null --db "$work/b.db" --json --log "$work/b.log" --log-level debug >"$work/events"
expect "inputs of the list" "$(count b "IN ('done', 'done_with_findings')")" 2
/usr/bin/python3 - "$work/events" <<'PY'
import json, sys
events = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert events[0]["event"] == "begin" and events[0]["inputs"] == 2, events[0]
assert events[-1]["event"] == "end" and not events[-1]["interrupted"], events[-1]
assert sum(e["event"] == "input" for e in events) == 2
PY

# However often workers are replaced, between which steps of a file ever, the result is the same.
for tasks in 1 2 3 500; do
  ingest 0 "$work/in/good.pdf" "$work/in/good.png" --db "$work/t$tasks.db" --jobs 1 --tasks-per-worker $tasks
  "$BANTHUEK" export --db "$work/t$tasks.db" --format jsonl --provenance >"$work/t$tasks.jsonl"
  cmp "$work/t1.jsonl" "$work/t$tasks.jsonl" || fail "$tasks tasks a worker: another result"
done
[ -s "$work/t1.jsonl" ] || fail "nothing was read"

# The log: a line an event, with its time and level; of a level and above.
line='^[0-9-]{10}T[0-9:.]{12}Z'
for expected in "info begins: 2 inputs, [0-9]+ workers" "debug .*/good.pdf:3: page read" "info done(_with_findings)? .*/good.pdf" "info ends: 2 of 2 files"; do
  grep -Eq "$line $expected" "$work/b.log" || fail "the log has no '$expected': $(cat "$work/b.log")"
done
rc=0; "$BANTHUEK" ingest "$work/in/good.pdf" "$work/gone.pdf" --db "$work/b.db" --log "$work/warnings.log" --log-level warning 2>/dev/null || rc=$?
expect "a file that is gone" $rc 1
expect "warnings alone" "$(sed -E "s/$line //" "$work/warnings.log")" "warning interrupted $work/gone.pdf: is not there; check the name"

# The second password of the file is the right one.
if [ -e "$work/hostile/encrypted-aes-256.pdf" ]; then
  printf 'wrong\nsecret\n' >"$work/passwords"
  "$BANTHUEK" ingest "$work/hostile/encrypted-aes-256.pdf" "$work/in/good.png" --db "$work/c.db" --password-file "$work/passwords" 2>/dev/null
  expect "read with the second password" "$(count c "IN ('done', 'done_with_findings')")" 2
fi

# Watched: what is there, then what arrives, each once.
mkdir "$work/watched"
cp "$work/in/good.pdf" "$work/watched/"
"$BANTHUEK" ingest "$work/watched" --db "$work/d.db" --watch --jobs 1 2>/dev/null &
background=$!
wait_for '[ "$(count d "IS NOT NULL")" = 1 ]'
cp "$work/in/good.png" "$work/watched/"
wait_for '[ "$(count d "IS NOT NULL")" = 2 ]'
grep -q '"folders"' "$work/d.db-watch" || fail "the watch says nothing of itself"
kill -INT $background
rc=0; wait $background || rc=$?
background=
expect "stopped while watching" $rc 130
[ ! -e "$work/d.db-watch" ] || fail "a watch that ended in order leaves its report"
expect "each was taken once" "$(sqlite3 "$work/d.db" 'SELECT max(attempts) FROM ledger')" 1
echo "runs: all as they must be"
