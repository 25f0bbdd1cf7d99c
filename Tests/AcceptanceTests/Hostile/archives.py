"""Hostile files on the level of the ZIP archive and of the package."""

import random
import struct

from archive import Content, Entry, archive, end_record, zip64_end
from workbook import (CONTENT_TYPES, DECLARATION, MAIN, ONE_SHEET, PACKAGE, RELATIONSHIPS, SHEET, THREE_CELLS, WORKBOOK,
                      parts, relationship, sheet, workbook)

GIB = 1 << 30


def with_entries(*more):
    return archive(parts() + list(more))


def liar(**lies):
    """A workbook whose sheet has headers that lie."""
    entries = parts()
    last = entries[-1]
    last.lies = lies
    last.flags = lies.get("flags", 0)
    return archive(entries)


def quoted_overlap(count=200, size=1 << 20):
    """Local headers quoted by stored blocks of the entries before them, so that all share one kernel (Fifield 2019)."""
    kernel = Content(("\0", size))
    entries, headers = [], []
    for number in range(count):
        entry = Entry(f"xl/{number:06}.bin", kernel)
        entries.append(entry)
        headers.append(entry.header("local"))
    body, offsets = bytearray(), []
    for header in headers:
        offsets.append(len(body) + (5 if body else 0))
        if body:
            # A stored, non-final deflate block that holds the next local header.
            body += b"\x00" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF)
        body += header
    body += kernel.bytes()
    directory = b"".join(entry.header("central", offset) for entry, offset in zip(entries, offsets))
    return bytes(body) + directory + end_record(count, len(directory), len(body))


def full_overlap(count=1000):
    """Entries of the directory that all lead to one local header."""
    entries = parts()
    return archive(entries + [
        Entry(f"xl/worksheets/sheet{n}.xml", entries[-1].data, method=0, no_local=True, offset=0) for n in range(2, count)])


def contains_itself():
    """A stored entry whose content is all the rest of the archive."""
    entries = parts()
    inner = sum(len(e.header("local")) + len(e.data) for e in entries)
    return archive([Entry("xl/embeddings/again.xlsx", b"", method=0, compressed=inner, size=inner)] + entries)


def good():
    """A workbook as programs write it, for what is cut and flipped."""
    generator = random.Random(20100)
    words = "".join(f"<si><t>answer {n} {generator.random()}</t></si>" for n in range(200))
    lines = "".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>{r - 1}</v></c><c r="B{r}" s="1"><v>{generator.random() * 50000}</v></c></row>'
        for r in range(1, 201))
    return workbook(
        sheet=[SHEET, f"<sheetData>{lines}</sheetData><mergeCells><mergeCell ref=\"D1:E2\"/></mergeCells></worksheet>"],
        strings=f'{DECLARATION}<sst xmlns="{MAIN}">{words}</sst>',
        styles=f'{DECLARATION}<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')


