#!/usr/bin/env python3
"""One reader against fifty: what honest searchers wait for while one address exports, posts slowly, opens TLS and signs in without end.

usage: tools/bench one_reader [--db DB] [--measures N] [--seconds N] [--program BANTHUEK] [--assert]

Fifty searchers, each from an address of this machine of its own, ask one search every two seconds; another address does the rest:

  attacked  as much of each at once as the desk lets one address have (half of its threads), so that all of it is really worked on
  flooded   450 connections at once, most of which wait behind each other; nothing says which of them gets a thread

Before each phase come a few seconds that count for nothing. The run is of no worth and fails where one of the attacks did not happen. --assert fails
where a search is not answered too, or the memory of the desk and its workers grows past 600 MB; the time, which is the machine's too, is printed only.
"""
import argparse
import asyncio
import collections
import itertools
import os
import random
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(__file__))
WORDS = [urllib.parse.quote(word) for word in ("คุณธรรม", "จัดซื้อ", "ร้องเรียน", "ทุจริต", "การ", "2566", "เผยแพร่ ข้อมูล")]
PASSWORD = "a long password nobody guesses 77"
HONEST, EVERY, WARM = 50, 2.0, 5.0


class Visitor:
    """One address with one connection at a time."""

    def __init__(self, address, port, tls):
        self.address, self.port, self.tls, self.cookie, self.io = address, port, tls, "", None

    async def open(self, tls=True):
        return await asyncio.open_connection("127.0.0.1", self.port, ssl=self.tls if tls else None, local_addr=(self.address, 0),
                                             server_hostname="localhost" if tls else None)

    async def ask(self, target, method="GET", body="", keep=True, sink=None):
        """Status and body; the connection is kept for the next one."""
        for fresh in (False, True):
            if self.io is None:
                fresh = True
                self.io = await self.open()
            reader, writer = self.io
            try:
                head = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n"
                if method == "POST":
                    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
                writer.write((head + "\r\n" + body).encode())
                answer = await reader.readuntil(b"\r\n\r\n")
                text = answer.decode("latin-1")
                got = b""
                if length := re.search(r"(?i)content-length: (\d+)", text):
                    got = await reader.readexactly(int(length[1]))
                elif "chunked" in text:
                    while size := int(await reader.readline(), 16):
                        piece = await reader.readexactly(size + 2)
                        if sink is None:
                            got += piece
                if "connection: close" in text.lower() or not keep:
                    self.close()
                return int(text.split(" ")[1]), text, got
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                if fresh:  # a kept connection may have been closed meanwhile: once more on a new one
                    raise
        raise OSError("no answer")

    def close(self):
        if self.io:
            self.io[1].close()
        self.io = None

    async def sign_in(self, name="reader", password=PASSWORD):
        _, head, page = await self.ask("/sign-in")
        csrf = re.search(rb'name="csrf" value="([^"]+)"', page)[1].decode()
        status, head, _ = await self.ask("/sign-in", "POST", urllib.parse.urlencode({"name": name, "password": password, "csrf": csrf}))
        if found := re.search(r"(?i)set-cookie: (__Host-banthuek=[^;]+)", head):
            self.cookie = found[1]
        return status


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


async def honest(visitor, until, waits, errors):
    await asyncio.sleep(random.random() * EVERY)
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            status, _, _ = await asyncio.wait_for(visitor.ask(f"/search?q={random.choice(WORDS)}&page={random.randint(1, 3)}"), 60)
            waits.append(time.monotonic() - start)
            if status != 200:
                errors.append(str(status))
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError) as error:
            waits.append(time.monotonic() - start)
            errors.append(type(error).__name__)
            visitor.close()
        await asyncio.sleep(max(0.0, EVERY * (0.5 + random.random()) - (time.monotonic() - start)))


