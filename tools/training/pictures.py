"""Draws lines of text as they stand on a page, makes them look scanned, cuts them out and prepares them as in use.

Studio(fonts folder, prepare_lines, plain_lines).draw(rng seed, kind) -> Sample. Every line is drawn on a strip of its own with what stands near lines in real
pages: feet and heads of the lines above and below, dotted leaders and rules, a table's rules at the edges. The strip goes through the degrader
of tools/samples, is cut about the line with the error that a page's layout makes, and is prepared by pipeline/recognise (prepare_lines), or, for
lines as plain Tesseract sees them, by Tesseract itself (plain_lines). The same seed gives the same picture.

Distances are in body heights (the height of ก) of the drawn line, sizes in pixels at 300 dpi.
"""
import functools
import json
import math
import pathlib
import random
import re
import struct
import subprocess
import sys
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont, features

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "samples")]
import degrade
import ink
import official
import pen_pictures
import text as grammar
from fonts import HELD_OUT, HELD_OUT_GAZETTE

HEIGHT = 48
PENS = HERE.parents[2] / "shared" / "handwriting"
COMBINING = set("ัิีึืฺุู็่้๊๋์ํ๎ำ")
HELD_OUT_WEAR = ("show_through", "lines_lost", "perspective")  # degradations that training never sees
# Faces like those of gazettes and of papers before 2010 (Angsana, Eucrosia, Cordia, Browallia, typewriters), and how much oftener they come in train_gazette.
GAZETTE_FACES = {"norasi": 3, "kinnari": 4, "trirong": 4, "taviraj": 4, "arundinaserif": 3, "notoserifthai": 3, "noto-serif-thai": 3, "pridi": 1.5, "maitree": 1.5, "garuda": 2.5, "loma": 2.5,
                 "waree": 2, "laksaman": 0.7, "tlwgtypewriter": 2.5, "tlwgtypist": 2.5, "tlwgtypo": 2.5, "tlwgmono": 2.5, "thsarabunnew": 0.2, "thsarabunit๙": 0.2, "thsarabun": 0.3, "sarabun": 0.2}
