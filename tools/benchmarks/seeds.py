#!/usr/bin/python3
"""Records out of documents whose records are known: the five seeds, the samples, the real scans; born-digital and as scans of three qualities.

usage: tools/bench seeds [--set born|clean300|office200|photocopy|real]... [--samples] [--only NAME]... [--verbose] [--jobs N] [--varied DIR]

Each set is ingested into a database of its own, exported, and scored by ../shared/eval/score_records.py against the expected records.
--samples    the invented samples instead of the seeds (needs no ../shared but its scorer)
--varied DIR documents that tools/samples/vary drew, each NAME.pdf beside NAME.expected.json; only those that are off get a row
--verbose    says each field that is off
A file's first document is scored: the seeds hold one each. Records are compared whole; what is printed under `header` are the fields of the
memo's head and of the organisation. `sure`: of the values whose confidence is 0.99 and more, how many are right; `unwarned`: wrong statuses and dates
with a confidence of 0.95 and more and no finding on their measure.
"""
import argparse
import collections
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from _report import BANTHUEK, BENCH, ROOT, SHARED, write_figures

SCORER = SHARED / "eval/score_records.py"
SURE, DOUBTFUL = 0.99, 0.95
QUALITIES = ("clean300", "office200", "photocopy")
TOTAL = re.compile(r"fields exact (\d+)/(\d+)  close (\d+)/(\d+)  measures found (\d+)/(\d+)  spurious (\d+)  invented (\d+)  "
                   r"status (\d+)/(\d+)  dates (\d+)/(\d+)")


def files_of(name, options):
    """[(file, its expected.json, document index)] of one set."""
    if options.varied:
        folder = options.varied if name == "born" else options.varied / "scans" / name
        return [(f, options.varied / f"{f.stem}.expected.json", 0) for f in sorted(folder.glob("*.pdf"))]
    if name == "real":
        return [(f.with_name(f.name.replace(".expected.json", ".pdf")), f, 0) for f in sorted((SHARED / "scans").glob("*.expected.json"))]
    base, script = (ROOT / "build/samples", "draw_samples") if options.samples else (BENCH / "seeds", "draw_seeds")
    if not list(base.glob("*.pdf")):
        subprocess.run([ROOT / "tools/samples" / script], check=True, stdout=subprocess.DEVNULL)
    out = []
    for pdf in sorted((base if name == "born" else base / "scans" / name).glob("*.pdf")):
        if options.samples:
            several = sorted(base.glob(f"{pdf.stem}-[0-9]*.expected.json"))
            out += [(pdf, e, i) for i, e in enumerate(several)] or [(pdf, base / f"{pdf.stem}.expected.json", 0)]
        else:
            out.append((pdf, SHARED / "seeds" / f"{pdf.stem[:3]}.expected.json", 0))
    return [o for o in out if not options.only or any(o[0].stem.startswith(n) for n in options.only)]


def exported(files, folder, jobs):
    """{file name: its documents} after one ingest of all files."""
    database = folder / "bench.db"
    done = subprocess.run([BANTHUEK, "ingest", "--db", database, *(["--jobs", str(jobs)] if jobs else []), *sorted(set(files))], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"ingest failed with {done.returncode}:\n{done.stderr}")
    if done.returncode == 1:
        print("ingest: " + done.stderr.strip().rpartition("\n")[2], file=sys.stderr)
    export = subprocess.run([BANTHUEK, "export", "--db", database, "--format", "json", "--provenance"], capture_output=True, text=True, check=True)
    by_file = collections.defaultdict(list)
    for document in json.loads(export.stdout)["documents"]:
        by_file[pathlib.Path(document["source"]["file"]).name].append(document)
    for documents in by_file.values():
        documents.sort(key=lambda d: d["pages"])
    return by_file


def plain(x):
    """An export with provenance as one without."""
    if isinstance(x, dict):
        return x["value"] if "value" in x and "rule" in x else {k: plain(v) for k, v in x.items()}
    return [plain(v) for v in x] if isinstance(x, list) else x


