"""Hostile text files. Several have a gigabyte; those of NULs alone are sparse."""

GB = 1_000_000_000


def pieces(*given):
    """Writes bytes, of which a pair is (bytes, total length)."""
    def write(path):
        with open(path, "wb", buffering=0) as file:
            for piece in given:
                if isinstance(piece, bytes):
                    file.write(piece)
                    continue
                text, length = piece
                block = memoryview(text * max(1, (1 << 22) // len(text)))
                while length > 0:
                    length -= file.write(block[:length])
    return write


def sparse(size, start=b"", end=b""):
    def write(path):
        with open(path, "wb") as file:
            file.write(start)
            file.truncate(size)
            file.seek(0, 2)
            file.write(end)
    return write


CASES = {
    "line-without-delimiter.csv": pieces((b"a", GB)),
    "line-of-blanks.csv": pieces((b" ", GB)),
    "quote-never-closed.csv": pieces(b'a,b\n1,"', (b"two words\n", GB)),
    "quotes-doubled.csv": pieces(b'"', (b'""', GB)),
    "quotes-only.csv": pieces((b'"', GB)),
    "quotes-stray.csv": pieces(b"a,b\n", (b'"a"b,', 100_000_000)),
    "backslashes.csv": pieces(b'a,b\n"x\\"y",2\n"', (b"\\", GB)),
    "delimiters.csv": pieces((b",", 10_000_000)),
    "delimiters-after-table.csv": pieces(b"a,b\n1,2\n", (b",", 10_000_000)),
    "newlines.csv": pieces(b"a,b\n1,2\n", (b"\n", 100_000_000)),
    "newlines-only.csv": pieces((b"\n", GB)),
    "returns-only.csv": pieces((b"\r", GB)),
    "rows-half-billion.csv": pieces((b"1\n", GB)),
    "rows-wide.csv": pieces((b"1," * 16_383 + b"1\n", GB)),
    "rows-wide-empty.csv": pieces((b"," * 16_383 + b"\n", GB)),
    "fields-long.csv": pieces((b"a" * 900_000 + b",", GB)),
    "nuls-only.csv": sparse(GB),
    "nuls-after-table.csv": sparse(GB, b"a,b\n1,2\n"),
    "nuls-in-utf16.csv": sparse(GB, b"\xFF\xFEa\0,\0b\0\n\0"),
    "too-big.csv": sparse(5 * GB, b"a,b\n1,2\n"),
    "latin-letters.csv": pieces((b"\xE9\xE8,\xE0\n", GB)),
    "undefined-bytes.csv": pieces((b"\x81a,b\n", GB)),
    "utf8-broken.csv": pieces((b"a\xC3,b\n", GB)),
    "utf8-combining.csv": pieces(b"a,b\ne", ("\u0301".encode(), GB)),
    "utf16-line.csv": pieces(b"\xFF\xFE", (b"a\0", GB)),
    "utf16-half-surrogates.csv": pieces(b"\xFF\xFE", (b"\x00\xD8", GB)),
    "utf16-odd.csv": pieces(b"\xFF\xFEa\0,\0b"),
    "separator-of-nothing.csv": pieces(b"sep=\n", (b"a\n", 1_000_000)),
    "separator-is-quote.csv": pieces(b'sep="\n', (b'"a"', 10_000_000)),
    "separator-is-newline.csv": pieces(b"sep=\n\n", (b"a\n", 1_000_000)),
}
