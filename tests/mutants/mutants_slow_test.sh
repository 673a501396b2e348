#!/usr/bin/env bash
# The fast tests notice small faults put into the program: 60 of them, see tests/mutants/README.md. Another draw: BANTHUEK_SEED.
exec "$(dirname "$0")/mutants.py" 60 --seed "${BANTHUEK_SEED:-1}"