# How many of each at once; of "attacked" they are 48 together, the half of a desk's threads.
PLANS = {"attacked": {"csv": 12, "xlsx": 6, "slow post": 12, "idle TLS": 12, "sign-in": 6},
         "flooded": {"csv": 96, "xlsx": 24, "slow post": 150, "idle TLS": 150, "sign-in": 30}}


class Attacker:
    """What one address does without end, and how often each of it was taken by the desk."""

    def __init__(self, address, port, tls, cookie, until):
        self.address, self.port, self.tls, self.cookie, self.until = address, port, tls, cookie, until
        self.happened, self.answers = collections.Counter(), collections.Counter()

    def visitor(self):
        out = Visitor(self.address, self.port, self.tls)
        out.cookie = self.cookie
        return out

    async def export(self, kind):
        status, _, _ = await self.visitor().ask(f"/export?format={kind}", keep=False, sink=True)
        self.answers[f"{kind} {status}"] += 1
        if status == 200:
            self.happened[kind] += 1
        else:
            await asyncio.sleep(0.2)

    async def slow_post(self):
        """One letter a second: it counts when it has a thread and three letters were taken of it."""
        _, writer = await self.visitor().open()
        writer.write(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n")
        try:
            for letter in itertools.count(1):
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(1)
                if writer.is_closing():
                    return
                self.happened["slow post"] += letter == 3
        finally:
            writer.close()

    async def idle_tls(self):
        """Says nothing where a handshake is due: it counts when the desk waited a second for it, which one that waits for a thread is not told."""
        reader, writer = await self.visitor().open(tls=False)
        begin = time.monotonic()
        try:
            await reader.read(1)
        finally:
            self.happened["idle TLS"] += time.monotonic() - begin > 1
            writer.close()

    async def sign_in(self):
        """With a wrong password; a refusal for trying too often is an answer to it as well."""
        one = self.visitor()
        one.cookie = ""
        status = await one.sign_in("admin", "wrong")
        self.answers[f"sign-in {status}"] += 1
        self.happened["sign-in"] += 1
        one.close()

    async def without_end(self, work):
        while time.monotonic() < self.until:
            try:
                await asyncio.wait_for(work(), max(0.1, self.until - time.monotonic()))
            except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, ValueError, TypeError):
                await asyncio.sleep(0.05)

    def begin(self, plan):
        works = {"csv": lambda: self.export("csv"), "xlsx": lambda: self.export("xlsx"), "slow post": self.slow_post, "idle TLS": self.idle_tls,
                 "sign-in": self.sign_in}
        return [asyncio.create_task(self.without_end(works[name])) for name, many in plan.items() for _ in range(many)]


def memory_of(pid):
    """MB of a process and all that it began."""
    try:
        with open(f"/proc/{pid}/status") as status:
            own = int(re.search(r"RssAnon:\s+(\d+)", status.read())[1]) // 1024
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            return own + sum(memory_of(child) for child in children.read().split())
    except (OSError, TypeError):  # one that ended meanwhile
        return 0


