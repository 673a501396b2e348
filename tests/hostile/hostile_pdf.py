"""PDFs that lie, loop, swell and nest."""
import zlib

import swelling
from pdf_maker import Pdf, stream, with_image


def good():
    return Pdf(pages=3).bytes()


def good_scan():
    rows = b"".join(b"\xff" * 20 + (b"\x00" if y % 40 < 4 else b"\xff") * 60 + b"\xff" * 20 for y in range(140))
    return with_image(b"/Width 100 /Height 140 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", zlib.compress(rows)).bytes()


def trees():
    pdf = Pdf()
    pdf.objects[2] = b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
    yield "tree-own-child", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[2] = b"<< /Type /Pages /Count 2 /Kids [5 0 R] >>"
    pdf.objects[5] = b"<< /Type /Pages /Count 2 /Parent 2 0 R /Kids [2 0 R 10 0 R] >>"
    yield "tree-loop-of-two", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[10] = pdf.objects[10].replace(b"/Parent 2 0 R", b"/Parent 10 0 R")
    yield "tree-own-parent", pdf.bytes(), "any"
    for count in (0, -1, 5, 1000000, 2147483647, 99999999999999999999):
        pdf = Pdf()
        pdf.objects[2] = b"<< /Type /Pages /Count %d /Kids [10 0 R] >>" % count
        yield f"tree-count-{count}", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[2] = b"<< /Type /Pages /Count 0 /Kids [] >>"
    yield "tree-no-pages", pdf.bytes(), "damaged"
    pdf = Pdf()
    pdf.objects[2] = b"<< /Type /Pages /Count 20000 /Kids [" + b"10 0 R " * 20000 + b"] >>"
    yield "tree-same-page-20000-times", pdf.bytes(), "any"
    pdf = Pdf()
    depth = 3000
    for i in range(depth):
        pdf.objects[100 + i] = b"<< /Type /Pages /Count 1 /Parent %d 0 R /Kids [%d 0 R] >>" % (99 + i if i else 2, 101 + i if i < depth - 1 else 10)
    pdf.objects[2] = b"<< /Type /Pages /Count 1 /Kids [100 0 R] >>"
    yield "tree-3000-deep", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[2] = b"<< /Type /Pages /Count 1 /Kids 2 0 R >>"
    yield "tree-kids-no-array", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[2] = b"<< /Type /Pages /Count 3 /Kids [10 0 R 999 0 R null] >>"
    yield "tree-kids-missing", pdf.bytes(), "any"
    # Every level doubles: 2^30 pages out of 30 objects.
    pdf = Pdf()
    for i in range(30):
        kid = 101 + i if i < 29 else 10
        pdf.objects[100 + i] = b"<< /Type /Pages /Count %d /Kids [%d 0 R %d 0 R] >>" % (2 ** (30 - i), kid, kid)
    pdf.objects[2] = b"<< /Type /Pages /Count 1073741824 /Kids [100 0 R] >>"
    yield "tree-doubles-30-times", pdf.bytes(), "any"


