"""What every benchmark shares: the machine in words, build/bench/NAME.json, CPU seconds and peak memory of a child."""
import json
import os
import pathlib
import platform
import re
import resource
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
BENCH = ROOT / "build" / "bench"
BANTHUEK = ROOT / "build" / "banthuek"
# A line of ../shared/eval/score_archive.py, "  organisation  27/31  27/31  2  2  0 of 22"; bad: certain and wrong or invented
ARCHIVE_FIELD = re.compile(r"^  (?P<field>\S+)\s+(?P<right>\d+)/(?P<given>\d+)\s+(?P<found>\d+)/(?P<wanted>\d+)\s+(?P<wrong>\d+)\s+(?P<invented>\d+)\s+(?P<bad>\d+) of (?P<sure>\d+)$")


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def write_figures(name, figures):
    """Writes build/bench/NAME.json: {"bench", "machine", "figures": {name: number}}."""
    BENCH.mkdir(parents=True, exist_ok=True)
    path = BENCH / f"{name}.json"
    path.write_text(json.dumps({"bench": name, "machine": machine(), "figures": figures}, ensure_ascii=False, indent=1) + "\n")
    return path


def extracting_anew(work):
    """The environment of an import into a database that is kept: where the program is another than before, it extracts again from the
    pages that it read. An import does that by itself only where the schemas are others, so these are a copy that names the program."""
    copy = pathlib.Path(work) / "schemas-of-this-program"
    shutil.copytree(os.environ.get("BANTHUEK_SCHEMAS", ROOT / "schemas"), copy)
    with open(copy / "layouts" / "page.toml", "a") as layout:
        layout.write(f"# {BANTHUEK.stat().st_mtime_ns}\n")
    return os.environ | {"BANTHUEK_SCHEMAS": str(copy)}


def archive_database(given, folder, bench):
    """Path of a database of ../shared/archive/documents: the one given, or a new one in `folder`."""
    database = given or pathlib.Path(folder) / "archive.db"
    if not database.exists():
        done = subprocess.run([BANTHUEK, "ingest", "--db", database, SHARED / "archive" / "documents"], stdout=subprocess.DEVNULL)
        if done.returncode not in (0, 1):
            sys.exit(f"bench {bench}: ingest ended with {done.returncode}")
    return database


def cost(command, **options):
    """Runs a command to its end: (exit status, CPU seconds of it and its children, peak memory of the largest in MB)."""
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def children_cpu():
    """CPU seconds of all children waited for so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
