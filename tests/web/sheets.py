#!/usr/bin/env python3
"""Puts the pictures that shots.mjs took of one page side by side, for people to look at: sheets.py FOLDER [WIDTH]

FOLDER/sheet-PAGE-SIZE.png holds Thai and English, by day and by night; a page longer than 2,400 px is cut there and said so."""
import pathlib
import sys

from PIL import Image

folder, width = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
taken = {}
for path in sorted(folder.glob("*-*-*-*.png")):
    if path.name.startswith("sheet-"):
        continue
    page, size, lang, scheme = path.stem.rsplit("-", 3)
    taken.setdefault((page, size), {})[(scheme == "dark", lang == "en")] = path
for (page, size), pictures in taken.items():
    side = width or (700 if size == "wide" else 390)
    tiles = []
    for _, path in sorted(pictures.items()):
        picture = Image.open(path).convert("RGB")
        high = picture.height * side // picture.width
        if high > 2400:
            print(f"{path.name}: {high} px, cut")
        tiles.append(picture.resize((side, high), Image.LANCZOS).crop((0, 0, side, min(high, 2400))))
    rows = [tiles] if size == "phone" else [tiles[i:i + 2] for i in range(0, len(tiles), 2)]
    sheet = Image.new("RGB", (max(sum(t.width + 8 for t in row) for row in rows), sum(max(t.height for t in row) + 8 for row in rows)), "#c0c")
    y = 0
    for row in rows:
        x = 0
        for tile in row:
            sheet.paste(tile, (x, y))
            x += tile.width + 8
        y += max(t.height for t in row) + 8
    sheet.save(folder / f"sheet-{page}-{size}.png")
print(f"{len(taken)} sheets")
