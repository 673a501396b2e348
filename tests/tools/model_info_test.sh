#!/usr/bin/env bash
# banthuek model info: says which model reads, in words and as JSON; another file by --model; a missing one is an error that says what to try.
set -euo pipefail
program=${BANTHUEK:-build/banthuek}
"$program" model info | grep "^sha256     [0-9a-f]\{64\}$" >/dev/null
"$program" model info --json --model pipeline/models/tha_saraban.traineddata | /usr/bin/python3 -c '
import hashlib, json, sys
info = json.load(sys.stdin)
want = hashlib.sha256(open("pipeline/models/tha_saraban.traineddata", "rb").read()).hexdigest()
assert info["sha256"] == want and info["figures"], info'
status=0
"$program" model info --model nowhere/x.traineddata 2> /tmp/model_info.$$ || status=$?
trap 'rm -f /tmp/model_info.$$' EXIT
[ $status = 3 ] || { echo "exit $status, not 3"; exit 1; }
grep -q "nowhere/x.traineddata: no such model" /tmp/model_info.$$ || { cat /tmp/model_info.$$; exit 1; }
echo "1 passed, 0 failed"
