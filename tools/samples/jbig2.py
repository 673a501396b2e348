"""Codes a bilevel picture as JBIG2 for a PDF: one page, one generic region, template 0, arithmetic coding.

Source: ITU-T T.88 (02/2000), 6.2 (generic region), 7.4.6 (its segment), Annex E (the MQ coder). MMR coding (libtiff's T.6 data) was
tried first: Poppler 22.12 gave some lines of it back wrong.
"""
import struct

import numpy as np

# Qe, next state after MPS, after LPS, whether the sense switches (T.88, table E.1)
STATES = [(0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0), (0x0521, 5, 29, 0), (0x0221, 38, 33, 0), (0x5601, 7, 6, 1),
          (0x5401, 8, 14, 0), (0x4801, 9, 14, 0), (0x3801, 10, 14, 0), (0x3001, 11, 17, 0), (0x2401, 12, 18, 0), (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0),
          (0x5601, 15, 14, 1), (0x5401, 16, 14, 0), (0x5101, 17, 15, 0), (0x4801, 18, 16, 0), (0x3801, 19, 17, 0), (0x3401, 20, 18, 0), (0x3001, 21, 19, 0),
          (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0), (0x1C01, 25, 22, 0), (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0),
          (0x1201, 29, 26, 0), (0x1101, 30, 27, 0), (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0), (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0),
          (0x02A1, 36, 33, 0), (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0), (0x0049, 41, 38, 0), (0x0025, 42, 39, 0),
          (0x0015, 43, 40, 0), (0x0009, 44, 41, 0), (0x0005, 45, 42, 0), (0x0001, 45, 43, 0), (0x5601, 46, 46, 0)]
# The sixteen neighbours of template 0 with its usual adaptive pixels, as (dx, dy).
TEMPLATE = [(-1, 0), (-2, 0), (-3, 0), (-4, 0), (3, -1), (2, -1), (1, -1), (0, -1), (-1, -1), (-2, -1), (-3, -1), (2, -2), (1, -2), (0, -2), (-1, -2), (-2, -2)]


class Coder:
    def __init__(self):
        self.a, self.c, self.count, self.out = 0x8000, 0, 12, bytearray(1)  # out[0] is the byte before the first

    def byte_out(self):
        if self.out[-1] != 0xFF and self.c >= 0x8000000:
            self.out[-1] += 1
            self.c &= 0x7FFFFFF
        if self.out[-1] == 0xFF:
            self.out.append(self.c >> 20)
            self.c, self.count = self.c & 0xFFFFF, 7
        else:
            self.out.append(self.c >> 19)
            self.c, self.count = self.c & 0x7FFFF, 8

    def finish(self):
        top = self.c + self.a
        self.c |= 0xFFFF
        if self.c >= top:
            self.c -= 0x8000
        for _ in range(2):
            self.c <<= self.count
            self.byte_out()
        return bytes(self.out[1:]) + (b"\xac" if self.out[-1] == 0xFF else b"\xff\xac")


def arithmetic(black):
    """MQ code of the picture (bool, True is black), row by row."""
    h, w = black.shape
    framed = np.pad(black, ((2, 0), (4, 3))).astype(np.uint32)
    contexts = sum(framed[2 + dy:2 + dy + h, 4 + dx:4 + dx + w] << i for i, (dx, dy) in enumerate(TEMPLATE))
    state, sense, coder = [0] * 65536, [0] * 65536, Coder()
    for context, bit in zip(contexts.ravel().tolist(), black.ravel().tolist()):
        probability, after, after_less, switch = STATES[state[context]]
        coder.a -= probability
        if bit == sense[context]:
            if coder.a & 0x8000:
                coder.c += probability
                continue
            if coder.a < probability:
                coder.a = probability
            else:
                coder.c += probability
            state[context] = after
        else:
            if coder.a < probability:
                coder.c += probability
            else:
                coder.a = probability
            sense[context] ^= switch
            state[context] = after_less
        while True:
            coder.a, coder.c, coder.count = coder.a << 1, coder.c << 1, coder.count - 1
            if coder.count == 0:
                coder.byte_out()
            if coder.a & 0x8000:
                break
    return coder.finish()


def stream(black):
    """What stands in a PDF's stream with the filter JBIG2Decode."""
    h, w = black.shape
    segment = lambda number, kind, body: struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body
    page = struct.pack(">IIIIBH", w, h, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", w, h, 0, 0, 0) + b"\x00" + struct.pack("8b", 3, -1, -3, -1, 2, -2, -2, -2) + arithmetic(black)
    return segment(0, 48, page) + segment(1, 38, region)
