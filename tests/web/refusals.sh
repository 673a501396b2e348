#!/usr/bin/env bash
# What the desk must refuse: paths that lead astray, junk, roles that do not suffice, forms from elsewhere.
# usage: refusals.sh OPEN_URL CLOSED_URL
set -euo pipefail
open=$1 closed=$2
failed=0
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT
expect() {  # STATUSES WHAT CURL_ARGUMENT...
  local got
  got=$(curl -s -o /dev/null -w '%{http_code}' --max-time 20 "${@:3}" || true)
  case " $1 " in *" $got "*) ;; *) echo "FAILED $2: $got, not $1"; failed=1 ;; esac
}
for path in '/static/../desk.css' '/static/%2e%2e/strings.toml' '/static/..%2f..%2fetc/passwd' '//etc/passwd' '/static/%00' '/%ff' '/static/..%5c..%5cx' '/documents/../accounts'; do
  expect "400 404" "path $path" --path-as-is "$open$path"
done
expect "400 404" "an absolute path" --path-as-is "$open/static//etc/passwd"
expect "421" "another host name (a page of another site that points its name here)" -H 'Host: evil.example' "$open/"
expect "403" "a form without token" -d 'field=x&after=y' "$open/documents/0000000000000000/correct"
expect "403" "a form from another site" -H 'Origin: http://evil.example' -d 'csrf=x' "$open/review"
expect "405" "another method" -X DELETE "$open/search"
expect "400" "a body where none belongs" -X GET -H 'Content-Length: 5' -d 'hello' "$open/"
expect "400" "two lengths at once" -H 'Transfer-Encoding: chunked' -H 'Content-Length: 5' -d hello "$open/review"
expect "413" "a form of a megabyte" -H "X-CSRF: x" -d "@/dev/stdin" "$open/review" < <(head -c 1000000 /dev/zero | tr '\0' a)
expect "415 403" "a JSON form where files belong" -H 'Content-Type: application/json' -d '{}' "$open/import"
expect "400 000" "a head of 100 kB" -H "X-Junk: $(head -c 100000 /dev/zero | tr '\0' a)" "$open/"
expect "200" "junk in a cookie" -H 'Cookie: a=%00; ;;=; banthuek=../../x; lang="><script>' "$open/"
for text in "'; DROP TABLE measures; --" '<script>alert(1)</script>' '" OR 1=1' '../../etc/passwd' '%00' '{{q}}' "$(printf '\xe0\xb8\x81%.0s' $(seq 200))"; do
  for name in q year office province sort page status fuzzy lang; do
    expect "200 400" "$name=$text" -G --data-urlencode "$name=$text" "$open/search"
    expect "200 400" "$name=$text (API)" -G --data-urlencode "$name=$text" "$open/api/v1/measures"
  done
done
page=$(curl -s -G --data-urlencode 'q=<script>alert(1)</script>' "$open/search")
case $page in *'<script>alert'*) echo "FAILED: a query comes back as markup"; failed=1 ;; esac

expect "401" "the API without signing in" "$closed/api/v1/overview"
expect "303" "a page without signing in" "$closed/overview"
token=$(curl -s -c "$jar" "$closed/sign-in" | sed -n 's/.*name="csrf" content="\([^"]*\)".*/\1/p')
expect "303" "a reader signs in" -b "$jar" -c "$jar" --data-urlencode "csrf=$token" -d name=reader --data-urlencode "password=a password for reader" "$closed/sign-in"
expect "200" "a reader searches" -b "$jar" "$closed/search"
for path in /review /import /accounts /import/events; do expect "403" "a reader at $path" -b "$jar" "$closed$path"; done
key=$(curl -s -b "$jar" "$closed/api/v1/documents" | sed -n 's/.*"document":"\([0-9a-f]*\)".*/\1/p')
expect "403" "a masked reader takes the file" -b "$jar" "$closed/documents/$key/file"
expect "403" "a reader corrects" -b "$jar" -d "csrf=$token&field=memo/subject&after=x" "$closed/documents/$key/correct"
names=$(curl -s -b "$jar" "$closed/api/v1/documents/$key" | grep -o '"signatures":\[[^]]*\]' | grep -c '"name":"' || true)
[ "$names" = 0 ] || { echo "FAILED: a masked reader sees names of persons"; failed=1; }
header() { curl -s -o /dev/null -D - "$open/" | tr -d '\r' | grep -i "^$1:" || { echo "FAILED: no header $1"; failed=1; }; }
for name in Content-Security-Policy X-Content-Type-Options Referrer-Policy Cross-Origin-Opener-Policy; do header $name >/dev/null; done
[ $failed = 0 ] && echo "refusals: all as they should be"
exit $failed
