"""Hostile cells, strings and styles: well-formed all of them."""

from archive import Content
from workbook import (RELATIONSHIPS, SHEET, STYLES, THREE_CELLS, relationship, rows, sheet, strings, with_links, workbook)

GIB = 1 << 30
MIB = 1 << 20


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def full_rows(count):
    """Rows over all 16,384 columns, of cells with a style and nothing else."""
    return [("<row>" + "".join(f'<c r="{letters(n)}1" s="0"/>' for n in range(1, 16_385)).replace("1\" s", "1\" s") + "</row>", count)]


def numbered(count, step=1, start=1, cell="<c><v>1</v></c>"):
    numbers = range(start, start + count * step, step) if step > 0 else range(start, start + count * step, step)
    return "".join(f'<row r="{n}">{cell}</row>' for n in numbers)


def styles(*pieces):
    return workbook(styles=[STYLES, *pieces, "</styleSheet>"])


def details(*pieces):
    return sheet(THREE_CELLS, *pieces)


def comments(*pieces, times=1):
    return with_links(
        [(relationship(1, "comments", "../comments1.xml"), times)],
        more={"xl/comments1.xml": [
            '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>', *pieces,
            "</commentList></comments>"]})


def table(*pieces, times=1):
    return with_links(
        [(relationship(1, "table", "../tables/table1.xml"), times)],
        more={"xl/tables/table1.xml": [
            '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="T" displayName="T" ref="A1:C3"><tableColumns>',
            *pieces, "</tableColumns></table>"]})


COMMENT = '<comment ref="A1" authorId="0"><text><t>{}</t></text></comment>'