# Kinds of sets: font families, preset of degrade.toml, what is added, share of lines as plain Tesseract sees them. Of the second edition: `writer` "official"
# (its `lines`: kinds of lines), `shape` (chance that the letters are bent), `digits` (that the digits of such are another face's, 0.3 where it is not said), `dots` (of a matrix printer),
# `favour` and `styles` (how much oftener a family, a style of it comes).
SETS = {
    "train": {"held_out": False, "presets": ["line", "line", "line_clean", "line_hard", "line_small"], "plain": 0},
    "train_plain": {"held_out": False, "presets": ["line", "line", "line_clean", "line_small", "line_small"], "plain": 1},
    "clean": {"held_out": True, "presets": ["line_clean"], "plain": 0},
    "photocopy": {"held_out": True, "presets": ["line"], "force": {"copies": [1, 2], "copy_level": [0.42, 0.58], "copy_uneven": [0.3, 0.8], "speckle": [0.4, 2.5], "dpi": 200}, "plain": 0},
    "rule": {"held_out": True, "presets": ["line_clean"], "rules": True, "plain": 0},
    "stamp": {"held_out": True, "presets": ["line_clean"], "force": {"stamps": 1, "stamp_colour": {"choice": ["blue", "red", "violet"]}}, "plain": 0},
    "small": {"held_out": True, "presets": ["line_small"], "plain": 0},
    "low": {"held_out": True, "presets": ["line"], "force": {"dpi": [75, 110]}, "plain": 0},
    "worn": {"held_out": True, "presets": ["line_clean"], "force": {"show_through": [0.05, 0.2], "lines_lost": [0, 2], "perspective": [0.0, 0.02]}, "plain": 0},
    "plain": {"held_out": True, "presets": ["line_clean"], "plain": 1},
    "plain_small": {"held_out": True, "presets": ["line_small"], "plain": 1},
    # The second edition's.
    "train_gazette": {"held_out": False, "presets": ["line_gazette", "line_gazette", "line_gazette", "line_clean", "line"], "plain": 0, "writer": "official", "shape": 0.7, "dots": 0.03, "favour": GAZETTE_FACES},
    "train_official": {"held_out": False, "presets": ["line", "line_clean", "line_clean", "line_gazette", "line_inked"], "plain": 0, "writer": "official", "shape": 0.4, "dots": 0.01},
    "train_official_plain": {"held_out": False, "presets": ["line", "line_clean", "line_gazette", "line_small"], "plain": 1, "writer": "official", "shape": 0.4},
    "train_worn": {"held_out": False, "presets": ["line_broken", "line_fat", "line_inked", "line_inked", "line_hard"], "plain": 0, "writer": "official", "shape": 0.4, "dots": 0.02},
    "train_low": {"held_out": False, "presets": ["line_small", "line_low", "line_low"], "plain": 0, "writer": "official", "shape": 0.3},
    # The third edition's: what gazettes' faces and thresholds leave of digits, of bold and of slanted letters.
    "train_digits": {"held_out": False, "presets": ["line_gazette", "line_gazette", "line_broken", "line_fat", "line_clean", "line_low", "line"], "plain": 0, "writer": "official", "shape": 0.8,
                     "digits": 0.5, "favour": GAZETTE_FACES, "styles": {"bold": 2, "italic": 3},
                     "lines": {"day", "number_of_record", "column", "statistic", "telephone", "sum_of_money", "gazette", "code", "page_mark", "date", "numbered", "reference", "money", "law", "score"}},
    "train_styles": {"held_out": False, "presets": ["line_gazette", "line_gazette", "line_fat", "line", "line_clean"], "plain": 0, "writer": "official", "shape": 0.7, "favour": GAZETTE_FACES,
                     "styles": {"bold": 5, "italic": 5}},
    # Names, whose letters no other letter foretells.
    "train_people": {"held_out": False, "presets": ["line", "line_clean", "line_gazette", "line_broken", "line_fat", "line_low", "line_inked"], "plain": 0, "writer": "official", "shape": 0.4,
                     "lines": {"people", "code", "alike"}},
    "names": {"held_out": True, "presets": ["line_clean", "line", "line_gazette"], "plain": 0, "writer": "official", "lines": {"people", "code"}},
    "gazette": {"held_out": True, "faces": "gazette", "presets": ["line_gazette"], "force": {"weight": [0.0, 1.0]}, "plain": 0, "writer": "official",
                "lines": {"gazette", "prose", "law", "day", "numbered", "heading", "number_of_record"}},
    "abbreviations": {"held_out": True, "presets": ["line_clean"], "plain": 0, "writer": "official", "lines": {"abbreviations"}},
    "numbers": {"held_out": True, "presets": ["line_clean", "line"], "plain": 0, "writer": "official",
                "lines": {"column", "sum_of_money", "statistic", "telephone", "number_of_record", "day"}},
    "inked": {"held_out": True, "presets": ["line_inked"], "plain": 0, "writer": "official"},
    "broken": {"held_out": True, "presets": ["line_broken", "line_fat"], "plain": 0, "writer": "official"},
}
WRITERS = {"first": grammar.Writer, "official": official.OfficialWriter}
OFFICIAL = {"prose", "heading", "cell", "dense", "date", "numbered", "reference", "money", "law", "person", "office", "score", "contact", "mixed"}


@dataclass
class Sample:
    text: str
    kind: str       # of the text
    family: str     # of the font
    picture: np.ndarray  # HEIGHT x width uint8
    crop: np.ndarray     # what it was prepared from
    band: tuple          # as given to the preparation; (0, 0) where it was to be found or plain Tesseract cut


@functools.lru_cache(maxsize=4096)
def load(path, size):
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


@functools.cache
def coverage(path):
    from fontTools.ttLib import TTFont
    return frozenset(TTFont(path, lazy=True).getBestCmap())


class Face:
    """A font with those it borrows characters from."""

    def __init__(self, entry, folder, fallback):
        self.family, self.files = entry["family"], [str(folder / f) for f in entry["files"]] + fallback
        self.bold = any(w in entry["style"] for w in ("bold", "600", "700"))
        self.italic = "italic" in entry["style"]

    def has(self, text):
        return all(ord(c) in coverage(self.files[0]) for c in text)

    def runs(self, text):
        """[(file, part)]: each part drawn with one file; a space or mark stays with what stands before it."""
        out = []
        for c in text:
            if out and (c == " " or c in COMBINING) and ord(c) in coverage(out[-1][0]):
                out[-1][1] += c
                continue
            file = next((f for f in self.files if ord(c) in coverage(f)), None)
            if file is None:
                return None
            if out and out[-1][0] == file:
                out[-1][1] += c
            else:
                out.append([file, c])
        return out


