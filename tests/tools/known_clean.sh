# What the tests share that look at every file of the tree; they source it. A file that was clean is not looked at again while its name and
# text, the tool and its settings are what they were: the hashes of what was clean stand in clean/ of the build folder, and where they do not,
# everything is looked at.
clean_folder=${BANTHUEK_BUILD:-build}/clean

# The list of what was clean under these settings. NAME VERSION-OF-THE-TOOL FILE-OF-SETTINGS...
clean_list() {
  mkdir -p "$clean_folder"
  echo "$clean_folder/$1.$({ echo "$2"; cat "${@:3}"; } | sha256sum | cut -c1-16)"
}
# Names on stdin, parted by zeros. Gives those, a line each, that are not on the LIST.
not_known_clean() {
  touch "$1"
  xargs -0 sha256sum | sort >"$1.now"
  comm -23 "$1.now" "$1" | cut -c67-
}
# What not_known_clean() was given last is all clean by now. LIST
keep_clean() {
  local now
  now=$(mktemp "$clean_folder/XXXXXX")
  mv "$1.now" "$now"
  rm -f "${1%.*}".*
  mv "$now" "$1"
}
