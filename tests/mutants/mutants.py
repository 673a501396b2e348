#!/usr/bin/python3
"""Puts small faults into the program and says which of them the fast tests do not notice. See README.md.

usage: tools/test --mutants N [--seed S...] [--folder F...] [--tests TEST...] [--at-least P] [--list | --build]
       tools/test --mutants --again [S...] [--folder F...] [--survivors] [--tests TEST...]    tries the faults of the last run on the tests as they are now
       tools/test --mutants --one ID    runs fault ID of the last run again and says which tests notice it
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import sys
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
import units as tests  # noqa: E402
from copy_build import CopyBuild  # noqa: E402
from faults import Fault, find_faults  # noqa: E402

ROOT = HERE.parents[1]
FOLDER = ROOT / "build-mutants"
TOPS = ("extractors", "pipeline")
FEWEST = 8  # faults in a folder, where it has so many
MOST_INCLUDERS = 60  # a header that more sources include stays as it is: a fault in it would compile everything again
# How often each kind is drawn, whatever there is more of.
WEIGHTS = {"condition": 3, "guard": 3, "operand": 2, "comparison": 3, "arithmetic": 2, "extreme": 1, "constant": 4, "truth": 1, "statement": 3}


def say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def all_faults(root: pathlib.Path) -> list[Fault]:
    files = [p for top in TOPS for p in sorted((root / top).rglob("*")) if p.suffix in (".cpp", ".h")]
    everywhere = [p for top in (*TOPS, "tests", "tools") for p in (root / top).rglob("*") if p.suffix in (".cpp", ".h")]
    includers = count_includers(root, everywhere)
    found = []
    for path in files:
        name = str(path.relative_to(root))
        if path.suffix == ".cpp" or includers[name] <= MOST_INCLUDERS:
            found += find_faults(name, path.read_text(encoding="utf-8"))
    return found


def count_includers(root: pathlib.Path, files: list[pathlib.Path]) -> collections.Counter:
    includes = {str(p.relative_to(root)): re.findall(r'^#include "([^"]+)"', p.read_text(encoding="utf-8"), re.MULTILINE) for p in files}
    count: collections.Counter = collections.Counter()
    for name in includes:
        if not name.endswith(".cpp"):
            continue
        seen, open_ = set(), [name]
        while open_:
            for header in includes.get(open_.pop(), ()):
                if header not in seen:
                    seen.add(header)
                    open_.append(header)
        count.update(seen)
    return count


class Draw:
    """Deals out faults of a folder in an order that the seed decides; those that turn out not to compile are dealt again."""

    def __init__(self, faults: list[Fault], seed: int, folder: str):
        self.random = random.Random(f"{seed} {folder}")
        self.left: dict[str, list[Fault]] = {}
        for fault in faults:
            self.left.setdefault(fault.kind, []).append(fault)
        for pile in self.left.values():
            self.random.shuffle(pile)
        self.lines: set[tuple[str, int]] = set()

    def next(self) -> Fault | None:
        while kinds := [k for k in sorted(self.left) if self.left[k]]:
            kind = self.random.choices(kinds, [WEIGHTS[k] for k in kinds])[0]
            fault = self.left[kind].pop()
            if (fault.file, fault.line) not in self.lines:
                self.lines.add((fault.file, fault.line))
                return fault
        return None


def shares(sizes: dict[str, int], wanted: int) -> dict[str, int]:
    """How many faults each folder gets: as it has sites, but no folder only a few."""
    fewest = min(FEWEST, max(1, wanted // (2 * len(sizes))))
    out = {f: min(n, fewest) for f, n in sizes.items()}
    total = sum(sizes.values())
    while sum(out.values()) < wanted:
        room = {f: n for f, n in sizes.items() if out[f] < n}
        if not room:
            break
        # To the folder that is furthest below its share.
        out[max(sorted(room), key=lambda f: sizes[f] / total * wanted - out[f])] += 1
    return out


class Draws:
    """What several seeds draw, each as if it were alone; a fault that two of them draw is one."""

    def __init__(self, faults: list[Fault], seeds: list[int], wanted: int):
        by_folder: dict[str, list[Fault]] = {}
        for fault in faults:
            by_folder.setdefault(fault.folder, []).append(fault)
        self.wanted = shares({f: len(v) for f, v in by_folder.items()}, wanted)
        self.draws = {(s, f): Draw(v, s, f) for s in seeds for f, v in sorted(by_folder.items())}
        self.drawn: dict[tuple[int, str], list[Fault]] = {place: [] for place in self.draws}
        self.number = 0

    def fill(self, uncompilable: set, more: int) -> None:
        """Draws until each folder has what it is to have, and some more than that where `more` is not 0: an eighth, and `more`."""
        for place, draw in self.draws.items():
            wanted = self.wanted[place[1]]
            while len(self.drawn[place]) < wanted + (more + wanted // 8 if more else 0):
                fault = draw.next()
                if fault is None:
                    break
                if fault.key not in uncompilable:
                    if not fault.id:
                        self.number += 1
                        fault.id = self.number
                    self.drawn[place].append(fault)

    def drop(self, bad: list[Fault]) -> None:
        for place, faults in self.drawn.items():
            self.drawn[place] = [f for f in faults if f not in bad]

    def all(self) -> list[Fault]:
        return sorted({f.id: f for faults in self.drawn.values() for f in faults}.values(), key=lambda f: f.id)

    def wanted_ones(self) -> list[Fault]:
        """As many as were asked for, each with the seeds that drew it."""
        for fault in self.all():
            fault.seeds = sorted({s for (s, folder), faults in self.drawn.items() if fault in faults[: self.wanted[folder]]})
        return [f for f in self.all() if f.seeds]


def is_below(folder: str, only: list[str]) -> bool:
    """Does the folder stand below one of `only`? Every folder does where that is empty."""
    return not only or any(folder == o or folder.startswith(o + "/") for o in only)


def faults_below(only: list[str]) -> list[Fault]:
    found = [f for f in all_faults(ROOT) if is_below(f.folder, only)]
    for o in only:
        if not any(is_below(f.folder, [o]) for f in found):
            raise SystemExit(f"tools/test --mutants: no source with faults below '{o}'; folders look like pipeline/layout")
    return found


def draw_and_build(n: int, seeds: list[int], only: list[str], programs: list[str]) -> list[Fault]:
    known = FOLDER / "uncompilable.json"
    uncompilable = {tuple(k) for k in json.loads(known.read_text())} if known.exists() else set()
    draws = Draws(faults_below(only), seeds, n)
    # Some more than wanted, so that those which do not compile seldom need a further round of compiling other files.
    draws.fill(uncompilable, 1)
    copy = CopyBuild(FOLDER)
    while True:
        copy.update(draws.all())
        bad = copy.compile(draws.all(), programs)
        if not bad:
            break
        say(f"{len(bad)} faults do not compile: {', '.join(f'{f.file}:{f.line} {f.kind}' for f in bad)}")
        draws.drop(bad)
        uncompilable |= {fault.key for fault in bad}
        known.write_text(json.dumps(sorted(uncompilable), ensure_ascii=False, indent=0))
        draws.fill(uncompilable, 0)
    faults = draws.all()
    chosen = draws.wanted_ones()
    (FOLDER / "faults.json").write_text(json.dumps(
        [{"id": f.id, "file": f.file, "line": f.line, "edit": f.edit, "text": f.text, "seeds": f.seeds} for f in faults], ensure_ascii=False, indent=0))
    return chosen


def last_and_build(programs: list[str]) -> list[Fault]:
    """The faults of the last run, in the sources and with the tests as they are now."""
    stored = json.loads((FOLDER / "faults.json").read_text())
    here: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in all_faults(ROOT):
        here.setdefault((fault.file, fault.text, fault.edit), []).append(fault)
    faults = []
    for s in stored:
        alike = here.get((s["file"], s["text"], s["edit"]), [])
        if not alike:
            say(f"gone: {s['file']}:{s['line']}: {s['edit']}")
            continue
        fault = min(alike, key=lambda f: abs(f.line - s["line"]))
        alike.remove(fault)
        fault.id, fault.seeds = s["id"], s["seeds"]
        faults.append(fault)
    copy = CopyBuild(FOLDER)
    copy.update(faults)
    while bad := copy.compile(faults, programs):
        say(f"{len(bad)} faults do not compile any more: {', '.join(f'{f.file}:{f.line} {f.kind}' for f in bad)}")
        faults = [f for f in faults if f not in bad]
        copy.update(faults)
    return [f for f in faults if f.seeds]


def trace_units(faults: int, programs: list[str]) -> tuple[list[tests.Unit], list[str]]:
    """The units that reach a fault, and those that fail without one."""
    units = tests.list_units(CopyBuild(FOLDER).build, set(programs))
    failing = []
    units.sort(key=lambda u: u.case != "")  # scripts take longest: first
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for unit, outcome in zip(units, pool.map(lambda u: tests.trace(u, faults), units)):
            if not outcome.passed:
                failing.append(unit.title)
                (FOLDER / "failing.log").open("a").write(f"== {unit.title}\n{outcome.output[-3000:]}\n")
    return [u for u in units if u.title not in failing], failing


def groups_for(fault: Fault, units: list[tests.Unit]) -> list[list[tests.Unit]]:
    """The units that reach the fault, cases of one program together; the cheapest first, but before all the program named like the folder."""
    programs: dict[str, list[tests.Unit]] = {}
    for unit in units:
        if fault.id in unit.reached:
            programs.setdefault(unit.name, []).append(unit)
    home = {part + "_test" for part in fault.folder.split("/")} | {fault.folder.replace("/", "_") + "_test"}
    return sorted(programs.values(), key=lambda g: (not (g[0].name in home and g[0].case), sum(u.seconds for u in g)))


def cheapest(groups: list[list[tests.Unit]], seconds: float) -> list[list[tests.Unit]]:
    """Those that are run in so many seconds together: of what is too long for them, the shortest cases."""
    out = []
    for group in groups:
        kept = []
        for unit in sorted(group, key=lambda u: u.seconds):
            if unit.seconds <= seconds:
                seconds -= unit.seconds
                kept.append(unit)
        if kept:
            out.append(kept)
    return out


def try_fault(fault: Fault, groups: list[list[tests.Unit]]) -> dict:
    began = time.monotonic()
    for group in groups:
        outcome = tests.notices(group, {"BANTHUEK_MUTANT": str(fault.id)})
        if not outcome.passed:
            return {"noticed": outcome.how, "by": group[0].name, "seconds": time.monotonic() - began}
    return {"noticed": None, "by": None, "seconds": time.monotonic() - began}


def read_judged() -> dict[tuple[str, str, str], str]:
    with open(HERE / "judged.toml", "rb") as f:
        listed = tomllib.load(f).get("judged", [])
    return {(pathlib.PurePosixPath(j["file"]).name, " ".join(j["line"].split()), j["edit"]): j["reason"] for j in listed}


def report(results: list[dict], at_least: float) -> tuple[str, bool]:
    """The table and the survivors; and whether each folder has enough noticed."""
    rows: dict[str, collections.Counter] = {}
    for r in results:
        folder = r["folder"]
        outcome = "noticed" if r["noticed"] else "judged" if r["judged"] else "survived"
        parts = folder.split("/")
        above = ["/".join(parts[:k]) + "/..." for k in range(1, len(parts))]
        for row in (folder, *above, "all"):
            rows.setdefault(row, collections.Counter())[outcome] += 1
    lines = [f"{'folder':<28} {'faults':>6} {'noticed':>7} {'judged':>6} {'survived':>8} {'noticed of those that matter':>30}"]
    enough = True
    for folder in sorted(rows, key=lambda f: (f == "all", f)):
        if folder.endswith("/...") and folder != "extractors/..." and sum(f.startswith(folder[:-3]) for f in rows) < 3:
            continue
        c = rows[folder]
        matter = c["noticed"] + c["survived"]
        percent = 100 * c["noticed"] / matter if matter else 100
        if not folder.endswith("/...") and (folder == "all" or matter >= FEWEST) and percent < at_least:
            enough = False
        lines.append(f"{folder:<28} {c.total():>6} {c['noticed']:>7} {c['judged']:>6} {c['survived']:>8} {percent:>28.0f} %")
    survivors = [r for r in results if not r["noticed"] and not r["judged"]]
    if survivors:
        lines += ["", "survivors:"]
    for r in survivors:
        reached = f"reached by {r['reached']} tests" if r["reached"] else "reached by no test"
        lines += [f"{r['file']}:{r['line']}: {r['edit']}  [{r['id']}, {reached}]", f"    {r['text']}"]
    return "\n".join(lines), enough


def run_all(options) -> int:
    began = time.monotonic()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "failing.log").unlink(missing_ok=True)
    if options.again is None:
        faults = draw_and_build(options.mutants, options.seed, options.folder, options.tests)
        seeds = options.seed
    else:
        faults = last_and_build(options.tests)
        seeds = options.again or sorted({s for f in faults for s in f.seeds})
        faults = [f for f in faults if set(f.seeds) & set(seeds) and is_below(f.folder, options.folder)]
    say(f"built with {len(faults)} faults after {time.monotonic() - began:.0f} s")
    if options.build:
        return 0
    past = json.loads((FOLDER / "report.json").read_text())["faults"] if options.survivors else []
    before = {r["id"]: r for r in past if r["noticed"]}
    units, failing = trace_units(max(f.id for f in faults), options.tests)
    for name in failing:
        say(f"fails without a fault, and is left out: {name} (see {FOLDER / 'failing.log'})")
    say(f"{len(units)} units traced after {time.monotonic() - began:.0f} s, {sum(u.seconds for u in units):.0f} s of them")
    judged = read_judged()
    groups = {f.id: cheapest(groups_for(f, units), options.seconds) for f in faults}
    # In an order that the seed decides: what is known when it is stopped early is a fair sample.
    order = sorted((f for f in faults if f.id not in before), key=lambda f: f.key)
    random.Random(seeds[0]).shuffle(order)
    results = [before[f.id] | {"seeds": f.seeds} for f in faults if f.id in before]

    def write() -> tuple[str, bool]:
        state = {"seeds": seeds, "seconds": time.monotonic() - began, "failing": failing, "faults": results,
                 "units": [{"name": u.name, "case": u.case, "seconds": u.seconds, "reached": sorted(u.reached)} for u in units]}
        (FOLDER / "report.json").write_text(json.dumps(state, ensure_ascii=False, indent=1))
        said, enough = [], True
        for seed in seeds:
            own = [r for r in results if seed in r["seeds"]]
            text, enough_here = report(sorted(own, key=lambda r: (r["file"], r["line"], r["id"])), options.at_least)
            said.append(f"seed {seed}: {len(own)} of {sum(seed in f.seeds for f in faults)} faults\n{text}\n")
            enough = enough and enough_here
        (FOLDER / "report.txt").write_text("\n".join(said))
        return "\n".join(said), enough

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for f, outcome in zip(order, pool.map(lambda f: try_fault(f, groups[f.id]), order)):
            results.append({"id": f.id, "seeds": f.seeds, "folder": f.folder, "file": f.file, "line": f.line, "kind": f.kind, "edit": f.edit, "text": f.text,
                            "reached": sum(len(g) for g in groups[f.id]), "judged": judged.get(f.key), **outcome})
            if not results[-1]["noticed"] and not results[-1]["judged"]:
                say(f"survives: {f.file}:{f.line}: {f.edit}  [{f.id}]")
            if len(results) % max(10, len(faults) // 10) == 0:
                write()
                say(f"{len(results)} of {len(faults)} after {time.monotonic() - began:.0f} s; {FOLDER / 'report.txt'} has the table so far")
    text, enough = write()
    print(text)
    say(f"done after {time.monotonic() - began:.0f} s; {FOLDER / 'report.json'} has all of it")
    return 0 if enough else 1


def list_faults(options) -> int:
    draws = Draws(faults_below(options.folder), options.seed, options.mutants)
    draws.fill(set(), 0)
    for f in draws.all():
        print(f"{f.file}:{f.line}: {f.kind}: {f.edit}\n    {f.text}")
    return 0


def run_one(number: int) -> int:
    """One fault of the last run against every unit that reached it."""
    state = json.loads((FOLDER / "report.json").read_text())
    fault = next((f for f in state["faults"] if f["id"] == number), None)
    if fault is None:
        raise SystemExit(f"tools/test --mutants: the last run had no fault {number}")
    print(f"{fault['file']}:{fault['line']}: {fault['edit']}\n    {fault['text']}")
    past = {(u["name"], u["case"]): u for u in state["units"]}
    noticed = 0
    for unit in tests.list_units(CopyBuild(FOLDER).build, {u["name"] for u in state["units"]}):
        before = past.get((unit.name, unit.case))
        if before is None or number not in before["reached"]:
            continue
        unit.seconds = before["seconds"]
        outcome = tests.notices([unit], {"BANTHUEK_MUTANT": str(number)})
        noticed += not outcome.passed
        print(f"{outcome.how:>8} {unit.title}")
    return 0 if noticed else 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/test --mutants", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mutants", nargs="?", type=int, default=200, help="how many faults")
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="of several each is drawn as if it were alone, and all are built at once")
    parser.add_argument("--folder", nargs="+", default=[], help="only faults below these, as pipeline/layout")
    parser.add_argument("--tests", nargs="+", default=[], metavar="TEST", help="only these programs and scripts, as ctest names them; programs are built alone")
    parser.add_argument("--at-least", type=float, default=80, help="per cent to be noticed in each folder (80)")
    parser.add_argument("--list", action="store_true", help="says which faults are drawn, and does no more")
    parser.add_argument("--build", action="store_true", help="draws and builds, and tries none: --again does")
    parser.add_argument("--again", type=int, nargs="*", metavar="SEED", help="the faults of the last run, or those that these seeds drew")
    parser.add_argument("--survivors", action="store_true", help="with --again: only those that no test noticed")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of tests that a fault is tried on, the cheapest first; a quick look")
    parser.add_argument("--one", type=int, metavar="ID", help="runs one fault of the last run again")
    options = parser.parse_args()
    if options.survivors and options.again is None:
        parser.error("--survivors goes with --again: another draw has other faults")
    if options.list:
        return list_faults(options)
    return run_one(options.one) if options.one else run_all(options)


if __name__ == "__main__":
    sys.exit(main())
