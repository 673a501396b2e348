#!/usr/bin/python3
"""Every finding that the program can make has its words in the desk's strings: walks the sources for the codes."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODE = re.compile(r'(?:findings\.push_back\(\{|\badd\(|\bfind\(page, )"([a-z]+(?:_[a-z]+)*)", (?:Severity::|severity)')
codes = set()
for folder in ("extractors", "pipeline"):
    for path in (ROOT / folder).rglob("*.cpp"):
        codes |= set(CODE.findall(path.read_text(encoding="utf8")))
strings = (ROOT / "tools/web/strings.toml").read_text(encoding="utf8").split("[finding]")[1].split("\n[")[0]
known = set(re.findall(r"(?m)^([a-z_]+) = \[", strings))
if len(codes) < 25:
    sys.exit(f"FAILED: only {len(codes)} codes of findings found in the sources; is this script out of date?")
if codes - known:
    sys.exit("FAILED: strings.toml [finding] lacks " + ", ".join(sorted(codes - known)))
print(f"findings: {len(codes)} codes, each in Thai and English")
