"""What is no file, or no honest one."""

import os
import socket
import struct

from archive import archive
from workbook import parts


def compound(*, chain):
    """An OLE container; `chain` says which sector follows which in its directory."""
    header = bytearray(512)
    header[:8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 76, 0)
    table = b"".join(struct.pack("<I", chain(n)) for n in range(128))
    entry = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 22) + bytes(62)
    return bytes(header) + table + entry * 4 + bytes(512) * 8


def bound_socket(path):
    socket.socket(socket.AF_UNIX).bind(path)


def unreadable(path):
    with open(path, "wb") as file:
        file.write(archive(parts()))
    os.chmod(path, 0)


def loop(path):
    os.symlink(os.path.basename(path), path)


CASES = {
    "link-to-itself.xlsx": loop,
    "link-to-nothing.xlsx": lambda path: os.symlink("there-is-no-such-file", path),
    "link-to-device.csv": lambda path: os.symlink("/dev/zero", path),
    "link-to-endless-device.xlsx": lambda path: os.symlink("/dev/urandom", path),
    "named-pipe.xlsx": os.mkfifo,
    "folder.xlsx": os.mkdir,
    "socket.xlsx": bound_socket,
    "nothing.xlsx": lambda path: open(path, "wb").close(),
    "signature-only.xlsx": lambda: b"PK\x03\x04",
    "end-record-only.xlsx": lambda: b"PK\x05\x06" + bytes(18),
    "compound-circle.xls": lambda: compound(chain=lambda n: 1),
    "compound-long-circle.xls": lambda: compound(chain=lambda n: (n + 1) % 128),
    "compound-far.xls": lambda: compound(chain=lambda n: 0xFFFFFFF9),
    "compound-header-only.xls": lambda: compound(chain=lambda n: 0)[:512],
    "text-then-binary.csv": lambda: b"a,b\n1,2\n" * 600 + bytes(range(256)) * 4_000,
    "name\nof two lines.csv": lambda: b"a,b\n1,2\n",
    "n" * 240 + ".csv": lambda: b"a,b\n1,2\n",
}