class PenDigits:
    """The ten Thai digits of one of the writers who are trained on, as high and as thick as a face's: digits of a face that is not there."""
    LOW = "๐๑๓"  # these are as high as letters nearly, the others stand out above

    def __init__(self, pens, body, rng):
        self.pens, self.writer = pens, rng.choice([w for w in range(pens.writers) if not pen_pictures.kept(w)])
        self.tall, self.wide = body * rng.uniform(0.85, 1.15), rng.uniform(0.75, 1.1)
        self.thick, self.gap = max(1.0, body * rng.uniform(0.06, 0.2)), body * rng.uniform(0.1, 0.3)

    def shape(self, digit):
        """Points (n x 2, left end 0, baseline 0), edges and how wide it is, px."""
        points, edges = self.pens.digit(self.writer, "๐๑๒๓๔๕๖๗๘๙".index(digit))
        low, high = points.min(0), points.max(0)
        scale = (0.78 if digit in self.LOW else 1.17) * self.tall / max(high[1] - low[1], 12)
        points = (points - (low[0], high[1])) * (scale * self.wide, scale)
        return points + (self.thick / 2, -self.thick / 2), edges, (high[0] - low[0]) * scale * self.wide + self.thick + self.gap

    def length(self, text):
        return sum(self.shape(digit)[2] for digit in text)

    def lay(self, image, text, at, baseline):
        """Draws the digits into image (uint8, 255 ink) from column at."""
        for digit in text:
            points, edges, wide = self.shape(digit)
            lines = np.round((points + (at, baseline)) * 16).astype(np.int32)
            cv2.polylines(image, list(lines[edges]), False, 255, max(1, round(self.thick)), cv2.LINE_AA, 4)
            at += wide


def clusters(text):
    out = []
    for c in text:
        if out and c in COMBINING:
            out[-1] += c
        else:
            out.append(c)
    return out


