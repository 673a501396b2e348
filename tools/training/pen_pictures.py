"""Draws numbers as a pen writes them on paper, from the ten Thai digits of many writers.

Pens(folder).draw(seed, writers) -> PenLine. A digit is kept as its middle line (points and the strokes between them), so that slant, wobble, long tails
and any thickness are drawn and not resampled. What else stands on paper is drawn too: dotted leaders, digits that touch, strokes that miss, pieces of print
at the edge, and lines that are no number at all (print, scribbles, signatures, ASCII digits): these are the label X.

The picture is what pipeline/pen hands its network: 1-bit ink, scaled to HEIGHT rows by areas, 0 paper, 255 ink. The same seed gives the same picture.
"""
import functools
import glob
import json
import math
import pathlib
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

HEIGHT = 48      # rows of a prepared picture
INK_HEIGHT = 40  # rows that its ink fills
WIDEST = 400     # columns at most
X = 10           # the label of ink that is no Thai digit
KEPT_EVERY = 5   # the split: writers 4, 9, 14, ... are never trained on


def kept(writer):
    return writer % KEPT_EVERY == KEPT_EVERY - 1


@dataclass
class PenLine:
    picture: np.ndarray  # HEIGHT x width uint8
    labels: list         # 0-9, X
    extents: list        # (left, right) of each label in columns
    ink: object = None   # the 1-bit ink that it was prepared from, where it is to be kept (bool, rows x columns)


def at_share(values, share):
    """The value below which a share of them lies (numpy's quantile takes ten times as long)."""
    return np.sort(values)[int(share * (len(values) - 1))]


def one_of(random, choices, shares):
    return choices[int(np.searchsorted(np.cumsum(shares), random.random() * sum(shares)))]


def thinned(ink):
    """The middle line of 1-bit ink (Zhang and Suen, 1984)."""
    image = np.pad(ink.astype(np.uint8), 1)
    while True:
        before = image.sum()
        for step in (0, 1):
            p = [np.roll(image, s, (0, 1)) for s in ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))]  # north, clockwise
            ring = sum(((p[i] == 0) & (p[(i + 1) % 8] == 1)).astype(int) for i in range(8))
            near = sum(q.astype(int) for q in p)
            a, b = ((0, 2, 4), (2, 4, 6)) if step == 0 else ((0, 2, 6), (0, 4, 6))
            gone = (image == 1) & (ring == 1) & (near >= 2) & (near <= 6)
            for trio in (a, b):
                gone &= p[trio[0]] * p[trio[1]] * p[trio[2]] == 0
            image[gone] = 0
        if image.sum() == before:
            return image[1:-1, 1:-1]


def strokes_of(cell):
    """Points (n x 2, x and y in pixels of the cell) and edges (m x 2) of a digit's middle line, smoothed."""
    line = thinned(cell < 128)
    ys, xs = np.nonzero(line)
    number = -np.ones(line.shape, int)
    number[ys, xs] = np.arange(len(xs))
    edges = []
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        y2, x2 = ys + dy, xs + dx
        inside = (y2 < line.shape[0]) & (x2 >= 0) & (x2 < line.shape[1])
        other = np.where(inside, number[np.minimum(y2, line.shape[0] - 1), np.clip(x2, 0, line.shape[1] - 1)], -1)
        edges += [(i, j) for i, j in zip(np.arange(len(xs)), other) if j >= 0]
    edges = np.array(edges or [(0, 0)], int)
    points = np.stack([xs, ys], 1).astype(np.float64)
    degree = np.bincount(edges.ravel(), minlength=len(points))
    for _ in range(3):
        total = np.zeros_like(points)
        np.add.at(total, edges[:, 0], points[edges[:, 1]])
        np.add.at(total, edges[:, 1], points[edges[:, 0]])
        mean = total / np.maximum(degree, 1)[:, None]
        points = np.where((degree >= 2)[:, None], 0.5 * points + 0.5 * mean, points)
    return points, edges


