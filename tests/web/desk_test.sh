#!/usr/bin/env bash
# The desk from end to end: real server, samples' scans, Debian's Chromium. See desk_test.mjs.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -d tools/web/node_modules/playwright-core ] && [ -x /usr/bin/chromium ] ||
  { echo "SKIPPED: needs Chromium and playwright-core; run tools/setup desk"; exit 77; }
: "${BANTHUEK:=build/banthuek}"
"$BANTHUEK" ingest --help >/dev/null 2>&1 || { echo "SKIPPED: this build has no ingest"; exit 77; }
work=$(mktemp -d)
servers=()
finish() { for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; rm -rf "$work"; }
trap finish EXIT

"$BANTHUEK" ingest --db "$work/open.db" samples/memo-and-measures/scan-office200.pdf samples/opinions-side-by-side/born-digital.pdf \
  samples/status-marks/born-digital.pdf samples/ticks-and-merged-cells/born-digital.pdf >"$work/ingest.log" 2>&1 || [ $? = 1 ]
cp "$work/open.db" "$work/closed.db"
for role in reader editor admin; do
  echo "a password for $role" | "$BANTHUEK" user add "$role" --role "$role" --db "$work/closed.db"
done
start() {  # NAME OPTION...: starts a server, sets url
  "$BANTHUEK" serve --db "$work/$1.db" --port 0 --searches-per-minute 0 "${@:2}" 2>"$work/$1.log" &
  servers+=($!)
  for _ in $(seq 100); do
    url=$(sed -n 's/.*open at \(http[^ ]*\)\/ .*/\1/p' "$work/$1.log")
    [ -z "$url" ] || return 0
    sleep 0.2
  done
  cat "$work/$1.log" >&2
  return 1
}
start open; open=$url
start closed --mask-names --sign-ins-per-minute 30; closed=$url
node tests/web/desk_test.mjs "$open" "$closed" samples/running-text/born-digital.pdf
tests/web/refusals.sh "$open" "$closed"
