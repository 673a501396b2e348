#!/usr/bin/python3
"""Makes scans of a PDF: one picture a page, degraded, as an image-only PDF, a multi-page TIFF, or PNG or JPEG files.

usage: scans.py IN.pdf OUT.(pdf|tif|png|jpg) [--preset office200] [--seed N] [--pages FIRST-LAST] [--set KEY=VALUE]...

A PDF holds each page's JPEG as it was coded, and nothing else. TIFF is CCITT G4 where the pages are bilevel, else LZW.
PNG and JPEG of several pages: OUT-1.png, OUT-2.png, ... The seed of page K is made of N and K, so that a page drawn alone is
the same as in its file.
"""
import ctypes
import io
import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy as np

from degrade import degrade, presets, sample_settings, value_of

SOURCE_DPI = 300
cv2.setNumThreads(1)
try:  # pages of 100 MB come and go: keep their memory instead of giving it back each time (a third of the time was that)
    ctypes.CDLL(None).mallopt(-3, 1 << 30)
    ctypes.CDLL(None).mallopt(-1, (1 << 31) - 1)
except (OSError, AttributeError):
    pass


def render(pdf, first=1, last=None):
    """The pages as RGB arrays at 300 dpi, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(SOURCE_DPI), "-f", str(first)] + (["-l", str(last)] if last else []) + [str(pdf), f"{folder}/p"]
        subprocess.run(command, check=True)
        for path in sorted(pathlib.Path(folder).glob("p-*.ppm")):
            yield cv2.imread(str(path), cv2.IMREAD_COLOR)[..., ::-1]


def scan_page(picture, ranges, seed, page, changes=None):
    """(picture, settings) of one page; the JPEG quality is left to whoever writes the file."""
    settings = sample_settings(ranges, np.random.default_rng([seed, page, 0])) | (changes or {})
    kept = {k: v for k, v in settings.items() if k != "jpeg"} | {"source_dpi": SOURCE_DPI}
    return degrade(picture, kept, seed * 1009 + page), settings


def jpeg_bytes(picture, quality):
    ok, coded = cv2.imencode(".jpg", picture if picture.ndim == 2 else picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(quality)])
    return coded.tobytes()


def write_pdf(path, pages):
    """pages: (JPEG bytes, width, height, grey, dpi). One picture fills each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{3 + 3 * i} 0 R' for i in range(len(pages)))}] >>"]
    for i, (coded, width, height, grey, dpi) in enumerate(pages):
        w, h = width * 72 / dpi, height * 72 / dpi
        content = f"q {w:.2f} 0 0 {h:.2f} 0 0 cm /I Do Q".encode()
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w:.2f} {h:.2f}] /Contents {4 + 3 * i} 0 R /Resources << /XObject << /I {5 + 3 * i} 0 R >> >> >>",
                    (f"<< /Length {len(content)} >>", content),
                    (f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /Device{'Gray' if grey else 'RGB'} "
                     f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(coded)} >>", coded)]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for i, body in enumerate(objects):
        places.append(out.tell())
        head, stream = body if isinstance(body, tuple) else (body, None)
        out.write(f"{i + 1} 0 obj\n{head}\n".encode())
        if stream is not None:
            out.write(b"stream\n" + stream + b"\nendstream\n")
        out.write(b"endobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{p:010} 00000 n \n".encode() for p in places))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    pathlib.Path(path).write_bytes(out.getvalue())


def write(path, scanned):
    """scanned: [(picture, settings)], for a PDF [(what write_pdf takes, settings)]; the form by the name's end."""
    from PIL import Image
    path = pathlib.Path(path)
    dpi = lambda s: s.get("dpi", SOURCE_DPI)
    if path.suffix == ".pdf":
        write_pdf(path, [page for page, _ in scanned])
    elif path.suffix in (".tif", ".tiff"):
        bilevel = all("bilevel" in s for _, s in scanned)
        images = [Image.fromarray(p).convert("1") if bilevel else Image.fromarray(p) for p, _ in scanned]
        d = dpi(scanned[0][1])
        images[0].save(path, save_all=True, append_images=images[1:], compression="group4" if bilevel else "tiff_lzw", dpi=(d, d))
    else:
        for i, (p, s) in enumerate(scanned):
            name = path if len(scanned) == 1 else path.with_stem(f"{path.stem}-{i + 1}")
            options = {"quality": int(s.get("jpeg", 80))} if path.suffix in (".jpg", ".jpeg") else {}
            Image.fromarray(p).save(name, dpi=(dpi(s), dpi(s)), **options)


def scan(pdf, out, preset, seed, first=1, last=None, changes=None):
    scan_several(pdf, {out: preset}, seed, first, last, changes)


def scan_several(pdf, outs, seed, first=1, last=None, changes=None):
    """outs: {file: preset}; each page is rendered once for all of them."""
    ranges, scanned = presets(), {out: [] for out in outs}
    for i, picture in enumerate(render(pdf, first, last)):
        for out, preset in outs.items():
            page, settings = scan_page(picture, ranges[preset], seed, first + i, changes)
            if pathlib.Path(out).suffix == ".pdf":  # a page's JPEG is small; its pixels are not
                page = (jpeg_bytes(page, settings.get("jpeg", 80)), page.shape[1], page.shape[0], page.ndim == 2, settings.get("dpi", SOURCE_DPI))
            scanned[out].append((page, settings))
    for out, pages in scanned.items():
        write(out, pages)


def main(argv):
    import argparse
    p = argparse.ArgumentParser(description="Makes scans of a PDF.", epilog="scans.py memo.pdf memo-scan.pdf --preset photocopy --seed 3")
    p.add_argument("input")
    p.add_argument("output")
    p.add_argument("--preset", default="office200", choices=list(presets()))
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--pages", default="1-", help="FIRST-LAST")
    p.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    a = p.parse_args(argv)
    first, _, last = a.pages.partition("-")
    changes = {k: value_of(v) for k, v in (s.split("=", 1) for s in a.set)}
    scan(a.input, a.output, a.preset, a.seed, int(first or 1), int(last) if last else None, changes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
