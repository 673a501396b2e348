#!/usr/bin/env bash
# Every C++ file is as .clang-format has it.
set -euo pipefail
cd "$(dirname "$0")/../.."
for need in clang-format git; do command -v $need >/dev/null || { echo "SKIPPED: $need is not there; run tools/setup test"; exit 77; }; done
git rev-parse --git-dir >/dev/null 2>&1 || { echo "SKIPPED: not a checkout of git"; exit 77; }
# shellcheck source=tests/tools/known_clean.sh
. tests/tools/known_clean.sh
list=$(clean_list format "$(clang-format --version)" .clang-format "$0")
mapfile -t files < <(git ls-files -z '*.cpp' '*.h' | not_known_clean "$list")
said=$(mktemp)
trap 'rm -f "$said"' EXIT
if [ ${#files[@]} = 0 ] || clang-format --dry-run -Werror "${files[@]}" 2>"$said"; then
  keep_clean "$list"
  echo "all as .clang-format has it"
  exit 0
fi
grep -o '^[^:]*:[0-9]*' "$said" | sort -u | head -20
echo "FAILED: run clang-format -i on these"
exit 1
