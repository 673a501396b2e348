#!/usr/bin/env python3
"""What happens around an import while it runs: files that are written to, one worker for each input."""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build" / "banthuek"))
SAMPLES = sorted(ROOT.glob("samples/*/born-digital.pdf"))


def workers_of(pid):
    out = set()
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = pathlib.Path(f"/proc/{name}/stat").read_text()
                line = pathlib.Path(f"/proc/{name}/cmdline").read_bytes()
            except OSError:
                continue
            if int(stat.rsplit(")", 1)[1].split()[1]) == pid and b"\0worker" in line:
                out.add(int(name))
    return out


class Changing(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.db = self.path / "a.db"
        (self.path / "in").mkdir()
        for i, sample in enumerate(SAMPLES[:4]):
            shutil.copy(sample, self.path / "in" / f"{i}.pdf")

    def tearDown(self):
        self.folder.cleanup()

    def start(self):
        return subprocess.Popen([BANTHUEK, "ingest", "--jobs", "1", "--db", str(self.db), str(self.path / "in")], stderr=subprocess.PIPE)

    def ledger(self):
        with sqlite3.connect(f"file:{self.db}?mode=ro", uri=True) as db:
            return {os.path.basename(path): (outcome, message) for path, outcome, message in db.execute("SELECT path, outcome, message FROM ledger")}

    def test_a_worker_sees_the_files_of_one_folder_only(self):
        for i in range(4):
            (self.path / "in" / f"office{i}").mkdir()
            (self.path / "in" / f"{i}.pdf").rename(self.path / "in" / f"office{i}" / f"{i}.pdf")
        run = self.start()
        seen = set()
        while run.poll() is None:
            seen |= workers_of(run.pid)
            time.sleep(0.005)
        run.communicate()
        self.assertEqual({outcome for outcome, _ in self.ledger().values()} - {"done", "done_with_findings"}, set())
        self.assertGreaterEqual(len(seen), 4, "four offices' folders, one after the other, each by a process that saw no other")

    def test_what_was_read_of_a_file_that_was_written_to_is_not_kept(self):
        last = self.path / "in" / "2.pdf"
        whole = last.read_bytes()
        run = self.start()
        # Opened and hashed as one of the first three, read after the two before it.
        until = time.time() + 60
        opened = False
        while not opened and run.poll() is None and time.time() < until:
            for fd in pathlib.Path(f"/proc/{run.pid}/fd").glob("*"):
                try:
                    opened = opened or os.readlink(fd) == str(last)
                except OSError:
                    pass
        self.assertTrue(opened)
        time.sleep(0.05)  # hashed
        with open(last, "r+b") as file:
            file.seek(len(whole) // 2)
            file.write(b"overwritten while it is read")
        run.communicate()
        outcome, message = self.ledger()["2.pdf"]
        self.assertEqual(outcome, "interrupted", message)
        self.assertIn("was written to while it was read", message)
        with sqlite3.connect(f"file:{self.db}?mode=ro", uri=True) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM file_places WHERE path LIKE '%2.pdf'").fetchone()[0], 0)
        last.write_bytes(whole)
        again = self.start()
        again.communicate()
        self.assertIn(self.ledger()["2.pdf"][0], ("done", "done_with_findings"))
        self.assertEqual(subprocess.run([BANTHUEK, "verify", "--db", str(self.db)], capture_output=True).returncode, 0)


if __name__ == "__main__":
    unittest.main()
