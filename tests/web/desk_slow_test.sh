#!/usr/bin/env bash
# The desk from end to end: real server, samples' scans, Debian's Chromium. See desk_test.mjs, accounts_test.mjs.
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
  : >"$work/$1.log"
  "$BANTHUEK" serve --db "$work/$1.db" --port 0 --searches-per-minute "${searches:-0}" "${@:2}" 2>"$work/$1.log" &
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
start closed --mask-names --sign-ins-per-minute 30 --reviewers 2 --uploads "$work/files" --upload-limit 50 --web tools/web --name localhost; closed=$url
# The pictures of the help pages are taken of a desk over all samples, before anybody changes anything in it.
# Two of them fail, as the help says how: one has a password, one is cut short.
mkdir "$work/in"
qpdf --encrypt secret secret 256 -- samples/status-marks/born-digital.pdf "$work/in/รายงานที่ตั้งรหัสผ่าน.pdf"
head -c 2000 samples/two-memos/born-digital.pdf >"$work/in/รายงานที่มาไม่ครบ.pdf"
"$BANTHUEK" ingest --db "$work/pictures.db" samples/*/scan*.* samples/*/born-digital.pdf "$work/in" >>"$work/ingest.log" 2>&1 || [ $? = 1 ]
start pictures; pictures=$url
# A file with markup for a name, and then the same in every text of its database.
cp samples/status-marks/born-digital.pdf "$work/<img src=x onerror=alert(1)>.pdf"
"$BANTHUEK" ingest --db "$work/poisoned.db" "$work/<img src=x onerror=alert(1)>.pdf" samples/two-memos/born-digital.pdf >>"$work/ingest.log" 2>&1 || [ $? = 1 ]
tests/web/poison.py "$work/poisoned.db" >"$work/poison.txt"
start poisoned; poisoned=$url
cp "$work/pictures.db" "$work/office.db"
start office --uploads "$work/office-files"; office=$url
failed=0
part() { "$@" || { failed=1; echo "FAILED: $*"; }; }
DESK_DB="$work/open.db" part node tests/web/desk_test.mjs "$open" samples/running-text/born-digital.pdf
part node tests/web/rows_test.mjs "$open"
part node tests/web/office_test.mjs "$office" samples/running-text/born-digital.pdf
part node tests/web/pictures.mjs "$pictures" "$work" tools/web/static
part node tests/web/accounts_test.mjs "$closed"
part node tests/web/hostile_text_test.mjs "$poisoned"
cp "$work/open.db" "$work/based.db"
start based --base-path /ita/banthuek
part node tests/web/prefix_test.mjs "$url"
# The same where the proxy says its path, and only to a desk that is to believe it.
cp "$work/open.db" "$work/behind.db"
echo "a password for nobody" | "$BANTHUEK" user add nobody --role reader --db "$work/behind.db"
start behind --behind-proxy; behind=$url
[ "$(curl -s -H 'X-Forwarded-Prefix: /banthuek' "$behind/sign-in" | grep -o '\(href\|src\|action\)="/[^"]*"' | grep -vc '="/banthuek/')" = 0 ] || { echo "FAILED: a link leaves the path that the proxy names"; failed=1; }
[ "$(curl -s -H 'X-Forwarded-Prefix: /elsewhere' "$open/" | grep -c '="/elsewhere')" = 0 ] || { echo "FAILED: a stranger's prefix is believed"; failed=1; }
cp "$work/open.db" "$work/six.db"
start six --listen ::1
case $url in "http://[::1]:"*) ;; *) echo "FAILED: IPv6 without brackets: $url"; failed=1 ;; esac
curl -sg -o /dev/null "$url/" || { echo "FAILED: no answer at $url"; failed=1; }
part tests/web/findings.py
part tests/web/exports.py "$open" การ
part tests/web/read_anew.sh "$open" "$work/open.db" samples/memo-and-measures/scan-office200.pdf
part tests/web/refusals.sh "$open" "$closed"
part tests/web/hostile.py 127.0.0.1 "${open##*:}" "${BANTHUEK_HOSTILE_SECONDS:-10}"

# TLS, and what must not start without it.
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/cert.pem" -days 1 -subj /CN=localhost 2>/dev/null
: >"$work/tls.log"
"$BANTHUEK" serve --db "$work/closed.db" --port 0 --certificate "$work/cert.pem" --key "$work/key.pem" 2>"$work/tls.log" &
servers+=($!)
for _ in $(seq 100); do tls=$(sed -n 's/.*open at \(https[^ ]*\)\/ .*/\1/p' "$work/tls.log"); [ -z "$tls" ] || break; sleep 0.2; done
curl -sk -D "$work/head" -o /dev/null "$tls/sign-in"
grep -qi '^strict-transport-security' "$work/head" || { echo "FAILED: TLS answers without Strict-Transport-Security"; exit 1; }
must_not_start() {
  local code=0
  timeout 20 "$BANTHUEK" serve --db "$1" --port 0 "${@:2}" 2>"$work/refused.log" || code=$?
  [ $code = 2 ] || { echo "FAILED: serve ${*:2} ended with $code, not 2: $(cat "$work/refused.log")"; exit 1; }
}
must_not_start "$work/closed.db" --listen 0.0.0.0
must_not_start "$work/mistyped.db" && [ ! -e "$work/mistyped.db" ] || { echo "FAILED: a desk over no archive"; exit 1; }
start fresh --create
[ -e "$work/fresh.db" ] || { echo "FAILED: --create makes no archive"; exit 1; }
cp "$work/open.db" "$work/left.db"
echo "a password for nobody" | "$BANTHUEK" user add nobody --role reader --db "$work/left.db"
"$BANTHUEK" user remove nobody --db "$work/left.db"
must_not_start "$work/left.db"
start left --open
must_not_start "$work/open.db" --listen 0.0.0.0 --behind-proxy --proxy 192.0.2.1
must_not_start "$work/open.db" --base-path ita
must_not_start "$work/open.db" --web-hook http://10.0.0.1/hook
must_not_start "$work/closed.db" --certificate "$work/cert.pem"
must_not_start "$work/closed.db" --certificate "$work/refused.log" --key "$work/key.pem"
mkdir -p "$work/lonely/bin"
cp "$BANTHUEK" "$work/lonely/bin/banthuek"
(unset BANTHUEK_DATA; BANTHUEK=$work/lonely/bin/banthuek must_not_start "$work/open.db" --web tools/web)  # without the vocabulary of searches
cp "$work/closed.db" "$work/limited.db"
searches=60 start limited
for _ in $(seq 200); do code=$(curl -s -o /dev/null -w '%{http_code}' "$url/search?q=x"); [ "$code" = 200 ] || break; done
[ "$code" = 429 ] || { echo "FAILED: 200 searches in turn are answered $code, not 429"; failed=1; }
kill -TERM "${servers[0]}"
wait "${servers[0]}" || { echo "FAILED: the desk does not end in order"; exit 1; }
echo "TLS, refusals at the start, and the end in order: as they should be"
exit $failed
