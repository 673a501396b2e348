# What the tests of a searchable PDF's text share; they source it from the top of the project.
: "${BANTHUEK:=build/banthuek}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
words() { tr -s ' \t\n\r\f' '\n' | sed '/^$/d' | sort | uniq -c; }
characters() { tr -d ' \t\n\r\f-' | sed 's/./&\n/g' | sort | uniq -c; }  # Poppler joins words over a line's last dash

# READER SAMPLE HOW: READER's text of SAMPLE's searchable PDF is what was read. HOW is words or characters, each with how often it stands
# there; the order of places side by side is the program's own.
same() {
  "$BANTHUEK" read "samples/$2" | $3 >"$folder/read"
  "$BANTHUEK" read --format pdf "samples/$2" >"$folder/searchable.pdf"
  [ "$(wc -l <"$folder/read")" -gt 50 ] || { echo "FAILED: hardly anything was read of $2"; exit 1; }
  $1 "$folder/searchable.pdf" | $3 >"$folder/selected"
  diff "$folder/read" "$folder/selected" || { echo "FAILED: $1 gives other $3 for $2"; exit 1; }
}

# READER: both samples.
all_same() {
  same "$1" running-text/scan-fax.png words
  same "$1" memo-and-measures/scan-office200.pdf characters
}
