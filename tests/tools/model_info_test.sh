#!/usr/bin/env bash
# banthuek model info: says which model reads, in words and as JSON; another file by --model; a missing one is an error that
# says what to try, of every command that reads.
set -euo pipefail
program=${BANTHUEK:-build/banthuek}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" model info | grep "^sha256     [0-9a-f]\{64\}$" >/dev/null
"$program" model info --json --model pipeline/models/tha_saraban.traineddata | /usr/bin/python3 -c '
import hashlib, json, sys
info = json.load(sys.stdin)
want = hashlib.sha256(open("pipeline/models/tha_saraban.traineddata", "rb").read()).hexdigest()
assert info["sha256"] == want and info["figures"], info'
status=0
"$program" model info --model nowhere/x.traineddata 2> "$work/err" || status=$?
[ $status = 3 ] || { echo "exit $status, not 3"; exit 1; }
grep -q "nowhere/x.traineddata: no such model" "$work/err" || { cat "$work/err"; exit 1; }
# A model that is not there is an error of every command that reads, and no other model reads in its place.
for command in "read samples/score-table/scan-turned.jpg" "ingest samples/score-table/scan-office200.pdf --db $work/a.db --jobs 1"; do
  status=0
  # shellcheck disable=SC2086 # the words of the command
  BANTHUEK_MODEL=nowhere/x.traineddata "$program" $command >"$work/out" 2>"$work/err" || status=$?
  [ $status = 3 ] && [ ! -s "$work/out" ] || { echo "$command: exit $status, not 3, or an answer"; cat "$work/err"; exit 1; }
  grep -q "nowhere/x.traineddata: no such model" "$work/err" || { cat "$work/err"; exit 1; }
done
echo "1 passed, 0 failed"
