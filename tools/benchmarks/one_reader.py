#!/usr/bin/env python3
"""One reader against fifty: what honest searchers wait for while one address exports, posts slowly, opens TLS and signs in without end.

usage: tools/bench one_reader [--db DB] [--measures N] [--seconds N] [--program BANTHUEK] [--assert]

Fifty searchers, each from an address of this machine of its own, ask one search every two seconds; another address does the rest. --assert fails where
a search is not answered or the desk's own memory grows past 600 MB; the time, which is the machine's too, is printed only.
"""
import argparse
import asyncio
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
HONEST, EVERY = 50, 2.0


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


async def without_end(work, until, count):
    while time.monotonic() < until:
        try:
            await asyncio.wait_for(work(), max(0.1, until - time.monotonic()))
            count[0] += 1
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, ValueError, TypeError):
            await asyncio.sleep(0.05)


def attacks(address, port, tls, cookie, until, counts):
    """What one address does at once: kind -> tasks."""

    def visitor():
        out = Visitor(address, port, tls)
        out.cookie = cookie
        return out

    async def export(kind):
        one = visitor()
        status, _, _ = await one.ask(f"/export?format={kind}", keep=False, sink=True)
        if status != 200:
            await asyncio.sleep(0.2)

    async def slow_post():
        one = visitor()
        _, writer = await one.open()
        writer.write(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n")
        try:
            while time.monotonic() < until and not writer.is_closing():
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(1)
        finally:
            writer.close()

    async def idle_tls():
        reader, writer = await visitor().open(tls=False)
        try:
            await reader.read(1)
        finally:
            writer.close()

    async def sign_in():
        one = visitor()
        await one.sign_in("admin", "wrong")
        one.close()

    plan = [(lambda: export("csv"), 96, "csv"), (lambda: export("xlsx"), 24, "xlsx"), (slow_post, 150, "slow"), (idle_tls, 150, "idle"), (sign_in, 30, "sign-in")]
    tasks = []
    for work, many, name in plan:
        counts[name] = [0]
        tasks += [asyncio.create_task(without_end(work, until, counts[name])) for _ in range(many)]
    return tasks


def memory_of(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"RssAnon:\s+(\d+)", status.read())[1]) // 1024


async def run(arguments, port, pid, tls):
    people = [Visitor(f"127.0.1.{i + 1}", port, tls) for i in range(HONEST)]
    # One session for all: what is measured is the port, not fifty hashes of passwords.
    if await people[0].sign_in() != 303:
        raise SystemExit("one_reader: an honest visitor cannot sign in")
    for one in people:
        one.cookie = people[0].cookie
    attacker = Visitor("127.0.2.1", port, tls)
    attacker.cookie = people[0].cookie
    result = {}
    peak = memory_of(pid)

    async def watch(until):
        nonlocal peak
        while time.monotonic() < until:
            peak = max(peak, memory_of(pid))
            await asyncio.sleep(0.1)

    for phase in ("quiet", "attacked"):
        until = time.monotonic() + arguments.seconds
        waits, errors, counts = [], [], {}
        tasks = [asyncio.create_task(honest(one, until, waits, errors)) for one in people] + [asyncio.create_task(watch(until))]
        if phase == "attacked":
            tasks += attacks(attacker.address, port, tls, attacker.cookie, until, counts)
        _, late = await asyncio.wait(tasks, timeout=arguments.seconds + 30)
        for task in late:  # a desk that is stopped answers nobody
            task.cancel()
        result[phase] = {"searches": len(waits), "p50_ms": 1000 * percentile(waits, 0.5), "p99_ms": 1000 * percentile(waits, 0.99),
                         "longest_ms": 1000 * max(waits, default=0), "errors": len(errors), "kinds": sorted(set(errors)),
                         "attacks": {name: count[0] for name, count in counts.items()}}
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
    quiet, attacked, peak = result["quiet"], result["attacked"], result["peak_memory_mb"]
    for name in ("quiet", "attacked"):
        one = result[name]
        print(f"{name:9} {one['searches']:5} searches, p50 {one['p50_ms']:7.0f} ms, p99 {one['p99_ms']:7.0f} ms, longest {one['longest_ms']:7.0f} ms, "
              f"{one['errors']} not answered {' '.join(one['kinds'])} {one['attacks'] or ''}")
    try:
        import _report
        _report.write_figures("one_reader", {"p99_quiet_ms": quiet["p99_ms"], "p99_ms": attacked["p99_ms"], "errors": attacked["errors"], "memory_mb": peak})
    except OSError:
        pass
    print(f"one_reader: p99 {quiet['p99_ms']:.0f} -> {attacked['p99_ms']:.0f} ms, {attacked['errors']} searches not answered, memory {peak} MB")
    if arguments.strict and (attacked["errors"] or peak > 600):
        sys.exit("one_reader: one address takes from the others")


if __name__ == "__main__":
    main()
