#!/usr/bin/env python3
"""What it costs to hold a database against its history: `banthuek verify` of a synthetic country, and whether it finds one value that was changed in it.

usage: tools/bench verify [MEASURES]   (default 1000000; the database is that of tools/bench search)
"""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
import _report


def verify(database):
    """(exit status, seconds, CPU seconds, memory of its own in MB, what it says): pages of the file that are mapped are the system's."""
    own = 0
    begin = time.monotonic()
    process = subprocess.Popen([_report.BANTHUEK, "verify", "--db", database], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def watch():
        nonlocal own
        while process.returncode is None:
            try:
                with open(f"/proc/{process.pid}/status") as status:
                    own = max([own] + [int(line.split()[1]) // 1024 for line in status if line.startswith("RssAnon")])
            except OSError:
                return
            time.sleep(0.1)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.monotonic() - begin, usage.ru_utime + usage.ru_stime, own, said


def main():
    measures = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    database = _report.BENCH / f"search-{measures}.db"
    if not database.exists():
        subprocess.run([_report.ROOT / "tools/build", "search_bench"], check=True)
        subprocess.run([_report.ROOT / "build/tools/benchmarks/search_bench", database, str(measures), "--queries", "2", "--others", "1000"],
                       check=True, stdout=subprocess.DEVNULL)
    status, seconds, cpu, own, said = verify(database)
    print(f"as it was made: exit {status}, {seconds:.1f} s, CPU {cpu:.1f} s, {own} MB of its own: {said.splitlines()[0] if said else ''}")
    if status != 0:
        sys.exit("bench verify: the database is not whole: delete it, so that it is made anew")
    changed = _report.BENCH / "falsified.db"
    shutil.copy(database, changed)
    with sqlite3.connect(changed) as file:
        triggers = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'measures'").fetchall()
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        file.execute("UPDATE measures SET status = CASE status WHEN 'done' THEN 'not_started' ELSE 'done' END WHERE id = ?", (measures // 2,))
        for _, sql in triggers:
            file.execute(sql)
    found, _, found_cpu, _, said = verify(changed)
    for end in ("", "-wal", "-shm"):
        pathlib.Path(f"{changed}{end}").unlink(missing_ok=True)
    print(f"one status of {measures} is another: exit {found}, CPU {found_cpu:.1f} s: {said.splitlines()[0] if said else ''}")
    figures = {"measures": measures, "seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1), "memory_mb": own, "found": int(found == 1)}
    _report.write_figures("verify", figures)
    print(f"verify: {measures} measures in {seconds:.0f} s, CPU {cpu:.0f} s, {own} MB; a changed value is {'found' if found == 1 else 'NOT FOUND'}")
    if found != 1:
        sys.exit(1)


if __name__ == "__main__":
    main()
