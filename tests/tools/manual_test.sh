#!/usr/bin/env bash
# banthuek manual: a man page for every command that says each of its options, and a completion that bash can use.
set -euo pipefail
: "${BANTHUEK:=build/banthuek}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "manual_test: $*" >&2; exit 1; }
"$BANTHUEK" manual "$folder"
commands=$("$BANTHUEK" --help | sed -n '/^Subcommands:/,$p' | sed -n 's/^  \([a-z-]*\)  .*/\1/p')
[ -n "$commands" ] || fail "the help lists no commands"
main_page=$(<"$folder/banthuek.1") options=0
for name in $commands; do
  [ -s "$folder/banthuek-$name.1" ] || fail "no man page of $name"
  page=$(<"$folder/banthuek-$name.1")
  [[ $main_page == *"banthuek\\-$name"* ]] || fail "banthuek.1 does not name $name"
  for option in $("$BANTHUEK" "$name" --help | grep -oE '^  (-[a-zA-Z],)?--[a-z-]+' | sed 's/.*--//'); do
    [[ $page == *"\\-\\-${option//-/\\-}"* ]] || fail "the man page of $name lacks --$option"
    options=$((options + 1))
  done
done
[ $options -gt 100 ] || fail "the help lists $options options"
[ ! -e "$folder/banthuek-worker.1" ] || fail "a hidden command has a man page"
complete_words() {  # WORD...: what bash offers for the last one
  bash -c 'source "$1/banthuek.bash"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _banthuek; printf "%s\n" "${COMPREPLY[@]}"' _ "$folder" banthuek "$@"
}
complete_words se | grep -x search >/dev/null || fail "'banthuek se' is not completed to search"
complete_words export --form | grep -x -- --format >/dev/null || fail "'banthuek export --form' is not completed"
complete_words user a | grep -x add >/dev/null || fail "'banthuek user a' is not completed to add"
if command -v man >/dev/null && command -v groff >/dev/null; then
  wrong=$(for page in "$folder"/*.1; do groff -man -Tutf8 -ww -Kutf8 "$page" 2>&1 >/dev/null; done)
  [ -z "$wrong" ] || fail "groff complains: $wrong"
fi
echo "manual: $(ls "$folder"/*.1 | wc -l) pages and a completion"
