#!/usr/bin/python3
"""Every command and option of the program is run by a test and described: walks the program's own help and fails on what is missing.

A command must have an example in its help, stand in a README (`banthuek NAME`), and be run by a test; every option of it must
stand in a test or a script that runs it. Hidden commands (the worker) do not show in the help and are not looked at.
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build" / "banthuek"))
COMMON = {"--help", "--db", "--json", "--version"}


def help_of(*words):
    done = subprocess.run([BANTHUEK, *words, "--help"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"banthuek {' '.join(words)} --help: exit {done.returncode}: {done.stderr}")
    return done.stdout


def subcommands(text):
    part = re.search(r"^Subcommands:\n((?:  .*\n?|\n)*)", text, re.M)
    return re.findall(r"^  ([a-z][a-z-]*)", part.group(1), re.M) if part else []


def read_all(patterns):
    here = pathlib.Path(__file__).name
    files = [f for p in patterns for f in ROOT.glob(p)]
    return "\n".join(f.read_text(errors="replace") for f in files if f.is_file() and f.name != here and "node_modules" not in f.parts)


def main():
    documents = read_all(["README.md", "*/README.md", "*/*/README.md", "*/*/*/README.md", "schemas/*.md"])
    tests = read_all(["tests/**/*.sh", "tests/**/*.py", "tests/**/*.cpp", "tests/**/*.mjs", "tools/demo", "tools/benchmarks/*"])
    commands = subcommands(help_of())
    if not commands:
        sys.exit("banthuek --help lists no commands")
    missing = []
    for name in commands:
        text = help_of(name)
        deeper = subcommands(text)
        if "xample" not in text:
            missing.append(f"banthuek {name} --help shows no example")
        if not re.search(rf"banthuek {name}\b|`{name}\b", documents):
            missing.append(f"no README speaks of `banthuek {name}`")
        if not re.search(rf"(banthuek|BANTHUEK\S*|program|run)\b.*\b{name}\b|\"{name}\"", tests):
            missing.append(f"no test runs `banthuek {name}`")
        options = set(re.findall(r"(?m)^  (?:-\w,)?(--[a-z][a-z-]+)", text))
        for sub in deeper:
            options |= set(re.findall(r"(?m)^  (?:-\w,)?(--[a-z][a-z-]+)", help_of(name, sub)))
        for option in sorted(options - COMMON):
            if option not in tests:
                missing.append(f"no test gives `banthuek {name} {option}`")
    print(f"{len(commands)} commands looked at: {' '.join(commands)}")
    if missing:
        sys.exit("\n".join(missing))


if __name__ == "__main__":
    main()
