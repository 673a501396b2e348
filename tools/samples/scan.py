"""What the copier and the scanner do: threshold, specks, skew, curl, resolution, light, black edges, noise, JPEG, turning.

Stages as in ink.py: (picture RGB uint8, settings, rng) -> picture, `.keys` the settings they listen to (meaning: degrade.py).
After `resample` the picture is at settings["dpi"].
"""
import cv2
import numpy as np

from ink import mm, px, stage

GROUND = (255, 255, 255)


def smooth(h, w, cell, rng):
    """Even noise of mean 0 and deviation 1 whose spots are about `cell` pixels wide."""
    rows, columns = max(2, int(h / cell) + 2), max(2, int(w / cell) + 2)
    small = rng.standard_normal((rows, columns), np.float32)
    return cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC if cell > 8 else cv2.INTER_LINEAR)


def now_dpi(s):
    return s.get("dpi", s["source_dpi"])


@stage("copies", "copy_level", "copy_uneven", "speckle", "copy_streaks")
def photocopy(picture, s, rng):
    """Toner is on or off: blur, compare with an uneven level, drop specks; each generation eats the last one."""
    h, w = picture.shape[:2]
    if not s.get("copies"):  # dust on the glass falls on what is not copied, too
        dust = specks(h, w, s, rng) if "speckle" in s else np.zeros((h, w), np.float32)
        return (picture * (1 - 0.8 * dust[..., None])).astype(np.uint8)
    toner = 1 - cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    toner = np.maximum(0, toner - float(np.median(toner[::7, ::7])))  # exposure: a tinted ground copies white
    uneven = s.get("copy_uneven", 0.3)
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(px(s, 3)) + 1,) * 2)
    for _ in range(s["copies"]):
        soft = cv2.GaussianBlur(toner, (0, 0), max(0.5, px(s, rng.uniform(1.0, 1.6))))
        # Against the darkest spot nearby, so that thin print breaks and fat print fills, but neither goes as a whole.
        peak = np.maximum(cv2.dilate(soft, near), 0.4)
        level = s.get("copy_level", 0.5) * peak
        level *= 1 + uneven * (0.30 * smooth(h, w, px(s, 4), rng) + 0.14 * smooth(h, w, px(s, 220), rng))
        toner = np.clip((soft - np.clip(level, 0.17, 0.9)) * 9 + 0.5, 0, 1)
        if "speckle" in s:
            toner = np.maximum(toner, specks(h, w, s, rng))
    grey = 1 - toner
    for _ in range(s.get("copy_streaks", 0)):
        x = int(rng.integers(0, w))
        wide = max(1, round(px(s, rng.uniform(1, 5))))
        keep = smooth(h, 1, px(s, 60), rng)[:, :1] > rng.uniform(-0.5, 1)
        grey[:, x:x + wide] = np.where(keep, grey[:, x:x + wide] * rng.uniform(0.3, 0.7), grey[:, x:x + wide])
    # Toner grey, paper not quite white.
    return cv2.cvtColor((255 * (0.08 + 0.92 * grey)).astype(np.uint8), cv2.COLOR_GRAY2RGB)


def specks(h, w, s, rng):
    mask = np.zeros((h, w), np.float32)
    area = h * w / mm(s, 10) ** 2
    for radius, share in ((0.6, 0.7), (1.2, 0.25), (2.2, 0.05)):
        n = rng.poisson(area * s["speckle"] * share)
        r = max(0, round(px(s, radius)))
        for y, x in zip(rng.integers(0, h, n).tolist(), rng.integers(0, w, n).tolist()):
            cv2.circle(mask, (x, y), r, 1, -1)
    return mask


@stage("show_through")
def show_through(picture, s, rng):
    back = cv2.GaussianBlur(picture[:, ::-1], (0, 0), max(1, px(s, 5)))
    back = np.roll(back, int(rng.integers(5, 60)), axis=0)
    return (picture * (1 - s["show_through"] * (1 - back.astype(np.float32) / 255))).astype(np.uint8)


@stage("skew", "curl", "perspective")
def bend(picture, s, rng):
    """Skew, perspective and curl; the sheet stays the size it was, its new corners are white (a lid's ground)."""
    h, w = picture.shape[:2]
    m = np.eye(3)
    if "skew" in s:
        m[:2] = cv2.getRotationMatrix2D((w / 2, h / 2), s["skew"], 1)
    if "perspective" in s:
        corner = np.float32([[0, 0], [w, 0], [w, h], [0, h]])
        moved = corner + rng.uniform(-1, 1, (4, 2)).astype(np.float32) * s["perspective"] * min(w, h) / 2
        m = cv2.getPerspectiveTransform(corner, moved) @ m
    if "curl" not in s:
        return cv2.warpPerspective(picture, m, (w, h), flags=cv2.INTER_LINEAR, borderValue=GROUND)
    x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    inverse = np.linalg.inv(m).astype(np.float32)
    d = inverse[2, 0] * x + inverse[2, 1] * y + inverse[2, 2]
    sx = (inverse[0, 0] * x + inverse[0, 1] * y + inverse[0, 2]) / d
    sy = (inverse[1, 0] * x + inverse[1, 1] * y + inverse[1, 2]) / d
    phase, waves = rng.uniform(0, 6.3), rng.uniform(0.4, 1.1)
    span = max(w, mm(s, 100))  # a short line bends as a part of its page does
    sy += mm(s, s["curl"]) * np.sin(2 * np.pi * waves * x / span + phase) * (0.4 + 0.6 * y / max(1, h))
    return cv2.remap(picture, sx, sy, cv2.INTER_LINEAR, borderValue=GROUND)


