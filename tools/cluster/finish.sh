#!/usr/bin/env bash
# What runs behind the array: merges the shards when all are there, else begins the missing ones again (a task killed outright
# is not requeued by Slurm, and one whose dependency failed would wait for ever), at most BANTHUEK_ROUNDS times.
set -euo pipefail
missing=()
for k in $(seq "$BANTHUEK_SHARDS"); do
  [ -e "$BANTHUEK_OUT/shards/shard-$k-of-$BANTHUEK_SHARDS.db" ] || missing+=("$k")
done
if [ ${#missing[@]} -eq 0 ]; then
  # Written on local disk: SQLite over a network file system is unsafe.
  local=$(mktemp -d)
  trap 'rm -rf "$local"' EXIT
  "$BANTHUEK" merge --db "$local/banthuek.db" "$BANTHUEK_OUT"/shards/shard-*-of-"$BANTHUEK_SHARDS".db
  cp "$local/banthuek.db" "$BANTHUEK_OUT/.banthuek.db.$$"
  sync "$BANTHUEK_OUT/.banthuek.db.$$"
  mv "$BANTHUEK_OUT/.banthuek.db.$$" "$BANTHUEK_OUT/banthuek.db"
  echo "finish: $BANTHUEK_OUT/banthuek.db is whole"
  exit 0
fi
list=$(IFS=,; echo "${missing[*]}")
if [ "$BANTHUEK_ROUNDS" -le 0 ]; then
  echo "finish: shards $list are missing and no rounds are left; see $BANTHUEK_OUT/log" | tee "$BANTHUEK_OUT/FAILED" >&2
  exit 1
fi
echo "finish: shards $list are missing: begun again"
# shellcheck disable=SC2086
"$BANTHUEK_HERE/submit" "$BANTHUEK_INPUT" "$BANTHUEK_OUT" $BANTHUEK_AGAIN --rounds "$BANTHUEK_ROUNDS" --only "$list"
