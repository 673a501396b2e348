"""A page of Thai whose letters are drawn with a face that is installed and whose codes say what a test wants."""
import glob
import io
import logging
import zlib

from fontTools import subset
from fontTools.ttLib import TTFont

logging.getLogger("fontTools").setLevel(logging.ERROR)
HEAD = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
MARKS = set("ัิีึืฺุู็่้๊๋์ํ๎")


def face_of(name):
    """The file of a face that is installed, or None."""
    return next(iter(glob.glob(f"/usr/share/fonts/**/{name}.ttf", recursive=True)), None)


class Face:
    """glyphs of `letters`, in the order of their first use; `says` maps a letter to what its code says (None: nothing)."""

    def __init__(self, path, letters, says=None, name=b"AAAAAA+Face"):
        font = TTFont(path)
        cmap = font.getBestCmap()
        self.letters = [c for c in dict.fromkeys(letters) if ord(c) in cmap]
        options = subset.Options(notdef_outline=True, layout_features=[], name_IDs=[], hinting=False, glyph_names=False)
        cut = subset.Subsetter(options)
        cut.populate(unicodes=[ord(c) for c in self.letters])
        cut.subset(font)
        cmap = font.getBestCmap()
        units = font["head"].unitsPerEm
        self.gid = {c: font.getGlyphID(cmap[ord(c)]) for c in self.letters}
        self.width = {c: 0 if c in MARKS else font["hmtx"][cmap[ord(c)]][0] * 1000 / units for c in self.letters}
        out = io.BytesIO()
        font.save(out)
        self.data = out.getvalue()
        self.says = says or (lambda c: c)
        self.name = name

    def to_unicode(self):
        body = b""
        for c in self.letters:
            said = self.says(c)
            if said is not None:
                body += b"1 beginbfchar <%04X> <%s> endbfchar\n" % (self.gid[c], said.encode("utf-16-be", "surrogatepass").hex().upper().encode())
        return HEAD + body + b"endcmap end end\n"

    def hex(self, text):
        return b"<" + b"".join(b"%04X" % self.gid[c] for c in text if c in self.gid) + b">"


class Pdf:
    def __init__(self):
        self.objects = [None, None]  # catalogue, pages
        self.pages = []

    def add(self, body):
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data, extra=b""):
        packed = zlib.compress(data, 9)
        return self.add(b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n" % (len(packed), extra) + packed + b"\nendstream")

    def font(self, face, to_unicode="face", encoding=b"/Identity-H"):
        program = self.stream(face.data, b"/Length1 %d" % len(face.data))
        descriptor = self.add(b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-300 -300 1000 1000] /ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 /FontFile2 %d 0 R >>" % (face.name, program))
        widths = b" ".join(b"%d [%d]" % (face.gid[c], face.width[c]) for c in face.letters)
        cid = self.add(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /DW 500 /W [%s] /CIDToGIDMap /Identity >>" % (face.name, descriptor, widths))
        if to_unicode == "face":
            to_unicode = b"/ToUnicode %d 0 R" % self.stream(face.to_unicode())
        return self.add(b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding %s /DescendantFonts [%d 0 R] %s >>" % (face.name, encoding, cid, to_unicode))

    def page(self, content, fonts, extra=b"", resources=b""):
        names = b" ".join(b"/%s %d 0 R" % (k.encode(), v) for k, v in fonts.items())
        c = self.stream(content)
        self.pages.append(self.add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << %s >> %s >> %s >>" % (c, names, resources, extra)))

    def bytes(self):
        self.objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        self.objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), b" ".join(b"%d 0 R" % p for p in self.pages))
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for i, body in enumerate(self.objects):
            places.append(len(out))
            out += b"%d 0 obj\n" % (i + 1) + body + b"\nendobj\n"
        at = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
        return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, at))


def lines(face, texts, font="F", size=16, x=60, y=780, leading=32):
    """The content of a page: a line each."""
    return b"".join(b"BT /%s %d Tf 1 0 0 1 %g %g Tm %s Tj ET\n" % (font.encode(), size, x, y - i * leading, face.hex(text)) for i, text in enumerate(texts))
