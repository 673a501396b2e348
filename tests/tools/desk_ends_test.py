#!/usr/bin/python3
"""An import that the desk began ends with the desk, asked or killed, and leaves no file behind."""
import http.cookiejar
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build" / "banthuek"))
SAMPLES = sorted(ROOT.glob("samples/*/born-digital.pdf"))


def processes_of(mark):
    """Processes of banthuek that have `mark` in their words or their environment."""
    out = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            words = pathlib.Path(f"/proc/{name}/cmdline").read_bytes()
            held = words + pathlib.Path(f"/proc/{name}/environ").read_bytes()
        except OSError:
            continue
        if mark.encode() in held and words.startswith(b"banthuek"):
            out.append((int(name), words.replace(b"\0", b" ").decode(errors="replace")))
    return out


class DeskEnds(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.temporary = self.path / "tmp"
        self.temporary.mkdir()
        self.db = self.path / "a.db"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        words = [BANTHUEK, "serve", "--db", str(self.db), "--create", "--port", str(self.port), "--uploads-limit", "100"]
        self.desk = subprocess.Popen(words, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(self.temporary)})
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url("/help"), timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)

    def tearDown(self):
        self.desk.kill()
        self.desk.wait()
        self.folder.cleanup()

    def url(self, path):
        return f"http://localhost:{self.port}{path}"

    def upload(self):
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        csrf = re.search(rb'name="csrf" (?:content|value)="([^"]+)"', opener.open(self.url("/import"), timeout=30).read())[1]
        # Many files, so that the import is still at work: each has other bytes.
        body = b'--XX\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + csrf + b"\r\n"
        for i in range(60):
            content = SAMPLES[i % len(SAMPLES)].read_bytes() + b"\n%" + str(i).encode()
            body += b'--XX\r\nContent-Disposition: form-data; name="files"; filename="%d.pdf"\r\n\r\n' % i + content + b"\r\n"
        request = urllib.request.Request(self.url("/import"), body + b"--XX--\r\n", {"Content-Type": "multipart/form-data; boundary=XX"})
        opener.open(request, timeout=60).read()
        for _ in range(200):
            if any(" ingest " in words for _, words in processes_of(str(self.path))):
                break
            time.sleep(0.05)
        else:
            self.fail("no import began")
        time.sleep(0.5)

    def gone_after(self, seconds):
        until = time.time() + seconds
        left = processes_of(str(self.path))
        while left and time.time() < until:
            time.sleep(0.1)
            left = processes_of(str(self.path))
        self.assertEqual(left, [])

    def test_asked_to(self):
        self.upload()
        self.desk.send_signal(signal.SIGTERM)
        self.assertEqual(self.desk.wait(timeout=60), 0)
        self.gone_after(1)
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_killed(self):
        self.upload()
        self.desk.send_signal(signal.SIGKILL)
        self.desk.wait()
        self.gone_after(60)
        self.assertEqual(list(self.temporary.iterdir()), [])
        self.assertEqual(subprocess.run([BANTHUEK, "verify", "--db", str(self.db)], capture_output=True).returncode, 0)


if __name__ == "__main__":
    unittest.main()
