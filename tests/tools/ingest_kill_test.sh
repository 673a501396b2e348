#!/usr/bin/env bash
# Two runs of ingest_kill_slow_test.sh: enough to see that resuming works at all.
exec "$(dirname "$0")/ingest_kill_slow_test.sh" 2
