#!/usr/bin/env bash
# Over 500 hostile inputs: none hangs past the limit, no worker is over its memory, the coordinator goes through, every input is
# in the ledger once with an outcome that is allowed, and the good ones among them are read.
# usage: ingest_hostile_slow_test.sh [SEED]
set -euo pipefail
source tests/tools/ingest_common.sh
limit=5
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --seed "${1:-1}"
rc=0; SECONDS=0
"$BANTHUEK" ingest "$work/hostile" --db "$work/a.db" --jobs 2 --hard-limit $limit --metrics "$work/metrics" 2>"$work/stderr" || rc=$?
[ $rc = 1 ] || { tail "$work/stderr" >&2; fail "exit $rc"; }
took=$SECONDS
figure() { awk -v name="$1" '$1 == name { print int($2 / 1048576) }' "$work/metrics"; }
worker=$(figure banthuek_worker_peak_bytes) coordinator=$(figure banthuek_coordinator_peak_bytes)
[ "$worker" -le 300 ] || fail "a worker had $worker MB"
[ "$coordinator" -le 150 ] || fail "the coordinator had $coordinator MB"
/usr/bin/python3 - "$work" <<'PY'
import csv, sqlite3, sys
work = sys.argv[1]
rows = dict(sqlite3.connect(work + "/a.db").execute("SELECT path, outcome FROM ledger"))
wrong = []
for row in csv.DictReader(open(work + "/hostile.csv", encoding="utf-8")):
    outcome = rows.get(f"{work}/hostile/{row['file']}")
    if outcome is None or (row["outcomes"] != "any" and outcome not in row["outcomes"].split("|")):
        wrong.append(f"{row['file']}: {outcome}, allowed: {row['outcomes']}")
sys.exit("FAILED:\n" + "\n".join(wrong) if wrong else 0)
PY
"$BANTHUEK" verify --db "$work/a.db" >/dev/null || fail verify
[ ! -e /tmp/banthuek-climbed.pdf ] || fail "an archive climbed out"
echo "hostile: $(sqlite3 "$work/a.db" 'SELECT count(*) FROM ledger') inputs in $took s, worker $worker MB, coordinator $coordinator MB: $(sqlite3 "$work/a.db" \
  "SELECT group_concat(n || ' ' || outcome, ', ') FROM (SELECT count(*) n, outcome FROM ledger GROUP BY outcome)")"
