"""The text layers of real files: phrases of their truth found, and forms that no Thai word has, by what became of each page's layer."""
import collections
import json
import pathlib
import re
import subprocess
import sys

from _report import BANTHUEK, SHARED

ARCHIVE = SHARED / "archive"
# What may be done with a page that has a layer: it is taken (mended or not), or its picture is read.
TAKEN, READ = "layer taken", "picture read"


def layer_pages(path):
    """Numbers of the pages on which another program finds letters."""
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
    return {number for number, page in enumerate(text.split("\f"), 1) if len(re.findall(r"\w", page)) >= 6}


def phrases_of_truth(path):
    """{page: phrases} of a truth in the archive's format."""
    out = collections.defaultdict(list)
    for entry in json.loads(path.read_text()).get("text") or []:
        out[entry["page"]] += (entry.get("has") or []) + (entry.get("blind") or [])
    return out


def sets():
    """{name: [(file, {page: phrases})]}; what has no truth by eye has no phrases, and is looked through for forms that are never Thai alone."""
    out = {}
    if (SHARED / "cases").is_dir():
        out["cases"] = []
        for path in sorted((SHARED / "cases").glob("layer-*/*.pdf")):
            source = "".join(p.read_text() for p in path.parent.glob("make.sh"))
            out["cases"].append((path, {1: [word for p in re.findall(r"<p>(.*?)</p>", source) for word in p.split()]}))
    if (SHARED / "scans").is_dir():
        out["scans"] = []
        for path in sorted((SHARED / "scans").glob("*.pdf")):
            texts = {int(p.stem.rsplit("-", 1)[1]): p for p in (SHARED / "scans/pages").glob(f"{path.stem}-*.txt")}
            out["scans"].append((path, {page: [line for line in p.read_text().splitlines() if line.strip()] for page, p in texts.items()}))
    if ARCHIVE.is_dir():
        for half in ("tune", "check"):
            truths = [ARCHIVE / "truth" / f"{name}.json" for name in (ARCHIVE / f"{half}.txt").read_text().split()]
            out[half] = [(ARCHIVE / "documents" / json.loads(p.read_text())["source"], phrases_of_truth(p)) for p in truths]
    return out


def measure(never, misses):
    """Prints a table, by set and what became of the layer; the names of misses (of the check half none) where asked for. Gives the figures."""
    if not (SHARED / "eval" / "score_archive.py").is_file():
        print("bench layers: real files SKIPPED: ../shared is not there")
        return {}
    sys.path.insert(0, str(SHARED / "eval"))
    from score_archive import key

    figures = {}
    print(f"{'real files':12s} {'of the page':14s} {'pages':>6s} {'phrases':>9s} {'%':>6s} {'never Thai':>11s}")
    for name, files in sets().items():
        with_layer = [(path, phrases, pages) for path, phrases in files if path.is_file() and (pages := layer_pages(path))]
        if not with_layer:
            continue
        done = subprocess.run([BANTHUEK, "read", "--format", "json", *(path for path, _, _ in with_layer)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        read = {pathlib.Path(f["file"]).name: f.get("pages") or [] for f in json.loads(done.stdout)["files"]}
        sums = collections.defaultdict(collections.Counter)
        for path, phrases, pages in with_layer:
            for page in read.get(path.name, []):
                if page["page"] not in pages:
                    continue
                sum_of = sums[READ if page["source"] == "scan" else TAKEN]
                text, wanted = key(page["text"]), phrases.get(page["page"], [])
                lost, forms = [p for p in wanted if key(p) not in text], never.findall(page["text"])
                sum_of.update(pages=1, phrases=len(wanted), found=len(wanted) - len(lost), never=len(forms))
                if misses and name != "check" and (lost or forms):
                    print(f"-- {path.name} p{page['page']} ({page['source']}): {' | '.join(lost)}{f' [{len(forms)} never Thai]' if forms else ''}")
        for what, s in sorted(sums.items()):
            share = f"{100 * s['found'] / s['phrases']:6.1f}" if s["phrases"] else f"{'-':>6s}"
            print(f"{name:12s} {what:14s} {s['pages']:6d} {s['found']:4d}/{s['phrases']:<4d} {share} {s['never']:11d}")
            figures |= {f"{name}.{what.replace(' ', '_')}.phrases": f"{s['found']}/{s['phrases']}", f"{name}.{what.replace(' ', '_')}.never_thai": s["never"]}
    return figures
