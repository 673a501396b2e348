#!/usr/bin/python3
"""What happens around an import while it runs: files that are written to, a mount that is lost, one worker for each input."""
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
import zipfile

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


def open_files(pid):
    """Of a worker that may have ended meanwhile."""
    out = []
    try:
        for descriptor in os.listdir(f"/proc/{pid}/fd"):
            out.append(os.readlink(f"/proc/{pid}/fd/{descriptor}"))
    except OSError:
        pass
    return out


class Changing(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.db = self.path / "a.db"
        (self.path / "in").mkdir()
        for i, sample in enumerate(SAMPLES[:4]):
            shutil.copy(sample, self.path / "in" / f"{i}.pdf")

    # A mount of its own on the folder taken in, where this machine lets one be made: what brings it, and what takes it away under the import.
    def mount(self, folder):
        if subprocess.run(["mount", "-t", "tmpfs", "none", str(folder)], capture_output=True).returncode != 0:
            return lambda: folder.rename(self.path / "away"), lambda: (self.path / "away").rename(folder)
        self.addCleanup(subprocess.run, ["umount", "-l", str(folder)], capture_output=True)
        kept = self.path / "kept"
        kept.mkdir()

        def lose():
            for file in folder.iterdir():
                shutil.copy2(file, kept)
            subprocess.run(["umount", "-l", str(folder)], check=True)

        def bring_back():
            subprocess.run(["mount", "-t", "tmpfs", "none", str(folder)], check=True)
            for file in kept.iterdir():
                shutil.copy2(file, folder)

        return lose, bring_back

    def export(self, db):
        return subprocess.run([BANTHUEK, "export", "--db", str(db), "--format", "json", "--provenance"], capture_output=True, check=True).stdout

    def start(self, **environment):
        return subprocess.Popen([BANTHUEK, "ingest", "--jobs", "1", "--db", str(self.db), str(self.path / "in")], stderr=subprocess.PIPE,
                                env=dict(os.environ, **environment))

    def ledger(self):
        with sqlite3.connect(f"file:{self.db}?mode=ro", uri=True) as db:
            return {os.path.basename(path): (outcome, message) for path, outcome, message in db.execute("SELECT path, outcome, message FROM ledger")}

    def test_a_worker_has_files_of_one_folder_or_archive_open_and_of_no_other(self):
        """For every step of a file, the extraction of its records too: one that is taken over forges nobody else's pages."""
        inside, spool = self.path / "in", self.path / "spool"  # spool: where members are unpacked
        spool.mkdir()
        for i in range(4):
            folder = inside / f"office{i % 2}"
            folder.mkdir(exist_ok=True)
            (inside / f"{i}.pdf").rename(folder / f"{i}.pdf")
        with zipfile.ZipFile(inside / "office0" / "post.zip", "w") as archive:
            for i, sample in enumerate(SAMPLES[4:7]):
                archive.write(sample, f"{i}.pdf")
        run = self.start(TMPDIR=str(spool))
        seen = {}
        while run.poll() is None:
            for worker in workers_of(run.pid):
                for name in open_files(worker):
                    origin = "archive" if name.startswith(str(spool)) or name.endswith(".zip") else pathlib.Path(name).parent.name
                    if name.startswith(str(self.path)):
                        seen.setdefault(worker, set()).add(origin)
            time.sleep(0.002)
        run.communicate()
        self.assertEqual({outcome for outcome, _ in self.ledger().values()} - {"done", "done_with_findings"}, set())
        self.assertEqual({origin for one in seen.values() for origin in one}, {"office0", "office1", "archive"})
        self.assertEqual({worker: origins for worker, origins in seen.items() if len(origins) > 1}, {})

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

    def test_files_of_a_mount_that_is_lost_are_told_and_come_when_it_is_back(self):
        files = self.path / "in"
        lose, bring_back = self.mount(files)
        for i, sample in enumerate(SAMPLES[:8]):
            shutil.copy(sample, files / f"{i}.pdf")
        run = self.start()
        until = time.time() + 60
        stored = 0
        while not stored and run.poll() is None and time.time() < until:
            try:
                stored = len(self.ledger())
            except sqlite3.OperationalError:  # not made yet
                pass
            time.sleep(0.01)
        run.send_signal(signal.SIGSTOP)
        lose()
        run.send_signal(signal.SIGCONT)
        told = run.communicate()[1].decode()
        self.assertEqual(run.returncode, 1, told)
        lost = {name for name, (outcome, _) in self.ledger().items() if outcome == "interrupted"}
        self.assertIn("7.pdf", lost, "the last of eight, while the first was stored")
        self.assertNotIn("0.pdf", lost)
        for name in lost:
            self.assertIn("is not there", self.ledger()[name][1])
            self.assertIn(name, told)
        self.assertEqual(subprocess.run([BANTHUEK, "verify", "--db", str(self.db)], capture_output=True).returncode, 0)

        # While it is away nothing is forgotten, though the folder is empty or not there.
        before = self.export(self.db)
        self.start().communicate()
        subprocess.run([BANTHUEK, "ingest", "--prune", "--db", str(self.db), str(files)], capture_output=True)
        self.assertEqual(self.export(self.db), before)

        bring_back()
        again = self.start()
        again.communicate()
        self.assertEqual(again.returncode, 0)
        self.assertEqual({outcome for outcome, _ in self.ledger().values()} - {"done", "done_with_findings"}, set())
        undisturbed = self.path / "undisturbed.db"
        subprocess.run([BANTHUEK, "ingest", "--jobs", "1", "--db", str(undisturbed), str(files)], capture_output=True, check=True)
        self.assertEqual(self.export(self.db), self.export(undisturbed))


if __name__ == "__main__":
    unittest.main()
