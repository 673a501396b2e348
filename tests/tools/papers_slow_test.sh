#!/usr/bin/env bash
# Papers that others wrote (samples/papers), as printed: of the values held certain hardly any is wrong, while most of the right ones are held so.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x ../shared/eval/score_archive.py ] || { echo "SKIPPED: ../shared/eval is not there"; exit 77; }
command -v chromium >/dev/null && command -v qpdf >/dev/null || { echo "SKIPPED: chromium and qpdf print the papers; tools/setup layers installs them"; exit 77; }
last=$(tools/bench papers | tail -n 1)
echo "$last"
[[ $last =~ certain\ and\ wrong\ ([0-9]+)\ of\ ([0-9]+),\ right\ and\ certain\ ([0-9]+)\ of\ ([0-9]+) ]]
wrong=${BASH_REMATCH[1]} sure=${BASH_REMATCH[2]} certain=${BASH_REMATCH[3]} right=${BASH_REMATCH[4]}
[ "$sure" -ge 900 ] || { echo "only $sure values are held certain"; exit 1; }
[ $((100 * wrong)) -le "$sure" ] || { echo "more than 1 in 100 of what is held certain is wrong"; exit 1; }
[ $((10 * certain)) -ge $((8 * right)) ] || { echo "less than 8 in 10 of what is right is held certain"; exit 1; }
