"""What happens to the sheet before it is scanned: print too thin or too fat, stamps, pens, holes, rules, a tinted ground.

Every stage is a function (picture RGB uint8, settings, rng) -> picture, with the settings it listens to in `.keys`
(their meaning: degrade.py). Ink is laid on by multiplying, as real ink is: what lies under it shows through.
"""
import functools
import pathlib
import subprocess

import cv2
import numpy as np

COLOURS = {"blue": (40, 60, 170), "red": (200, 40, 50), "violet": (110, 50, 150), "black": (25, 25, 30)}
MARKERS = {"yellow": (250, 240, 70), "green": (130, 235, 110), "pink": (250, 140, 190), "orange": (255, 180, 80), "blue": (120, 200, 245)}
STAMP_WORDS = ["สำเนาถูกต้อง", "ด่วนที่สุด", "ตรวจแล้ว", "รับแล้ว", "จ่ายแล้ว", "ลับ"]
REGISTRIES = ["งานสารบรรณ", "กองคลัง", "สำนักปลัด", "งานพัสดุ", "กองช่าง"]


def stage(*keys):
    def mark(f):
        f.keys = frozenset(keys)
        return f
    return mark


def px(settings, n=1.0):
    """n pixels of 300 dpi in pixels of the picture."""
    return n * settings["source_dpi"] / 300


def mm(settings, n=1.0):
    return n * settings["source_dpi"] / 25.4


def lay(picture, mask, colour, y=0, x=0):
    """Multiplies ink of `colour` into the picture where mask (0..1, float32) says, its top left corner at (y, x)."""
    h, w = mask.shape
    y0, x0, y1, x1 = max(0, y), max(0, x), min(picture.shape[0], y + h), min(picture.shape[1], x + w)
    if y0 >= y1 or x0 >= x1:
        return picture
    m = mask[y0 - y:y1 - y, x0 - x:x1 - x, None]
    part = picture[y0:y1, x0:x1].astype(np.float32)
    tint = np.array(colour, np.float32) / 255
    picture[y0:y1, x0:x1] = (part * (1 - m * (1 - tint))).astype(np.uint8)
    return picture


@stage("weight")
def weight(picture, s, rng):
    grow, sigma = px(s, s["weight"]), max(0.6, px(s, 1.1))
    density = 255.0 - picture.astype(np.float32)
    soft = cv2.GaussianBlur(density, (0, 0), sigma) / 255
    # An edge blurred with sigma rises by 1/(sigma sqrt(2 pi)) per pixel: moving the level moves the edge.
    level = 0.5 - grow / (sigma * 2.507)
    # Thin print never reaches full ink once blurred: its level is held below its own peak.
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * max(1, round(px(s, 4))) + 1,) * 2)
    level = np.clip(level, 0.15, 0.85 * np.maximum(cv2.dilate(soft, near), 0.25))
    steep = np.maximum(sigma * 1.6, 0.5 / level)  # so that bare paper stays bare
    moved = np.clip((soft - level) * steep + 0.5, 0, 1) * 255
    if grow < 0:  # a hairline that would vanish stays, pale
        moved = np.maximum(moved, 0.35 * density)
    return (255 - np.clip(moved, 0, 255)).astype(np.uint8)


