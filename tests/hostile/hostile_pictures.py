"""PNG, JPEG and TIFF whose sizes lie, whose streams swell, whose directories loop."""
import struct
import zlib

import swelling


def chunk(kind, data, checksum=None):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if checksum is None else checksum)


def png(width, height, depth=8, colour=0, data=None, more=b""):
    head = struct.pack(">IIBBBBB", width & 0xFFFFFFFF, height & 0xFFFFFFFF, depth, colour, 0, 0, 0)
    if data is None:
        data = zlib.compress((b"\x00" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def good_png():
    row = lambda y: b"\x00" + b"\xff" * 40 + (b"\x00" if y % 50 < 5 else b"\xff") * 300 + b"\xff" * 60
    return png(400, 500, data=zlib.compress(b"".join(row(y) for y in range(500))))


def tiff(entries, data=b"\xff" * 64, next_ifd=0, order="<"):
    """One directory at 8 with (tag, type, count, value) entries; data at 2048."""
    mark = b"II" if order == "<" else b"MM"
    out = mark + struct.pack(order + "HI", 42, 8) + struct.pack(order + "H", len(entries))
    for tag, kind, count, value in entries:
        out += struct.pack(order + "HHII", tag, kind, count, value & 0xFFFFFFFF)
    out += struct.pack(order + "I", next_ifd)
    return out.ljust(2048, b"\x00") + data


def gray(width, height, compression=1, strip=None, bits=8, rows=None, offset=2048):
    return [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, bits), (259, 3, 1, compression), (262, 3, 1, 1), (273, 4, 1, offset),
            (277, 3, 1, 1), (278, 4, 1, height if rows is None else rows), (279, 4, 1, width * height if strip is None else strip)]


def good_tiff():
    rows = b"".join(b"\xff" * 50 + (b"\x00" if y % 30 < 4 else b"\xff") * 100 + b"\xff" * 50 for y in range(300))
    return tiff(gray(200, 300), rows)


def jpeg(width, height, components=1, scan=b"\x55" * 200, more=b""):
    sof = struct.pack(">HBHHB", 8 + 3 * components, 8, height & 0xFFFF, width & 0xFFFF, components) + b"".join(bytes([i + 1, 0x11, 0]) for i in range(components))
    table = b"\xff\xdb\x00\x43\x00" + b"\x10" * 64
    huffman = b"\xff\xc4\x00\x15\x00" + bytes([0, 1] + [0] * 14) + b"\x00\x00"[:1] + b"\x00"
    sos = struct.pack(">HB", 6 + 2 * components, components) + b"".join(bytes([i + 1, 0]) for i in range(components)) + b"\x00\x3f\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + table + more + b"\xff\xc0" + sof + huffman + b"\xff\xda" + sos + scan + b"\xff\xd9"


def cases():
    bomb = swelling.zlibbed(200 << 20)
    for width, height in ((1, 1), (0, 0), (1, 2000000000), (100000, 100000), (2147483647, 2147483647), (-1, -1)):
        yield f"png-{width}x{height}.png", png(1, 1) if (width, height) == (1, 1) else png(width, height, data=bomb), "any"
        yield f"png-{width}x{height}-16-rgba.png", png(width, height, 16, 6, bomb), "any"
        yield f"tiff-{width}x{height}.tif", tiff(gray(width, height)), "any"
        yield f"tiff-{width}x{height}-lzw.tif", tiff(gray(width, height, compression=5)), "any"
        yield f"tiff-{width}x{height}-fax.tif", tiff(gray(width, height, compression=4, bits=1)), "any"
    yield "png-text-bomb.png", png(10, 10, more=chunk(b"zTXt", b"a\x00\x00" + bomb)), "any"
    yield "png-profile-bomb.png", png(10, 10, more=chunk(b"iCCP", b"a\x00\x00" + bomb)), "any"
    yield "png-bad-checksum.png", png(10, 10).replace(b"IDAT", b"IDAU"), "any"
    yield "png-no-data.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "any"
    yield "png-long-chunk.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0x7FFFFFFF) + b"IHDR" + b"\x00" * 20, "any"
    yield "png-palette-missing.png", png(10, 10, 8, 3), "any"
    yield "png-odd-depth.png", png(10, 10, 7, 5), "any"
    for width, height in ((0, 0), (1, 1), (65535, 65535), (65535, 1)):
        yield f"jpeg-{width}x{height}.jpg", jpeg(width, height, 3), "any"
        yield f"jpeg-{width}x{height}-grey.jpg", jpeg(width, height), "any"
    yield "jpeg-255-components.jpg", jpeg(100, 100, 80), "any"
    yield "jpeg-no-scan.jpg", jpeg(100, 100)[:120], "any"
    yield "jpeg-comment-to-the-end.jpg", jpeg(100, 100, more=b"\xff\xfe\xff\xff"), "any"
    yield "jpeg-2000-scans.jpg", jpeg(2000, 2000, scan=(b"\x55" * 20 + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00") * 2000), "any"
    yield "tiff-directory-loop.tif", tiff(gray(100, 100), b"\xff" * 10000, next_ifd=8), "any"
    yield "tiff-directory-outside.tif", tiff(gray(100, 100), b"\xff" * 10000, next_ifd=0x7FFFFFFF), "any"
    yield "tiff-strip-outside.tif", tiff(gray(100, 100, offset=0xFFFFFF00)), "any"
    yield "tiff-65535-entries.tif", tiff(gray(10, 10)).replace(struct.pack("<H", 9), b"\xff\xff", 1), "any"
    yield "tiff-64-samples.tif", tiff([e if e[0] != 277 else (277, 3, 1, 64) for e in gray(1000, 1000)]), "any"
    yield "tiff-zero-rows-per-strip.tif", tiff(gray(100, 100, rows=0)), "any"
    yield "tiff-big-endian.tif", tiff(gray(10, 10), b"\xff" * 100, order=">"), "any"
    yield "tiff-old-jpeg.tif", tiff(gray(500, 500, compression=6)), "any"
    # 30,000 directories of one small picture each, chained.
    out = bytearray(b"II*\x00" + struct.pack("<I", 8))
    for i in range(30000):
        entries = gray(1, 1, offset=8)
        out += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries)
        out += struct.pack("<I", len(out) + 4 if i < 29999 else 0)
    yield "tiff-30000-pages.tif", bytes(out), "any"
    yield "good.png", good_png(), "good"
    yield "good.tif", good_tiff(), "good"
