"""Writes ZIP archives by hand: bombs of gigabytes in milliseconds, and headers that lie."""

import struct
import zlib

POLYNOMIAL = 0xEDB88320


def _times(a, b):
    """The product of two polynomials modulo that of CRC-32, bits reflected, as zlib's crc32_combine has it."""
    product, bit = 0, 1 << 31
    while True:
        if a & bit:
            product ^= b
            if a & (bit - 1) == 0:
                return product
        bit >>= 1
        b = (b >> 1) ^ POLYNOMIAL if b & 1 else b >> 1


_SQUARES = [1 << 30]
for _ in range(31):
    _SQUARES.append(_times(_SQUARES[-1], _SQUARES[-1]))


def combined_crc(first, second, second_length):
    """The CRC-32 of two texts in a row, of their own two and the second one's length."""
    power, place, length = 1 << 31, 3, second_length
    while length:
        if length & 1:
            power = _times(_SQUARES[place & 31], power)
        length >>= 1
        place += 1
    return (_times(power, first) if first else 0) ^ second


class Content:
    """The content of an entry, deflated as it is added. What is repeated is deflated once and copied."""

    def __init__(self, *pieces):
        self.deflated, self.crc, self.size = [], 0, 0
        for piece in pieces:
            if isinstance(piece, tuple):
                self.repeat(*piece)
            else:
                self.add(piece)

    def _append(self, deflated, crc, size, times=1):
        self.deflated.append(deflated * times)
        while times:
            if times & 1:
                self.crc = combined_crc(self.crc, crc, size)
                self.size += size
            times >>= 1
            if times:
                crc, size = combined_crc(crc, crc, size), size * 2

    def add(self, data, level=6):
        if isinstance(data, str):
            data = data.encode()
        if data:
            # A full flush ends a segment at a byte and lets nothing refer back over it: segments can be joined at will.
            engine = zlib.compressobj(level, zlib.DEFLATED, -15)
            deflated = engine.compress(data) + engine.flush(zlib.Z_FULL_FLUSH)
            self._append(deflated, zlib.crc32(data), len(data))
        return self

    def repeat(self, data, times):
        if isinstance(data, str):
            data = data.encode()
        together = max(1, min(times, (1 << 20) // len(data)))
        block = data * together
        engine = zlib.compressobj(9, zlib.DEFLATED, -15)
        deflated = engine.compress(block) + engine.flush(zlib.Z_FULL_FLUSH)
        self._append(deflated, zlib.crc32(block), len(block), times // together)
        return self.add(data * (times % together))

    def bytes(self):
        return b"".join(self.deflated) + b"\x03\x00"


class Entry:
    """An entry with its two headers; a keyword such as `central_size=1` or `local_crc=0` makes one of them lie."""

    def __init__(self, name, content=b"", method=8, flags=0, **lies):
        self.name = name.encode() if isinstance(name, str) else name
        if not isinstance(content, Content) and method == 8:
            content = Content(content)
        if isinstance(content, Content):
            self.data, self.crc, self.size = content.bytes(), content.crc, content.size
        else:
            self.data, self.crc, self.size = content, zlib.crc32(content), len(content)
        self.method, self.flags, self.lies = method, flags, lies

    def field(self, where, name, truth):
        return self.lies.get(f"{where}_{name}", self.lies.get(name, truth))

    def header(self, where, offset=0):
        size = self.field(where, "size", self.size)
        compressed = self.field(where, "compressed", len(self.data))
        name = self.field(where, "name", self.name)
        place = self.field(where, "offset", offset)
        extra = self.lies.get("extra", b"")
        if size >= 0xFFFFFFFF or compressed >= 0xFFFFFFFF or place >= 0xFFFFFFFF:
            numbers = struct.pack("<QQ", size, compressed) + (struct.pack("<Q", place) if where == "central" else b"")
            extra += struct.pack("<HH", 1, len(numbers)) + numbers
            size = compressed = 0xFFFFFFFF
            place = 0xFFFFFFFF
        common = struct.pack(
            "<HHHHIIIHH", self.field(where, "flags", self.flags), self.field(where, "method", self.method), 0, 0x21,
            self.field(where, "crc", self.crc), compressed, size, len(name), len(extra))
        if where == "local":
            return b"PK\x03\x04" + struct.pack("<H", 45) + common + name + extra
        return (b"PK\x01\x02" + struct.pack("<HH", 45, 45) + common + struct.pack("<HHHII", 0, 0, 0, 0, place)
                + name + extra)


def end_record(count, size, start, comment=b""):
    return b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), min(size, 0xFFFFFFFF), min(start, 0xFFFFFFFF),
        len(comment)) + comment


def zip64_end(count, size, start, at):
    """A Zip64 end record and its locator, which says that the record lies at `at`."""
    return (b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start)
            + b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1))


def archive(entries, comment=b"", count=None, between=b""):
    """The bytes of an archive."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        directory += entry.header("central", len(body))
        if entry.lies.get("no_local"):
            continue
        body += entry.header("local") + entry.data
        if entry.flags & 8:
            body += b"PK\x07\x08" + struct.pack(
                "<III", entry.lies.get("descriptor_crc", entry.crc), len(entry.data) & 0xFFFFFFFF,
                entry.size & 0xFFFFFFFF)
    body += between
    start, count = len(body), len(entries) if count is None else count
    body += directory
    if count > 0xFFFF or start >= 0xFFFFFFFF:
        body += zip64_end(count, len(directory), start, len(body))
    return bytes(body + end_record(count, len(directory), start, comment))