@stage("fade", "fade_patches")
def fade(picture, s, rng):
    lost = s.get("fade", 0.0)
    if s.get("fade_patches"):
        h, w = picture.shape[:2]
        patches = rng.random((max(2, h // 150 + 2), max(2, w // 150 + 2)), np.float32)
        lost = lost * cv2.resize(patches, (w, h), interpolation=cv2.INTER_CUBIC).clip(0, 1)[..., None]
    return (255 - (255.0 - picture) * (1 - lost)).astype(np.uint8)


@stage("watermark", "ground")
def ground(picture, s, rng):
    h, w = picture.shape[:2]
    tone = np.full((h, w), s.get("ground", 255), np.float32)
    if "watermark" in s:
        size = int(min(h, w) * rng.uniform(0.5, 0.8))
        mark = word_picture(rng.choice(["สำเนา", "ต้นฉบับ", "ร่าง"]), size // 3)
        mark = rotate(cv2.resize(mark, (size, max(1, size * mark.shape[0] // mark.shape[1]))), rng.uniform(20, 50))
        pale = lay(np.full((h, w, 1), 255, np.uint8), mark, (s["watermark"],), (h - mark.shape[0]) // 2, (w - mark.shape[1]) // 2)
        tone = np.minimum(tone, pale[..., 0])
    return (picture.astype(np.float32) * (tone[..., None] / 255)).astype(np.uint8)


@stage("leader", "leader_at")
def leader(picture, s, rng):
    h, w = picture.shape[:2]
    y = int(h * s.get("leader_at", rng.uniform(0.72, 0.86)))
    mask = np.zeros((h, w), np.float32)
    thick = max(1, round(px(s, rng.uniform(1.2, 3.5))))
    if s["leader"] == "rule":
        cv2.line(mask, (0, y), (w, y), 1, thick)
    else:
        step, length = (px(s, rng.uniform(8, 15)), 0) if s["leader"] == "dots" else (px(s, rng.uniform(18, 30)), px(s, 11))
        for x in np.arange(rng.uniform(0, step), w, step):
            cv2.line(mask, (int(x), y), (int(x + length), y), 1, thick)
    return lay(picture, cv2.GaussianBlur(mask, (3, 3), 0), COLOURS["black"])


@stage("strike")
def strike(picture, s, rng):
    h, w = picture.shape[:2]
    mask = np.zeros((h, w), np.float32)
    y = s["strike"] * h
    cv2.line(mask, (0, int(y)), (w, int(y + rng.uniform(-0.03, 0.03) * h)), 1, max(1, round(px(s, rng.uniform(1, 3)))), cv2.LINE_AA)
    return lay(picture, mask, COLOURS["black"])


@stage("side_rule")
def side_rule(picture, s, rng):
    h, w = picture.shape[:2]
    at = px(s, s["side_rule"])
    x = at if at >= 0 else w - 1 + at
    thick = max(1, round(px(s, rng.uniform(1.5, 6))))
    top, bottom = (0, h) if rng.random() < 0.7 else sorted(rng.integers(0, h + 1, 2).tolist())
    mask = np.zeros((h, w), np.float32)
    cv2.line(mask, (int(x), top), (int(x + rng.uniform(-0.02, 0.02) * h), bottom), 1, thick, cv2.LINE_AA)
    return lay(picture, mask, COLOURS["black"])


@stage("neighbours")
def neighbours(picture, s, rng):
    """The feet of a line above and the heads of a line below, as a crop that is cut too high leaves them."""
    h, w = picture.shape[:2]
    rows = np.flatnonzero((picture.min(axis=(1, 2)) < 128))
    reach = int(h * s["neighbours"])
    if len(rows) == 0 or reach < 1:
        return picture
    shifted = np.roll(picture, int(rng.integers(w)), axis=1)
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    out = picture.copy()
    feet, heads = shifted[max(0, bottom - reach):bottom], shifted[top:top + reach]
    if rng.random() < 0.7:
        out[:len(feet)] = np.minimum(out[:len(feet)], feet)
    if rng.random() < 0.7 and len(heads):
        out[-len(heads):] = np.minimum(out[-len(heads):], heads)
    return out


@stage("highlight")
def highlight(picture, s, rng):
    """A text marker drawn along the middle of the line, over a part of it; its edges are ragged and darker, as its ink runs there."""
    h, w = picture.shape[:2]
    mask = np.zeros((h, w), np.float32)
    x0, x1 = sorted(rng.uniform(-0.1, 1.1, 2) * w)
    top, bottom = (h * rng.uniform(0.15, 0.45), h * rng.uniform(0.6, 0.9))
    steps = np.linspace(x0, x1, 24)
    wave = np.cumsum(rng.normal(0, 0.006 * h, (2, 24)), axis=1)
    outline = np.concatenate([np.stack([steps, top + wave[0]], 1), np.stack([steps, bottom + wave[1]], 1)[::-1]])
    cv2.fillPoly(mask, [outline.astype(np.int32)], 1, cv2.LINE_AA)
    edge = mask - cv2.erode(mask, np.ones((2 * max(1, round(px(s, 3))) + 1,) * 2))
    return lay(picture.copy(), np.clip(mask * rng.uniform(0.4, 0.9) + 0.3 * edge, 0, 1), MARKERS[s["highlight"]])


@stage("erased")
def erased(picture, s, rng):
    """Pen strokes that a program took out of the picture before: gaps in the print that they crossed, crumbs of their edges."""
    h, w = picture.shape[:2]
    out = picture.astype(np.float32)
    for _ in range(s["erased"]):
        pw, ph = int(mm(s, rng.uniform(10, 40))), int(mm(s, rng.uniform(5, 15)))
        mask = np.zeros((h, w), np.float32)
        at = np.array([int(rng.uniform(-0.2, 0.9) * w), int(rng.uniform(-0.3, 0.8) * h)])
        cv2.polylines(mask, [scribble(pw, ph, rng) + at], False, 1, max(1, round(px(s, rng.uniform(2, 6)))), cv2.LINE_AA)
        edge = cv2.dilate(mask, np.ones((3, 3))) - mask
        out += (255 - out) * (mask * rng.uniform(0.6, 1.0))[..., None]
        crumbs = edge * (rng.random((h, w), np.float32) < rng.uniform(0, 0.25)) * rng.uniform(0.2, 0.8)
        out *= 1 - crumbs[..., None]
    return np.clip(out, 0, 255).astype(np.uint8)


@functools.lru_cache(maxsize=4)
def thai_font():
    """Path of some Thai font, or None: then stamps carry strokes in place of words."""
    try:
        found = subprocess.run(["fc-list", ":lang=th", "file"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    files = sorted(line.rstrip(": ") for line in found.splitlines())
    good = [f for f in files if pathlib.Path(f.strip()).name in ("Laksaman-Bold.ttf", "Loma-Bold.ttf", "Garuda-Bold.ttf")]
    return ((good or files) or [None])[0]


@functools.lru_cache(maxsize=64)
def word_picture(word, height):
    """The word as ink, 0..1 float32, cropped; without a font a bar of its length."""
    from PIL import Image, ImageDraw, ImageFont
    height = max(8, int(height))
    if thai_font() is None:
        return np.ones((height // 3, height * len(word) // 3), np.float32)
    font = ImageFont.truetype(thai_font(), height)
    box = font.getbbox(word)
    image = Image.new("L", (box[2] + 4, box[3] + 4), 0)
    ImageDraw.Draw(image).text((2, 2), word, 255, font)
    ink = np.asarray(image, np.float32) / 255
    ys, xs = np.nonzero(ink > 0.1)
    return ink[ys.min():ys.max() + 1, xs.min():xs.max() + 1] if len(ys) else np.ones((4, 4), np.float32)


def rotate(mask, degrees):
    h, w = mask.shape
    m = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1)
    c, n = abs(m[0, 0]), abs(m[0, 1])
    W, H = int(h * n + w * c) + 2, int(h * c + w * n) + 2
    m[0, 2] += (W - w) / 2
    m[1, 2] += (H - h) / 2
    return cv2.warpAffine(mask, m, (W, H), flags=cv2.INTER_LINEAR)


def stamp_mask(size, scale, rng):
    """A rubber stamp `size` px wide: round, or the box with words and dotted lines that registries use."""
    line = max(1, round(2.2 * scale))
    if rng.random() < 0.5:
        mask = np.zeros((size, size), np.float32)
        c, r = size // 2, size // 2 - line
        cv2.circle(mask, (c, c), r, 1, line, cv2.LINE_AA)
        cv2.circle(mask, (c, c), int(r * 0.72), 1, max(1, line // 2), cv2.LINE_AA)
        for k in range(16):
            a = k * np.pi / 8
            cv2.circle(mask, (int(c + r * 0.86 * np.cos(a)), int(c + r * 0.86 * np.sin(a))), max(1, int(r * 0.05)), 1, -1)
        words = [rng.choice(STAMP_WORDS)]
    else:
        mask = np.zeros((int(size * 0.55), size), np.float32)
        cv2.rectangle(mask, (line, line), (size - line, mask.shape[0] - line), 1, line, cv2.LINE_AA)
        words = [rng.choice(REGISTRIES), "รับที่", "วันที่", "เวลา"][:: 1 if rng.random() < 0.7 else 2]
    h = mask.shape[0]
    for i, word in enumerate(words):
        w = word_picture(word, h * (0.75 / (len(words) + 1) if len(words) > 1 else 0.18))
        w = w[:, :int(size * 0.62)]
        y = int(h * (i + 0.7) / (len(words) + 0.5) - w.shape[0] / 2) if len(words) > 1 else (h - w.shape[0]) // 2
        x = int(size * 0.08) if len(words) > 1 else (size - w.shape[1]) // 2
        y = min(max(0, y), h - w.shape[0])
        mask[y:y + w.shape[0], x:x + w.shape[1]] = np.maximum(mask[y:y + w.shape[0], x:x + w.shape[1]], w)
        if len(words) > 1 and i:
            for d in range(x + w.shape[1] + line * 2, size - line * 4, line * 3):
                cv2.circle(mask, (d, y + w.shape[0]), max(1, line // 2), 0.9, -1)
    # Rubber does not touch everywhere.
    patches = cv2.resize(rng.random((7, 7), np.float32), mask.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return mask * np.clip(0.55 + patches * 0.7, 0.3, 1)


@stage("stamps", "stamp_colour", "stamp_place", "stamp_size")
def stamps(picture, s, rng):
    h, w = picture.shape[:2]
    picture = picture.copy()
    for _ in range(s.get("stamps", 0)):
        size = max(24, int(mm(s, s.get("stamp_size", rng.uniform(24, 45)))))
        mask = rotate(stamp_mask(size, px(s), rng), rng.uniform(-12, 12))
        if s.get("stamp_place", "across") == "corner":
            y, x = int(mm(s, rng.uniform(4, 9))), w - mask.shape[1] - int(mm(s, rng.uniform(5, 15)))
        else:
            y = int(rng.integers(-mask.shape[0] // 2, max(1, h - mask.shape[0] // 2)))
            x = int(rng.integers(-mask.shape[1] // 2, max(1, w - mask.shape[1] // 2)))
        lay(picture, mask * rng.uniform(0.6, 0.95), COLOURS[s.get("stamp_colour", "blue")], y, x)
    return picture


def scribble(width, height, rng):
    """Points of one pen stroke that looks like a signature: loops that drift to the right, then a tail."""
    t = np.linspace(0, 1, 160)
    waves = int(rng.integers(3, 8))
    x = t + 0.10 * np.sin(2 * np.pi * waves * t + rng.uniform(0, 6)) * (1 - t)
    y = 0.5 + 0.34 * np.cos(2 * np.pi * waves * t * rng.uniform(0.9, 1.2)) * np.exp(-rng.uniform(0.2, 1.8) * t)
    y = y + np.interp(t, np.linspace(0, 1, 6), rng.uniform(-0.16, 0.16, 6))
    return np.stack([x * width, y * height], 1).astype(np.int32)


@stage("pens", "pen_colour", "pen_place")
def pens(picture, s, rng):
    h, w = picture.shape[:2]
    picture = picture.copy()
    for _ in range(s.get("pens", 0)):
        pw, ph = int(mm(s, rng.uniform(18, 40))), int(mm(s, rng.uniform(7, 15)))
        mask = np.zeros((ph + 8, pw + 8), np.float32)
        cv2.polylines(mask, [scribble(pw, ph, rng) + 4], False, 1, max(1, round(px(s, rng.uniform(3, 6)))), cv2.LINE_AA)
        low = s.get("pen_place", "across") == "low"
        y = int(h * (rng.uniform(0.55, 0.9) if low else rng.uniform(-0.1, 0.95)))
        x = int(w * rng.uniform(0.1, 0.75))
        lay(picture, mask * 0.9, COLOURS[s.get("pen_colour", "blue")], y, x)
    return picture


@stage("holes")
def holes(picture, s, rng):
    h, w = picture.shape[:2]
    r, edge, apart = int(mm(s, 2.8)), int(mm(s, rng.uniform(9, 13))), int(mm(s, 40))
    centre = (h if s["holes"] == "left" else w) // 2 + int(mm(s, rng.uniform(-4, 4)))
    shade = int(rng.choice([30, 60, 150, 215]))
    picture = picture.copy()
    for at in (centre - apart, centre + apart):
        spot = (edge, at) if s["holes"] == "left" else (at, edge)
        cv2.circle(picture, spot, r, (shade,) * 3, -1, cv2.LINE_AA)
        cv2.circle(picture, spot, r, (min(255, shade + 40),) * 3, max(1, round(px(s, 2))), cv2.LINE_AA)
    return picture
