#!/usr/bin/env bash
# Every kind of bad input: each has its row in the ledger with the right outcome and message, the exit code says so, and the
# good file of the same run is read as if it were alone.
set -euo pipefail
source tests/tools/ingest_common.sh
mounted=
cleanup() { [ -z "$mounted" ] || umount "$mounted"; chmod -R u+rwx "$work" 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
# shellcheck disable=SC2053 # a pattern is what is compared with
like() { [[ $2 == $3 ]] || fail "$1: expected like '$3', got '$2'"; }
message() { sqlite3 "$1" "SELECT message FROM ledger WHERE path LIKE '%$2'"; }
run() { # expected exit code, then the command
  local expected=$1 rc=0; shift
  "$@" >"$work/stdout" 2>"$work/stderr" || rc=$?
  [ $rc = "$expected" ] || { cat "$work/stderr" >&2; fail "$*: exit $rc, expected $expected"; }
}

in=$work/in
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --only good.pdf empty.pdf text-named-pdf.pdf text-cut-05.pdf tree-no-pages.pdf box-3-by-3-metres.pdf png-1x1.png encrypted-aes-256.pdf >/dev/null
mkdir "$in"
take() { cp "$work/hostile/$1" "$in/$2"; }
take good.pdf good.pdf
take empty.pdf empty.pdf
take text-named-pdf.pdf text.pdf
take text-cut-05.pdf truncated.pdf
take tree-no-pages.pdf no-pages.pdf
take box-3-by-3-metres.pdf three-metres.pdf
take png-1x1.png one-pixel.png
have_qpdf=no
if [ -e "$work/hostile/encrypted-aes-256.pdf" ]; then have_qpdf=yes; take encrypted-aes-256.pdf encrypted.pdf; fi
mkfifo "$in/pipe"
cp "$in/good.pdf" "$in"/$'new\nline \xff.pdf'

db=$work/a.db
run 1 timeout 120 "$BANTHUEK" ingest "$in" --db "$db" --jobs 1
expect "rows" "$(sqlite3 "$db" 'SELECT count(*) FROM ledger')" "$(find "$in" -mindepth 1 -print0 | tr -dc '\0' | wc -c)"
like "good" "$(outcome "$db" /good.pdf)" "d*"
like "same content, odd name" "$(sqlite3 "$db" "SELECT outcome FROM ledger WHERE path LIKE '%new\\x0aline \\xff.pdf'")" "d*"
expect "one of the two is the duplicate" "$(sqlite3 "$db" "SELECT count(*) FROM ledger WHERE outcome = 'duplicate'")" 1
expect "empty" "$(outcome "$db" /empty.pdf)" damaged
# What computers put beside papers is no input: one file is said as one.
mkdir "$work/own"
cp "$in/good.pdf" "$work/own/"
touch "$work/own/.DS_Store"
run 0 "$BANTHUEK" ingest "$work/own" --db "$work/own.db" --jobs 1
grep -q "1 file of computers' own (.*) passed over" "$work/stderr" || fail "a file of the computer's own: $(cat "$work/stderr")"
touch "$work/own/Thumbs.db"
run 0 "$BANTHUEK" ingest "$work/own" --db "$work/own.db" --jobs 1
grep -q "2 files of computers' own (.*) passed over" "$work/stderr" || fail "two files of the computer's own: $(cat "$work/stderr")"
expect "rows of computers' own" "$(sqlite3 "$work/own.db" 'SELECT count(*) FROM ledger')" 1
like "text" "$(outcome "$db" /text.pdf)" unsupported
like "truncated" "$(outcome "$db" /truncated.pdf)" "d*"
expect "no pages" "$(outcome "$db" /no-pages.pdf)" damaged
like "3 x 3 m" "$(outcome "$db" /three-metres.pdf)" "*"
like "1 pixel" "$(outcome "$db" /one-pixel.png)" "*"
expect "pipe" "$(outcome "$db" /pipe)" unsupported
expect "pipe's message" "$(message "$db" /pipe)" "$in/pipe: is no regular file; give a file or a folder"
if [ $have_qpdf = yes ]; then
  expect "encrypted" "$(outcome "$db" /encrypted.pdf)" encrypted
  like "encrypted's message" "$(message "$db" /encrypted.pdf)" "*encrypted.pdf: *--password-file*"
  # With the password it is read, and nothing else is read again.
  echo secret >"$work/passwords"
  run 1 "$BANTHUEK" ingest "$in" --db "$db" --jobs 1 --password-file "$work/passwords"
  like "with its password" "$(outcome "$db" /encrypted.pdf)" "d*"
fi
expect "failed rows have messages" "$(sqlite3 "$db" "SELECT count(*) FROM ledger WHERE message = '' AND outcome NOT IN ('done', 'done_with_findings', 'duplicate')")" 0

# A second run changes nothing and says so again (what could not be hashed is looked at anew: that costs nothing).
sqlite3 "$db" "SELECT path, outcome, attempts FROM ledger WHERE sha256 IS NOT NULL ORDER BY 1" >"$work/before"
run 1 "$BANTHUEK" ingest "$in" --db "$db" --jobs 1
sqlite3 "$db" "SELECT path, outcome, attempts FROM ledger WHERE sha256 IS NOT NULL ORDER BY 1" >"$work/after"
cmp "$work/before" "$work/after" || fail "a second run changed the ledger"

# What is not there, and a wrong option.
run 1 "$BANTHUEK" ingest "$work/gone.pdf" "$in/good.pdf" --db "$work/b.db"
expect "gone" "$(message "$work/b.db" /gone.pdf)" "$work/gone.pdf: is not there; check the name"
like "beside it" "$(outcome "$work/b.db" /good.pdf)" "d*"
run 2 "$BANTHUEK" ingest "$in" --db "$work/c.db" --shard 9/8
[ ! -e "$work/c.db" ] || fail "a wrong option made a database"

# A folder without read permission: as another user where this one may do everything.
mkdir "$in/shut"; cp "$in/good.pdf" "$in/shut/"; chmod 0 "$in/shut"
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$work" "$in"; mkdir -m 777 "$work/nobody"
  if setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$BANTHUEK"; then
    run 1 setpriv --reuid=65534 --regid=65534 --clear-groups "$BANTHUEK" ingest "$in/good.pdf" "$in/shut" --db "$work/nobody/d.db" --jobs 1
    expect "shut folder" "$(message "$work/nobody/d.db" /shut)" "$in/shut: folder: no permission to read it; run as a user who may, then \`ingest --retry\`"
  else echo "SKIPPED: the program lies where nobody else may run it"; fi
else
  run 1 "$BANTHUEK" ingest "$in/good.pdf" "$in/shut" --db "$work/d.db" --jobs 1
  expect "shut folder" "$(message "$work/d.db" /shut)" "$in/shut: folder: no permission to read it; run as a user who may, then \`ingest --retry\`"
fi
chmod 700 "$in/shut"

# --db that is no database; --db in a folder that is not there; a database that another program holds.
head -c 5000 /dev/urandom >"$work/noise.db"; cp "$work/noise.db" "$work/noise.copy"
run 3 "$BANTHUEK" ingest "$in/good.pdf" --db "$work/noise.db"
like "no database" "$(cat "$work/stderr")" "*noise.db*"
cmp "$work/noise.db" "$work/noise.copy" || fail "a file that is no database was changed"
run 3 "$BANTHUEK" ingest "$in/good.pdf" --db "$work/no/such/folder/a.db"
run 1 "$BANTHUEK" ingest "$in/good.pdf" "$in/empty.pdf" --db "$work/held.db"
rm -f "$work/hold"; mkfifo "$work/hold"
sqlite3 "$work/held.db" >/dev/null <"$work/hold" &
holder=$!
exec 7>"$work/hold"; echo "BEGIN EXCLUSIVE;" >&7; sleep 0.5
run 3 env BANTHUEK_DB_PATIENCE_MS=500 timeout 100 "$BANTHUEK" ingest "$in/good.pdf" --db "$work/held.db"
like "held" "$(cat "$work/stderr")" "*held.db*"
echo "ROLLBACK;" >&7; exec 7>&-; wait $holder
run 1 "$BANTHUEK" ingest "$in/good.pdf" "$in/empty.pdf" --db "$work/held.db"

# A full disk: exit 3, nothing half-written; with room again the same command goes on.
mkdir "$work/small"
if mount -t tmpfs -o size=400k tmpfs "$work/small" 2>/dev/null; then
  mounted=$work/small
  head -c 200000 /dev/zero >"$work/small/filler"
  run 3 "$BANTHUEK" ingest "$in" --db "$work/small/e.db" --jobs 1
  like "full" "$(cat "$work/stderr")" "*e.db*"
  mount -o remount,size=40m "$work/small"
  run 1 "$BANTHUEK" ingest "$in" --db "$work/small/e.db" --jobs 1
  expect "integrity after a full disk" "$(sqlite3 "$work/small/e.db" 'PRAGMA integrity_check')" ok
  like "good after a full disk" "$(outcome "$work/small/e.db" /good.pdf)" "d*"
else
  echo "SKIPPED: full disk: no right to mount a tmpfs"
fi
echo "bad input: all as it must be"
