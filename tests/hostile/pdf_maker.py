"""A PDF written by hand, so that every part of it can lie. Objects are bytes; `None` leaves one out."""
import zlib


def stream(content, extra=b"", length=None, filters=b"/FlateDecode"):
    data = zlib.compress(content, 9) if filters == b"/FlateDecode" else content
    head = b"<< /Length %d" % (len(data) if length is None else length)
    if filters:
        head += b" /Filter " + filters
    return head + b" " + extra + b" >>\nstream\n" + data + b"\nendstream"


class Pdf:
    def __init__(self, pages=1, box=b"[0 0 595 842]", content=b"BT /F1 24 Tf 72 700 Td (Memo 1) Tj ET", resources=None):
        self.objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
        kids = []
        number = 10
        self.objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        for _ in range(pages):
            self.objects[number] = (b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents %d 0 R /Resources " % (number + 1) +
                                    (resources or b"<< /Font << /F1 3 0 R >> >>") + b" >>")
            self.objects[number + 1] = stream(content)
            kids.append(b"%d 0 R" % number)
            number += 2
        self.objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(kids))
        self.trailer = b"/Root 1 0 R"
        self.header = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        self.tail = b""

    def bytes(self, xref=True, offset_shift=0, size=None, startxref=None):
        out = bytearray(self.header)
        places = {}
        for number in sorted(self.objects):
            if self.objects[number] is None:
                continue
            places[number] = len(out) + offset_shift
            out += b"%d 0 obj\n" % number + self.objects[number] + b"\nendobj\n"
        at = len(out)
        if xref:
            last = max(places) + 1
            out += b"xref\n0 %d\n0000000000 65535 f \n" % last
            for number in range(1, last):
                out += b"%010d 00000 n \n" % max(0, places[number]) if number in places else b"0000000000 65535 f \n"
            out += b"trailer\n<< /Size %d %s >>\n" % (size or last, self.trailer)
        out += b"startxref\n%d\n%%%%EOF\n" % (at if startxref is None else startxref)
        return bytes(out + self.tail)


def with_image(dictionary, data, pages=1, box=b"[0 0 595 842]"):
    """Pages that are one picture: `dictionary` describes it, `data` is its stream as it lies in the file."""
    pdf = Pdf(pages=pages, box=box, content=b"q 595 0 0 842 0 0 cm /Im0 Do Q", resources=b"<< /XObject << /Im0 4 0 R >> >>")
    pdf.objects[4] = b"<< /Type /XObject /Subtype /Image " + dictionary + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"
    return pdf