def structure():
    yield "xref-missing", Pdf().bytes(xref=False), "any"
    for shift in (-7, 1, 1000, 10**8):
        yield f"xref-shifted-{shift}", Pdf().bytes(offset_shift=shift), "any"
    for place in (0, 1, 10**9, 2**63 - 1):
        yield f"startxref-{place}", Pdf().bytes(startxref=place), "any"
    for size in (1, 10**6, 2**31 - 1):
        yield f"size-{size}", Pdf().bytes(size=size), "any"
    pdf = Pdf()
    pdf.trailer += b" /Prev 15"
    yield "prev-into-header", pdf.bytes(), "any"
    pdf = Pdf()
    at = pdf.bytes().rindex(b"xref\n0")
    pdf.trailer += b" /Prev %d" % at
    yield "prev-to-itself", pdf.bytes(), "any"
    yield "no-root", Pdf().bytes().replace(b"/Root 1 0 R", b"/Root 9 0 R"), "any"
    yield "root-is-a-page", Pdf().bytes().replace(b"/Root 1 0 R", b"/Root 10 0 R"), "any"
    yield "header-only", b"%PDF-1.7\n", "damaged"
    yield "header-after-junk", b"x" * 900 + Pdf().bytes(), "any"
    yield "header-after-much-junk", b"\x00" * 100000 + Pdf().bytes(), "any"
    yield "version-9", Pdf().bytes().replace(b"%PDF-1.7", b"%PDF-9.9"), "any"
    yield "junk-behind", Pdf().bytes() + b"\xde\xad" * 50000, "any"
    yield "twice", Pdf().bytes() + Pdf().bytes(), "any"
    yield "text-named-pdf", "บันทึกข้อความ\n".encode() * 20, "unsupported|damaged"
    yield "empty", b"", "damaged"
    yield "one-byte", b"%", "any"
    yield "nul-bytes", b"\x00" * 5000, "unsupported|damaged"
    for length in (0, 1, 10**6, 2**31 - 1, -5):
        pdf = Pdf()
        pdf.objects[11] = stream(b"BT /F1 24 Tf 72 700 Td (Memo) Tj ET", length=length)
        yield f"stream-length-{length}", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[11] = b"<< /Length 11 0 R >>\nstream\nq Q\nendstream"
    yield "stream-length-of-itself", pdf.bytes(), "any"
    for depth in (100, 10000, 300000):
        pdf = Pdf()
        pdf.objects[5] = b"[" * depth + b"]" * depth
        pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Names 5 0 R >>"
        yield f"arrays-{depth}-deep", pdf.bytes(), "any"
        pdf = Pdf(content=b"[" * depth + b"]" * depth + b" TJ")
        yield f"content-arrays-{depth}-deep", pdf.bytes(), "any"
        pdf = Pdf(content=b"q " * depth + b"BT /F1 24 Tf 72 700 Td (x) Tj ET")
        yield f"content-states-{depth}-deep", pdf.bytes(), "any"
        pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /A " + b"<< /A " * depth + b"null" + b" >>" * depth + b" >>"
        yield f"dictionaries-{depth}-deep", pdf.bytes(), "any"
    # Object streams: one that holds itself, two that extend each other, counts that lie.
    for name, extra in (("itself", b"/Type /ObjStm /N 1 /First 4 /Extends 5 0 R"), ("count", b"/Type /ObjStm /N 2000000000 /First 4"),
                        ("first", b"/Type /ObjStm /N 1 /First 2000000000"), ("negative", b"/Type /ObjStm /N -1 /First -4")):
        pdf = Pdf()
        pdf.objects[5] = stream(b"5 0 << >>", extra)
        pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Names 6 0 R >>"
        yield "object-stream-" + name, pdf.bytes(), "any"
    body = Pdf().bytes(xref=False)
    body = body[: body.rindex(b"startxref")]
    for name, extra in (("self", b"/Type /XRef /Size 20 /W [1 4 2] /Root 1 0 R /Prev %d" % len(body)),
                        ("widths", b"/Type /XRef /Size 20 /W [1 99999 2] /Root 1 0 R"), ("index", b"/Type /XRef /Size 20 /W [1 4 2] /Index [0 2000000000] /Root 1 0 R"),
                        ("negative", b"/Type /XRef /Size -20 /W [-1 -4 -2] /Root 1 0 R")):
        yield "xref-stream-" + name, body + b"50 0 obj\n" + stream(b"\x00" * 140, extra) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body), "any"


def boxes():
    for name, box in {"3-by-3-metres": b"[0 0 8504 8504]", "14400": b"[0 0 14400 14400]", "million": b"[0 0 1000000 1000000]", "1e38": b"[0 0 1e38 1e38]",
                      "empty": b"[0 0 0 0]", "tiny": b"[0 0 0.001 0.001]", "negative": b"[0 0 -595 -842]", "backwards": b"[595 842 0 0]",
                      "thin": b"[0 0 100000 1]", "one-point": b"[0 0 1 1]", "words": b"[(a) (b) (c) (d)]", "short": b"[0 0]", "nan": b"[nan nan inf inf]",
                      "overflow": b"[-2147483648 -2147483648 2147483647 2147483647]"}.items():
        yield "box-" + name, Pdf(box=box).bytes(), "any"
    for unit in (b"1000000", b"-1", b"0"):
        pdf = Pdf()
        pdf.objects[10] = pdf.objects[10].replace(b"/MediaBox", b"/UserUnit " + unit + b" /MediaBox")
        yield "user-unit-" + unit.decode(), pdf.bytes(), "any"
    for turn in (b"45", b"-90", b"99999999990", b"(a)"):
        pdf = Pdf()
        pdf.objects[10] = pdf.objects[10].replace(b"/MediaBox", b"/Rotate " + turn + b" /MediaBox")
        yield "rotate-" + turn.decode().strip("()"), pdf.bytes(), "any"