def curve(points, steps=8):
    """A smooth line through points (Catmull and Rom), as points and edges."""
    p = np.array([points[0], *points, points[-1]], float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    out = np.concatenate([*parts, p[-1:]])
    return out, np.stack([np.arange(len(out) - 1), np.arange(1, len(out))], 1)


def chain(random, loops, height, width):
    """A scribble: a line through `loops` points in a box."""
    points = np.stack([np.linspace(0, width, loops) + random.normal(0, width * 0.16, loops), random.uniform(0, height, loops)], 1)
    return curve(points, 10)


class Pens:
    def __init__(self, folder, fonts="/usr/share/fonts/truetype/tlwg"):
        folder = pathlib.Path(folder)
        sheet = json.loads((folder / "sheet.json").read_text())
        size, columns, self.writers = sheet["cell"], sheet["columns"], sheet["writers"]
        self.sheets = [cv2.imread(str(folder / f"digit-{d}.png"), 0) for d in range(10)]
        if any(s is None for s in self.sheets):
            raise RuntimeError(f"{folder}: a sheet digit-0.png .. digit-9.png is missing or no picture")
        self.size, self.columns = size, columns
        self.fonts = sorted(glob.glob(f"{fonts}/*.ttf") + glob.glob(f"{fonts}/*.otf"))
        self.digit = functools.lru_cache(maxsize=None)(self.digit)
        self.font = functools.lru_cache(maxsize=None)(lambda path, points: ImageFont.truetype(path, points))

    def digit(self, writer, value):
        y, x = writer // self.columns * self.size, writer % self.columns * self.size
        return strokes_of(self.sheets[value][y:y + self.size, x:x + self.size])

    # Strokes: in units of the sheet's pixels, baseline about y = 48 ------------------------------------------------------------

    def one(self, random):
        """๑ as hurried pens write it, which no writer of the sheets does: a loop with a tall stem at its right, a ring with a long tail."""
        r = random.uniform(5, 9)
        flat = random.uniform(0.7, 1.3)
        turn = np.linspace(0.3, 2 * math.pi * random.uniform(0.9, 1.15), 9) + random.uniform(-0.3, 0.3)
        ring = np.stack([-r * np.cos(turn), r * flat * np.sin(turn) * -1], 1)
        if random.random() < 0.6:  # up to a peak, then down
            peak = -random.uniform(1.8, 4.2) * r
            tail = [(r * random.uniform(0.5, 1.4), peak), (r * random.uniform(0.7, 1.6), peak * 0.5), (r * random.uniform(0.5, 1.5), r * random.uniform(0.3, 1.8))]
        else:
            tail = [(r * random.uniform(0.9, 1.2), r * 0.3), (r * random.uniform(0.2, 1.0), r * random.uniform(1.8, 3.5)), (-r * random.uniform(0, 1.2), r * random.uniform(2, 4.2))]
        points, edges = curve([*ring, *tail], 6)
        return points + (28, 40), edges

    def glyph(self, random, writer, value, style):
        if value == 1 and style["own_one"]:
            points, edges = self.one(random)
        else:
            points, edges = self.digit(writer, value)
        points = points.copy()
        centre = points.mean(0)
        points -= centre
        angle = random.normal(0, 0.06)
        points = points @ np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        points *= np.exp(random.normal(0, 0.07, 2)) * (style["narrow"], 1)
        points[:, 0] += points[:, 1] * random.normal(0, 0.06)
        if random.random() < style["tails"]:  # what stands out is drawn longer
            for axis in (0, 1):
                for sign in (-1, 1):
                    if random.random() < 0.4:
                        far = sign * points[:, axis] - at_share(sign * points[:, axis], 0.7)
                        points[:, axis] += sign * np.maximum(far, 0) * random.uniform(0.2, 1.6)
        wave = random.normal(0, style["wobble"], (2, 2, 3))  # axis, along, amplitude of three waves
        phase = random.uniform(0, 2 * math.pi, (2, 3))
        for axis in (0, 1):
            for k in range(3):
                points[:, axis] += wave[axis, 0, k] * np.sin(points[:, 1 - axis] * (0.08 + 0.07 * k) + phase[axis, k])
        return points + centre, edges

    def number(self, random, writer, labels):
        """[(points, edges, label)] from left to right, baseline at y = 48 about."""
        style = {"own_one": random.random() < 0.35, "narrow": math.exp(random.normal(-0.12, 0.2)), "tails": 0.5 * random.random() ** 2 + 0.05,
                 "wobble": abs(random.normal(0, 0.45))}
        gap = random.uniform(*one_of(random, [(2, 14), (-3, 5), (-7, 1)], [0.5, 0.35, 0.15]))
        drift, x, out = random.normal(0, 0.06), 0.0, []
        for label in labels:
            points, edges = self.glyph(random, writer, label, style)
            bottom = at_share(points[:, 1], 0.9)
            points[:, 1] += (44 - bottom) * random.uniform(0.3, 1.0) + random.normal(0, 1.6) + drift * x
            left = at_share(points[:, 0], 0.06)  # a long tail may reach over or under a neighbour
            points[:, 0] += x - left
            out.append((points, edges, label))
            x = at_share(points[:, 0], 0.94) + gap + random.normal(0, 1.2)
        return out

    # Pictures -----------------------------------------------------------------------------------------------------------------

    def print_piece(self, random, height, whole):
        """A few letters of print (uint8, 255 ink), about `height` px high."""
        letters = "กขคงจชซญฐณดตถทธนบปผฝพฟภมยรลวศษสหอฮาเแโใไะ" if random.random() < 0.8 else "abdefghkmnprstuwABDEFGHKMNPRSTXY/()-:."
        count = random.integers(2, 9) if whole else random.integers(1, 3)
        text = "".join(random.choice(list(letters), count)) if whole or random.random() < 0.5 else random.choice(["/", "/", "ที่", "(", ")", "ว", "ว.", "น.", "-"])
        font = self.font(self.fonts[random.integers(len(self.fonts))], int(height))
        box = font.getbbox(text)
        image = Image.new("L", (max(2, box[2] + 4), max(2, box[3] + 4)), 0)
        ImageDraw.Draw(image).text((2, 2), text, 255, font)
        image = np.asarray(image)
        ys, xs = np.nonzero(image > 100)
        return image[ys.min():ys.max() + 1, xs.min():xs.max() + 1] if len(ys) else image

    @staticmethod
    def ascii_digits(random, count):
        """ASCII digits by hand, as strokes: those that no Thai digit looks like."""
        shapes = {1: [(4, 8), (10, 0), (10, 40)], 2: [(0, 8), (8, 0), (18, 8), (10, 24), (0, 40), (20, 40)], 3: [(0, 4), (12, 0), (16, 10), (6, 18), (18, 28), (10, 40), (0, 36)],
                  4: [(10, 0), (0, 26), (20, 26), (15, 14), (14, 42)], 5: [(18, 0), (4, 0), (2, 16), (14, 16), (18, 30), (8, 40), (0, 36)],
                  7: [(0, 2), (20, 0), (12, 20), (8, 40)], 8: [(16, 6), (6, 0), (2, 8), (16, 26), (14, 38), (4, 38), (2, 28), (16, 8)]}
        out, x = [], 0.0
        for value in random.choice(list(shapes), count):
            points = np.array(shapes[int(value)], float) * np.exp(random.normal(0, 0.12, 2)) + random.normal(0, 1.2, (len(shapes[int(value)]), 2))
            points, edges = curve(points, 6)
            points[:, 0] += points[:, 1] * random.normal(-0.1, 0.1)
            points += (x - points[:, 0].min(), 4)
            out.append((points, edges, X))
            x = points[:, 0].max() + random.uniform(2, 9)
        return out

    def strokes(self, random, writers, kind):
        """What the pen draws: [(points, edges, label)]."""
        if kind == "number":
            count = one_of(random, [1, 2, 3, 4, 5, 6], [0.14, 0.3, 0.2, 0.2, 0.1, 0.06])
            return self.number(random, writers[random.integers(len(writers))], random.integers(0, 10, count))
        if kind == "ascii":
            return self.ascii_digits(random, random.integers(1, 5))
        if kind == "scribble":
            return [(*chain(random, random.integers(3, 8), random.uniform(10, 40), random.uniform(8, 60)), X)]
        if kind == "signature":
            out = [(*chain(random, random.integers(6, 22), random.uniform(15, 50), random.uniform(50, 160)), X)]
            return out + [(*chain(random, 3, 6, 120), X)] * int(random.random() < 0.4)
        if kind == "stroke":
            return [(*curve([(0, 0), random.uniform(-30, 30, 2), random.uniform(-60, 60, 2)], 6), X)]
        return []

    def draw(self, seed, writers, kind=None, clean=False):
        random = np.random.default_rng(seed)
        for _ in range(100):
            chosen = kind or one_of(random, ["number", "print", "ascii", "scribble", "signature", "stroke"], [0.84, 0.06, 0.02, 0.03, 0.03, 0.02])
            line = self.attempt(random, writers, chosen, clean)
            if line is not None:
                if not clean:
                    line.ink = None  # training keeps thousands of lines
                return line
        raise RuntimeError(f"no line can be drawn from seed {seed}")

    def attempt(self, random, writers, kind, clean):
        pieces = self.strokes(random, writers, kind)
        scale = math.exp(random.uniform(math.log(0.55), math.log(2.0)))  # px of the page to one of the sheet
        slant, squeeze = random.normal(0.08, 0.14), math.exp(random.normal(0, 0.08))
        thick = float(np.clip(random.lognormal(math.log(2.6), 0.35), 1.3, 5.5)) * scale
        marks = []
        for points, edges, label in pieces:
            points = points.copy()
            points[:, 0] = (points[:, 0] - slant * (points[:, 1] - 40)) * squeeze
            marks.append((points * scale, edges, label))
        piece = None
        if kind == "print":
            piece = self.print_piece(random, 40 * scale, True)
        elif kind == "number" and not clean and random.random() < 0.14:
            piece = self.print_piece(random, random.uniform(25, 60) * scale, False)
        everything = np.concatenate([p for p, _, _ in marks]) if marks else np.zeros((1, 2))
        pad = int(6 * scale + thick) + 2
        low, high = everything.min(0), everything.max(0)
        room = piece.shape[1] + int(8 * scale) if piece is not None else 0
        width, height = int(high[0] - low[0]) + 2 * pad + 2 * room + 2, int(high[1] - low[1]) + 2 * pad + 2
        if piece is not None:
            height = max(height, piece.shape[0] + 2 * pad)
        if width * height > 900_000:
            return None
        paper = np.zeros((height, width), np.uint8)
        offset = np.array([pad + room, pad]) - low
        extents, labels = [], []
        for points, edges, label in marks:
            at = np.round((points + offset) * 16).astype(np.int32)
            cv2.polylines(paper, list(at[edges]), False, 255, max(1, round(thick * math.exp(random.normal(0, 0.06)))), cv2.LINE_AA, 4)
            extents.append((points[:, 0].min() + offset[0] - thick / 2, points[:, 0].max() + offset[0] + thick / 2))
            labels.append(int(label))
        if len(marks) > 1 and random.random() < 0.12:  # the pen stays on the paper from a digit to the next
            i = random.integers(len(marks) - 1)
            a, b = (marks[i][0][np.argmax(marks[i][0][:, 0])], marks[i + 1][0][np.argmin(marks[i + 1][0][:, 0])])
            cv2.line(paper, *[tuple(int(v) for v in np.round((p + offset) * 16)) for p in (a, b)], 255, max(1, round(thick * 0.7)), cv2.LINE_AA, 4)
        if piece is not None:
            left = kind == "print" or random.random() < 0.7
            y = random.integers(0, height - piece.shape[0] + 1) if marks else pad
            edge = extents[0][0] if marks and left else extents[-1][1] if marks else pad + room
            x = int(edge - piece.shape[1] - random.uniform(-1, 7) * scale) if marks and left else int(edge + random.uniform(-1, 7) * scale)
            x = int(np.clip(x, 0, width - piece.shape[1]))
            part = paper[y:y + piece.shape[0], x:x + piece.shape[1]]
            np.maximum(part, piece, out=part)
            at = 0 if left else len(labels)
            labels.insert(at, X), extents.insert(at, (x, x + piece.shape[1]))
        if not clean and marks and random.random() < 0.15:  # a dotted leader or a rule under it
            y = int(offset[1] + 44 * scale + random.uniform(-6, 6) * scale)
            if 0 <= y < height:
                dot, step = max(1, round(random.uniform(0.8, 1.8) * scale)), random.uniform(4, 9) * scale
                for x in np.arange(random.uniform(0, step), width, max(2, step)):
                    cv2.circle(paper, (int(x), y), dot, 255, -1)
        for i in reversed(range(1, len(labels))):  # pieces of no number side by side are one
            if labels[i] == labels[i - 1] == X:
                extents[i - 1] = (min(extents[i - 1][0], extents[i][0]), max(extents[i - 1][1], extents[i][1]))
                del labels[i], extents[i]
        return self.prepared(random, self.scanned(random, paper), labels, extents, clean)

    @staticmethod
    def scanned(random, paper):
        """1-bit ink as a scanner and a threshold leave it."""
        noise = np.random.default_rng(random.integers(1 << 62))
        grey = cv2.GaussianBlur(paper, (0, 0), random.uniform(0.4, 1.3)).astype(np.float32) / 255
        cells = (max(2, paper.shape[1] // 6), max(2, paper.shape[0] // 6))
        uneven = cv2.resize(noise.standard_normal(cells[::-1], np.float32), paper.shape[::-1], interpolation=cv2.INTER_LINEAR)
        grey *= 1 + uneven * one_of(random, [0.04, 0.12, 0.28], [0.55, 0.35, 0.1])
        grey += noise.standard_normal(paper.shape, np.float32) * random.uniform(0, 0.09)
        return grey > random.uniform(0.25, 0.55)

    @staticmethod
    def prepared(random, ink, labels, extents, clean):
        count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
        if count < 2:
            return None
        large = stats[1:][stats[1:, cv2.CC_STAT_AREA] > 0.03 * stats[1:, cv2.CC_STAT_AREA].max()]
        x0, y0 = large[:, 0].min(), large[:, 1].min()
        x1, y1 = (large[:, 0] + large[:, 2]).max(), (large[:, 1] + large[:, 3]).max()
        ink = ink[y0:y1, x0:x1]
        rows = INK_HEIGHT if clean else random.uniform(0.82, 1.06) * INK_HEIGHT
        if not clean and random.random() < 0.15:
            rows *= random.uniform(1.0, 1.3)  # what is far above or below the digits is cut off
        zoom = rows / ink.shape[0]
        width = max(3, round(ink.shape[1] * zoom))
        if width > WIDEST or ink.shape[0] < 6:
            return None
        scaled = cv2.resize(ink.astype(np.uint8) * 255, (width, max(3, round(rows))), interpolation=cv2.INTER_AREA)
        mass = scaled.sum(1).cumsum()
        middle = int(np.searchsorted(mass, mass[-1] / 2))
        top = (HEIGHT - scaled.shape[0]) // 2 if scaled.shape[0] <= HEIGHT else int(np.clip(HEIGHT // 2 - middle, HEIGHT - scaled.shape[0], 0))
        if not clean and scaled.shape[0] < HEIGHT:
            top = int(np.clip(top + random.integers(-2, 3), 0, HEIGHT - scaled.shape[0]))
        side = 4 if clean else int(random.integers(2, 8))
        out = np.zeros((HEIGHT, width + 2 * side), np.uint8)
        a, b = max(0, top), min(HEIGHT, top + scaled.shape[0])
        out[a:b, side:side + width] = scaled[a - top:b - top]
        return PenLine(out, labels, [((l - x0) * zoom + side, (r - x0) * zoom + side) for l, r in extents], ink)