def sureness(expected, document, scorer):
    """Counter of values that claim to be sure, those of them that are right, and wrong statuses and dates that nothing warns of."""
    n = collections.Counter()
    told = {f["field"] for f in document.get("findings") or []}

    def take(want, got, at="", key=False):
        if want in (None, "") or not isinstance(got, dict) or "rule" not in got:
            return
        right = scorer.normal(str(want)) == scorer.normal(str(got["value"]))
        if got["confidence"] >= SURE:
            n["sure_all"] += 1
            n["sure"] += right
        n["unwarned"] += key and not right and got["confidence"] >= DOUBTFUL and not any(f.startswith(at) for f in told)

    for part in ("memo", "organisation"):
        have = document.get(part) or {}
        for key, want in (expected.get(part) or {}).items():
            if (expected.get(part) or {}).get(key + "_printed") is None:
                take(want, have.get(key), f"{part}/{key}", key == "date")
    measures = document.get("measures") or []
    pairs, _ = scorer.pair(expected["measures"], [{"title": plain(m.get("title")), "at": i} for i, m in enumerate(measures)], lambda m: m.get("title"))
    for want, found in pairs:
        if found is None:
            continue
        at, have = f"measures/{found['at']}/", measures[found["at"]]
        for key in ("no", "group", "title", "method", "responsible", "monitoring", "result", "outcome", "recommendation"):
            take(want.get(key), have.get(key))
        take(want.get("status"), have.get("status"), at + "status", True)
        for key in ("start", "end"):
            take((want.get("period") or {}).get(key), (have.get("period") or {}).get(key), at + "period", True)
    pairs, _ = scorer.pair(expected["signatures"], [{"name": plain(s.get("name")), "all": s} for s in document.get("signatures") or []], lambda s: s.get("name"))
    for want, found in pairs:
        for key in ("name", "position"):
            take(want.get(key), found and found["all"].get(key))
    return n


def main(argv):
    p = argparse.ArgumentParser(prog="tools/bench seeds", description=__doc__.split("\n")[0])
    p.add_argument("--set", action="append", choices=("born", *QUALITIES, "real"))
    p.add_argument("--samples", action="store_true")
    p.add_argument("--only", action="append")
    p.add_argument("--verbose", action="store_true")
    p.add_argument("--jobs", type=int)
    p.add_argument("--varied", type=pathlib.Path)
    options = p.parse_args(argv)
    if not SCORER.is_file():
        print("SKIPPED: the scorer lies in ../shared/eval, which is not there")
        return 0
    spec = importlib.util.spec_from_file_location("score_records", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    sets = options.set or ["born", *([] if options.varied else QUALITIES), *([] if options.samples or options.varied else ["real"])]
    figures = {}
    print(f"{'set':10s} {'file':34s} {'exact':>9s} {'close':>9s} {'header':>7s} {'measures':>8s} {'extra':>5s} {'invent':>6s} {'status':>7s} {'dates':>7s}")
    for name in sets:
        files, total = files_of(name, options), collections.Counter()
        if not files:
            print(f"{name:10s} SKIPPED: no files drawn")
            continue
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            documents = exported([f for f, _, _ in files], folder, options.jobs)
            for file, expected, index in files:
                got = folder / "got.json"
                got.write_text(json.dumps({"documents": plain(documents.get(file.name, []))}))
                done = subprocess.run([sys.executable, SCORER, expected, got, "--document", str(index), *(["--verbose"] if options.verbose else [])],
                                      capture_output=True, text=True)
                match = TOTAL.search(done.stdout)
                if not match:
                    sys.exit(f"{expected}: the scorer said\n{done.stdout}{done.stderr}")
                if options.verbose:
                    print(done.stdout[:done.stdout.rfind("\n", 0, -1) + 1])
                n = [int(g) for g in match.groups()]
                header = [tuple(map(int, m)) for m in re.findall(r"^(?:memo|organisation)\.\S+\s+exact (\d+)/(\d+)", done.stdout, re.M)]
                one = collections.Counter(dict(zip(("exact", "fields", "close", "_", "measures", "measures_all", "spurious", "invented",
                                                    "status", "status_all", "dates", "dates_all"), n)))
                one["header"], one["header_all"] = sum(a for a, _ in header), sum(b for _, b in header)
                if index < len(documents.get(file.name, [])):
                    one += sureness(json.loads(expected.read_text()), documents[file.name][index], scorer)
                total.update(one)
                if not options.varied or any(one[a] < one[a + "_all" if a != "exact" else "fields"] for a in ("exact", "status", "dates")) or one["spurious"]:
                    print(row(name, file.stem + (f" #{index}" if index else ""), one), flush=True)
        print(row(name, "all", total), flush=True)
        for key, of in (("exact", "fields"), ("close", "fields"), ("header", "header_all"), ("measures", "measures_all"),
                        ("status", "status_all"), ("dates", "dates_all"), ("sure", "sure_all")):
            figures[f"{name}.{key}"] = round(100 * total[key] / total[of], 2) if total[of] else 100.0
        figures |= {f"{name}.spurious": total["spurious"], f"{name}.invented": total["invented"], f"{name}.unwarned": total["unwarned"]}
    write_figures("samples" if options.samples else "varied" if options.varied else "seeds", figures)
    print("  ".join(f"{k} {v}" for k, v in figures.items()))
    return 0


def row(name, file, t):
    of = lambda a, b: f"{t[a]}/{t[b]}"
    return (f"{name:10s} {file:34s} {of('exact', 'fields'):>9s} {of('close', 'fields'):>9s} {of('header', 'header_all'):>7s} {of('measures', 'measures_all'):>8s}"
            f" {t['spurious']:5d} {t['invented']:6d} {of('status', 'status_all'):>7s} {of('dates', 'dates_all'):>7s}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
