"""More of the kinds that were thought up later: cuts at every kind of place, filters that swell or chain, kinds of picture that nobody sends, archives of
archives, office documents that swell or reach out, and what pretends to be a document of ours."""
import io
import re
import struct
import tarfile
import zipfile
import zlib

import hostile_pictures
import swelling
from hostile_containers import tar_of, zip_of
from pdf_maker import Pdf, stream, with_image


def cuts(good):
    """The PDF cut inside and behind each kind of word of its structure."""
    for word in (b"%PDF-1", b" obj", b"<<", b"/Type", b"/Length", b"stream\n", b"endstream", b"endobj", b"xref", b"0000000000", b"trailer", b"/Size", b"startxref", b"%%EO"):
        for place, name in ((good.find(word), "first"), (good.rfind(word), "last")):
            if place >= 0:
                yield f"cut-{name}-{re.sub(rb'[^A-Za-z0-9]', b'', word).decode()}", good[: place + len(word) // 2 + 1], "any"


def picture_cuts():
    """Pictures cut behind each part of theirs."""
    png = hostile_pictures.good_png()
    for i, name in enumerate(("signature", "length", "head", "checksum", "data")):
        yield f"cut-png-{name}.png", png[: (8, 12, 20, 33, 50)[i]], "any"
    tiff = hostile_pictures.good_tiff()
    for size in (2, 7, 8, 9, 20, 100, 2047, 2048, len(tiff) // 2):
        yield f"cut-tiff-{size}.tif", tiff[:size], "any"
    jpeg = hostile_pictures.jpeg(200, 200)
    for i, place in enumerate(m.start() for m in re.finditer(rb"\xff[\xd8\xe0\xdb\xc0\xc4\xda]", jpeg)):
        yield f"cut-jpeg-{i}.jpg", jpeg[: place + 3], "any"


def filters():
    """Every other filter that can swell, and chains of unlike ones."""
    size = b"/Width 20000 /Height 20000 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    run_length = b"\x81\x55" * 200000 + b"\x80"
    yield "run-length-25m", with_image(size + b"/Filter /RunLengthDecode", run_length).bytes(), "any"
    yield "run-length-threefold", with_image(size + b"/Filter [/FlateDecode /FlateDecode /RunLengthDecode]", zlib.compress(zlib.compress(run_length * 20, 9), 9)).bytes(), "any"
    yield "lzw-noise", with_image(size + b"/Filter /LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 20000).bytes(), "any"
    yield "lzw-early-change-9", with_image(size + b"/Filter /LZWDecode /DecodeParms << /EarlyChange 9 /Predictor 15 /Columns 2147483647 >>", b"\x80\x0b" * 999).bytes(), "any"
    yield "ascii85-zeros", with_image(size + b"/Filter /ASCII85Decode", b"z" * 2000000 + b"~>").bytes(), "any"
    yield "ascii-hex-no-end", with_image(size + b"/Filter /ASCIIHexDecode", b"4" * 2000001).bytes(), "any"
    yield "filter-unknown", with_image(size + b"/Filter /Nonsense", b"x").bytes(), "any"
    yield "filter-crypt", with_image(size + b"/Filter /Crypt /DecodeParms << /Name /None >>", b"x" * 999).bytes(), "any"
    for predictor, colours, bits, columns in ((15, 2147483647, 32, 2147483647), (2, 0, 0, 0), (15, 1, 8, -5), (99, 4, 16, 1000000)):
        yield f"predictor-{predictor}-{columns}", with_image(size + b"/Filter /FlateDecode /DecodeParms << /Predictor %d /Colors %d /BitsPerComponent %d /Columns %d >>" % (
            predictor, colours, bits, columns), zlib.compress(b"\x01" * 5000)).bytes(), "any"
    grey = b"/Width 5000 /Height 5000 /ColorSpace /DeviceGray /BitsPerComponent "
    for bits in (0, 3, 16, 64, -8):
        yield f"bits-{bits}", with_image(grey + b"%d" % bits, b"\x11" * 999).bytes(), "any"
    for name, space in {"indexed-huge": b"[/Indexed /DeviceRGB 2147483647 (abc)]", "indexed-itself": b"[/Indexed 9 0 R 255 (abc)]", "icc-missing": b"[/ICCBased 99 0 R]",
                        "separation-itself": b"[/Separation /X 9 0 R 8 0 R]", "device-n-64": b"[/DeviceN [" + b"/X " * 64 + b"] /DeviceCMYK 8 0 R]"}.items():
        pdf = with_image(b"/Width 500 /Height 500 /BitsPerComponent 8 /ColorSpace 9 0 R", b"\x11" * 250000)
        pdf.objects[9] = space
        pdf.objects[8] = b"<< /FunctionType 3 /Functions [8 0 R] /Domain [0 1] /Bounds [] /Encode [0 1] >>"
        yield "colours-" + name, pdf.bytes(), "any"
    # Masks of masks, and 300 large pictures on one page.
    pdf = with_image(b"/Width 500 /Height 500 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 4 0 R", b"\x11" * 250000)
    yield "mask-of-itself", pdf.bytes(), "any"
    pdf = with_image(b"/Width 8000 /Height 8000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode", swelling.zlibbed(64 << 20))
    pdf.objects[11] = stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q " * 300)
    yield "picture-300-times", pdf.bytes(), "any"
    pdf = with_image(b"/Width 2500 /Height 3500 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode", swelling.zlibbed(9 << 20), pages=300)
    yield "pages-300-of-one-scan", pdf.bytes(), "any"


def generators():
    """Valid JBIG2 that says much with little: 65,000 symbols, a page of four milliards of pixels in stripes, text regions that repeat."""
    head = struct.pack(">IBBBI", 0, 0x30, 0, 1, 19) + struct.pack(">IIIIBH", 60000, 0xFFFFFFFF, 0, 0, 0, 0xFFFF)
    one = b"/Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode"
    symbols = struct.pack(">IBBBI", 1, 0x00, 0, 1, 30) + struct.pack(">H8b", 0, 3, -1, -3, -1, 2, -2, -2, -2) + struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF) + b"\x00" * 12
    yield "jbig2-symbols-4g", with_image(one, head + symbols).bytes(), "any"
    yield "jbig2-stripes-to-the-end", with_image(one, head + struct.pack(">IBBBII", 2, 0x32, 0, 1, 4, 0xFFFFFFFE)).bytes(), "any"
    yield "jbig2-refers-to-itself", with_image(one, head + struct.pack(">IBBBBI", 1, 0x06, 0x20, 1, 1, 25) + b"\x00" * 25).bytes(), "any"
    halftone = struct.pack(">IBBBI", 1, 0x10, 0, 1, 7) + struct.pack(">BBBI", 0, 255, 255, 0xFFFFFFFF)
    yield "jbig2-patterns-4g", with_image(one, head + halftone).bytes(), "any"


def documents():
    """Whole-document features: forms of XML, portfolios, layers, threads, signatures, old encryptions, empty and wrong trailers."""
    pdf = Pdf()
    pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /NeedsRendering true /AcroForm << /XFA 5 0 R /Fields [6 0 R] >> >>"
    pdf.objects[5] = stream(b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><xdp>&b;</xdp>")
    pdf.objects[6] = b"<< /FT /Tx /T (a) /Kids [6 0 R] /Parent 6 0 R /V 6 0 R >>"
    yield "form-of-xml-and-loop", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /Order [5 0 R [5 0 R]] >> >> /PageLabels << /Kids [1 0 R] >> /StructTreeRoot 7 0 R >>"
    pdf.objects[5] = b"<< /Type /OCG /Name 5 0 R >>"
    pdf.objects[7] = b"<< /Type /StructTreeRoot /K [7 0 R] /ParentTree 7 0 R >>"
    yield "layers-labels-structure-loop", pdf.bytes(), "any"
    for version in (b"/V 9 /R 9", b"/V 4 /R 4 /CF << /StdCF << /CFM /AESV9 >> >> /StmF /StdCF /StrF /StdCF", b"/V 1 /R 2 /Length -40", b"/V 5 /R 6 /Length 99999999"):
        pdf = Pdf()
        pdf.objects[9] = b"<< /Filter /Standard " + version + b" /O (x) /U (y) /P -4 >>"
        pdf.trailer += b" /Encrypt 9 0 R /ID [(a) (b)]"
        yield "encrypt-" + re.sub(rb"[^A-Z0-9]", b"", version)[:8].decode().lower(), pdf.bytes(), "any"
    pdf = Pdf()
    pdf.trailer += b" /Encrypt 1 0 R"
    yield "encrypt-is-the-root", pdf.bytes(), "any"
    yield "words-endless", b"%PDF-1.7\n1 0 obj\n(" + b"(" * 3000000, "any"
    yield "name-of-3m", b"%PDF-1.7\n1 0 obj\n<< /" + b"A" * 3000000 + b" 1 >>\nendobj\n", "any"
    yield "number-of-3m-digits", Pdf(box=b"[0 0 " + b"9" * 3000000 + b" 842]").bytes(), "any"
    yield "objects-200000-empty", b"%PDF-1.7\n" + b"".join(b"%d 0 obj null endobj\n" % i for i in range(200000)) + Pdf().bytes()[15:], "any"
    yield "updates-500", Pdf().bytes() + b"10 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\nxref\n0 0\ntrailer\n<< /Root 1 0 R /Prev 20 /Size 12 >>\nstartxref\n0\n%%EOF\n" * 500, "any"
    yield "only-end", b"startxref\n0\n%%EOF\n" * 1000, "any"
    yield "utf16.pdf-in-utf16", Pdf().bytes().decode("latin-1").encode("utf-16"), "any"
    actual = b"/Span << /ActualText <FEFF" + b"0E33" * 50000 + b"> >> BDC (a) Tj EMC "
    yield "actual-text-long", Pdf(content=b"BT /F1 9 Tf 72 700 Td " + actual + b"/Span << /ActualText (x) >> BDC " * 5000 + b"ET").bytes(), "any"


def pictures():
    """Kinds and corners of pictures: 64-bit TIFF, tiles that lie, JPEG with no height, progressive without end, other kinds altogether."""
    yield "bigtiff.tif", b"II+\x00\x08\x00\x00\x00" + struct.pack("<QQ", 16, 1) + b"\xff" * 200, "any"
    tiles = [(256, 4, 1, 50000), (257, 4, 1, 50000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (277, 3, 1, 1), (322, 4, 1, 0x7FFFFFFF), (323, 4, 1, 0x7FFFFFFF), (324, 4, 1, 2048), (325, 4, 1, 64)]
    yield "tiff-tiles-that-lie.tif", hostile_pictures.tiff(tiles), "any"
    yield "tiff-strips-4g.tif", hostile_pictures.tiff([e if e[0] != 273 else (273, 4, 0x3FFFFFFF, 8) for e in hostile_pictures.gray(100, 100)]), "any"
    for compression in (2, 3, 7, 8, 32773, 32946, 34661, 34712, 50000, 50001, 65535):
        yield f"tiff-compression-{compression}.tif", hostile_pictures.tiff(hostile_pictures.gray(3000, 3000, compression=compression, bits=1 if compression < 5 else 8), b"\x5a" * 4000), "any"
    swollen = hostile_pictures.tiff(hostile_pictures.gray(8000, 8000, compression=8, strip=70000), swelling.zlibbed(64 << 20))
    yield "tiff-deflate-64m.tif", swollen, "any"
    jpeg = hostile_pictures.jpeg(300, 0)
    yield "jpeg-height-comes-later.jpg", jpeg[:-2] + b"\xff\xdc\x00\x04\xff\xff\xff\xd9", "any"
    yield "jpeg-progressive.jpg", hostile_pictures.jpeg(4000, 4000, 3).replace(b"\xff\xc0", b"\xff\xc2"), "any"
    yield "jpeg-lossless.jpg", hostile_pictures.jpeg(4000, 4000).replace(b"\xff\xc0", b"\xff\xc3"), "any"
    yield "jpeg-arithmetic.jpg", hostile_pictures.jpeg(4000, 4000).replace(b"\xff\xc0", b"\xff\xc9"), "any"
    yield "jpeg-exif-loop.jpg", hostile_pictures.jpeg(10, 10, more=b"\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00\x08\x00\x00\x00"), "any"
    yield "jpeg-16000-comments.jpg", hostile_pictures.jpeg(10, 10, more=b"\xff\xfe\x00\x04ab" * 16000), "any"
    yield "png-interlaced-huge.png", hostile_pictures.png(30000, 30000, data=swelling.zlibbed(64 << 20)).replace(b"\x08\x00\x00\x00\x00", b"\x08\x00\x00\x00\x01", 1), "any"
    yield "png-10000-texts.png", hostile_pictures.png(10, 10, more=hostile_pictures.chunk(b"tEXt", b"a\x00b") * 10000), "any"
    yield "png-density-0.png", hostile_pictures.png(300, 300, more=hostile_pictures.chunk(b"pHYs", b"\x00" * 8 + b"\x01")), "any"
    yield "png-density-4g.png", hostile_pictures.png(300, 300, more=hostile_pictures.chunk(b"pHYs", b"\xff" * 8 + b"\x01")), "any"
    for name, head in {"bitmap.bmp": b"BM" + b"\xff" * 60, "web.webp": b"RIFF\xff\xff\xff\x7fWEBPVP8L" + b"\xff" * 60, "phone.heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 60,
                       "wavelet.jp2": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\xff" * 60, "map.pnm": b"P5 99999999 99999999 65535\n", "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
                       "fax.jb2": b"\x97JB2\r\n\x1a\n\x01\x00\x00\x00\x01" + b"\xff" * 60, "djvu.djvu": b"AT&TFORM\x7f\xff\xff\xffDJVM" + b"\x00" * 60}.items():
        yield name, head, "any"


def office(name, parts, first=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for part, data in parts:
            archive.writestr(zipfile.ZipInfo(part), data, zipfile.ZIP_DEFLATED)
    return name, out.getvalue(), "any"


def containers(good):
    """Archives in archives, encrypted and odd ones, and office documents that swell, loop, or ask for files and addresses of others."""
    f = tarfile.REGTYPE
    inner = zip_of([("a.pdf", good)])
    yield "zip-in-tar-in-zip.zip", zip_of([("b.tar", tar_of([("c.zip", inner, f, "")]))]), "any"
    locked = bytearray(inner)
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    yield "zip-locked.zip", bytes(locked), "any"
    yield "zip-sizes-swapped.zip", inner.replace(struct.pack("<I", len(good)), b"\xff\xff\xff\x7f"), "any"
    yield "zip-no-directory.zip", inner[: inner.index(b"PK\x01\x02")], "any"
    yield "zip-directory-only.zip", inner[inner.index(b"PK\x01\x02"):], "any"
    yield "zip-65535-entries-claimed.zip", inner[:-14] + b"\xff\xff\xff\xff" + inner[-10:], "any"
    yield "zip-comment-is-a-zip.zip", inner[:-2] + struct.pack("<H", len(inner)) + inner, "any"
    yield "zip-backslashes.zip", zip_of([("..\\..\\windows\\a.pdf", good), ("C:\\a.pdf", good + b" "), ("con.pdf", good + b"  ")]), "any"
    yield "zip-not-utf8.zip", zip_of([("xxxx.pdf", good)]).replace(b"xxxx.pdf", b"\xba\xd1\xb9\xb7.pdf"), "any"
    yield "tar-name-64k.tar", tar_of([("n" * 65000 + ".pdf", good, f, "")]), "any"
    sparse = bytearray(tar_of([("a.pdf", good, f, "")]))
    sparse[156:157] = b"S"
    yield "tar-sparse.tar", bytes(sparse), "any"
    yield "tar-of-itself-names.tar", tar_of([("a.pdf", good, f, "")] * 300), "any"
    for name, head in {"a.7z": b"7z\xbc\xaf'\x1c\x00\x04" + b"\xff" * 60, "a.rar": b"Rar!\x1a\x07\x01\x00" + b"\xff" * 60, "a.xz": b"\xfd7zXZ\x00\x00\x04" + b"\xff" * 60, "a.bz2": b"BZh9" + b"\xff" * 60,
                       "a.cab": b"MSCF\x00\x00\x00\x00" + b"\xff" * 60, "a.zst": b"(\xb5/\xfd\xff" + b"\xff" * 60, "a.iso": b"\x00" * 32769 + b"CD001" + b"\xff" * 60, "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
                       "a.eml": b"From: a@example.org\nContent-Type: multipart/mixed\n\n", "a.rtf": b"{\\rtf1 " + b"{" * 100000}.items():
        yield "other-" + name, head, "any"
    types = b"<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
    word = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>%s</w:body></w:document>"
    yield office("office-deep.docx", [("[Content_Types].xml", types), ("word/document.xml", word % (b"<w:tbl><w:tr><w:tc>" * 20000))])
    yield office("office-cut.docx", [("[Content_Types].xml", types), ("word/document.xml", (word % b"<w:p>")[:60])])
    odt = b"application/vnd.oasis.opendocument.text"
    content = b"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'><office:body><office:text>%s</office:text></office:body></office:document-content>"
    yield office("office-reaches-out.odt", [("content.xml", content % b"<text:section text:name='a'><text:section-source xlink:href='file:///etc/passwd'/></text:section><text:p><draw:frame><draw:image xlink:href='http://192.0.2.1/a.png'/></draw:frame></text:p>")], odt)
    yield office("office-laughs.odt", [("content.xml", b"<!DOCTYPE a [<!ENTITY b 'haha'>" + b"".join(b"<!ENTITY %c '%s'>" % (99 + i, b"&%c;" % (98 + i) * 10) for i in range(9)) + b"]>" + content % b"<text:p>&k;</text:p>")], odt)
    yield office("office-swells.odt", [("content.xml", content % (b"<text:p>" + b" " * (100 << 20) + b"</text:p>"))], odt)
    yield office("office-without-content.odt", [], odt)


def cases(good):
    for name, data, outcomes in (*cuts(good), *filters(), *generators(), *documents()):
        yield name + ".pdf", data, outcomes
    yield from picture_cuts()
    yield from pictures()
    yield from containers(good)