def bombs():
    pdf = Pdf()
    data = swelling.zlibbed(1 << 30)
    pdf.objects[11] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(data) + data + b"\nendstream"
    yield "inflate-1g-content", pdf.bytes(), "any"
    data = swelling.zlibbed(1 << 30, 3)
    pdf.objects[11] = b"<< /Length %d /Filter [/FlateDecode /FlateDecode /FlateDecode] >>\nstream\n" % len(data) + data + b"\nendstream"
    yield "inflate-1g-threefold", pdf.bytes(), "any"
    pdf.objects[11] = b"<< /Length %d /Filter [%s] >>\nstream\n" % (len(data), b"/FlateDecode " * 2000) + data + b"\nendstream"
    yield "filters-2000", pdf.bytes(), "any"
    for name, width, height in (("30000x30000", 30000, 30000), ("1x2000000000", 1, 2000000000), ("65535x65535", 65535, 65535), ("0x0", 0, 0), ("-1x-1", -1, -1)):
        size = b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB " % (width, height)
        yield "image-" + name + "-deflate", with_image(size + b"/Filter /FlateDecode", swelling.zlibbed(64 << 20)).bytes(), "any"
        yield "image-" + name + "-raw", with_image(size, b"\x55" * 100).bytes(), "any"
        one = b"/Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray " % (width, height)
        yield "image-" + name + "-fax", with_image(one + b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /Rows %d >>" % (width, height), b"\xff" * 300).bytes(), "any"
        # A JBIG2 page segment that claims the size, and a generic region that fills it.
        page = b"\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13" + (width & 0xFFFFFFFF).to_bytes(4, "big") + (height & 0xFFFFFFFF).to_bytes(4, "big") + b"\x00" * 11
        region = b"\x00\x00\x00\x01\x26\x00\x01\x00\x00\x00\x40" + (width & 0xFFFFFFFF).to_bytes(4, "big") + (height & 0xFFFFFFFF).to_bytes(4, "big") + b"\x00" * 56
        yield "image-" + name + "-jbig2", with_image(one + b"/Filter /JBIG2Decode", page + region).bytes(), "any"
        jpx = b"\xff\x4f\xff\x51\x00\x2f\x00\x00" + (width & 0xFFFFFFFF).to_bytes(4, "big") + (height & 0xFFFFFFFF).to_bytes(4, "big") + b"\x00" * 8 + \
            (width & 0xFFFFFFFF).to_bytes(4, "big") + (height & 0xFFFFFFFF).to_bytes(4, "big") + b"\x00" * 8 + b"\x00\x03" + b"\x07\x01\x01" * 3
        yield "image-" + name + "-jpx", with_image(size + b"/Filter /JPXDecode", jpx).bytes(), "any"
    # Forms that draw each other: 10 levels of 10 times is 10^10 drawings.
    pdf = Pdf(content=b"/X0 Do", resources=b"<< /XObject << /X0 100 0 R >> >>")
    for i in range(10):
        pdf.objects[100 + i] = stream(b"/X0 Do " * 10 if i < 9 else b"0 0 10 10 re f",
                                      b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X0 %d 0 R >> >>" % (101 + i))
    yield "forms-10-to-the-10", pdf.bytes(), "any"
    pdf.objects[100] = stream(b"/X0 Do", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X0 100 0 R >> >>")
    yield "form-draws-itself", pdf.bytes(), "any"
    pdf = Pdf(content=b"/Pattern cs /P0 scn 0 0 595 842 re f", resources=b"<< /Pattern << /P0 4 0 R >> >>")
    pdf.objects[4] = stream(b"0 0 1 1 re f", b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources << >>")
    yield "tiles-35-milliards", pdf.bytes(), "any"
    pdf = Pdf(content=b"/S0 sh", resources=b"<< /Shading << /S0 << /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1e9 0 1e9] /Function 4 0 R >> >> >>")
    pdf.objects[4] = stream(b"{ " + b"dup mul " * 5000 + b"}", b"/FunctionType 4 /Domain [0 1e9 0 1e9] /Range [0 1 0 1 0 1]")
    yield "shading-slow-function", pdf.bytes(), "any"
    yield "content-million-lines", Pdf(content=b"0 0 m 595 842 l S\n" * 1000000).bytes(), "any"
    yield "content-million-letters", Pdf(content=b"BT /F1 8 Tf " + b"1 0 0 1 50 50 Tm (Memo) Tj " * 300000 + b"ET").bytes(), "any"
    yield "content-dashes", Pdf(content=b"[0.0001] 0 d 0 0 m 595 842 l S").bytes(), "any"
    yield "content-curves", Pdf(content=b"1e30 w 0 0 m " + b"1e9 1e9 -1e9 1e9 3 3 c " * 20000 + b"S").bytes(), "any"


def contents():
    for name, font in {"missing-file": b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /FontFile2 99 0 R >> >>",
                       "itself": b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [3 0 R] >>",
                       "no-type": b"<< >>", "number": b"42", "wild-encoding": b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [" + b"255 /a " * 5000 + b"] >> >>",
                       "type3-itself": b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 /LastChar 255 /CharProcs << /a 5 0 R >> /Encoding << /Differences [0 " + b"/a " * 256 + b"] >> /Resources << /Font << /F1 3 0 R >> >> >>"}.items():
        pdf = Pdf()
        pdf.objects[3] = font
        pdf.objects[5] = stream(b"1000 0 d0 BT /F1 1 Tf (Memo) Tj ET")
        yield "font-" + name, pdf.bytes(), "any"
    for name, data in {"noise": bytes(range(256)) * 40, "empty": b"", "truetype-header": b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 500, "otto": b"OTTO\xff\xff" + b"\x80" * 800, "pfb": b"\x80\x01\xff\xff\xff\x7f%!PS-AdobeFont" + b"dup " * 300}.items():
        for kind, key in (("TrueType", b"FontFile2"), ("Type1", b"FontFile")):
            pdf = Pdf()
            pdf.objects[3] = b"<< /Type /Font /Subtype /%s /BaseFont /AAAAAA+X /FirstChar 0 /LastChar 1 /Widths [1 1] /FontDescriptor 5 0 R >>" % kind.encode()
            pdf.objects[5] = b"<< /Type /FontDescriptor /FontName /AAAAAA+X /Flags 4 /" + key + b" 6 0 R >>"
            pdf.objects[6] = stream(data, b"/Length1 %d" % max(1, len(data)))
            yield f"font-{kind.lower()}-{name}", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>"
    pdf.objects[5] = stream(b"1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")
    yield "font-unicode-map-of-4g", pdf.bytes(), "any"
    pdf = Pdf()
    for name, action in {"javascript": b"<< /S /JavaScript /JS (while(1){app.alert(1)}) >>", "launch": b"<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>",
                         "uri": b"<< /S /URI /URI (http://192.0.2.1/) >>", "goto-remote": b"<< /S /GoToR /F (//192.0.2.1/a.pdf) >>", "submit": b"<< /S /SubmitForm /F (http://192.0.2.1/) >>"}.items():
        pdf = Pdf()
        pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OpenAction " + action + b" >>"
        yield "action-" + name, pdf.bytes(), "good"
    pdf = Pdf()
    pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a.exe) 5 0 R] >> >> >>"
    pdf.objects[5] = b"<< /Type /Filespec /F (../../../etc/passwd) /EF << /F 6 0 R >> >>"
    pdf.objects[6] = stream(b"MZ" * 5000, b"/Type /EmbeddedFile")
    yield "embedded-file", pdf.bytes(), "good"
    pdf = Pdf()
    pdf.objects[4] = b"<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /F (/etc/passwd) /Length 0 >>\nstream\n\nendstream"
    yield "image-of-outside", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    pdf.objects[5] = b"<< /First 6 0 R /Last 6 0 R >>"
    pdf.objects[6] = b"<< /Title (x) /Next 6 0 R /First 5 0 R >>"
    yield "outline-loop", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[10] = pdf.objects[10].replace(b"/Contents 11 0 R", b"/Contents [" + b"11 0 R " * 5000 + b"]")
    yield "contents-5000-times", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[10] = pdf.objects[10].replace(b"/Contents 11 0 R", b"/Contents 10 0 R")
    yield "contents-is-the-page", pdf.bytes(), "any"
    pdf = Pdf()
    pdf.objects[10] = pdf.objects[10].replace(b"/Contents", b"/Annots [" + b"<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /AP << /N 11 0 R >> >> " * 3000 + b"] /Contents")
    yield "annotations-3000", pdf.bytes(), "any"


def cases():
    for part in (trees, structure, boxes, bombs, contents):
        for name, data, outcomes in part():
            yield name + ".pdf", data, outcomes
    yield "good.pdf", good(), "good"