CASES = {
    # The grid.
    "dimension-everything.xlsx": lambda: sheet('<dimension ref="A1:XFD1048576"/>', THREE_CELLS),
    "dimension-overflow.xlsx": lambda: sheet('<dimension ref="A1:ZZZZZZZ99999999999999999999"/>', THREE_CELLS),
    "cell-last.xlsx": lambda: rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "rows-styled-only.xlsx": lambda: rows('<row r="1048576" s="0" customFormat="1"><c r="XFD1048576" s="0"/></row>', "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
    "cells-styled-million.xlsx": lambda: rows(*full_rows(64)),
    "cells-styled-billion.xlsx": lambda: rows(("<row>" + "<c/>" * 16_384 + "</row>", 50_000)),
    "cells-beyond-grid.xlsx": lambda: rows(("<row>", 1), ('<c r="XFE1"><v>1</v></c>', 10_000_000), ("</row>", 1)),
    "cells-without-end.xlsx": lambda: rows("<row>", ("<c><v>1</v></c>", 30_000_000), "</row>"),
    "cells-empty-without-end.xlsx": lambda: rows("<row>", ("<c/>", 200_000_000), "</row>"),
    "cells-repeated.xlsx": lambda: rows('<row r="1">', ('<c r="A1"><v>1</v></c>', 5_000_000), "</row>"),
    "cells-repeated-differing.xlsx": lambda: rows('<row r="1">', ('<c r="A1"><v>1</v></c>', 1_000_000), '<c r="A1"><v>2</v></c></row>'),
    "cells-descending.xlsx": lambda: rows(("<row>" + "".join(f'<c r="{letters(n)}1"><v>1</v></c>' for n in range(16_384, 0, -1)).replace("1\"><v", "1\"><v") + "</row>", 1)),
    "cells-uncalculated.xlsx": lambda: rows("<row>", ("<c r=\"A1\"><f>1</f></c>", 10_000_000), "</row>"),
    "cells-unreadable.xlsx": lambda: rows("<row>", ("<c r=\"A1\"><v>x</v></c>", 10_000_000), "</row>"),
    "cells-address-unclear.xlsx": lambda: rows("<row>", ("<c r=\"?\"><v></v></c>", 10_000_000), "</row>"),
    "cells-other-row.xlsx": lambda: rows("<row r=\"1\">", ("<c r=\"A2\"><v>1</v></c><c r=\"A3\"><v>1</v></c>", 2_000_000), "</row>"),
    "rows-beyond-grid.xlsx": lambda: rows(("<row><c><v>1</v></c></row>", 3_000_000)),
    "rows-empty.xlsx": lambda: rows(("<row/>", 170_000_000)),
    "rows-descending.xlsx": lambda: rows(numbered(1_048_576, -1, 1_048_576)),
    "rows-alternating.xlsx": lambda: rows(("<row r=\"1048576\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>", 500_000)),
    "rows-repeated.xlsx": lambda: rows(("<row r=\"1\"><c><v>1</v></c></row>", 2_000_000)),
    "rows-twice.xlsx": lambda: rows(numbered(1_000_000), numbered(1_000_000)),
    "row-number-overflow.xlsx": lambda: rows('<row r="99999999999999999999999999"><c><v>1</v></c></row>'),
    "row-number-negative.xlsx": lambda: rows('<row r="-1"><c r="A-1"><v>1</v></c></row><row r="0"><c r="A0"><v>1</v></c></row>'),
    # Values.
    "number-100-megabytes.xlsx": lambda: rows("<row><c><v>", ("9", 100 * MIB), "</v></c></row>"),
    "numbers-megabyte.xlsx": lambda: rows(("<row><c><v>1" + "9" * 900_000 + "</v></c></row>", 500)),
    "numbers-exponents.xlsx": lambda: rows(("<row><c><v>1" + "9" * 900_000 + "e-900000</v></c></row>", 200)),
    "numbers-exponent-huge.xlsx": lambda: rows("<row><c><v>1e", "9" * 900_000, "</v></c></row>"),
    "string-index-huge.xlsx": lambda: rows(("<row><c t=\"s\"><v>" + "9" * 900_000 + "</v></c></row>", 500)),
    "dates-megabyte.xlsx": lambda: rows(("<row><c t=\"d\"><v>" + "2-" * 450_000 + "</v></c></row>", 300)),
    "booleans-megabyte.xlsx": lambda: rows(("<row><c t=\"b\"><v>" + "t" * 900_000 + "</v></c></row>", 500)),
    "errors-megabyte.xlsx": lambda: rows(("<row><c t=\"e\"><v>" + "#" * 900_000 + "</v></c></row>", 500)),
    "types-megabyte.xlsx": lambda: rows(("<row><c t=\"" + "s" * 900_000 + "\"><v>1</v></c></row>", 500)),
    "formula-long.xlsx": lambda: rows("<row><c><f>", ("1+", GIB // 2), "</f><v>1</v></c></row>"),
    "formulas-megabyte.xlsx": lambda: rows(("<row><c><f>" + "1+" * 450_000 + "</f><v>1</v></c></row>", 1_000)),
    "value-in-pieces.xlsx": lambda: rows("<row><c t=\"str\"><v>", ("a" * 100_000 + "<x/>", 10_000), "</v></c></row>"),
    "value-in-long-pieces.xlsx": lambda: rows("<row><c t=\"str\"><v>", ("a" * 100_000 + "<!---->", 10_000), "</v></c></row>"),
    "values-in-one-cell.xlsx": lambda: rows("<row><c>", ("<v>1</v>", 100_000_000), "</c></row>"),
    # Strings.
    "string-500-megabytes.xlsx": lambda: rows("<row><c t=\"str\"><v>", ("a", 500 * MIB), "</v></c></row>"),
    "string-inline-500-megabytes.xlsx": lambda: rows("<row><c t=\"inlineStr\"><is><t>", ("a", 500 * MIB), "</t></is></c></row>"),
    "strings-row-of-long.xlsx": lambda: rows(("<row>" + ("<c t=\"str\"><v>" + "a" * 30_000 + "</v></c>") * 100 + "</row>", 300)),
    "strings-one-row-of-long.xlsx": lambda: rows("<row>", ("<c t=\"str\"><v>" + "a" * 900_000 + "</v></c>", 1_000), "</row>"),
    "strings-long-many.xlsx": lambda: rows(("<row><c t=\"str\"><v>" + "a" * 900_000 + "</v></c></row>", 1_000)),
    "strings-shared-long.xlsx": lambda: strings("<si><t>", ("a", 500 * MIB), "</t></si>"),
    "strings-shared-few-bytes.xlsx": lambda: strings(("<si><t>" + "a" * 900_000 + "</t></si>", 600)),
    "strings-shared-10-million.xlsx": lambda: strings(("<si><t>a</t></si>", 10_000_000)),
    "strings-shared-10-million-sixteen.xlsx": lambda: strings(("<si><t>abcdefghijklmnop</t></si>", 10_000_000)),
    "strings-shared-empty.xlsx": lambda: strings(("<si/>", 30_000_000)),
    "strings-shared-unread.xlsx": lambda: strings(("<x>a</x>", GIB // 8)),
    "strings-rich-million.xlsx": lambda: strings("<si>", ("<r><rPr><b/></rPr><t>a</t></r>", 1_000_000), "</si>"),
    "strings-rich-empty.xlsx": lambda: strings("<si>", ("<r><t/></r>", 90_000_000), "</si>"),
    "strings-phonetic.xlsx": lambda: strings("<si>", ("<rPh sb=\"0\" eb=\"1\"><t>" + "a" * 1_000 + "</t></rPh>", 1_000_000), "</si>"),
    "strings-escapes.xlsx": lambda: rows(("<row><c t=\"str\"><v>" + "_x000D_" * 130_000 + "</v></c></row>", 300)),
    "strings-half-escapes.xlsx": lambda: rows(("<row><c t=\"str\"><v>" + "_x" * 450_000 + "</v></c></row>", 300)),
    "strings-combining.xlsx": lambda: rows(("<row><c t=\"str\"><v>e" + "\u0301" * 400_000 + "</v></c></row>", 100)),
    # Styles.
    "styles-10-million.xlsx": lambda: styles("<cellXfs>", ('<xf numFmtId="14"/>', 10_000_000), "</cellXfs>"),
    "styles-formats-million.xlsx": lambda: styles("<numFmts>", "".join(
        f'<numFmt numFmtId="{n}" formatCode="0.0"/>' for n in range(1_500_000)), "</numFmts>"),
    "styles-formats-long.xlsx": lambda: styles("<numFmts>", *(
        (f'<numFmt numFmtId="{n}" formatCode="' + "y" * 900_000 + '"/>', 1) for n in range(400)),
        "</numFmts><cellXfs>", "".join(f'<xf numFmtId="{n}"/>' for n in range(400)), "</cellXfs>"),
    "styles-gigabyte.xlsx": lambda: styles("<fonts>", ('<font><b/></font>', GIB // 17), "</fonts>"),
    # What stands around the cells.
    "merged-million.xlsx": lambda: details("<mergeCells>", ('<mergeCell ref="A1:B2"/>', 5_000_000), "</mergeCells>"),
    "validations-million.xlsx": lambda: details("<dataValidations>", (
        '<dataValidation type="list" sqref="A1"><formula1>"a,b"</formula1></dataValidation>', 3_000_000), "</dataValidations>"),
    "validations-ranges.xlsx": lambda: details("<dataValidations>", (
        '<dataValidation sqref="' + "A1 " * 300_000 + '"/>', 300), "</dataValidations>"),
    "validations-items.xlsx": lambda: details("<dataValidations>", (
        '<dataValidation type="list" sqref="A1"><formula1>"' + "a," * 400_000 + '"</formula1></dataValidation>', 100), "</dataValidations>"),
    "validations-in-pieces.xlsx": lambda: details("<dataValidations><dataValidation sqref=\"A1\"><formula1>", (
        "a" * 100_000 + "<x/>", 10_000), "</formula1></dataValidation></dataValidations>"),
    "validations-prompts.xlsx": lambda: details("<dataValidations>", (
        '<dataValidation sqref="A1" prompt="' + "a" * 900_000 + '"/>', 600), "</dataValidations>"),
    "hyperlinks-million.xlsx": lambda: details("<hyperlinks>", ('<hyperlink ref="A1" location="Data!A1"/>', 3_000_000), "</hyperlinks>"),
    "hyperlinks-long.xlsx": lambda: details("<hyperlinks>", ('<hyperlink ref="A1" location="' + "a" * 900_000 + '"/>', 600), "</hyperlinks>"),
    "hyperlinks-quadratic.xlsx": lambda: with_links(
        [(relationship(1, "hyperlink", "http://example.org/", ' TargetMode="External"'), 300_000),
         relationship(2, "hyperlink", "http://example.org/", ' TargetMode="External"')],
        sheet_pieces=["<hyperlinks>", ('<hyperlink ref="A1" r:id="rId2"/>', 300_000), "</hyperlinks>"]),
    "hidden-rows-alternating.xlsx": lambda: rows(("<row r=\"1\" hidden=\"1\"/><row r=\"5\" hidden=\"1\"/>", 15_000_000)),
    "hidden-columns.xlsx": lambda: sheet("<cols>", ('<col min="1" max="16384" hidden="1"/>', 15_000_000), "</cols>", THREE_CELLS),
    "comments-million.xlsx": lambda: comments((COMMENT.format("a"), 3_000_000)),
    "comments-long.xlsx": lambda: comments((COMMENT.format("a" * 900_000), 600)),
    "comments-part-many-times.xlsx": lambda: comments((COMMENT.format("a"), 100_000), times=2_000),
    "table-columns.xlsx": lambda: table(('<tableColumn name="a"/>', 10_000_000)),
    "table-columns-long.xlsx": lambda: table(('<tableColumn name="' + "a" * 900_000 + '"/>', 600)),
    "table-part-many-times.xlsx": lambda: table(('<tableColumn name="a"/>', 16_000), times=100_000),
}
