#!/usr/bin/env bash
# Every script is clean to shellcheck (warnings and errors) and pyflakes; C++ to clang-format (format_test.sh) and the floor plan (layers_test.py).
# A message is put together by fmt::format, not as a chain of + std::to_string(...).
set -euo pipefail
for tool in shellcheck pyflakes3; do command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed; tools/setup test installs it"; exit 77; }; done
of_kind() { git ls-files -z --cached --others --exclude-standard 2>/dev/null | xargs -0 grep -lZE "^#!.*\\b($1)" 2>/dev/null || true; }
mapfile -d '' -t shell < <(of_kind 'bash|sh')
mapfile -d '' -t python < <({ of_kind 'python3?'; git ls-files -z '*.py'; } | sort -zu)
[ ${#shell[@]} -gt 30 ] && [ ${#python[@]} -gt 30 ] || { echo "SKIPPED: the files are not in a git checkout"; exit 77; }
# shellcheck source=tests/tools/known_clean.sh
. tests/tools/known_clean.sh
# It follows a script into what it sources, so that all scripts count for each.
list=$(clean_list shell "$(shellcheck --version)" "$0" "${shell[@]}")
if [ -n "$(printf '%s\0' "${shell[@]}" | not_known_clean "$list")" ]; then shellcheck -x --severity=warning "${shell[@]}"; fi
keep_clean "$list"
list=$(clean_list python "$(pyflakes3 --version)" "$0")
mapfile -t changed < <(printf '%s\0' "${python[@]}" | not_known_clean "$list")
[ ${#changed[@]} = 0 ] || pyflakes3 "${changed[@]}"
keep_clean "$list"
chain='\+\s*std::to_string\(|std::to_string(\((?:[^()]|(?1))*\))\s*\+'
if found=$(git ls-files -z --cached --others --exclude-standard {extractors,pipeline,tools}/'*.'{cpp,h} | xargs -0 grep -oHPz "$chain" | tr '\0' '\n'); [ -n "$found" ]; then
  echo "write these as fmt::format(\"...{}...\", ...), with <fmt/core.h>:"; echo "$found"; exit 1
fi
echo "lint: ${#shell[@]} shell scripts, ${#python[@]} Python files, all clean"
