#!/usr/bin/python3
"""Everything that writes is killed (`kill -9`) right before each of its calls that change a file, one after the other, by count: the same moments in
every run, and all of them where they are not over ROUNDS. What it left is whole or not there, and the same command, given again, comes to the same.

usage: kill_points_slow_test.py [ROUNDS] [SCENE...]   (default: 100 moments of each, spread evenly)
"""
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

PROGRAM = os.environ.get("BANTHUEK", "build/banthuek")
PRELOADED = os.path.join(os.environ.get("BANTHUEK_BUILD", "build"), "tests/libdie_at.so")
SAMPLE = pathlib.Path("samples/two-memos/born-digital.pdf")
work = pathlib.Path(tempfile.mkdtemp())
moment = "before anything"  # for what fails


def fail(what):
    sys.exit(f"FAILED: {moment}: {what}")


def run(*arguments, die_at=0, count=None, allowed=(0,)):
    env = dict(os.environ, TMPDIR=str(work / "tmp"))
    if die_at or count:
        env |= {"LD_PRELOAD": os.path.abspath(PRELOADED), "BANTHUEK_DIE_AT": str(die_at)} | ({"BANTHUEK_COUNT": str(count)} if count else {})
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env=env)
    if done.returncode not in allowed:
        fail(f"{arguments[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done


def content(db):
    return run("export", "--db", db, "--format", "json", "--provenance").stdout


def ledger(db):
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as file:
        return sorted(file.execute("SELECT path, sha256, outcome, message, page_count, document_count FROM ledger"))


def clear(*names):
    for name in names:
        for path in work.glob(name + "*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy(source, target):
    clear(target)
    for path in work.glob(source + "*"):
        end = path.name[len(source):]
        if path.is_dir():
            shutil.copytree(path, work / (target + end))
        else:
            shutil.copy(path, work / (target + end))


def whole(db, expected, what):
    run("verify", "--db", work / db)
    if content(work / db) not in expected:
        fail(f"{what} holds something else")


def folder():
    """Files, a copy of one, archives one of whose members is a file that lies beside it, and one that is broken."""
    inside = work / "in"
    inside.mkdir()
    shutil.copy(SAMPLE, inside / "b.pdf")
    shutil.copy(SAMPLE, inside / "copy-of-b.pdf")
    (inside / "broken.pdf").write_bytes(SAMPLE.read_bytes()[:3000])
    with zipfile.ZipFile(inside / "a.zip", "w") as outer:
        outer.write(SAMPLE, "member.pdf")
        outer.write("samples/status-words/born-digital.pdf", "only-here.pdf")
        with outer.open("nested.zip", "w") as nested, zipfile.ZipFile(nested, "w") as inner:
            inner.write("samples/score-table/born-digital.pdf", "deep.pdf")
            inner.write(SAMPLE, "deep-copy.pdf")
    return inside


def ingest_scene(inside):
    def prepare():
        clear("i.db")

    def check():
        run(*command, allowed=(1,))
        whole("i.db", [content(work / "whole.db")], "the archive")
        if ledger(work / "i.db") != ledger(work / "whole.db"):
            fail(f"another ledger: {ledger(work / 'i.db')}")

    command = ("ingest", "--jobs", "1", "--db", work / "i.db", inside)
    return prepare, command, check


def scenes(inside):
    """name -> what is there before, the command, what must hold after it was killed."""
    rest = work / "whole.db"
    key = sqlite3.connect(rest).execute("SELECT key FROM documents ORDER BY key").fetchone()[0]
    before = content(rest)
    copy("whole.db", "c.db")
    run("correct", key, "title", "ชื่อที่แก้แล้ว", "--who", "สมศรี", "--why", "อ่านผิด", "--db", work / "c.db")
    corrected = content(work / "c.db")
    copy("whole.db", "f.db")
    run("forget", str(inside / "a.zip"), "--db", work / "f.db")
    forgotten = content(work / "f.db")
    run("backup", work / "kept.backup", "--db", rest)
    for k in (1, 2):
        run("ingest", "--jobs", "1", "--shard", f"{k}/2", "--db", work / f"shard-{k}.db", inside, allowed=(0, 1))

    def changes(name, arguments, after, of="whole.db", before=before):
        """One that changes a copy of an archive: it is as before or as after, and comes to be as after."""
        command = (name, *arguments, "--db", work / "x.db")

        def check():
            whole("x.db", (before, after), "the archive")
            if content(work / "x.db") == before or before == after:
                run(*command)
            whole("x.db", (after,), "the archive, when it was asked again,")

        return lambda: copy(of, "x.db"), command, check

    # Two files, of which one is then gone from its folder.
    gone = work / "gone"
    gone.mkdir()
    shutil.copy(SAMPLE, gone / "stays.pdf")
    shutil.copy("samples/status-words/born-digital.pdf", gone / "goes.pdf")
    run("ingest", "--jobs", "1", "--db", work / "g.db", gone)
    (gone / "goes.pdf").unlink()
    with_both = content(work / "g.db")
    copy("g.db", "p.db")
    run("ingest", "--jobs", "1", "--prune", "--db", work / "p.db", gone)
    pruned = content(work / "p.db")
    if pruned == with_both:
        fail("nothing was pruned")

    def makes(target, command, source=None):
        """One that makes a file: it is whole or not there, and comes to be whole."""

        def check():
            if source:
                whole(source, (before,), source)
            if not (work / target).exists():
                run(*command)
            whole(target, (before,), target)

        return lambda: clear(target), command, check

    def reindex_check():
        run("reindex", "--db", work / "x.db")  # who writes next goes on where it was cut off
        whole("x.db", (before,), "the archive")

    def replace_check():
        whole("old.backup", (before,), "the backup")
        run("backup", work / "old.backup", "--replace", "--db", rest)
        whole("old.backup", (before,), "the backup, when it was made again,")

    evidence = ("bundle", key, "--out", work / "evidence.zip", "--db", rest)

    def evidence_check():
        if not (work / "evidence.zip").exists():
            run(*evidence)
        run("verify", work / "evidence.zip")

    return {"ingest": ingest_scene(inside),
            "backup": makes("new.backup", ("backup", work / "new.backup", "--db", rest), "whole.db"),
            "backup --replace": (lambda: copy("kept.backup", "old.backup"), ("backup", work / "old.backup", "--replace", "--db", rest), replace_check),
            "restore": makes("r.db", ("restore", work / "kept.backup", "--db", work / "r.db"), "kept.backup"),
            "merge": makes("m.db", ("merge", "--db", work / "m.db", work / "shard-1.db", work / "shard-2.db")),
            "reindex": (lambda: copy("whole.db", "x.db"), ("reindex", "--db", work / "x.db"), reindex_check),
            "correct": changes("correct", (key, "title", "ชื่อที่แก้แล้ว", "--who", "สมศรี", "--why", "อ่านผิด"), corrected),
            "forget": changes("forget", (str(inside / "a.zip"),), forgotten),
            "prune": changes("ingest", ("--jobs", "1", "--prune", gone), pruned, "g.db", with_both),
            "bundle": (lambda: clear("evidence.zip"), evidence, evidence_check)}


def main():
    global moment
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    (work / "tmp").mkdir()
    inside = folder()
    run("ingest", "--jobs", "1", "--db", work / "whole.db", inside, allowed=(1,))
    for name, (prepare, command, check) in scenes(inside).items():
        if sys.argv[2:] and name not in sys.argv[2:]:
            continue
        begin = time.monotonic()
        prepare()
        run(*command, count=work / "count", allowed=(0, 1))
        calls = int((work / "count").read_text())
        moments = sorted({1 + i * calls // min(rounds, calls) for i in range(min(rounds, calls))})
        killed = 0
        for at in moments:
            moment = f"{name}, killed before change {at} of {calls}"
            prepare()
            killed += run(*command, die_at=at, allowed=(0, 1, -signal.SIGKILL)).returncode == -signal.SIGKILL
            check()
        moment = name
        if killed < 0.8 * len(moments):
            fail(f"only {killed} of {len(moments)} were killed: the moments are not the same each time")
        print(f"{name}: {calls} changes of files, killed at {killed} of them, {time.monotonic() - begin:.0f} s", flush=True)
    left = list((work / "tmp").iterdir())
    if left:
        fail(f"temporary files are left: {left}")


if not os.path.exists(PRELOADED):
    print(f"SKIPPED: {PRELOADED} is not there; run tools/build")
    sys.exit(77)
try:
    main()
finally:
    shutil.rmtree(work, ignore_errors=True)
