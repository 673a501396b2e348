# What the tests of `ingest` share; they source it from the top of the project, under set -euo pipefail. A folder of their own in $work, away
# at the end, and what they say and ask.
: "${BANTHUEK:=build/banthuek}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
expect() { [ "$2" = "$3" ] || fail "$1: expected '$3', got '$2'"; }
outcome() { sqlite3 "$1" "SELECT outcome FROM ledger WHERE path LIKE '%$2'"; }  # DATABASE END-OF-PATH
ingest() { # expected exit code, then arguments
  local expected=$1 rc=0; shift
  "$BANTHUEK" ingest "$@" 2>"$work/stderr" || rc=$?
  [ $rc = "$expected" ] || { cat "$work/stderr" >&2; fail "ingest $*: exit $rc, expected $expected"; }
}
