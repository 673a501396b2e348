#!/usr/bin/env bash
# What changed is clean to clang-tidy, by .clang-tidy: the C++ files that differ from origin/main, or, where that is HEAD itself or not there, from the
# commit before. usage: tidy.sh [--most N] [FILE.cpp...]   instead of what changed; --most: no more than N files, those changed last (20 CPU seconds each)
set -euo pipefail
cd "$(dirname "$0")/../.."
for tool in clang-tidy cmake; do command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed; tools/setup build test installs it"; exit 77; }; done
most=100000
if [ "${1:-}" = --most ]; then most=${2:?--most N}; shift 2; fi
files=("$@")
if [ $# = 0 ]; then
  since=$(git merge-base HEAD origin/main 2>/dev/null) && [ "$since" != "$(git rev-parse HEAD)" ] || since=$(git rev-parse -q --verify HEAD~ 2>/dev/null) ||
    { echo "SKIPPED: one commit alone says nothing of what changed"; exit 77; }
  # A header is looked at with the source file of its name.
  mapfile -t files < <({ git diff --name-only --diff-filter=d "$since"; git ls-files --others --exclude-standard; } |
    grep -E '^(extractors|pipeline|tools)/.*\.(cpp|h)$' | sed 's/\.h$/.cpp/' | sort -u | while read -r file; do [ ! -f "$file" ] || echo "$file"; done)
fi
left_out=$((${#files[@]} - most))
if [ $left_out -gt 0 ]; then
  mapfile -t files < <(for file in "${files[@]}"; do echo "$(git log -1 --format=%ct -- "$file") $file"; done | sort -k 1,1nr -k 2 | head -n "$most" | cut -d ' ' -f 2-)
  echo "tidy: $left_out more files changed; not looked at here (tests/tools/tidy.sh looks at all)"
fi
[ ${#files[@]} -gt 0 ] || { echo "tidy: no C++ file changed"; exit 0; }
# How each file is compiled by itself; nothing is built.
folder=${BANTHUEK_BUILD:-build}/tidy
cmake -S . -B "$folder" -G Ninja -DBANTHUEK_UNITY=OFF >/dev/null
mapfile -t known < <(printf '%s\n' "${files[@]}" | while read -r file; do ! grep -q "/$file\"" "$folder/compile_commands.json" || echo "$file"; done)
[ ${#known[@]} -gt 0 ] || { echo "tidy: no changed file is compiled"; exit 0; }
printf '%s\0' "${known[@]}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy --quiet --extra-arg=-Qunused-arguments --warnings-as-errors='*' -p "$folder" 2> >(grep -v 'warnings\? generated\|^Suppressed\|^Use -header-filter' >&2)
echo "tidy: ${#known[@]} files, all clean"
