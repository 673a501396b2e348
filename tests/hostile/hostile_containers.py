"""Archives that swell or climb out, files that are two things at once, and things that are no documents."""
import io
import struct
import tarfile
import zipfile
import zlib

import swelling


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


def tar_of(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data, kind, link in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, link, len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def tar_head(name, size):
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf()


def overlapping_zip(size, copies):
    """A zip whose directory names one swelling member many times (after Fifield, "A better zip bomb", 2019)."""
    data, crc = swelling.raw(size), swelling.crc_of_zeros(size)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(data), size, 5, 0) + b"a.pdf" + data
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(data), size, 5, 0, 0, 0, 0, 0, 0) + b"a.pdf"
    return local + entry * copies + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, copies, copies, len(entry) * copies, len(local), 0)


def cases(good):
    f = tarfile.REGTYPE
    yield "zip-climbs-out.zip", zip_of([("../../../../tmp/banthuek-climbed.pdf", good), ("/tmp/banthuek-climbed2.pdf", good)]), "any"
    yield "zip-bomb-200m.zip", overlapping_zip(200 << 20, 1), "any"
    yield "zip-bomb-overlapping.zip", overlapping_zip(10 << 20, 2000), "any"
    nested = zip_of([("a.pdf", good)])
    for _ in range(20):
        nested = zip_of([("in.zip", nested)])
    yield "zip-20-deep.zip", nested, "any"
    yield "zip-20000-members.zip", zip_of([(f"{i}.txt", b"") for i in range(20000)]), "any"
    yield "zip-same-name-twice.zip", zip_of([("a.pdf", good), ("b.pdf", good)]), "any"
    yield "zip-cut.zip", zip_of([("a.pdf", good)])[:-30], "any"
    yield "zip-empty.zip", zip_of([]), "any"
    yield "zip-odd-names.zip", zip_of([("a\nb.pdf", good), ("\x1b[2J.pdf", good), ("x" * 5000 + ".pdf", good)]), "any"
    yield "tar-links.tar", tar_of([("a.pdf", b"", tarfile.SYMTYPE, "/etc/passwd"), ("b.pdf", b"", tarfile.LNKTYPE, "../../etc/passwd"), ("c.pdf", good, f, "")]), "any"
    yield "tar-devices.tar", tar_of([("a", b"", tarfile.CHRTYPE, ""), ("b", b"", tarfile.FIFOTYPE, "")]), "any"
    yield "tar-climbs-out.tar", tar_of([("../../a.pdf", good, f, "")]), "any"
    yield "tar-cut.tar", tar_of([("a.pdf", good, f, "")])[:600], "any"
    yield "tar-bomb.tar.gz", swelling.gzipped(tar_head("a.pdf", 200 << 20), 200 << 20, b"\x00" * 1024), "any"
    broken = bytearray(tar_of([("a.pdf", good, f, "")]))
    broken[124:136] = b"77777777777\x00"
    yield "tar-size-8g.tar", bytes(broken), "any"
    yield "polyglot-pdf-zip.pdf", good + zip_of([("a.pdf", good)]), "any"
    yield "polyglot-zip-pdf.zip", zip_of([("a.pdf", good)]) + good, "any"
    yield "polyglot-jpeg-pdf.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + good, "any"
    yield "polyglot-html-pdf.pdf", b"<html><script>while(1);</script>" + good, "any"
    yield "elf", b"\x7fELF\x02\x01\x01" + b"\x00" * 500, "unsupported"
    yield "script.pdf", b"#!/bin/sh\nrm -rf /\n", "unsupported|damaged"
    yield "html.pdf", b"<!DOCTYPE html><html><body>404</body></html>", "unsupported|damaged"
    yield "xml-laughs.docx", zip_of([("[Content_Types].xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'ha'>" + b"".join(
        b"<!ENTITY %c '%s'>" % (99 + i, b"&%c;" % (98 + i) * 10) for i in range(12)) + b"]><a>&n;</a>"), ("word/document.xml", b"<w/>")]), "any"
    yield "gif.gif", b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02", "any"
    yield "postscript.ps", b"%!PS\n{} loop\n", "any"
    yield "gzip.pdf.gz", zlib.compress(good), "any"
