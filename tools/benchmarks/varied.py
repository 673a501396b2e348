#!/usr/bin/python3
"""Records out of random documents of all kinds, full of what misleads (tools/samples/vary --kind all): what is exact, what is certain and wrong.

usage: tools/bench varied [--seed S] [--number N] [--kind NAME]... [--set born|clean300|office200|photocopy]... [--papers] [--misses] [--again]

Draws N documents of seed S into build/bench/varied/SSS, unless they are there, ingests each set and scores it by ../shared/eval/score_archive.py.
Fields exact: values that are right, of those that the papers hold. Certain and wrong: values given at 0.95 and more that the paper contradicts or does
not have, of all so certain; right and certain beside it, since doubting everything is no cure.
--papers  papers of measures and their look-alikes (tools/samples/measure_papers.py) instead of documents of all kinds
--misses  names each value that is missing, wrong or invented    --again  draws anew what is there
"""
import argparse
import collections
import pathlib
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor

from _archive import records_of, run
from _report import ARCHIVE_FIELD, BENCH, ROOT, SHARED, write_figures

SCORER = SHARED / "eval" / "score_archive.py"
DRAWN_BY = [*(ROOT / "tools/samples" / n
              for n in ("kinds.py", "assessment.py", "measure_papers.py", "variation.py", "markup.py", "tables.py", "style.css", "records.py")),
            ROOT / "samples/kinds.toml", ROOT / "samples/measure_papers.toml"]


def draw(folder, options, sets):
    """The truths of the documents wanted; draws what is not there or older than what draws it."""
    newest = max(p.stat().st_mtime for p in DRAWN_BY)
    qualities = [q for q in sets if q != "born"]

    def there(k):
        ready = list((folder / "truth").glob(f"*-{options.seed:03}-{k:03}.json"))
        files = ready + [folder / "scans" / q / f"{p.stem}.pdf" for p in ready for q in qualities]
        return not options.again and ready and all(p.is_file() and p.stat().st_mtime > newest for p in files)

    def some(numbers):
        if numbers:
            run(ROOT / "tools/samples/vary", folder, "--kind", "papers" if options.papers else "all", "--plain-fonts", "--seed", str(options.seed), "--first", str(numbers[0]),
                "--number", str(numbers[-1] - numbers[0] + 1), *(word for q in qualities for word in ("--quality", q)))

    folder.mkdir(parents=True, exist_ok=True)
    missing = [k for k in range(1, options.number + 1) if not there(k)]
    half = (len(missing) + 1) // 2
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(some, (missing[:half], missing[half:])))
    kept = [p for p in sorted((folder / "truth").glob("*.json")) if int(p.stem.rpartition("-")[2]) <= options.number]
    return [p for p in kept if not options.kind or p.stem.partition("-")[0] in options.kind]


def fields_of(text):
    """Counters of one scorer's table by field, and how many kinds and starts of documents are right."""
    fields, total = {}, collections.Counter()
    for line in text.splitlines():
        if m := ARCHIVE_FIELD.match(line):
            fields[m["field"]] = collections.Counter({k: int(v) for k, v in m.groupdict().items() if k != "field"})
        elif m := re.match(r"  \S+ +\d+/(\d+)  (\d+)/\d+(?:  (\d+)/\d+)?$", line):
            total.update(documents=int(m[1]), starts=int(m[2]), kinds=int(m[3] or 0))
    return fields, total


def row(name, n, documents=None):
    per = 1000 * n["bad"] / max(1, n["sure"])
    told = f"{documents['kinds']}/{documents['documents']}" if documents else ""
    return (f"{name:22s} {told:>9s} {n['found']:>5d}/{n['wanted']:<5d} {100 * n['found'] / max(1, n['wanted']):5.1f} % {n['wrong']:6d} {n['invented']:9d} "
            f"{n['bad']:5d} of {n['sure']:<5d} {per:6.1f} %o {100 * (n['sure'] - n['bad']) / max(1, n['right']):6.0f} %")


HEAD = f"{'':22s} {'kind':>9s} {'exact':>11s} {'':7s} {'wrong':>6s} {'invented':>9s} {'certain and wrong':>24s} {'certain':>8s}"


def measure(name, truths, folder, options):
    """Ingests and scores one set; prints its tables, gives its figures."""
    files = [folder / ("" if name == "born" else f"scans/{name}") / f"{t.stem}.pdf" for t in truths]
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        database = folder / f"{name}.db" if not options.again else work / "varied.db"
        export = records_of(files, database, work)
        by_kind = collections.defaultdict(list)
        for truth in truths:
            by_kind[truth.stem.partition("-")[0]].append(truth)
        by_field, whole, all_documents = collections.defaultdict(collections.Counter), collections.Counter(), collections.Counter()
        print(f"== {name}: {len(files)} files\n{HEAD}")
        for kind, members in sorted(by_kind.items()):
            (work / kind).mkdir()
            for truth in members:
                (work / kind / truth.name).symlink_to(truth.resolve())
            text = run(SCORER, work / kind, export, *(["--verbose"] if options.misses else []))
            if options.misses:
                print(text[:text.index("documents  ")], end="")
            fields, documents = fields_of(text)
            total = sum(fields.values(), collections.Counter())
            print(row(kind, total, documents), flush=True)
            whole.update(total)
            all_documents.update(documents)
            for field, n in fields.items():
                by_field[field].update(n)
        print("\n".join(["--", *(row(field, n) for field, n in sorted(by_field.items())), row("all", whole, all_documents)]))
        return {f"{name}.exact": round(100 * whole["found"] / max(1, whole["wanted"]), 2), f"{name}.certain_and_wrong": f"{whole['bad']} of {whole['sure']}",
                f"{name}.certain_and_wrong_per_thousand": round(1000 * whole["bad"] / max(1, whole["sure"]), 2),
                f"{name}.invented": whole["invented"], f"{name}.right_and_certain": round(100 * (whole["sure"] - whole["bad"]) / max(1, whole["right"]), 1),
                f"{name}.kinds": f"{all_documents['kinds']}/{all_documents['documents']}"}


def main():
    p = argparse.ArgumentParser(prog="tools/bench varied", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--number", type=int, default=108)
    p.add_argument("--kind", action="append")
    p.add_argument("--set", action="append", choices=("born", "clean300", "office200", "photocopy"))
    p.add_argument("--papers", action="store_true")
    p.add_argument("--misses", action="store_true")
    p.add_argument("--again", action="store_true")
    options = p.parse_args()
    if not SCORER.is_file():
        print("bench varied: SKIPPED: the scorer lies in ../shared/eval, which is not there")
        return
    sets = options.set or ["born", "office200"]
    folder = BENCH / "varied" / (f"{options.seed:03}" + ("-papers" if options.papers else ""))
    truths = draw(folder, options, sets)
    figures = {}
    for name in sets:
        figures |= measure(name, truths, folder, options)
    write_figures("varied-papers" if options.papers else "varied", figures)
    print("  ".join(f"{k} {v}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