async def run(arguments, port, pid, tls):
    people = [Visitor(f"127.0.1.{i + 1}", port, tls) for i in range(HONEST)]
    # One session for all: what is measured is the port, not fifty hashes of passwords.
    if await people[0].sign_in() != 303:
        raise SystemExit("one_reader: an honest visitor cannot sign in")
    for one in people:
        one.cookie = people[0].cookie
    result = {}
    peak = memory_of(pid)

    async def watch(until):
        nonlocal peak
        while time.monotonic() < until:
            peak = max(peak, memory_of(pid))
            await asyncio.sleep(0.1)

    for phase in ("quiet", *PLANS):
        until = time.monotonic() + WARM + arguments.seconds
        waits, errors = [], []
        attacker = Attacker("127.0.2.1", port, tls, people[0].cookie, until)
        tasks = attacker.begin(PLANS.get(phase, {})) + [asyncio.create_task(watch(until))]
        await asyncio.sleep(WARM)
        tasks += [asyncio.create_task(honest(one, until, waits, errors)) for one in people]
        _, late = await asyncio.wait(tasks, timeout=WARM + arguments.seconds + 30)
        for task in late:  # a desk that is stopped answers nobody
            task.cancel()
        result[phase] = {"searches": len(waits), "p50_ms": 1000 * percentile(waits, 0.5), "p99_ms": 1000 * percentile(waits, 0.99),
                         "longest_ms": 1000 * max(waits, default=0), "errors": len(errors), "kinds": sorted(set(errors)),
                         "happened": {name: attacker.happened[name] for name in PLANS.get(phase, {})}, "answers": dict(attacker.answers)}
    result["peak_memory_mb"] = peak
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--db")
    parser.add_argument("--measures", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--program", default=os.environ.get("BANTHUEK", "build/banthuek"))
    parser.add_argument("--assert", dest="strict", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        db = f"{work}/archive.db"
        if arguments.db:
            subprocess.run(["cp", arguments.db, db], check=True)
        else:
            kept = f"build/bench/search-{arguments.measures}.db"
            if not os.path.exists(kept):
                subprocess.run(["tools/build", "search_bench"], check=True)
                subprocess.run(["build/tools/benchmarks/search_bench", kept, str(arguments.measures), "--queries", "2", "--others", "1000"],
                               check=True, stdout=subprocess.DEVNULL)
            subprocess.run(["cp", kept, db], check=True)
        for name, role in (("reader", "reader"), ("admin", "admin")):
            subprocess.run([arguments.program, "user", "add", name, "--role", role, "--db", db], input=PASSWORD + "\n", text=True, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj",
                        "/CN=localhost", "-keyout", f"{work}/key.pem", "-out", f"{work}/certificate.pem"], check=True, stderr=subprocess.DEVNULL)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = open(f"{work}/log", "w")
        server = subprocess.Popen([arguments.program, "serve", "--db", db, "--port", str(port), "--certificate", f"{work}/certificate.pem", "--key",
                                   f"{work}/key.pem", "--searches-per-minute", "0"], stderr=log)
        try:
            for _ in range(600):
                if "open at" in open(f"{work}/log").read():
                    break
                time.sleep(0.1)
            time.sleep(2)
            tls = ssl.create_default_context()
            tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
            result = asyncio.run(run(arguments, port, server.pid, tls))
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    quiet, attacked, flooded, peak = result["quiet"], result["attacked"], result["flooded"], result["peak_memory_mb"]
    for name in ("quiet", *PLANS):
        one = result[name]
        print(f"{name:9} {one['searches']:5} searches, p50 {one['p50_ms']:7.0f} ms, p99 {one['p99_ms']:7.0f} ms, longest {one['longest_ms']:7.0f} ms, "
              f"{one['errors']} not answered {' '.join(one['kinds'])}")
        if one["happened"]:
            print("          happened: " + ", ".join(f"{many} {what}" for what, many in one["happened"].items()) + f"; answers {one['answers']}")
    errors = attacked["errors"] + flooded["errors"]
    try:
        import _report
        _report.write_figures("one_reader", {"p99_quiet_ms": quiet["p99_ms"], "p99_ms": attacked["p99_ms"], "p99_flooded_ms": flooded["p99_ms"],
                                             "errors": errors, "memory_mb": peak})
    except OSError:
        pass
    print(f"one_reader: p99 {quiet['p99_ms']:.0f} -> {attacked['p99_ms']:.0f} and {flooded['p99_ms']:.0f} ms (bar 500), {errors} searches not answered, "
          f"memory {peak} MB (bar 600)")
    if missing := [what for what, many in attacked["happened"].items() if many == 0]:
        sys.exit(f"one_reader: nothing was shown, as this did not happen: {', '.join(missing)}")
    if arguments.strict and (errors or peak > 600):
        sys.exit("one_reader: one address takes from the others")


if __name__ == "__main__":
    main()
