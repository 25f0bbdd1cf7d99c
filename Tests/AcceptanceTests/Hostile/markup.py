"""Hostile XML: entities, nesting, blanks, tags and texts without end."""

from archive import Content
from workbook import (CONTENT_TYPES, DECLARATION, DOCUMENT, MAIN, ONE_SHEET, PACKAGE, RELATIONSHIPS, SHEET, STRINGS, STYLES,
                      THREE_CELLS, WORKBOOK, relationship, rows, sheet, strings, workbook)

GIB = 1 << 30
CELLS = "<sheetData><row><c t=\"str\"><v>{}</v></c></row></sheetData>"


def with_doctype(subset, text):
    return workbook(sheet=f'<?xml version="1.0"?><!DOCTYPE worksheet {subset}><worksheet xmlns="{MAIN}">{CELLS.format(text)}</worksheet>')


def laughs():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'[<!ENTITY l0 "lol">{levels}]'


def everywhere(part):
    """Billion laughs in another part than a sheet."""
    doctype = f'<?xml version="1.0"?><!DOCTYPE x {laughs()}>'
    return {
        "workbook": lambda: workbook(workbook=WORKBOOK.replace(DECLARATION, doctype) + ONE_SHEET + "</workbook>"),
        "strings": lambda: workbook(strings=STRINGS.replace(DECLARATION, doctype) + "<si><t>&l9;</t></si></sst>"),
        "styles": lambda: workbook(styles=STYLES.replace(DECLARATION, doctype) + "</styleSheet>"),
        "types": lambda: workbook(types=CONTENT_TYPES.replace(DECLARATION, doctype) + "</Types>"),
        "relationships": lambda: workbook(root=RELATIONSHIPS.replace(DECLARATION, doctype) + "</Relationships>"),
    }[part]()


def deep(opening="<x>", closing="</x>", times=1_000_000):
    return [(opening, times), (closing, times)]


def utf16(text, *more):
    return workbook(sheet=[b"\xFF\xFE" + text.encode("utf-16-le"), *more])


def namespaces(count):
    return "".join(f' xmlns:n{n}="urn:n{n}"' for n in range(count))


def namespaces_nested(count, levels):
    """The same prefixes declared again on every level: no name is new, but all declarations are in force."""
    return sheet((f"<x{namespaces(count)}>", levels), ("</x>", levels), THREE_CELLS)


def required(count):
    """Choices that require namespaces of which very many are declared: each is looked for."""
    declared = "".join(f' xmlns:n{n}="urn:n{n}"' for n in range(count))
    wanted = " ".join(["n0"] * count)
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    # The namespace looked for is the first, and understood, so that all of the list is gone through.
    declared = declared.replace('"urn:n0"', '"http://schemas.microsoft.com/office/excel/x"')
    return sheet(f'<x{declared} xmlns:mc="{mc}">', (f'<mc:AlternateContent><mc:Choice Requires="{wanted}"><y/></mc:Choice></mc:AlternateContent>', 20),
                 "</x>", THREE_CELLS)


