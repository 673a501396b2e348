#!/usr/bin/python3
"""Makes a clean picture of print look scanned, photocopied or badly kept.

usage: degrade.py IN.png OUT.(png|jpg) [--preset office200] [--seed N] [--set KEY=VALUE]... [--source-dpi 300]
       degrade.py --list

As a module:
  degrade(picture, settings, seed) -> picture
      picture   uint8, H x W (grey) or H x W x 3 (RGB), dark ink on white, drawn at settings["source_dpi"] (300)
      settings  keys below; a key that is not there is a stage left out; {} gives the picture back
      seed      any non-negative integer: the same picture, settings and seed give the same pixels
      The answer is RGB, or grey where settings["grey"] is true.
  sample_settings(ranges, rng) -> settings, drawn from ranges (see below) with a numpy Generator
  presets() -> {name: ranges}, read from degrade.toml beside this file
No file is read but that one and, for stamps, one Thai font; no state is kept. A4 drawn at 300 dpi takes about 0.7 s of a core, a line 10 ms.

Ranges: a number, text or truth value is itself; [low, high] is drawn evenly (whole where both are whole);
{ choice = [...], weights = [...] } picks one; { chance = 0.2, value = RANGE } is there at times only.

Lengths are millimetres of paper unless a key says otherwise; `px` are pixels of 300 dpi, whatever the picture's own are.

On the paper (ink.py)
  weight        px that each stroke's edge grows (+) or shrinks (-): thin strokes are -1, fat ones +1
  fade          0..1 how much of the ink's blackness is lost; in patches where fade_patches is true
  leader        dots or rule under the text, at leader_at (0..1 of the height): "dots", "rule", "dashes"
  strike        a rule through the text, at 0..1 of the height
  side_rule     px from the left (+) or right (-) edge at which a vertical rule remains
  neighbours    0..1 of the height that the lines above and below reach into a line picture
  stamps, stamp_colour ("blue", "red", "violet", "black"), stamp_place ("corner", "across"), stamp_size (mm)
  pens, pen_colour ("blue", "black", "red"), pen_place ("low", "across")
  highlight     "yellow", "green", "pink", "orange" or "blue": a text marker drawn over a part of the line
  erased        number of pen strokes that a program took out before, with the print under them
  holes         "left" or "top": two punched holes
  watermark     grey (0..255) of a large pale mark in the ground; ground: grey of the whole ground
Photocopied (scan.py), copies times
  copies, copy_level (0..1, the ink that still prints: high breaks strokes, low fattens), copy_uneven (0..1),
  speckle (specks per square centimetre), copy_streaks (number)
On the glass (scan.py)
  skew (degrees, + is anti-clockwise), curl (mm), perspective (0..1 of the width), dpi, back_to_dpi, blur (px of the answer, sigma),
  paper (grey of white), ink (grey of black), light (0..1), shadow (0..1, along one side), edges (mm of black at some sides),
  noise (grey levels, sigma), show_through (0..1), lines_lost (number of scan lines shifted), bilevel (0..1 threshold),
  jpeg (quality), grey (true), turn (0, 90, 180, 270: degrees anti-clockwise)
"""
import pathlib
import sys
import tomllib
import zlib

import cv2
import numpy as np

import ink
import scan

HERE = pathlib.Path(__file__).resolve().parent
# In the order in which they happen to a sheet of paper; each takes (picture, settings, rng).
STAGES = [ink.weight, ink.fade, ink.ground, ink.leader, ink.strike, ink.side_rule, ink.neighbours, ink.highlight, ink.pens, ink.stamps,
          ink.erased, scan.photocopy, ink.holes, scan.show_through, scan.bend, scan.resample, scan.light, scan.edges, scan.noise,
          scan.bilevel, scan.jpeg, scan.back, scan.turn]
KEYS = {"source_dpi", "grey"}.union(*(stage.keys for stage in STAGES))


def degrade(picture, settings, seed):
    unknown = set(settings) - KEYS
    if unknown:
        raise ValueError(f"degrade: no such setting: {', '.join(sorted(unknown))}; see degrade.py --list")
    settings = {"source_dpi": 300, **settings}
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB)
    for stage in STAGES:
        if settings.keys() & stage.keys:
            # A generator per stage: a stage added or left out does not change what the others do.
            rng = np.random.default_rng([seed, zlib.crc32(stage.__name__.encode())])
            picture = stage(picture, settings, rng)
    return cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if settings.get("grey") else picture


def draw(value, rng):
    """One value out of one range; None where a chance was not taken."""
    if isinstance(value, dict) and "chance" in value:
        return draw(value["value"], rng) if rng.random() < value["chance"] else None
    if isinstance(value, dict):
        weights = np.array(value.get("weights", [1] * len(value["choice"])), float)
        return value["choice"][int(rng.choice(len(weights), p=weights / weights.sum()))]
    if isinstance(value, list):
        low, high = value
        whole = isinstance(low, int) and isinstance(high, int)
        return int(rng.integers(low, high + 1)) if whole else float(rng.uniform(low, high))
    return value


def sample_settings(ranges, rng):
    drawn = {key: draw(value, rng) for key, value in ranges.items()}
    return {key: value for key, value in drawn.items() if value is not None}


def presets(path=HERE / "degrade.toml"):
    with open(path, "rb") as f:
        return tomllib.load(f)


def value_of(text):
    try:
        return tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        return text


def main(argv):
    import argparse
    p = argparse.ArgumentParser(description="Makes a clean picture of print look scanned.", epilog="degrade.py page.png out.jpg --preset photocopy --seed 7")
    p.add_argument("input", nargs="?")
    p.add_argument("output", nargs="?")
    p.add_argument("--preset", default="office200")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    p.add_argument("--source-dpi", type=int, default=300)
    p.add_argument("--list", action="store_true", help="the presets and the keys of settings")
    a = p.parse_args(argv)
    if a.list:
        print("presets:", *presets(), "\nkeys:", *sorted(KEYS), "\nmeanings: head of", pathlib.Path(__file__).name)
        return 0
    if not a.output:
        p.error("IN and OUT are needed")
    if a.preset not in presets():
        p.error(f"no preset {a.preset}; there are {', '.join(presets())}")
    picture = cv2.imread(a.input, cv2.IMREAD_COLOR)
    if picture is None:
        p.error(f"{a.input}: not a picture that can be read; give PNG, JPEG or TIFF")
    settings = sample_settings(presets()[a.preset], np.random.default_rng([a.seed, 0]))
    settings["source_dpi"] = a.source_dpi
    settings.update({k: value_of(v) for k, v in (s.split("=", 1) for s in a.set)})
    last = ["jpeg"] if a.output.lower().endswith((".jpg", ".jpeg")) else []  # code once, not twice
    out = degrade(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), {k: v for k, v in settings.items() if k not in last}, a.seed)
    scan.save(a.output, out, settings)
    print(" ".join(f"{k}={v:.3g}" if isinstance(v, float) else f"{k}={v}" for k, v in sorted(settings.items())), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