@stage("dpi", "blur", "lines_lost")
def resample(picture, s, rng):
    h, w = picture.shape[:2]
    k = now_dpi(s) / s["source_dpi"]
    if k != 1:
        size = (max(1, round(w * k)), max(1, round(h * k)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if k < 1 else cv2.INTER_CUBIC)
    if s.get("blur", 0) > 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), s["blur"])
    for _ in range(s.get("lines_lost", 0)):
        y, n = int(rng.integers(0, picture.shape[0])), int(rng.integers(1, 3))
        picture = np.concatenate([picture[:y], picture[y + n:], picture[-n:]])
    return picture


@stage("light", "shadow", "paper", "ink")
def light(picture, s, rng):
    h, w = picture.shape[:2]
    dark, white = s.get("ink", 0), s.get("paper", 255)
    out = dark + picture.astype(np.float32) * ((white - dark) / 255)
    field = np.ones((h, w), np.float32)
    if "light" in s:
        field -= s["light"] * np.clip(0.5 + 0.5 * smooth(h, w, max(h, w) / 2.5, rng), 0, 1.5)
    if "shadow" in s:
        side, n = int(rng.integers(4)), w
        along = np.arange(n, dtype=np.float32) / n if side < 2 else np.arange(h, dtype=np.float32) / h
        fall = s["shadow"] * np.exp(-along / rng.uniform(0.03, 0.12))
        fall = fall[::-1] if side % 2 else fall
        field *= 1 - (fall[None, :] if side < 2 else fall[:, None])
    return np.clip(out * field[..., None], 0, 255).astype(np.uint8)


@stage("edges")
def edges(picture, s, rng):
    """The black that a copier prints where the sheet ended, ragged and not quite straight."""
    h, w = picture.shape[:2]
    picture = picture.copy()
    scale = now_dpi(s) / 25.4
    for side in rng.permutation(4)[:rng.integers(1, 4)]:
        n = w if side % 2 else h
        depth = s["edges"] * scale * (rng.uniform(0.3, 1) + rng.uniform(-0.5, 0.5) * np.linspace(0, 1, n))
        depth += smooth(n, 1, 12, rng)[:, 0] * 0.15 * scale
        away = np.arange(w if side % 2 == 0 else h)[None, :]
        away = away if side < 2 else away[:, ::-1]
        mask = away < np.maximum(depth, 0)[:, None]
        mask = mask if side % 2 == 0 else mask.T
        picture[mask] = picture[mask] // 8 + int(rng.integers(8, 45))
    return picture


@stage("noise")
def noise(picture, s, rng):
    h, w = picture.shape[:2]
    sigma = s["noise"]
    grain = rng.standard_normal((h, w), np.float32) * (0.8 * sigma)
    colour = rng.standard_normal((h // 2 + 1, w // 2 + 1, 3), np.float32) * (0.5 * sigma)
    out = picture.astype(np.float32) + grain[..., None] + cv2.resize(colour, (w, h), interpolation=cv2.INTER_LINEAR)
    return np.clip(out, 0, 255).astype(np.uint8)


@stage("bilevel")
def bilevel(picture, s, rng):
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return cv2.cvtColor(np.where(grey > s["bilevel"] * 255, 255, 0).astype(np.uint8), cv2.COLOR_GRAY2RGB)


@stage("jpeg")
def jpeg(picture, s, rng):
    if s.get("grey"):
        ok, coded = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), [cv2.IMWRITE_JPEG_QUALITY, int(s["jpeg"])])
        return cv2.cvtColor(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), cv2.COLOR_GRAY2RGB)
    ok, coded = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(s["jpeg"])])
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1]


@stage("back_to_dpi")
def back(picture, s, rng):
    k = s["back_to_dpi"] / now_dpi(s)
    size = (max(1, round(picture.shape[1] * k)), max(1, round(picture.shape[0] * k)))
    how = [cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST][int(rng.choice(3, p=[0.5, 0.45, 0.05]))]
    return cv2.resize(picture, size, interpolation=how)


@stage("turn")
def turn(picture, s, rng):
    return np.ascontiguousarray(np.rot90(picture, s["turn"] // 90))


def save(path, picture, settings):
    """Writes with the dpi noted, JPEG at the settings' quality (for a picture that was degraded without `jpeg`, so that it is coded once)."""
    from PIL import Image
    dpi = settings.get("back_to_dpi", now_dpi({"source_dpi": 300, **settings}))
    options = {"quality": int(settings.get("jpeg", 90))} if str(path).lower().endswith((".jpg", ".jpeg")) else {}
    Image.fromarray(picture).save(path, dpi=(dpi, dpi), **options)