CASES = {
    # Entities and document types.
    "entity-laughs.xlsx": lambda: with_doctype(laughs(), "&l9;"),
    "entity-quadratic.xlsx": lambda: with_doctype(f'[<!ENTITY a "{"a" * 50_000}">]', "&a;" * 50_000),
    "entity-parameter.xlsx": lambda: with_doctype('[<!ENTITY % a "<!ENTITY b \'c\'>"> %a;]', "&b;"),
    "entity-recursive.xlsx": lambda: with_doctype('[<!ENTITY a "&b;"><!ENTITY b "&a;">]', "&a;"),
    "entity-file.xlsx": lambda: with_doctype('[<!ENTITY a SYSTEM "file:///etc/passwd">]', "&a;"),
    "entity-http.xlsx": lambda: with_doctype('[<!ENTITY a SYSTEM "http://127.0.0.1:9/">]', "&a;"),
    "entity-device.xlsx": lambda: with_doctype('[<!ENTITY a SYSTEM "/dev/zero">]', "&a;"),
    "doctype-external.xlsx": lambda: with_doctype('SYSTEM "http://127.0.0.1:9/a.dtd"', "a"),
    "doctype-long.xlsx": lambda: workbook(sheet=['<?xml version="1.0"?><!DOCTYPE worksheet [', ("<!-- -->", GIB // 8), "]>"]),
    "doctype-unfinished.xlsx": lambda: workbook(sheet=["<!DOCTYPE worksheet [", (" ", GIB)]),
    "doctype-attributes.xlsx": lambda: with_doctype(f'[<!ATTLIST worksheet {"".join(f"a{n} CDATA #FIXED {chr(34)}b{chr(34)} " for n in range(50_000))}>]', "a"),
    "doctype-utf16.xlsx": lambda: utf16(f"<!DOCTYPE worksheet {laughs()}><worksheet>&l9;</worksheet>"),
    **{f"entity-laughs-{part}.xlsx": (lambda part=part: everywhere(part))
       for part in ("workbook", "strings", "styles", "types", "relationships")},
    "entity-undeclared.xlsx": lambda: rows("<row><c><v>&a;</v></c></row>"),
    "entity-references.xlsx": lambda: rows("<row><c t=\"str\"><v>", ("&#65;", GIB // 5), "</v></c></row>"),
    # Nesting.
    "deep-sheet.xlsx": lambda: sheet(*deep()),
    "deep-cells.xlsx": lambda: rows(*deep("<row>", "</row>")),
    "deep-strings.xlsx": lambda: strings(*deep("<si>", "</si>")),
    "deep-in-rows.xlsx": lambda: rows("<row>", *deep(), "</row>"),
    "deep-in-strings.xlsx": lambda: strings(*deep()),
    "deep-styles.xlsx": lambda: workbook(styles=[STYLES, *deep(), "</styleSheet>"]),
    "deep-alternates.xlsx": lambda: sheet(*deep(
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback>',
        "</mc:Fallback></mc:AlternateContent>", 500_000)),
    # A gigabyte of blanks, or of nothing.
    "blanks-in-value.xlsx": lambda: rows("<row><c><v>", (" ", GIB), "</v></c></row>"),
    "blanks-between-rows.xlsx": lambda: rows("<row/>", (" ", GIB), "<row/>"),
    "blanks-between-many-rows.xlsx": lambda: rows(("<row/>" + " " * 65_536, GIB // 65_542)),
    "blanks-in-tag.xlsx": lambda: rows("<row><c ", (" ", GIB), "><v>1</v></c></row>"),
    "blanks-in-end-tag.xlsx": lambda: rows("<row><c><v>1</v></c", (" ", GIB), "></row>"),
    "blanks-in-attribute.xlsx": lambda: rows("<row><c t=\"", (" ", GIB), "\"><v>1</v></c></row>"),
    "blanks-in-string.xlsx": lambda: strings("<si><t xml:space=\"preserve\">", (" ", GIB), "</t></si>"),
    "blanks-before-root.xlsx": lambda: workbook(sheet=['<?xml version="1.0"?>', (" ", GIB), SHEET[len(DECLARATION):], THREE_CELLS, "</worksheet>"]),
    "blanks-after-root.xlsx": lambda: workbook(sheet=[SHEET, THREE_CELLS, "</worksheet>", ("\n", GIB)]),
    "blanks-in-declaration.xlsx": lambda: workbook(sheet=["<?xml ", (" ", GIB), 'version="1.0"?>', SHEET[len(DECLARATION):], THREE_CELLS, "</worksheet>"]),
    "comment-long.xlsx": lambda: rows("<!--", ("c", GIB), "-->"),
    "comments-many.xlsx": lambda: rows(("<!---->", GIB // 7)),
    "comments-in-value.xlsx": lambda: rows("<row><c><v>", ("1<!---->", GIB // 8), "</v></c></row>"),
    "instruction-long.xlsx": lambda: rows("<?a ", ("c", GIB), "?>"),
    "instructions-many.xlsx": lambda: rows(("<?a?>", GIB // 5)),
    "cdata-long.xlsx": lambda: rows("<row><c t=\"str\"><v><![CDATA[", ("c", GIB), "]]></v></c></row>"),
    "cdata-empty-many.xlsx": lambda: rows("<row><c t=\"str\"><v>", ("<![CDATA[]]>", GIB // 12), "</v></c></row>"),
    "text-brackets.xlsx": lambda: rows("<row><c t=\"str\"><v>", ("]", GIB), "</v></c></row>"),
    "comment-dashes.xlsx": lambda: rows("<!--", ("- ", GIB // 2), "-->"),
    # Names, attributes, namespaces.
    "attributes-million.xlsx": lambda: rows("<row ", "".join(f'a{n}="" ' for n in range(1_000_000)), "/>"),
    "attributes-under-limit.xlsx": lambda: rows("<row ", "".join(f'a{n}="" ' for n in range(80_000)), "/>"),
    "attributes-quadratic.xlsx": lambda: rows("<row ", "".join(f'a{n:x}="" ' for n in range(650_000)), "/>"),
    "attributes-on-many.xlsx": lambda: rows(("<row " + "".join(f'a{n}="" ' for n in range(10_000)) + "/>", 3_000)),
    "attributes-equal.xlsx": lambda: rows("<row ", ('r="1" ', 100_000), "/>"),
    "attribute-long.xlsx": lambda: rows("<row r=\"", ("1", GIB), "\"/>"),
    "attribute-long-many.xlsx": lambda: rows((f'<row r="{"1" * 900_000}"/>', 1_200)),
    "namespaces-million.xlsx": lambda: rows("<row", namespaces(1_000_000), "/>"),
    "namespaces-under-limit.xlsx": lambda: rows("<row", namespaces(40_000), "/>"),
    "namespaces-nested.xlsx": lambda: namespaces_nested(30_000, 200),
    "namespaces-distinct.xlsx": lambda: rows("".join(f'<x xmlns="urn:{n}"/>' for n in range(2_000_000))),
    "names-distinct.xlsx": lambda: rows("".join(f"<n{n}/>" for n in range(2_000_000))),
    "names-long.xml.xlsx": lambda: rows("<", ("n", GIB), "/>"),
    "namespace-long.xlsx": lambda: sheet("".join(f'<x xmlns="urn:{n}"/>' for n in range(100)), f'<x xmlns="urn:{"n" * 900_000}">', ("<y/>", 1_000_000),
                                         "</x>", THREE_CELLS),
    "prefix-undeclared.xlsx": lambda: rows(("<p:row/>", 10_000_000)),
    "alternates-required.xlsx": lambda: required(40_000),
    "tag-unfinished.xlsx": lambda: workbook(sheet=[SHEET, "<row ", ("a", GIB)]),
    "angle-brackets.xlsx": lambda: workbook(sheet=[("<", GIB)]),
    "junk-after-root.xlsx": lambda: workbook(sheet=[SHEET, THREE_CELLS, "</worksheet>", ("x", GIB)]),
    "root-many.xlsx": lambda: workbook(sheet=[(f'<worksheet xmlns="{MAIN}"/>', 10_000_000)]),
    # Encodings.
    "utf16-blanks.xlsx": lambda: utf16(SHEET[len(DECLARATION):], (" \0", GIB // 2)),
    "utf16-rows.xlsx": lambda: utf16(SHEET[len(DECLARATION):] + "<sheetData>", ("<row/>".encode("utf-16-le"), GIB // 12), "</sheetData></worksheet>".encode("utf-16-le")),
    "utf16-half-surrogates.xlsx": lambda: utf16(SHEET[len(DECLARATION):], (b"\x00\xD8", GIB // 2)),
    "utf16-says-nothing.xlsx": lambda: workbook(sheet=[b"\xFF\xFE"]),
    "utf7.xlsx": lambda: workbook(sheet=SHEET.replace("UTF-8", "UTF-7") + THREE_CELLS + "</worksheet>"),
    "utf8-overlong.xlsx": lambda: workbook(sheet=[SHEET, b"<sheetData><row><c t=\"str\"><v>\xC0\xBC</v></c></row></sheetData></worksheet>"]),
    "controls.xlsx": lambda: rows(b"<row><c t=\"str\"><v>\x01\x02</v></c></row>"),
}
