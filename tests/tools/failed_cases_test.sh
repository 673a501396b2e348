#!/usr/bin/env bash
# After a run of ctest the cases that failed are named, each with the call that runs it alone (tests/tools/failed_cases.py).
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/log" <<'LOG'
Start testing: Jan 01 00:00 UTC
----------------------------------------------------------
1/3 Testing: layout_test
1/3 Test: layout_test
Command: "build/tests/layout_test"
Output:
----------------------------------------------------------
grid_test.cpp:7: Failure
[  FAILED  ] Grid.FindsItsCells (0 ms)
[  FAILED  ] Tables/Rows.Are/3, where GetParam() = 4-byte object <00> (0 ms)
[==========] 350 tests from 51 test suites ran. (1 ms total)
[  PASSED  ] 348 tests.
[  FAILED  ] 2 tests, listed below:
[  FAILED  ] Grid.FindsItsCells
[  FAILED  ] Tables/Rows.Are/3, where GetParam() = 4-byte object <00>
2/3 Testing: text_test
2/3 Test: text_test
Command: "build/tests/text_test"
[  PASSED  ] 3 tests.
3/3 Testing: layers_test
3/3 Test: layers_test
Command: "tests/layers_test.py"
FAIL: test_no_circle_between_units (__main__.Layers)
FAILED (failures=1)
LOG
cat > "$folder/expected" <<'SAID'
failed: layout_test: Grid.FindsItsCells   build/tests/layout_test --gtest_filter='Grid.FindsItsCells'
failed: layout_test: Tables/Rows.Are/3   build/tests/layout_test --gtest_filter='Tables/Rows.Are/3'
failed: layers_test: test_no_circle_between_units   tests/layers_test.py
SAID
diff "$folder/expected" <(tests/tools/failed_cases.py "$folder/log")

# As ctest and a program of GoogleTest write it today: a case that is there and passes is not named.
program=$(realpath "${BANTHUEK_BUILD:-build}/tests/base_test")
[ -x "$program" ] || { echo "SKIPPED: $program is not built"; exit 77; }
echo "add_test(base_test $program --gtest_filter=Sha256*)" > "$folder/CTestTestfile.cmake"
(cd "$folder" && ctest >/dev/null 2>&1) || true
grep -q '^Command: "' "$folder/Testing/Temporary/LastTest.log"
[ -z "$(tests/tools/failed_cases.py "$folder/Testing/Temporary/LastTest.log")" ] || { echo "a case that passed is called failed"; exit 1; }
echo "failed cases: named, and only those"
