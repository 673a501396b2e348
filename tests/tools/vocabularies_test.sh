#!/usr/bin/env bash
# What stands in schemas/vocabularies as made is what tools/schemas/make_vocabularies.py makes: a word added by hand would be lost with the next facts.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -d ../shared/facts ] || { echo "SKIPPED: ../shared/facts is not there"; exit 77; }
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
/usr/bin/python3 tools/schemas/make_vocabularies.py ../shared/facts "$made"
for file in "$made"/*; do
  cmp "$file" "schemas/vocabularies/${file##*/}" || { echo "FAILED: ${file##*/} was changed by hand; change tools/schemas/make_vocabularies.py and run it" >&2; exit 1; }
done
echo "the vocabularies are as they are made"
