#!/usr/bin/env bash
# One task of the array that `submit` makes: shard K of N into a database on local disk, then moved to the shared folder.
# Begun again after a kill it goes on with the database it finds: its own on local disk, or what a task that was stopped in
# time (TERM: preempted, out of time) left in OUT/partial. Exit: 0 the shard is there, else it is not.
set -euo pipefail
k=$SLURM_ARRAY_TASK_ID
name=shard-$k-of-$BANTHUEK_SHARDS.db
[ ! -e "$BANTHUEK_OUT/shards/$name" ] || { echo "shard $k: there already"; exit 0; }
local=${BANTHUEK_LOCAL:-${SLURM_TMPDIR:-${TMPDIR:-/tmp}}}/banthuek-$(id -u)-$(echo "$BANTHUEK_OUT" | sha256sum | cut -c1-12)-$k
mkdir -p "$local"
echo "shard $k: begins, restart ${SLURM_RESTART_COUNT:-0}, on $(hostname), $(date -u +%FT%TZ)"
# A task of the same shard that is thought dead may still run here: one at a time.
exec 9>"$local/lock"
flock -w 60 9 || { echo "shard $k: another task holds $local" >&2; exit 1; }
[ -e "$local/$name" ] || [ ! -e "$BANTHUEK_OUT/partial/$name" ] || cp "$BANTHUEK_OUT/partial/$name" "$local/$name"

deliver() { # FOLDER: whole or not at all, also when the copy is cut off
  cp "$local/$name" "$BANTHUEK_OUT/$1/.$name.$$" && sync "$BANTHUEK_OUT/$1/.$name.$$" && mv "$BANTHUEK_OUT/$1/.$name.$$" "$BANTHUEK_OUT/$1/$name"
}
"$BANTHUEK" ingest "$BANTHUEK_INPUT" --db "$local/$name" --shard "$k/$BANTHUEK_SHARDS" --jobs "${SLURM_CPUS_PER_TASK:-1}" 9>&- &
ingest=$!
stopped=no
trap 'stopped=yes; kill -INT $ingest' TERM
rc=0
wait $ingest || rc=$?
[ $stopped = no ] || { wait $ingest || rc=$?; }
case $rc in
  0 | 1) # 1: some documents failed, and the ledger says which: the shard is complete
    deliver shards
    rm -rf "$local" "$BANTHUEK_OUT/partial/$name"
    echo "shard $k: done, $(date -u +%FT%TZ)" ;;
  *)
    if [ $stopped = yes ]; then deliver partial; fi
    echo "shard $k: ended with $rc" >&2
    exit "$rc" ;;
esac
