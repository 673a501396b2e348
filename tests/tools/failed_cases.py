#!/usr/bin/python3
"""Which cases failed in a run of ctest, out of its log: ctest itself names only the program. usage: failed_cases.py LastTest.log

One line a case: of a GoogleTest program with how to run it alone, of a Python test its function. Nothing where none failed."""
import re
import sys

START = re.compile(r"^\d+/\d+ (?:Testing|Test): (\S+)$")
COMMAND = re.compile(r'^Command: "([^"]+)"')
# A parameterised case is listed with its parameter behind a comma; the summary names each failed case once more.
CASE = re.compile(r"^\[  FAILED  \] ([^\s,(]+\.[^\s,(]+)")
FUNCTION = re.compile(r"^(?:FAIL|ERROR): (\w+) \(")


def failed(lines):
    """(program, case, command) in order, each once."""
    test = command = ""
    out = {}
    for line in lines:
        line = line.rstrip("\n")
        if match := START.match(line):
            test, command = match[1], ""
        elif match := COMMAND.match(line):
            command = match[1]
        elif match := CASE.match(line):
            out[test, match[1]] = f"{command} --gtest_filter='{match[1]}'"
        elif match := FUNCTION.match(line):
            out[test, match[1]] = command
    return [(test, case, command) for (test, case), command in out.items()]


def main():
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        for test, case, command in failed(log):
            print(f"failed: {test}: {case}   {command}")


if __name__ == "__main__":
    main()
