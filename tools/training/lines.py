#!/usr/bin/python3
"""Makes training lines in bulk.

usage: lines.py OUT --fonts FOLDER --tool PREPARE_LINES [--plain-tool PLAIN_LINES MODEL] [--set train] [--first SEED] [--count N] [--seconds S] [--lstmf]

Lines SEED, SEED+1, ... are drawn (pictures.py) and written to OUT: per line u32 width, u32 bytes of text, width*48 grey pixels, the text
in UTF-8. With --lstmf OUT is a file for lstmtraining instead (many lines in one; format below). --seconds stops early.

.lstmf: u32 pages; per page i8 1 (there is one), u32 bytes of file name (0), i32 page number, u32 bytes of picture + PNG, u32 bytes of language (0),
u32 bytes + UTF-8 text, u32 boxes (1), 4 x i16 box (0, 0, width, height), u32 box texts (1), u32 bytes + text, i8 vertical (0).
"""
import argparse
import pathlib
import struct
import sys
import time

import cv2
import numpy as np

HEIGHT = 48


def read(path):
    """[(picture, text)] of a file that lines.py wrote; a line cut short at the end is left out."""
    data, at, out = pathlib.Path(path).read_bytes(), 0, []
    while at + 8 <= len(data):
        width, size = struct.unpack_from("<II", data, at)
        if at + 8 + width * HEIGHT + size > len(data):
            break
        picture = np.frombuffer(data, np.uint8, width * HEIGHT, at + 8).reshape(HEIGHT, width)
        out.append((picture, data[at + 8 + width * HEIGHT:at + 8 + width * HEIGHT + size].decode()))
        at += 8 + width * HEIGHT + size
    return out


def page(picture, text):
    png = cv2.imencode(".png", picture)[1].tobytes()
    text = text.encode()
    return (struct.pack("<bIiI", 1, 0, 0, len(png)) + png + struct.pack("<II", 0, len(text)) + text +
            struct.pack("<I4hII", 1, 0, 0, min(32767, picture.shape[1]), HEIGHT, 1, len(text)) + text + struct.pack("<b", 0))


def write_lstmf(path, lines):
    with open(path, "wb") as f:
        f.write(struct.pack("<I", len(lines)))
        for picture, text in lines:
            f.write(page(picture, text))


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--fonts", required=True)
    p.add_argument("--tool", required=True)
    p.add_argument("--plain-tool", nargs=2, help="plain_lines and the model that lends its settings; for sets with lines as plain Tesseract cuts them")
    p.add_argument("--set", default="train")
    p.add_argument("--first", type=int, default=1)
    p.add_argument("--count", type=int, default=1000)
    p.add_argument("--seconds", type=float, default=1e9)
    p.add_argument("--lstmf", action="store_true")
    a = p.parse_args()
    import pictures
    cv2.setNumThreads(1)
    studio, start, made = pictures.Studio(a.fonts, a.tool, a.plain_tool), time.time(), []
    with open(a.out.with_suffix(".part"), "wb") as f:
        for seed in range(a.first, a.first + a.count):
            if time.time() - start > a.seconds:
                break
            sample = studio.draw(seed, a.set)
            if a.lstmf:
                made.append((sample.picture, sample.text))
                continue
            text = sample.text.encode()
            f.write(struct.pack("<II", sample.picture.shape[1], len(text)) + sample.picture.tobytes() + text)
    if a.lstmf:
        write_lstmf(a.out.with_suffix(".part"), made)
    a.out.with_suffix(".part").rename(a.out)


if __name__ == "__main__":
    sys.exit(main())