def bent(line, body, rng):
    """The letters of a face that is not there: each a little wider, narrower, higher or lower than in the one that is, its strokes with it."""
    h, w = line.shape
    noise = np.random.default_rng(rng.randrange(1 << 30))
    x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    for cell, most in ((0.5, 0.025), (1.4, 0.09)):  # of the body: within a letter, from letter to letter
        size = (max(2, int(h / (cell * body)) + 2), max(2, int(w / (cell * body)) + 2))
        amplitude = rng.uniform(0, most) * body
        x += amplitude * cv2.resize(noise.standard_normal(size, np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
        y += 0.7 * amplitude * cv2.resize(noise.standard_normal(size, np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    return cv2.remap(line, x, y, cv2.INTER_LINEAR, borderValue=0)


def matrix_printed(line, body, rng):
    """Set in dots, as the needles of a matrix printer do: nine to sixteen to a body."""
    pitch = max(2, round(body / rng.uniform(9, 16)))
    h, w = line.shape
    dots = cv2.resize(line, (max(1, w // pitch), max(1, h // pitch)), interpolation=cv2.INTER_AREA) > rng.uniform(90, 140)
    big = 6 * pitch
    dot = np.zeros((big, big), np.uint8)
    cv2.circle(dot, (big // 2, big // 2), round(big * rng.uniform(0.42, 0.62)), 255, -1)
    dot = cv2.resize(dot, (pitch, pitch), interpolation=cv2.INTER_AREA)
    return cv2.resize(np.kron(dots.astype(np.uint8), dot), (w, h), interpolation=cv2.INTER_LINEAR)


class Studio:
    def __init__(self, fonts, line_tool, plain_tool=None):
        """`plain_tool`: the command of plain_lines with its model; without it no set with plain lines can be drawn."""
        if not features.check("raqm"):
            raise RuntimeError("this Pillow draws no Thai: it lacks raqm (or libfribidi is missing)")
        fonts = pathlib.Path(fonts)
        entries = json.loads((fonts / "fonts.json").read_text(encoding="utf8"))
        fallback = [str(fonts / e["files"][0]) for e in entries if e["family"] == "fallback"]
        faces = [(e, Face(e, fonts, fallback)) for e in entries if e["family"] != "fallback"]
        self.faces = {"train": [], "held_out": [], "gazette": []}
        for e, face in faces:
            self.faces["held_out" if e["family"] in HELD_OUT else "gazette" if e["family"] in HELD_OUT_GAZETTE else "train"].append((face, e["weight"]))
        self.presets = degrade.presets(HERE.parent / "samples" / "degrade.toml")
        self.tool, self.plain_tool = (subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE) if command else None
                                      for command in ([line_tool], plain_tool))
        self.pens = pen_pictures.Pens(PENS) if PENS.is_dir() else None
        if not self.pens:
            print(f"pictures.py: {PENS} is not there; goes on without digits of pens", file=sys.stderr)
        font = next((str(fonts / e["files"][0]) for e in entries if e["family"] == "loma"), None)
        ink.thai_font = lambda: font  # stamps' words, without asking the system

    # Drawing ---------------------------------------------------------------------------------------------------------------

    def strip(self, face, size, text, rng, gaps=1.0, spacing=0.0, digits=None):
        """The text as ink (uint8, 255 ink), its baseline row, and its words with where they begin and end; None where a character cannot be drawn.
        `digits`: for Thai and for ASCII digits, where they are not the text's own, a face and its size, or PenDigits; None for the own."""
        pieces = clusters(text) if spacing else [p for p in text.replace(" ", "\0 \0").split("\0") if p]
        if digits:
            pieces = [part for piece in pieces for part in re.split("([๐-๙]+|[0-9]+)", piece) if part]
        space = size * 0.26
        placed, penned, words, x = [], [], [], 0.0
        for piece in pieces:
            if piece == " ":
                words.append(None)
                x += space * gaps * (rng.uniform(0.8, 1.6) if gaps > 1 else 1) + spacing
                continue
            own = digits and (digits[0] if "๐" <= piece[0] <= "๙" else digits[1] if "0" <= piece[0] <= "9" else None) or (face, size)
            begin = x
            if isinstance(own, PenDigits):
                penned.append((piece, x, own))
                x += own.length(piece)
            else:
                runs = own[0].runs(piece)
                if runs is None:
                    return None
                for file, part in runs:
                    font = load(file, own[1])
                    placed.append((font, part, x))
                    x += font.getlength(part)
            if words and words[-1]:
                words[-1] = (words[-1][0] + piece, words[-1][1], x)
            else:
                words.append((piece, begin, x))
            x += spacing
        pad = size
        image = Image.new("L", (int(x) + 2 * pad, int(size * 3.4)), 0)
        draw = ImageDraw.Draw(image)
        baseline = int(size * 2.0)
        for font, part, at in placed:
            draw.text((pad + at, baseline), part, 255, font, anchor="ls")
        ink = np.array(image)
        for part, at, pen in penned:
            pen.lay(ink, part, pad + at, baseline)
        return ink, baseline, [(word, pad + a, pad + b) for word, a, b in filter(None, words)]

    @functools.lru_cache(maxsize=512)
    def body(self, path, size):
        """Height of ก without its ink above or below, px."""
        box = load(path, size).getbbox("กนม", anchor="ls")
        return max(4, -box[1])

    def scene(self, face, text, rng, kind):
        """Grey strip (255 paper) with the line and its surroundings, and the line's place (words with their ends, baseline, body)."""
        body_px = math.exp(rng.uniform(math.log(14), math.log(27))) if rng.random() < 0.85 else rng.uniform(26, 38)
        size = max(12, round(100 * body_px / self.body(face.files[0], 100)))
        body = self.body(face.files[0], size)
        gaps = rng.choice([1, 1, 1, 1.4, 2, 3])
        spacing = rng.uniform(0.02, 0.3) * body if rng.random() < 0.08 else 0.0
        shaped = rng.random() < kind.get("shape", 0)
        drawn = self.strip(face, size, text, rng, gaps, spacing, self.other_digits(face, size, body, rng) if shaped and rng.random() < kind.get("digits", 0.3) else None)
        if drawn is None:
            return None
        line, base, words = drawn
        if shaped and rng.random() < 0.8:
            line = bent(line, body, rng)
        if rng.random() < kind.get("dots", 0):
            line = matrix_printed(line, body, rng)
        if rng.random() < 0.05 and not any(c in text for c in "/[]{}"):  # slanted
            lean = rng.uniform(0.08, 0.25)
            line = cv2.warpAffine(line, np.float32([[1, -lean, lean * base], [0, 1, 0]]), (line.shape[1], line.shape[0]))
        if shaped or rng.random() < 0.3:  # condensed or expanded
            wide = rng.uniform(0.74, 1.12) if shaped else rng.uniform(0.82, 1.18)
            line = cv2.resize(line, None, fx=wide, fy=1, interpolation=cv2.INTER_AREA)
            words = [(word, a * wide, b * wide) for word, a, b in words]
        columns = np.flatnonzero(line.max(axis=0) > 60)
        if len(columns) == 0:
            return None
        left, right = rng.uniform(0.25, 2.5) * body, rng.uniform(0.25, 2.5) * body
        x0, x1 = int(columns[0]), int(columns[-1]) + 1
        width = int(left + x1 - x0 + right)
        up, down = int(4.2 * body), int(3.4 * body)
        sheet = np.zeros((up + down, width), np.uint8)

        def lay(strip, strip_base, at_x, baseline):
            y = baseline - strip_base
            top, bottom = max(0, y), min(sheet.shape[0], y + strip.shape[0])
            a, b = max(0, at_x), min(width, at_x + strip.shape[1])
            if top < bottom and a < b:
                part = sheet[top:bottom, a:b]
                np.maximum(part, strip[top - y:bottom - y, a - at_x:b - at_x], out=part)

        lay(line, base, int(left) - x0, up)
        pitch = rng.uniform(3.0, 5.0) * body
        for sign in (-1, 1):
            if rng.random() < 0.6:
                other = self.strip(face, size, self.writer.line()[1], rng)
                if other is not None:
                    shift = int(rng.uniform(-0.5, 0.6) * width)
                    lay(other[0], other[1], shift, up + int(sign * pitch))
        thick = max(1, round(rng.uniform(0.05, 0.16) * body))
        rules = kind.get("rules", False)
        if rng.random() < (0.12 if not rules else 0.3):  # dotted or drawn line under the text
            y = up + int(rng.uniform(0.12, 0.5) * body)
            a, b = (0, width) if rng.random() < 0.7 else sorted(int(rng.uniform(0, width)) for _ in range(2))
            if rng.random() < 0.6:
                step = rng.uniform(0.28, 0.6) * body
                for x in np.arange(a, b, step):
                    cv2.circle(sheet, (int(x), y), max(1, thick // 2), 255, -1, cv2.LINE_AA)
            else:
                cv2.line(sheet, (a, y), (b, y), 255, thick, cv2.LINE_AA)
        for side in (-1, 1):
            if rng.random() < (0.1 if not rules else 0.7):  # a table's rule beside the text
                x = int(rng.uniform(0, 0.6) * (left if side < 0 else right))
                x = x if side < 0 else width - 1 - x
                cv2.line(sheet, (x, 0), (x + rng.randint(-1, 1), sheet.shape[0]), 255, thick, cv2.LINE_AA)
            if rng.random() < (0.08 if not rules else 0.4):  # above, below
                y = up + int(rng.uniform(0.75, 1.6) * body) if side > 0 else up - int(rng.uniform(2.3, 3.6) * body)
                cv2.line(sheet, (0, y), (width, y + rng.randint(-1, 1)), 255, thick, cv2.LINE_AA)
        shift = int(left) - x0
        return 255 - sheet, ([(word, a + shift, b + shift) for word, a, b in words], up, body)

    def other_digits(self, face, size, body, rng):
        """Thai and ASCII digits that the text's face does not bring: so the look of digits is learned from more faces than there are."""
        faces, weights = zip(*self.faces["train"])

        def like(script):
            other = rng.choices(faces, weights)[0]
            if not other.has(script) or other.bold != face.bold:
                other = face
            # As high as the own digits nearly, whatever the size of that face's letters.
            return other, max(8, round(size * rng.uniform(0.8, 1.12) * self.body(face.files[0], 100) / self.body(other.files[0], 100)))

        thai = PenDigits(self.pens, body, rng) if rng.random() < 0.3 and self.pens else like("๐๑๒๓๔๕๖๗๘๙")
        return thai, like("0123456789") if rng.random() < 0.7 else None

    # Wear ------------------------------------------------------------------------------------------------------------------

    def settings(self, kind, width, body, rng, seed):
        ranges = dict(self.presets[rng.choice(kind["presets"])])
        for key in ("leader", "leader_at", "side_rule", "neighbours", *HELD_OUT_WEAR):
            ranges.pop(key, None)
        if "skew" in ranges:  # a page is straightened first: what is left is little, and less over long lines
            most = min(1.2, math.degrees(1.2 * body / max(width, 1)))
            ranges["skew"] = [-most, most] if rng.random() < 0.7 else 0.0
        if rng.random() < 0.35:
            ranges["grey"] = False
        if "pens" in ranges:
            ranges["pen_place"] = "across"
        ranges.update(kind.get("force", {}))
        settings = degrade.sample_settings(ranges, np.random.default_rng(seed))
        if settings.get("stamps") and settings.get("grey"):
            settings["grey"] = bool(rng.random() < 0.25)
        if "strike" in settings:
            settings["strike"] = rng.uniform(0.3, 0.7)
        return settings

    def draw(self, seed, name="train"):
        kind = SETS[name]
        rng = random.Random(seed)
        self.writer = WRITERS[kind.get("writer", "first")](rng, *([kind["lines"]] if "lines" in kind else []))
        group = kind.get("faces", "held_out" if kind["held_out"] else "train")
        if not self.faces[group]:
            raise RuntimeError(f"no face for lines of {name} is there; tools/setup train brings what Debian has")
        for attempt in range(50):
            what, text = self.writer.line()
            if kind["held_out"] and what not in OFFICIAL and "writer" not in kind:
                continue
            faces, weights = zip(*self.faces[group])
            if "favour" in kind:
                weights = [weight * kind["favour"].get(face.family, 0.5) for face, weight in zip(faces, weights)]
            for style, oftener in kind.get("styles", {}).items():
                weights = [weight * (oftener if getattr(face, style) else 1) for face, weight in zip(faces, weights)]
            face = rng.choices(faces, weights)[0]
            made = self.scene(face, text, rng, kind)
            if made is None:
                continue
            sheet, (words, baseline, body) = made
            settings = self.settings(kind, sheet.shape[1], body, rng, seed + attempt)
            worn = degrade.degrade(sheet, settings, seed + attempt)
            k = settings.get("dpi", 300) / 300
            up, down = rng.uniform(1.35, 2.6), rng.uniform(0.75, 1.7)
            plain = rng.random() < kind["plain"]
            if plain:  # single lines are often cut closer than the program cuts
                up, down = up - 0.35, down - 0.25
            lean = abs(math.tan(math.radians(settings.get("skew", 0)))) * sheet.shape[1] / 2 / body
            top, bottom = baseline - (1 + up + lean) * body, baseline + (down + lean) * body
            crop = worn[max(0, round(top * k)):round(bottom * k)]
            if crop.shape[0] < 8 or crop.shape[1] < 4:
                continue
            band = (0.0, 0.0)
            if not plain and rng.random() < 0.35:  # the layout knows the band from the neighbours, nearly
                wrong = lambda: rng.gauss(0, 0.05) * body * k
                y = (baseline - max(0, top)) * k
                band = (max(0.0, y - body * k + wrong()), y + wrong())
            if plain:
                picture, text = self.piece(crop, [(word, a * k, b * k) for word, a, b in words], 0.4 * body * k, rng) or (np.empty((0, 0)), text)
            else:
                picture = self.prepare(crop, band)
            if not 8 <= picture.shape[1] <= 2200:
                continue
            return Sample(text, what, face.family, picture, crop, band)
        raise RuntimeError(f"no line can be drawn from seed {seed}")

    def prepare(self, crop, band=(0.0, 0.0)):
        """HEIGHT x width uint8, as the program prepares a line; width 0 where the crop is blank."""
        self.ask(self.tool, crop, band)
        return self.picture(self.tool, *struct.unpack("<I", self.tool.stdout.read(4)))

    def piece(self, crop, words, near, rng):
        """(picture, text) of one of the pieces that plain Tesseract reads; None where its ends lie more than `near` px within a word or off it."""
        pieces = self.plain(crop)
        if not pieces:
            return None
        picture, left, right = rng.choice(pieces)
        inside = [(word, a, b) for word, a, b in words if left < (a + b) / 2 < right]
        cut = any(b > left + near and a < right - near for word, a, b in words if not left < (a + b) / 2 < right)
        if cut or not inside or inside[0][1] < left - near or inside[-1][2] > right + near:
            return None
        return picture, " ".join(word for word, _, _ in inside)

    def plain(self, crop):
        """[(picture, left, right)]: the pieces that plain Tesseract cuts out of the crop, from column left to right."""
        self.ask(self.plain_tool, crop)
        out = []
        for _ in range(*struct.unpack("<I", self.plain_tool.stdout.read(4))):
            width, left, right = struct.unpack("<Iii", self.plain_tool.stdout.read(12))
            out.append((self.picture(self.plain_tool, width), left, right))
        return out

    @staticmethod
    def ask(tool, crop, band=(0.0, 0.0)):
        channels = 1 if crop.ndim == 2 else 3
        tool.stdin.write(struct.pack("<IIIff", crop.shape[1], crop.shape[0], channels, *band) + np.ascontiguousarray(crop).tobytes())
        tool.stdin.flush()

    @staticmethod
    def picture(tool, width):
        return np.frombuffer(tool.stdout.read(width * HEIGHT), np.uint8).reshape(HEIGHT, width)
