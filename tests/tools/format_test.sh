#!/usr/bin/env bash
# Every C++ file is as .clang-format has it.
set -euo pipefail
cd "$(dirname "$0")/../.."
for need in clang-format git; do command -v $need >/dev/null || { echo "SKIPPED: $need is not there; run tools/setup test"; exit 77; }; done
git rev-parse --git-dir >/dev/null 2>&1 || { echo "SKIPPED: not a checkout of git"; exit 77; }
said=$(mktemp)
trap 'rm -f "$said"' EXIT
git ls-files -z '*.cpp' '*.h' | xargs -0 clang-format --dry-run -Werror 2>"$said" && { echo "all as .clang-format has it"; exit 0; }
grep -o '^[^:]*:[0-9]*' "$said" | sort -u | head -20
echo "FAILED: run clang-format -i on these"
exit 1