def truncated():
    whole = good()
    return {f"{percent:02}.xlsx": whole[:len(whole) * percent // 100] for percent in range(1, 100)}


def flipped():
    whole, generator, files = good(), random.Random(3), {}
    for number in range(100):
        damaged = bytearray(whole)
        for _ in range(generator.choice([1, 1, 2, 8])):
            damaged[generator.randrange(len(damaged))] ^= 1 << generator.randrange(8)
        files[f"{number:02}.xlsx"] = bytes(damaged)
    # The headers are a small part of the file, and where a flip hurts: a hundred more within the directory.
    start = whole.index(b"PK\x01\x02")
    for number in range(100, 200):
        damaged = bytearray(whole)
        damaged[generator.randrange(start, len(damaged))] ^= 1 << generator.randrange(8)
        files[f"{number}.xlsx"] = bytes(damaged)
    return files


def end_record_says(**said):
    whole = archive(parts())
    at = whole.rindex(b"PK\x05\x06")
    number = {"count": 10, "size": 12, "start": 16}
    damaged = bytearray(whole)
    for name, value in said.items():
        width = "<H" if name == "count" else "<I"
        struct.pack_into(width, damaged, at + number[name], value)
        if name == "count":
            struct.pack_into(width, damaged, at + 8, value)
    return bytes(damaged)


def zip64_says(count, size, start, at=None):
    whole = archive(parts())
    end = whole.rindex(b"PK\x05\x06")
    return whole[:end] + zip64_end(count, size, start, end if at is None else at) + end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def many_rels():
    return workbook(links=[RELATIONSHIPS, "".join(
        relationship(n, "worksheet", "worksheets/sheet1.xml") for n in range(1, 1_000_001)), "</Relationships>"])


def sheets_and_links(count):
    """Every sheet's relationship stands at the end of a long list: a search for each is quadratic."""
    return workbook(
        workbook=[WORKBOOK + "<sheets>" + "".join(
            f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, count + 1)) + "</sheets></workbook>"],
        links=[RELATIONSHIPS, (relationship("X", "image", "media/i.png"), 500_000), "".join(
            relationship(n, "worksheet", "worksheets/sheet1.xml") for n in range(1, count + 1)), "</Relationships>"])


def names(count, text):
    return workbook(workbook=[
        WORKBOOK + ONE_SHEET + "<definedNames>", (f'<definedName name="N">{text}</definedName>', count),
        "</definedNames></workbook>"])


CASES = {
    # Bombs.
    "bomb-unread-part.xlsx": lambda: with_entries(Entry("xl/media/zeros.png", Content(("\0", 3 * GIB)))),
    "bomb-sheet-of-zeros.xlsx": lambda: workbook(sheet=[("\0", GIB)]),
    "bomb-sheet-of-blanks.xlsx": lambda: workbook(sheet=[(" ", GIB)]),
    "bomb-sheet-zip64.xlsx": lambda: sheet("<sheetData>", ('<row><c><v>1</v></c></row>', 6 * GIB // 26), "</sheetData>"),
    "bomb-many-sheets.xlsx": lambda: workbook(sheets=1000, sheet=[
        SHEET + "<sheetData>", ("<row/>", 10_000_000 // 6), "</sheetData></worksheet>"]),
    "bomb-content-types.xlsx": lambda: workbook(types=[
        CONTENT_TYPES, ('<Default Extension="a" ContentType="b"/>', 30_000_000), "</Types>"]),
    "content-types-million.xlsx": lambda: workbook(types=[
        CONTENT_TYPES, "".join(f'<Override PartName="/p{n}.xml" ContentType="application/x{n}"/>' for n in range(1_000_000)), "</Types>"]),
    "bomb-relationships.xlsx": lambda: workbook(links=[
        RELATIONSHIPS, (relationship(7, "image", "media/i.png"), 8_000_000), "</Relationships>"]),
    "relationships-million.xlsx": many_rels,
    "relationships-quadratic.xlsx": lambda: sheets_and_links(9_000),
    "bomb-root-relationships.xlsx": lambda: workbook(root=[
        RELATIONSHIPS, (relationship(7, "image", "media/i.png"), 8_000_000), "</Relationships>"]),
    "sheets-million.xlsx": lambda: workbook(workbook=[
        WORKBOOK + "<sheets>", ('<sheet name="S" sheetId="1" r:id="rId1"/>', 1_000_000), "</sheets></workbook>"]),
    "sheets-many.xlsx": lambda: workbook(workbook=[
        WORKBOOK + "<sheets>", ('<sheet name="S" sheetId="1" r:id="rId1"/>', 9_999), "</sheets></workbook>"]),
    "sheets-of-one-part.xlsx": lambda: workbook(
        workbook=[WORKBOOK + "<sheets>", "".join(
            f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 3_001)), "</sheets></workbook>"],
        sheet=[SHEET + "<sheetData>", "".join(f"<row><c><v>{n}</v></c></row>" for n in range(20_000)), "</sheetData></worksheet>"]),
    "names-million.xlsx": lambda: names(2_000_000, "Data!$A$1"),
    "names-long.xlsx": lambda: names(300, "A" * 4_000_000),
    "names-with-children.xlsx": lambda: workbook(workbook=[
        WORKBOOK + ONE_SHEET + "<definedNames><definedName name=\"N\">", ("A" * 100_000 + "<x/>", 10_000),
        "</definedName></definedNames></workbook>"]),
    "sheet-name-long.xlsx": lambda: workbook(workbook=[
        WORKBOOK + "<sheets>", (f'<sheet name="{"S" * 100_000}" sheetId="1" r:id="rId1"/>', 9_000), "</sheets></workbook>"]),
    "bomb-properties.xlsx": lambda: workbook(
        root=RELATIONSHIPS + relationship(1, "officeDocument", "xl/workbook.xml") + relationship(
            2, "extended-properties", "docProps/app.xml") + "</Relationships>",
        more={"docProps/app.xml": [
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">',
            ("<Application>A</Application>", 36_000_000), "</Properties>"]}),
    "bomb-properties-many.xlsx": lambda: workbook(
        root=[RELATIONSHIPS + relationship(1, "officeDocument", "xl/workbook.xml"), (relationship(
            2, "extended-properties", "docProps/app.xml"), 10_000), "</Relationships>"],
        more={"docProps/app.xml": [
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">',
            ("<Application>A</Application>", 360_000), "</Properties>"]}),
    "entries-200000.xlsx": lambda: with_entries(*(Entry(f"xl/media/{n}.png", b"", method=0) for n in range(200_000))),
    "entries-60000.xlsx": lambda: with_entries(*(Entry(f"xl/media/{n}.png", b"", method=0) for n in range(60_000))),
    "entries-long-names.xlsx": lambda: with_entries(*(
        Entry(f"xl/{n}/" + "n" * 65_000, b"", method=0) for n in range(1_500))),
    "entries-huge-extra.xlsx": lambda: with_entries(*(
        Entry(f"xl/media/{n}.png", b"", method=0, extra=b"\xFE\xCA\0\0" * 16_000) for n in range(1_000))),
    "overlap-quoted.xlsx": quoted_overlap,
    "overlap-full.xlsx": full_overlap,
    "overlap-itself.xlsx": contains_itself,
    "nested-unread.xlsx": lambda: with_entries(Entry("xl/embeddings/bomb.zip", archive([Entry(
        "a.zip", archive([Entry("b.bin", Content(("\0", GIB)))]))]))),
    "nested-only.zip": lambda: archive([Entry("a.xlsx", archive([Entry("b.xlsx", archive([Entry("c.bin", Content(("\0", GIB)))]))]))]),
    # Lies.
    "size-too-small.xlsx": lambda: liar(size=100),
    "size-too-big.xlsx": lambda: liar(size=4 * GIB - 2),
    "size-differs.xlsx": lambda: liar(local_size=7),
    "size-nothing.xlsx": lambda: liar(size=0),
    "compressed-too-small.xlsx": lambda: liar(compressed=10),
    "compressed-too-big.xlsx": lambda: liar(compressed=1 << 31),
    "compressed-nothing.xlsx": lambda: liar(compressed=0),
    "zip64-size-nonsense.xlsx": lambda: liar(size=(1 << 64) - 1, compressed=(1 << 63)),
    "zip64-offset-nonsense.xlsx": lambda: liar(central_offset=(1 << 63) - 1),
    "zip64-missing.xlsx": lambda: liar(central_size=0xFFFFFFFE, extra=b"\1\0\x10\0"),
    "descriptor-lies.xlsx": lambda: liar(flags=8, local_size=0, local_compressed=0, local_crc=0, central_crc=1),
    "crc-wrong.xlsx": lambda: liar(crc=1),
    "method-unknown.xlsx": lambda: liar(method=99),
    "method-stored-of-deflated.xlsx": lambda: liar(method=0),
    "method-differs.xlsx": lambda: liar(local_method=0),
    "name-differs.xlsx": lambda: liar(local_name=b"xl/worksheets/sheet9.xml"),
    "offset-beyond.xlsx": lambda: liar(central_offset=0xFFFFFFFE),
    "encrypted-entry.xlsx": lambda: liar(flags=1),
    "end-says-many.xlsx": lambda: end_record_says(count=0xFFFE),
    "end-says-none.xlsx": lambda: end_record_says(count=0),
    "end-says-huge.xlsx": lambda: end_record_says(size=0xFFFFFFFE),
    "end-says-elsewhere.xlsx": lambda: end_record_says(start=0xFFFFFFFE),
    "zip64-end-huge.xlsx": lambda: zip64_says((1 << 64) - 1, (1 << 64) - 1, (1 << 64) - 1),
    "zip64-end-signed.xlsx": lambda: zip64_says((1 << 63) - 1, (1 << 63) - 1, (1 << 63) - 1),
    "zip64-end-itself.xlsx": lambda: zip64_says(6, 100, 0, at=(1 << 62)),
    "end-in-comment.xlsx": lambda: archive(parts(), comment=(end_record(0, 0, 0)[:20] + b"\xFF\xFF") * 2_970),
    # Names.
    "path-traversal.xlsx": lambda: with_entries(
        *(Entry(name, b"owned") for name in ("../../../../tmp/canvass-owned", "/etc/cron.d/owned", "C:\\owned.txt", "..\\..\\owned", "xl/../../owned"))),
    "path-traversal-sheet.xlsx": lambda: workbook(
        links=RELATIONSHIPS + relationship(1, "worksheet", "../../../../../../etc/passwd") + "</Relationships>"),
    "path-file-url.xlsx": lambda: workbook(
        links=RELATIONSHIPS + relationship(1, "worksheet", "file:///etc/passwd") + "</Relationships>"),
    "path-external-sheet.xlsx": lambda: workbook(links=RELATIONSHIPS + relationship(
        1, "worksheet", "http://127.0.0.1:9/sheet.xml", ' TargetMode="External"') + "</Relationships>"),
    "sheet-is-workbook.xlsx": lambda: workbook(
        links=RELATIONSHIPS + relationship(1, "worksheet", "workbook.xml") + "</Relationships>"),
    "name-with-nul.xlsx": lambda: with_entries(Entry(b"xl/a\0.xml", b"")),
    "name-only-slashes.xlsx": lambda: with_entries(Entry("/" * 65_535, b"")),
    "names-equal-but-for-case.xlsx": lambda: with_entries(Entry("XL/WORKSHEETS/SHEET1.XML", b"")),
}
FAMILIES = {"truncated": truncated, "flipped": flipped}
