#!/usr/bin/python3
"""Visitors who mean ill: slow heads, many connections, large uploads, random requests; the desk must stay up and answer others.
usage: hostile.py HOST PORT SECONDS [SEED [REQUESTS]]
Prints what it did; exit 1 when the desk did not answer a plain request in between. REQUESTS: as many plain ones in turn at the end."""
import random
import re
import socket
import sys
import threading
import time
import urllib.parse

host, port, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
random.seed(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
failures = []
counts = {}


def talk(data, wait=10.0, most=1 << 20):
    """Sends bytes, gives what comes back until the other end closes, or what came within the time."""
    out = b""
    try:
        with socket.create_connection((host, port), timeout=wait) as s:
            s.settimeout(wait)
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
            while len(out) < most:
                piece = s.recv(65536)
                if not piece:
                    break
                out += piece
    except OSError:
        pass
    return out


def healthy(what):
    start = time.time()
    answer = talk(b"GET /help HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 30)
    took = time.time() - start
    if not answer.startswith(b"HTTP/1.1 200") or took > 25:
        failures.append(f"{what}: a plain request got {answer[:40]!r} after {took:.1f} s")
    return took


def count(kind, answer):
    status = answer[9:12].decode("latin1") if answer.startswith(b"HTTP/1.1") else "closed"
    counts[(kind, status)] = counts.get((kind, status), 0) + 1
    if status == "500":
        failures.append(f"{kind}: 500")


def slow_heads():
    """200 connections that send a byte now and then: each may hold a thread for ten seconds only."""
    slow = []
    for _ in range(200):
        try:
            s = socket.create_connection((host, port), timeout=5)
            s.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
            slow.append(s)
        except OSError:
            pass
    end = time.time() + 12
    while time.time() < end:
        for s in slow:
            try:
                s.sendall(b"a")
            except OSError:
                pass
        time.sleep(1)
    took = healthy("slow heads")
    for s in slow:
        s.close()
    print(f"slow heads: {len(slow)} connections, a plain request took {took:.2f} s beside them")


def large_upload():
    """A gigabyte is announced: refused before it is sent."""
    answer = talk(b"POST /import HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1073741824\r\n\r\n--x\r\n")
    count("a gigabyte announced", answer)
    if not answer.startswith((b"HTTP/1.1 413", b"HTTP/1.1 401", b"HTTP/1.1 403")):
        failures.append(f"a gigabyte announced: {answer[:60]!r}")
    elif not re.search(rb"at most \d+ MB", answer):
        failures.append(f"a gigabyte announced: the refusal does not say what is allowed: {answer[-300:]!r}")
    answer = talk(b"POST /review HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + b"ffff\r\n" + b"a" * 65535 + b"\r\n" + (b"ffff\r\n" + b"a" * 65535 + b"\r\n") * 40)
    count("a chunked body without end", answer)


WORDS = [b"GET", b"POST", b"HEAD", b"PUT", b"\x00", b"/", b"/search?q=", b"%00", b"%ff", b"..", b"/iiif/0123456789abcdef.1/", b"full/", b"max/", b"0/default.jpg",
         b" HTTP/1.1\r\n", b" HTTP/9.9\r\n", b"Host: localhost\r\n", b"Content-Length: ", b"99999999999999999999", b"-1", b"\r\n\r\n", b"Cookie: banthuek=", b"Range: bytes=0-",
         b"Expect: 100-continue\r\n", b"Transfer-Encoding: chunked\r\n", b"zz\r\n", b"0\r\n\r\n", b"a" * 9000, "๒๕๖๖".encode(), b"<script>", b"' OR 1=1 --", b"{{x}}", b"&year=", b"&page=",
         b"/documents/", b"/api/v1/documents?cursor=", b"/export?format=csv&q=", b"X-CSRF: ", b"Content-Type: multipart/form-data; boundary=", b"--x\r\n", b"\n\n", b"If-None-Match: ", b"lang=en"]


def ask(path):
    """A plain page of the desk, with its cookies: (head, body)."""
    head, _, body = talk(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 30).partition(b"\r\n\r\n")
    return head, body


# A visitor who holds a form's token and knows the documents reaches further than one who does not.
TOKEN = (re.search(rb'name="csrf" content="([^"]*)"', ask(b"/search")[1]) or [b"", b""])[1]
KEYS = re.findall(rb'"document":"([0-9a-f]{16})"', ask(b"/api/v1/documents?limit=20")[1]) or [b"0123456789abcdef"]
ODD = [b"", b"0", b"-1", b"1e309", b"99999999999999999999", b"2566", "๒๕๖๖".encode(), b"NaN", b"%", b"%00", b"%ff", b"..", b"../../etc/passwd", b"/etc/passwd", b"'", b"';--", b'"',
       b"' UNION SELECT 1--", b"<script>alert(1)</script>", b"{{x}}", b"*", b"(", b'"\xe0\xb8\x81', "การ".encode(), "ํา้".encode(), b"a" * 900, b"\xed\xa0\x80", b"\r\nX: y", b"memo/subject",
       b"measures/0/title", b"fiscal_year", b"true", b"[]", b"null", b"0,0,10,10", b"pct:0,0,100,100", b"full", b"max", b"90", b"default.jpg", b"300,", b"!9,9", b"^max"]
NAMES = [b"q", b"year", b"office", b"province", b"district", b"type", b"group", b"status", b"sort", b"page", b"fuzzy", b"lang", b"limit", b"cursor", b"format", b"field", b"left", b"right",
         b"before", b"after", b"why", b"document", b"verdict", b"undo", b"done", b"place", b"box", b"state", b"next", b"name", b"password"]


def quoted(text):
    return urllib.parse.quote_from_bytes(text).encode() if random.random() < 0.9 else text.replace(b"\r", b"").replace(b"\n", b"").replace(b" ", b"")


def pairs():
    return b"&".join(random.choice(NAMES) + b"=" + quoted(random.choice(ODD)) for _ in range(random.randint(0, 5)))


def aimed_request():
    """An address of the desk with parameters that do not belong, or a form with its token."""
    key, odd = random.choice(KEYS), lambda: quoted(random.choice(ODD))
    path = random.choice([lambda: random.choice([b"/", b"/search", b"/search/suggestions", b"/export", b"/review", b"/overview", b"/compare", b"/import", b"/sign-in", b"/accounts", b"/help",
                                                 b"/api/v1/measures", b"/api/v1/documents", b"/api/v1/overview", b"/api/v1/openapi.json", b"/nowhere", b"/static/desk.css", b"/static/" + odd()]),
                          lambda: b"/documents/" + random.choice([key, odd()]) + random.choice([b"", b"/file", b"/cut", b"/" + odd()]),
                          lambda: b"/api/v1/documents/" + random.choice([key, odd()]) + random.choice([b"", b"/values", b"/" + odd()]),
                          lambda: b"/iiif/" + key + b"." + random.choice([b"1", odd()]) + b"/" + b"/".join(odd() for _ in range(4)),
                          lambda: b"/iiif/" + random.choice([key, odd()]) + b"." + random.choice([b"1", odd()]) + b"/info.json"])()
    if random.random() < 0.75:
        data = random.choice([b"GET", b"GET", b"GET", b"HEAD"]) + b" " + path + b"?" + pairs() + b" HTTP/1.1\r\nHost: localhost\r\n"
        for _ in range(random.choice([0, 0, 1, 2])):
            data += random.choice([b"Cookie: banthuek=", b"Cookie: lang=", b"If-None-Match: ", b"Accept-Encoding: ", b"Accept: ", b"Range: ", b"Last-Event-ID: "]) + odd() + b"\r\n"
        return data + b"Connection: close\r\n\r\n"
    path = random.choice([b"/review", b"/sign-in", b"/sign-out", b"/import/retry", b"/import", b"/documents/" + key + random.choice([b"/correct", b"/undo", b"/reviewed", b"/" + odd()])])
    body, kind = b"csrf=" + TOKEN + b"&" + pairs(), b"application/x-www-form-urlencoded"
    if path == b"/import" or random.random() < 0.1:
        body, kind = b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + TOKEN + b"\r\n", b"multipart/form-data; boundary=x"
        for _ in range(random.randint(0, 3)):
            body += b"--x\r\nContent-Disposition: form-data; name=\"" + random.choice([b"files", odd()]) + b"\"; filename=\"" + odd() + random.choice([b".pdf", b".exe", b""]) + b"\"\r\n\r\n\r\n"
        body += b"--x--\r\n"
    data = b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + kind + b"\r\nContent-Length: " + str(len(body) + random.choice([0, 0, 0, 0, -1, 5])).encode() + b"\r\n"
    return data + random.choice([b"", b"X-CSRF: " + TOKEN + b"\r\n"]) + b"Connection: close\r\n\r\n" + body


def random_request():
    path = b"".join(random.choice(WORDS) for _ in range(random.randint(1, 5)))
    if random.random() < 0.6:
        path = path.replace(b"\r", b"").replace(b"\n", b"").replace(b" ", b"")
        data = random.choice([b"GET", b"GET", b"POST", b"HEAD"]) + b" /" + path.lstrip(b"/") + b" HTTP/1.1\r\nHost: localhost\r\n"
        for _ in range(random.randint(0, 4)):
            data += random.choice(WORDS).replace(b"\r\n", b"") + b": " + random.choice(WORDS).replace(b"\r\n", b"") + b"\r\n"
        data += b"\r\n"
    else:
        data = path
    data = bytearray(data)
    for _ in range(random.choice([0, 0, 0, 1, 3, 20])):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def fuzz(until):
    while time.time() < until:
        kind, make = random.choice([("junk", random_request), ("aimed", aimed_request), ("aimed", aimed_request)])
        data = make()
        answer = talk(data, 10)
        count(kind, answer)
        if answer.startswith(b"HTTP/1.1 500"):
            failures.append(f"500: {data[:300]!r}")


def in_turn(requests):
    """Plain requests one after the other, each on a connection of its own."""
    start, wrong = time.time(), 0
    for n in range(requests):
        answer = talk(b"GET /static/mark.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 30)
        wrong += not answer.startswith(b"HTTP/1.1 200")
    if wrong:
        failures.append(f"in turn: {wrong} of {requests} requests were not answered")
    print(f"in turn: {requests} connections in {time.time() - start:.0f} s, {wrong} not answered")


healthy("at the beginning")
slow_heads()
large_upload()
end = time.time() + seconds
threads = [threading.Thread(target=fuzz, args=(end,)) for _ in range(4)]
for thread in threads:
    thread.start()
while time.time() < end:
    time.sleep(min(5, max(0.1, end - time.time())))
    healthy("while random requests come")
for thread in threads:
    thread.join()
in_turn(int(sys.argv[5]) if len(sys.argv) > 5 else 300)
healthy("at the end")
for (kind, status), n in sorted(counts.items()):
    print(f"{kind}: {status} x {n}")
print("failed:\n  " + "\n  ".join(failures[:20]) if failures else "the desk stayed up and answered others")
sys.exit(1 if failures else 0)
