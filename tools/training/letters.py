#!/usr/bin/python3
"""Makes pipeline/models/tha_saraban.letters: how likely each Thai letter is behind the five before it.

usage: letters.py OUT [--lines N] [--names N] [--least COUNT] [--npm FOLDER]

Counted over lines of text.py (seeded; no text of any document), the words of hunspell-th and lines of people (official.py) whose names are those of names.py
(--npm: the folder that holds node_modules). The program weighs it lightly when it decodes a line
(pipeline/recognise/character_model.h, which also says what the file holds). Everything that is no Thai letter or mark is one symbol, so digits, Latin and
signs are never preferred over one another. Estimate: Witten and Bell (1991), interpolated; n-grams seen fewer than COUNT times are left to their shorter ones.
"""
import argparse
import collections
import math
import pathlib
import random
import struct

import names
import official
import text as grammar

ORDER = 6
LETTERS = [chr(c) for c in range(0x0E01, 0x0E3B)] + [chr(c) for c in range(0x0E40, 0x0E4F)]  # symbol n+1 is LETTERS[n]; 0 is all else
SYMBOL = {c: n + 1 for n, c in enumerate(LETTERS)}
STEP = 16.0  # a stored byte is -log(probability) times this


def encode(line):
    return bytes(SYMBOL.get(c, 0) for c in " " * (ORDER - 1) + "".join(line.split(" ")) + " ")


class People(official.OfficialWriter):
    """Lines that name people. Given names are such as people have, four of five; surnames too, a third, the others are glued together of names and words. The
    parts of vocabulary.toml that look like one another are for training on pictures: counted here they would make rare letters common."""

    def __init__(self, rng, npm):
        super().__init__(rng, {"people"})
        self.known_given, self.known_family = names.load(npm)

    def given(self):
        return self.rng.choice(self.known_given) if self.known_given and self.chance(0.8) else super().given()

    def family(self):
        if self.known_family and self.chance(0.3):
            return self.rng.choice(self.known_family)
        return "".join(self.part() for _ in range(self.rng.choice([1, 2, 2, 2, 3])))

    def part(self):
        r = self.rng.random()
        return self.rng.choice(self.known_given) if r < 0.3 and self.known_given else self.short_word() if r < 0.75 else self.one("name_tails")

    def short_word(self):
        return next(word for word in iter(lambda: self.one("dictionary"), None) if 2 <= len(word) <= 8)


def corpus(lines, people, npm):
    rng = random.Random(20)
    writer = grammar.Writer(rng)
    writer.kinds = [(k, w) for k, w in writer.kinds if k.__name__ not in ("dense", "syllables", "scatter", "signs", "english", "mixed")]
    writer.spread = lambda line: line
    for word in writer.words["dictionary"] + writer.words["facts"]:
        yield word
    for _ in range(lines):
        yield writer.line()[1]
    namer = People(random.Random(21), npm)
    print(f"{len(namer.known_given)} given names, {len(namer.known_family)} surnames")
    for _ in range(people):
        yield namer.people()


def count(lines):
    """Counters of n-grams by length, of an iterable of lines."""
    seen = collections.Counter(encode(line) for line in lines)
    counts = [None] + [collections.Counter() for _ in range(ORDER)]
    for line, times in seen.items():
        for n in range(1, ORDER + 1):
            for at in range(ORDER - 1, len(line)):
                counts[n][line[at - n + 1:at + 1]] += times
    return counts


def estimate(counts, least):
    """[{n-gram: probability}] by length, kept n-grams only, and {context: weight of what is left to the shorter one}."""
    size = len(LETTERS) + 1
    total, kinds = collections.Counter(), collections.Counter()
    for n in range(1, ORDER + 1):
        for gram, times in counts[n].items():
            total[gram[:-1]] += times
            kinds[gram[:-1]] += 1
    cache = {}

    def probability(gram):
        if gram not in cache:
            context, n = gram[:-1], len(gram)
            below = probability(gram[1:]) if n > 1 else 1 / size
            cache[gram] = (counts[n][gram] + kinds[context] * below) / (total[context] + kinds[context])
        return cache[gram]

    kept = [None] + [{g: probability(g) for g, times in counts[n].items() if n <= 2 or times >= least} for n in range(1, ORDER + 1)]
    for n in range(ORDER, 1, -1):  # a kept n-gram's beginning is kept, so that it can be found
        for gram in kept[n]:
            kept[n - 1].setdefault(gram[:-1], probability(gram[:-1]) if len(gram) > 1 else 0)
    for symbol in range(size):
        kept[1].setdefault(bytes([symbol]), probability(bytes([symbol])))
    left = {}
    sums = collections.defaultdict(lambda: [0.0, 0.0])
    for n in range(2, ORDER + 1):
        for gram, p in kept[n].items():
            s = sums[gram[:-1]]
            s[0] += p
            s[1] += probability(gram[1:])
    for context, (here, below) in sums.items():
        left[context] = max(1e-6, 1 - here) / max(1e-6, 1 - below)
    return kept, left


def write(path, kept, left):
    def stored(p):
        return max(0, min(255, round(-math.log(max(p, 1e-7)) * STEP)))

    with open(path, "wb") as f:
        f.write(b"LETTERS1" + struct.pack("<BB", ORDER, len(LETTERS) + 1))
        for n in range(1, ORDER + 1):
            f.write(struct.pack("<I", len(kept[n])))
        for n in range(1, ORDER + 1):
            longer, at = sorted(kept[n + 1]) if n < ORDER else [], 0
            for gram in sorted(kept[n]):
                while at < len(longer) and longer[at][:-1] < gram:
                    at += 1
                rest = round(math.log(left.get(gram, 1)) * STEP) + 128
                f.write(bytes([gram[-1], stored(kept[n][gram]), max(0, min(255, rest))]) + (at.to_bytes(3, "little") if n < ORDER else b""))


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--lines", type=int, default=60000)
    p.add_argument("--names", type=int, default=60000, help="lines of people")
    p.add_argument("--least", type=int, default=3)
    p.add_argument("--npm", type=pathlib.Path)
    a = p.parse_args()
    kept, left = estimate(count(corpus(a.lines, a.names, a.npm)), a.least)
    write(a.out, kept, left)
    print(f"{a.out}: {sum(len(k) for k in kept[1:])} n-grams, {a.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
