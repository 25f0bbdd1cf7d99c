"""Puts the parts of a workbook together, any of which a case may replace by something hostile."""

from archive import Content, Entry, archive

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{CONTENT_TYPE}.sheet.main+xml"/>')
RELATIONSHIPS = f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
SHEET = f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
STRINGS = f'{DECLARATION}<sst xmlns="{MAIN}">'
STYLES = f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
WORKBOOK = f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
ONE_SHEET = '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets>'
THREE_CELLS = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>3</v></c></row></sheetData>'


def relationship(number, kind, target, more=""):
    return f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"{more}/>'


def parts(sheet=None, strings=None, styles=None, workbook=None, links=None, types=None, root=None, sheet_links=None,
          sheets=1, **others):
    """The entries of a workbook with three cells. A part is text, bytes, or pieces of which a pair is (text, times)."""
    def content(given, usual):
        if given is None:
            return Content(usual)
        return given if isinstance(given, Content) else Content(*(given if isinstance(given, list) else [given]))

    found = {
        "[Content_Types].xml": content(types, CONTENT_TYPES + "</Types>"),
        "_rels/.rels": content(root, RELATIONSHIPS + relationship(1, "officeDocument", "xl/workbook.xml") + "</Relationships>"),
        "xl/workbook.xml": content(workbook, WORKBOOK + "<sheets>" + "".join(
            f'<sheet name="Data{n if n > 1 else ""}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1)) + "</sheets></workbook>"),
        "xl/_rels/workbook.xml.rels": content(links, RELATIONSHIPS + "".join(
            relationship(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1))
            + relationship("S", "sharedStrings", "sharedStrings.xml") + relationship("F", "styles", "styles.xml") + "</Relationships>"),
        "xl/sharedStrings.xml": content(strings, STRINGS + "<si><t>two</t></si></sst>"),
        "xl/styles.xml": content(styles, STYLES + '<cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'),
    }
    one = content(sheet, SHEET + THREE_CELLS + "</worksheet>")
    for number in range(1, sheets + 1):
        found[f"xl/worksheets/sheet{number}.xml"] = one
    if sheet_links is not None:
        found["xl/worksheets/_rels/sheet1.xml.rels"] = content(sheet_links, None)
    for name, given in others.get("more", {}).items():
        found[name] = content(given, None)
    return [Entry(name, data) for name, data in found.items()]


def workbook(**given):
    return archive(parts(**given))


def sheet(*pieces):
    """A workbook whose sheet has these pieces within its root element."""
    return workbook(sheet=[SHEET, *pieces, "</worksheet>"])


def rows(*pieces):
    """A workbook whose sheet has these rows."""
    return sheet("<sheetData>", *pieces, "</sheetData>")


def strings(*pieces):
    """A workbook whose shared strings are these."""
    return workbook(strings=[STRINGS, *pieces, "</sst>"])


def with_links(links, *pieces, sheet_pieces=(), **more):
    """A workbook whose sheet has relationships, and other parts by name."""
    return workbook(
        sheet=[SHEET, THREE_CELLS, *sheet_pieces, "</worksheet>"],
        sheet_links=[RELATIONSHIPS, *links, "</Relationships>"], more=more.get("more", {}))
