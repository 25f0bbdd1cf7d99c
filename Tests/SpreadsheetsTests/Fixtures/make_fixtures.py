#!/usr/bin/env python3
"""Makes the fixtures of SpreadsheetsTests, all of invented content.

Written by openpyxl, XlsxWriter and LibreOffice, and as XML by hand zipped by Python's zipfile: never by Canvass itself.
Needs: pip install openpyxl XlsxWriter msoffcrypto-tool; for .xls, .ods and libreoffice.xlsx also `soffice` (told when absent).

    python3 Tests/SpreadsheetsTests/Fixtures/make_fixtures.py
"""
import datetime
import io
import pathlib
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib

HERE = pathlib.Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PART_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEET_TYPE = PART_TYPE + "sheet.main+xml"


def rels(items, namespace=PKG, prefix=DOC):
    rows = "".join(
        f'<Relationship Id="{id}" Type="{kind if "://" in kind else prefix + "/" + kind}" Target="{target}"'
        + (' TargetMode="External"' if external else "") + "/>"
        for id, kind, target, external in items)
    return HEAD + f'<Relationships xmlns="{namespace}">{rows}</Relationships>'


def sheet(rows, before="", after="", attributes=""):
    return HEAD + f'<worksheet xmlns="{MAIN}" xmlns:r="{DOC}"{attributes}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def sst(items):
    return HEAD + f'<sst xmlns="{MAIN}">{items}</sst>'


def styles(formats, fill='<fill><patternFill patternType="none"/></fill>'):
    """A styles part with a cell format for each of `formats`: a number (built-in id) or a code."""
    custom = [code for code in formats if isinstance(code, str)]
    quote = lambda code: code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    fmts = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{quote(code)}"/>' for i, code in enumerate(custom))
    ids = [164 + custom.index(code) if isinstance(code, str) else code for code in formats]
    plain = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0"/>'
    xfs = "".join(plain.format(id) for id in ids)
    numbers = f'<numFmts count="{len(custom)}">{fmts}</numFmts>' if custom else ""
    return HEAD + (
        f'<styleSheet xmlns="{MAIN}">{numbers}<fonts><font/></fonts><fills>{fill}</fills>'
        f'<borders><border/></borders><cellStyleXfs>{plain.format(0)}</cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>')


def parts(rows="", *, sheets=None, strings=None, style=None, book="", content_type=SHEET_TYPE):
    """The parts of a small workbook; `sheets` maps names to XML, else there is one sheet `Data` of `rows`."""
    sheets = sheets if sheets is not None else {"Data": rows if isinstance(rows, bytes) or rows.startswith("<?xml") else sheet(rows)}
    names = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, 1))
    links = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml", False) for i in range(1, len(sheets) + 1)]
    typed = [("/xl/workbook.xml", content_type)]
    result = {
        "[Content_Types].xml": "",
        "_rels/.rels": rels([("rId1", "officeDocument", "xl/workbook.xml", False)]),
        "xl/workbook.xml": HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}">{book}<sheets>{names}</sheets></workbook>',
    }
    for i, xml in enumerate(sheets.values(), 1):
        result[f"xl/worksheets/sheet{i}.xml"] = xml
        typed.append((f"/xl/worksheets/sheet{i}.xml", PART_TYPE + "worksheet+xml"))
    if strings is not None:
        links.append(("rIdS", "sharedStrings", "sharedStrings.xml", False))
        result["xl/sharedStrings.xml"] = strings
        typed.append(("/xl/sharedStrings.xml", PART_TYPE + "sharedStrings+xml"))
    if style is None:
        style = styles([0])
    if style:
        links.append(("rIdT", "styles", "styles.xml", False))
        result["xl/styles.xml"] = style
        typed.append(("/xl/styles.xml", PART_TYPE + "styles+xml"))
    result["xl/_rels/workbook.xml.rels"] = rels(links)
    result["[Content_Types].xml"] = content_types(typed)
    return result


def content_types(typed):
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in typed)
    return HEAD + (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>')


def entry(name):
    info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def archive(content, compression=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        for name, text in content.items() if isinstance(content, dict) else content:
            info = entry(name)
            info.compress_type = compression
            out.writestr(info, text)
    return data.getvalue()


def write(name, data):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def book(name, *args, **options):
    write(name, archive(parts(*args, **options)))


def number(reference, value, style=""):
    return f'<c r="{reference}"{style}><v>{value}</v></c>'


def places():
    book("no-references.xlsx",
         '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"><c><v>4</v></c></row>'
         '<row><c r="B6"><v>5</v></c></row><row><c r="A9"><v>6</v></c></row><row><c><v>7</v></c></row>')
    book("out-of-order.xlsx",
         '<row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c><c r="B3"><v>2</v></c></row>'
         '<row r="1"><c r="A1"><v>10</v></c></row><row r="2"><c r="A2"><v>20</v></c></row>')
    book("repeated-cell-equal.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>')
    book("repeated-cell-different.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="A1"><v>3</v></c></row>')
    book("repeated-row-equal.xlsx",
         '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
         '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c></row>')
    book("repeated-row-different.xlsx",
         '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><row r="1"><c r="A1"><v>8</v></c></row>')
    rows = "".join(f'<row r="{i}">{number(f"A{i}", i)}{number(f"B{i}", i * 2)}</row>' for i in range(1, 51))
    for label, reference in [("short", "A1"), ("absent", None), ("rows-only", "1:49"), ("zero", "A0:B50"),
                             ("huge", "A1:XFD1048576"), ("beyond", "A1:ZZZZZ99999999")]:
        before = f'<dimension ref="{reference}"/>' if reference else ""
        book(f"dimension-{label}.xlsx", sheet(rows, before=before))
    book("outside-grid.xlsx",
         '<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'
         '<row r="16777217"><c r="A16777217"><v>4</v></c></row>')
    book("address-contradicts-row.xlsx", '<row r="2"><c r="A2"><v>1</v></c><c r="B3"><v>2</v></c></row>')
    book("address-unreadable.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="?"><v>2</v></c><c r="A0"><v>3</v></c></row>')
    styled = "".join(
        f'<row r="{i}" s="1" customFormat="1">' + "".join(f'<c r="{c}{i}" s="1"/>' for c in "ABCDEFGHIJ") + "</row>"
        for i in range(1, 5001))
    book("styled-empties.xlsx", f'{styled}<row r="5001">{number("A5001", 5)}</row>', style=styles([0, 0]))
    book("hidden-rows.xlsx",
         sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
               '<row r="3" hidden="true"/>', before='<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols>'))


def values():
    strings = sst(
        "<si><t>plain</t></si>"
        "<si><r><t>one </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> two</t></r></si>"
        "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>"
        "<si><t xml:space=\"preserve\">  kept  </t></si>"
        "<si><t>line_x000D_\nbreak</t></si>"
        "<si><t>under_x005F_x000D_score</t></si>"
        "<si/>"
        "<si><t></t></si>"
        "<si><t>face _xD83D__xDE00_ and lone _xD83D_</t></si>"
        "<si><t>a &lt; b &amp; c &#8364;</t></si>"
        "<si><t>last</t></si>")
    cells = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" t="s"><v>{i}</v></c></row>' for i in range(11))
    cells += ('<row r="12"><c r="A12" t="s"><v>11</v></c><c r="B12" t="s"><v>10 </v></c><c r="C12" t="s"/>'
              '<c r="D12" t="s"><v></v></c><c r="E12" t="s"><v>-1</v></c><c r="F12" t="s"><v>x</v></c></row>')
    book("shared-strings.xlsx", cells, strings=strings)
    book("cell-types.xlsx",
         '<row r="1"><c r="A1" t="inlineStr"><is><t>inline</t></is></c>'
         '<c r="B1" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>'
         '<c r="C1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
         '<c r="E1" t="b"><v>1</v></c><c r="F1" t="b"><v>0</v></c><c r="G1" t="b"><v>true</v></c>'
         '<c r="H1" t="e"><v>#DIV/0!</v></c><c r="I1" t="e"><f>NA()</f><v>#N/A</v></c>'
         '<c r="J1" t="d"><v>2010-11-23T14:30:00</v></c><c r="K1" t="d"><v>2010-11-23</v></c>'
         '<c r="L1" t="d"><v>14:30:00.250</v></c><c r="M1"><f>1+1</f><v>2</v></c><c r="N1" t="n"><v> 7 </v></c>'
         '<c r="O1"><f>1+1</f></c><c r="P1"><f>1+1</f><v></v></c><c r="Q1"><f t="shared" si="0"/><v>5</v></c>'
         '<c r="R1" t="str"><f>A1</f></c><c r="S1" t="inlineStr"><is><t>x_x0041_</t></is></c></row>')
    book("bad-values.xlsx",
         '<row r="1"><c r="A1"><v>12abc</v></c><c r="B1" t="b"><v>maybe</v></c><c r="C1" t="d"><v>yesterday</v></c>'
         '<c r="D1"><v>1e999</v></c><c r="E1"><v>0x10</v></c><c r="F1"><v>nan</v></c><c r="G1" t="zzz"><v>odd</v></c>'
         '<c r="H1" t="e"><v>#ODD!</v></c><c r="I1" s="99"><v>1</v></c><c r="J1" s="x"><v>2</v></c></row>'
         '<row r="2"><c r="A2"><v>3</v></c></row>')
    book("numbers.xlsx", '<row r="1">' + "".join(
        number(f"{c}1", v) for c, v in zip("ABCDEFGHIJ", [
            "0.1", "1.0000000000000002", "12345678901234567", "1E-7", "-2.5e+300", "4.9E-324", "0.30000000000000004",
            "+5", "100000000000000000000", ".5"])) + "</row>")


def dates():
    formats = [0, 14, 22, 20, "yyyy\\-mm\\-dd", "[$-409]d\\ mmm\\ yyyy;@", "[h]:mm", '"day "0', "[Red]0.00", "0.0E-0",
               "_M0", "mm:ss.0", "yyyy-mm-dd hh:mm:ss.000", "h:mm AM/PM", "General", "0%", "# ?/?", 27, 46, '#,##0.00 "d"',
               "@", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", '0.00;[Red]"days" d', "aaa", "m", "\\d0", "[<100]0;yyyy", "Standard"]
    serials = {1: "40505", 2: "40505.604166666664", 3: "0.604166666666667", 4: "40505", 5: "40505", 6: "1.5"}
    cells = "".join(
        f'<row r="{i + 1}"><c r="A{i + 1}" s="{i}"><v>{serials.get(i, "40505.25")}</v></c></row>' for i in range(len(formats)))
    book("date-formats.xlsx", cells, style=styles(formats))
    edge = [("1", 1), ("59", 1), ("60", 1), ("61", 1), ("0", 1), ("-1", 1), ("2958465", 1), ("2958466", 1),
            ("40505", 2), ("40505.9999999999", 2), ("40505.000011574", 2), ("40505.5208449074", 2), ("0.9999999999", 3),
            ("40505.25", 1), ("43831.000000005", 2)]
    rows = "".join(f'<row r="{i}"><c r="A{i}" s="{s}"><v>{v}</v></c></row>' for i, (v, s) in enumerate(edge, 1))
    book("date-edges.xlsx", rows, style=styles(formats))
    rows = "".join(f'<row r="{i}"><c r="A{i}" s="1"><v>{v}</v></c></row>' for i, v in enumerate(["0", "1", "39043", "60"], 1))
    book("date-1904.xlsx", rows, style=styles(formats), book='<workbookPr date1904="1"/>')
    book("styles-missing.xlsx", '<row r="1"><c r="A1" s="1"><v>40505</v></c></row>', style=False)
    book("styles-empty-fill.xlsx", '<row r="1"><c r="A1" s="1"><v>40505</v></c></row>', style=styles([0, 14], fill="<fill/>"))


def differential_formats():
    """Excel writes built-in ids into the number formats of dxfs too, which are those of conditional formats and tables."""
    style = styles([0, 14, 9, 15, "0.0"]).replace(
        "</styleSheet>",
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="4">'
        '<dxf><numFmt numFmtId="14" formatCode="0.00%"/></dxf>'
        '<dxf><numFmt numFmtId="9" formatCode="&quot;$&quot;#,##0_);\\(&quot;$&quot;#,##0\\)"/></dxf>'
        '<dxf><font><b/></font><numFmt numFmtId="15" formatCode="#,##0"/></dxf>'
        '<dxf><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></dxf></dxfs></styleSheet>')
    cells = "".join(f'<c r="{c}1" s="{s}"><v>{v}</v></c>' for c, s, v in [
        ("A", 1, "46142"), ("B", 2, "0.25"), ("C", 3, "46142"), ("D", 4, "46142")])
    book("differential-formats.xlsx", f'<row r="1">{cells}</row>', style=style)


def cell_extensions():
    """What may stand behind the value of a cell, for extensions to come (18.3.1.4)."""
    def ext(inner):
        return f'<extLst><ext uri="x">{inner}</ext></extLst>'

    book("cell-extensions.xlsx",
         f'<row r="1"><c r="A1"><v>0.1</v>{ext("<v>5</v>")}</c><c r="B1"><f>1+1</f><v>2</v>{ext("<f>9</f><v>9</v>")}</c>'
         f'<c r="C1" t="inlineStr"><is><t>text</t></is>{ext("<is><t>other</t></is>")}</c><c r="D1">{ext("<v>6</v>")}</c>'
         f'<c r="E1"><v>3</v>{ext(ext("<v>7</v>"))}</c><c r="F1"><v>4</v></c></row>'
         '<row r="2"><c r="A2"><v>8</v></c></row>')


def table_counts():
    """A table whose part says that it has more rows of totals, or fewer than none, than a number can be reckoned with."""
    content = parts(sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
                          after='<tableParts count="2"><tablePart r:id="rId1"/><tablePart r:id="rId2"/></tableParts>'))
    content["xl/worksheets/_rels/sheet1.xml.rels"] = rels([
        (f"rId{i}", "table", f"../tables/table{i}.xml", False) for i in (1, 2)])
    for i, head, totals in [(1, "1", "-9223372036854775808"), (2, "9223372036854775807", "9223372036854775807")]:
        content[f"xl/tables/table{i}.xml"] = HEAD + (
            f'<table xmlns="{MAIN}" id="{i}" name="T{i}" displayName="T{i}" ref="A1:A2" headerRowCount="{head}" totalsRowCount="{totals}">'
            '<tableColumns count="1"><tableColumn id="1" name="Code"/></tableColumns></table>')
    write("table-counts.xlsx", archive(content))


def form_controls():
    """Controls of the Developer tab as Excel writes them, with and without a linked cell, and some as nobody does."""
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    controls = [  # name, corner (column and row from 0), properties
        ("Check Box 1", (1, 1), 'objectType="CheckBox" checked="Checked" lockText="1" noThreeD="1"'),
        ("Check Box 2", (1, 2), 'objectType="CheckBox" fmlaLink="$B$3" lockText="1" noThreeD="1"'),
        ("Check Box 3", (1, 3), 'objectType="CheckBox" checked="Mixed" fmlaLink="#REF!" lockText="1" noThreeD="1"'),
        ("Option Button 4", (1, 4), 'objectType="Radio" firstButton="1" fmlaLink="$B$5" lockText="1" noThreeD="1"'),
        ("Option Button 5", (2, 4), 'objectType="Radio" checked="Checked" lockText="1" noThreeD="1"'),
        ("Drop Down 6", (1, 5), 'objectType="Drop" dropStyle="combo" dx="16" fmlaRange="$H$1:$H$3" noThreeD="1" sel="2" val="0"'),
        ("List Box 7", (1, 6), 'objectType="List" dx="16" fmlaRange="$H$1:$H$3" noThreeD="1" seltype="multi" multiSel="1,3" val="0"'),
        ("List Box 8", (1, 7), 'objectType="List" dx="16" fmlaRange="$H$1:$H$3" noThreeD="1" sel="0" val="0"'),
        ("Button 9", (1, 8), 'objectType="Button" lockText="1"'),
        ("Check Box 10", None, 'objectType="CheckBox" checked="Checked"'),
        ("Check Box 11", (16384, -1), 'objectType="CheckBox" checked="Checked"'),
    ]

    def element(i, name, corner):
        place = ""
        if corner:
            start, end = corner, (corner[0] + 1, corner[1] + 1)
            place = "".join(
                f"<{tag}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></{tag}>"
                for tag, (column, row) in [("from", start), ("to", end)])
            place = f'<anchor moveWithCells="1">{place}</anchor>'
        return (f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><control shapeId="{1024 + i}" r:id="rId{i}" name="{name}">'
                f'<controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0">{place}</controlPr></control></mc:Choice></mc:AlternateContent>')

    inner = "".join(element(i, name, corner) for i, (name, corner, _) in enumerate(controls, 1))
    content = parts(sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        after=f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><controls>{inner}</controls></mc:Choice></mc:AlternateContent>',
        attributes=f' xmlns:x14="{x14}" xmlns:xdr="{drawing}"'))
    content["xl/worksheets/_rels/sheet1.xml.rels"] = rels(
        [(f"rId{i}", "ctrlProp", f"../ctrlProps/ctrlProp{i}.xml", False) for i in range(1, len(controls) + 1)])
    for i, (_, _, properties) in enumerate(controls, 1):
        content[f"xl/ctrlProps/ctrlProp{i}.xml"] = HEAD + f'<formControlPr xmlns="{x14}" {properties}/>'
    typed = "".join(
        f'<Override PartName="/xl/ctrlProps/ctrlProp{i}.xml" ContentType="application/vnd.ms-excel.controlproperties+xml"/>'
        for i in range(1, len(controls) + 1))
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace("</Types>", typed + "</Types>")
    write("form-controls.xlsx", archive(content))


def shown_numbers():
    import xlsxwriter

    book = xlsxwriter.Workbook(HERE / "shown-numbers.xlsx")
    book.set_properties({"created": datetime.datetime(2024, 1, 1)})
    page = book.add_worksheet("Items")
    page.write_row("A1", ["Title", "Region", "Budget", "Staff", "Project"])
    formats = {code: book.add_format({"num_format": code}) for code in [
        "000", "00000", "0", "[h]:mm:ss", "[h]:mm", "[mm]:ss", "h:mm", "000;[Red]-000", "00.0", "0000-00"]}
    rows = [[(7, "000"), "North", (7, "000"), (7, "00000"), (1.5, "[h]:mm:ss")],
            [(7.5, "000"), "North", (1.5, "[h]:mm:ss"), (1, "[h]:mm"), (1234, "000")],
            [(-7, "000;[Red]-000"), "North", (0.5, "h:mm"), (12, "00.0"), (7, "0")],
            [(202604, "0000-00"), "North", (-0.0625, "[mm]:ss"), (0, "00000"), (1.00001, "[h]:mm:ss")]]
    for y, row in enumerate(rows, 1):
        for x, value in enumerate(row):
            page.write(y, x, *((value[0], formats[value[1]]) if isinstance(value, tuple) else (value,)))
    book.close()


def packages():
    one = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>'
    words = sst("<si><t>word</t></si>")
    dangling = parts(one, strings=words)
    dangling["xl/worksheets/_rels/sheet1.xml.rels"] = rels([("rId1", "drawing", "../drawings/drawing1.xml", False)])
    dangling["xl/_rels/workbook.xml.rels"] = rels([
        ("rId1", "worksheet", "worksheets/sheet1.xml", False), ("rId2", "sharedStrings", "sharedStrings.xml", False),
        ("rIdT", "styles", "styles.xml", False), ("rId3", "theme", "theme/theme1.xml", False)])
    write("dangling-relationships.xlsx", archive(dangling))
    absolute = parts(one, strings=words)
    absolute["xl/_rels/workbook.xml.rels"] = rels([
        ("rIdT", "styles", "/xl/styles.xml", False), ("rId1", "worksheet", "/xl/worksheets/sheet1.xml", False), ("rId2", "sharedStrings", "./../xl/sharedStrings.xml", False)])
    write("absolute-targets.xlsx", archive(absolute))
    slashed = parts(sheet(one, after='<tableParts count="1"><tablePart r:id="rId2"/></tableParts>'), strings=words)
    slashed["xl/worksheets/_rels/sheet1.xml.rels"] = rels([
        ("rId1", "comments", "../comments1.xml", False), ("rId2", "table", "..\\tables\\table1.xml", False)])
    slashed["xl/comments1.xml"] = HEAD + (
        f'<comments xmlns="{MAIN}"><authors><author>clerk</author></authors><commentList>'
        '<comment ref="B1" authorId="0"><text><t>why two?</t></text></comment></commentList></comments>')
    slashed["xl/tables/table1.xml"] = HEAD + (
        f'<table xmlns="{MAIN}" id="1" name="Words" displayName="Words" ref="A1:A2"><tableColumns count="1">'
        '<tableColumn id="1" name="word"/></tableColumns></table>')
    slashed["[Content_Types].xml"] = slashed["[Content_Types].xml"].replace("</Types>", "".join(
        f'<Override PartName="/xl/{part}1.xml" ContentType="{PART_TYPE}{kind}+xml"/>'
        for part, kind in [("comments", "comments"), ("tables/table", "table")]) + "</Types>")
    write("backslashes.xlsx", archive({name.replace("/", "\\"): text for name, text in slashed.items()}))
    other = {name.replace("sharedStrings", "SharedStrings").replace("sheet1", "Sheet1"): text
             for name, text in parts(one, strings=words).items()}
    write("part-names-differ-in-case.xlsx", archive(other))
    moved = parts(one, strings=words)
    for old, new in [("xl/workbook.xml", "content/book.xml"), ("xl/worksheets/sheet1.xml", "content/a/first.xml"),
                     ("xl/sharedStrings.xml", "words.xml")]:
        moved[new] = moved.pop(old)
        moved["[Content_Types].xml"] = moved["[Content_Types].xml"].replace(f'"/{old}"', f'"/{new}"')
    del moved["xl/_rels/workbook.xml.rels"]
    moved["_rels/.rels"] = rels([("r", "officeDocument", "content/book.xml", False)])
    moved["content/_rels/book.xml.rels"] = rels([
        ("rId1", "worksheet", "a/first.xml", False), ("x", "sharedStrings", "../words.xml", False)])
    write("other-part-names.xlsx", archive(moved))
    book("shared-strings-missing.xlsx", one)
    unnamed = parts(one, strings=words)
    unnamed["xl/_rels/workbook.xml.rels"] = rels([("rId1", "worksheet", "worksheets/sheet1.xml", False)])
    write("shared-strings-unnamed.xlsx", archive(unnamed))

    strict = {}
    for name, text in parts(one, strings=words).items():
        strict[name] = (text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                        .replace(DOC, "http://purl.oclc.org/ooxml/officeDocument/relationships"))
    write("strict.xlsx", archive(strict))
    prefixed = parts(one, strings=words)
    for name in prefixed:
        text = prefixed[name]
        body = text[text.index("?>") + 2:]
        for tag in ["worksheet", "sheetData", "row", "c", "v", "sst", "si", "t", "workbook", "sheets", "sheet",
                    "Relationships", "Relationship", "Types", "Default", "Override", "styleSheet",
                    "fonts", "font", "fills", "fill", "patternFill", "borders", "border", "cellStyleXfs", "cellXfs", "xf"]:
            for end in [">", " ", "/>"]:
                body = body.replace(f"<{tag}{end}", f"<x:{tag}{end}")
            body = body.replace(f"</{tag}>", f"</x:{tag}>")
        prefixed[name] = HEAD + body.replace("xmlns=", "xmlns:x=").replace("xmlns:r=", "xmlns:q=").replace("r:id=", "q:id=")
    write("prefixed.xlsx", archive(prefixed))
    utf16 = {name: text.replace("UTF-8", "UTF-16").encode("utf-16") for name, text in parts(one, strings=words).items()}
    write("utf16.xlsx", archive(utf16))
    big = {name: text.replace('encoding="UTF-8" ', "").encode("utf-16-be") for name, text in parts(one, strings=words).items()}
    write("utf16-big-endian-without-mark.xlsx", archive(big))
    write("utf8-mark.xlsx", archive({name: b"\xef\xbb\xbf" + text.encode() for name, text in parts(one, strings=words).items()}))
    book("comments-and-cdata.xlsx",
         '<!-- a comment --><row r="1"><?pi x?><c r="A1" t="str"><v>a<!-- in -->b<![CDATA[ <c> & ]]>d</v></c></row>')
    alternate = sheet(
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><row r="1">{number("A1", 1)}</row></mc:Choice>'
        f'<mc:Fallback><row r="1">{number("A1", 2)}</row></mc:Fallback></mc:AlternateContent>'
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="zz"><row r="2">{number("A2", 3)}</row></mc:Choice>'
        f'<mc:Fallback><row r="2">{number("A2", 4)}</row></mc:Fallback></mc:AlternateContent>',
        attributes=' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:zz="urn:invented"')
    book("alternate-content.xlsx", alternate)
    for name, kind in [("macro.xlsm", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
                       ("template.xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml")]:
        book(name, one, strings=words, content_type=kind)


def sheet_kinds():
    names = ["It's &quot;quoted&quot;", "A name of thirty-one characters"[:31], "😀 Données", "Données"]
    book("sheet-names.xlsx", sheets={name: sheet(f'<row r="1">{number("A1", i)}</row>') for i, name in enumerate(names)})
    many = parts(sheets={f"S{i}": sheet(f'<row r="1">{number("A1", i)}</row>') for i in range(1, 1001)})
    write("thousand-sheets.xlsx", archive(many))
    kinds = parts(sheets={name: sheet(f'<row r="1">{number("A1", 1)}</row>') for name in ["Data", "Chart", "Dialog", "Macro", "Last"]})
    kinds["xl/_rels/workbook.xml.rels"] = rels([
        ("rId1", "worksheet", "worksheets/sheet1.xml", False), ("rId2", "chartsheet", "worksheets/sheet2.xml", False),
        ("rId3", "dialogsheet", "worksheets/sheet3.xml", False),
        ("rId4", "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "worksheets/sheet4.xml", False),
        ("rId5", "worksheet", "worksheets/sheet5.xml", False)])
    kinds["xl/workbook.xml"] = (kinds["xl/workbook.xml"].replace('name="Data"', 'name="Data" state="hidden"')
                                .replace('name="Last"', 'name="Last" state="veryHidden"'))
    write("sheet-kinds.xlsx", archive(kinds))


def zips():
    content = parts('<row r="1"><c r="A1"><v>42</v></c></row>')
    good = archive(content)
    write("zip/comment.xlsx", (lambda data: data[:-2] + struct.pack("<H", 11) + b"hello world")(good))
    write("zip/junk-before.xlsx", b"\x00junk before the archive\xff" * 3 + good)
    write("zip/junk-after.xlsx", good + b"\x00\x00\x00junk")
    write("zip/stored.xlsx", archive(content, zipfile.ZIP_STORED))
    write("zip/any-order.xlsx", archive(list(reversed(content.items()))))

    class Pipe(io.RawIOBase):
        """A stream that cannot seek: zipfile then writes data descriptors."""
        def __init__(self): self.data = b""
        def writable(self): return True
        def write(self, b): self.data += bytes(b); return len(b)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in content.items():
            with out.open(entry(name), "w") as part:
                part.write(text.encode())
    write("zip/data-descriptors.xlsx", pipe.data)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in content.items():
            with out.open(entry(name), "w", force_zip64=True) as part:
                part.write(text.encode())
    # The central directory in Zip64 form too: sizes moved to an extra field, and a Zip64 end record.
    write("zip/zip64.xlsx", zip64(data.getvalue()))
    flagged = bytearray(pipe.data)
    for mark, place in ((b"PK\x03\x04", 6),):
        start = flagged.find(mark)
        while start >= 0:
            flagged[start + place] &= ~8
            start = flagged.find(mark, start + 4)
    write("zip/data-descriptors-flagged-in-directory-only.xlsx", bytes(flagged))
    folders = dict([("xl/", ""), ("xl/worksheets/", "")], **content)
    write("zip/folder-entries.xlsx", archive(folders))


def zip64(data):
    end = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", data[end + 10:end + 20])
    directory, offset, result = data[start:start + size], 0, b""
    while offset < len(directory):
        fixed = bytearray(directory[offset:offset + 46])
        name_length, extra, comment = struct.unpack("<HHH", fixed[28:34])
        compressed, whole = struct.unpack("<II", fixed[20:28])
        header, = struct.unpack("<I", fixed[42:46])
        field = struct.pack("<HHQQQ", 1, 24, whole, compressed, header)
        fixed[20:28] = b"\xff" * 8
        fixed[42:46] = b"\xff" * 4
        fixed[30:32] = struct.pack("<H", len(field))
        result += bytes(fixed) + directory[offset + 46:offset + 46 + name_length] + field
        offset += 46 + name_length + extra + comment
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, len(result), start)
    locator = struct.pack("<IIQI", 0x07064B50, 0, start + len(result), 1)
    return data[:start] + result + record + locator + struct.pack(
        "<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def ole(names):
    """An OLE compound file ([MS-CFB]) with empty streams of these names."""
    header = bytearray(b"\xff" * 512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[8:76] = struct.pack("<16sHHHHHHIIIIIIIIII", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)[:68]
    header[76:80] = struct.pack("<I", 0)
    table = [0xFFFFFFFD] + list(range(2, 1 + (len(names) + 4) // 4)) + [0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    directory = b""
    for i, name in enumerate(["Root Entry"] + names):
        encoded = (name + "\0").encode("utf-16-le")
        directory += encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), 5 if i == 0 else 2, 1) + b"\0" * 60
    directory += b"\0" * (-len(directory) % 512)
    return bytes(header) + struct.pack("<128I", *table) + directory


def refused():
    good = archive(parts('<row r="1"><c r="A1"><v>42</v></c></row>'))
    write("refused/encrypted.xlsx", ole(["EncryptionInfo", "EncryptedPackage", "\x06DataSpaces", "Version", "DataSpaceMap"]))
    write("refused/legacy.xlsx", ole(["Workbook", "\x05SummaryInformation"]))
    write("refused/word97.xlsx", ole(["1Table", "WordDocument"]))
    write("refused/biff4.xls", bytes.fromhex("0904060000001000") + b"\0" * 40)
    write("refused/truncated.xlsx", good[: len(good) * 2 // 3])
    write("refused/empty.xlsx", b"")
    write("refused/blank.csv", b" \r\n\r\n")
    write("refused/~$open.xlsx", b"\x05Canva".ljust(55, b" ") + b"\x05\0C\0a\0n\0v\0a".ljust(110, b" "))
    write("refused/.~lock.open.ods#", b",canvass,host,01.01.2024 00:00,file:///invented;")
    write("refused/page.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>")
    write("refused/document.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    write("refused/picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    write("refused/spreadsheet2003.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
          b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')
    write("refused/binary.xlsx", archive({"xl/workbook.bin": "x", "[Content_Types].xml": "<x/>"}))
    write("refused/open.xlsx", archive([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")],
                                       zipfile.ZIP_STORED))
    word = parts("", content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    word["word/document.xml"] = word.pop("xl/workbook.xml")
    word["_rels/.rels"] = word["_rels/.rels"].replace("xl/workbook.xml", "word/document.xml")
    word["[Content_Types].xml"] = word["[Content_Types].xml"].replace("/xl/workbook.xml", "/word/document.xml")
    write("refused/letter.xlsx", archive(word))
    write("refused/pictures.zip", archive({"a.png": "x", "b.png": "y"}))
    write("refused/returns.zip", archive({"return.xlsx": "x"}))


def hostile():
    one = '<row r="1"><c r="A1"><v>42</v></c></row>'
    content = parts(one)
    good = archive(content)
    write("hostile/duplicate-names.xlsx", archive(list(content.items()) + [("xl/worksheets/sheet1.xml", sheet(""))]))
    write("hostile/names-equal-but-for-case.xlsx", archive(list(content.items()) + [("XL/worksheets/SHEET1.xml", sheet(""))]))
    write("hostile/names-equal-but-for-slashes.xlsx", archive(list(content.items()) + [("xl\\worksheets\\sheet1.xml", sheet(""))]))
    flipped = bytearray(good)
    place = good.index(b"xl/worksheets/sheet1.xml")
    crc = flipped.rindex(b"xl/worksheets/sheet1.xml") - 46 + 16
    flipped[crc] ^= 1
    write("hostile/local-and-central-differ.xlsx", bytes(flipped))
    flipped[place - 30 + 14] ^= 1
    write("hostile/wrong-checksum.xlsx", bytes(flipped))
    lying = bytearray(good)
    for at in (lying.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24, place - 30 + 22):
        lying[at:at + 4] = struct.pack("<I", struct.unpack("<I", lying[at:at + 4])[0] - 10)
    write("hostile/size-lies-short.xlsx", bytes(lying))
    for at in (lying.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24, place - 30 + 22):
        lying[at:at + 4] = struct.pack("<I", struct.unpack("<I", lying[at:at + 4])[0] + 1000)
    write("hostile/size-lies-long.xlsx", bytes(lying))
    overlapping = bytearray(good)
    first = overlapping.index(b"PK\x01\x02")
    second = overlapping.index(b"PK\x01\x02", first + 4)
    overlapping[second + 42:second + 46] = overlapping[first + 42:first + 46]
    write("hostile/entries-overlap.xlsx", bytes(overlapping))
    outside = bytearray(good)
    outside[first + 42:first + 46] = struct.pack("<I", 0x7FFFFFFF)
    write("hostile/entry-outside-file.xlsx", bytes(outside))
    nul = good.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet1\0xml")
    write("hostile/nul-in-name.xlsx", nul)
    wide = bytearray(zip64(good))
    record = wide.index(b"PK\x06\x06")
    wide[record + 40:record + 56] = struct.pack("<QQ", 0x7FFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF)
    write("hostile/zip64-numbers-overflow.xlsx", bytes(wide))
    entry64 = bytearray(zip64(good))
    field = entry64.index(b"PK\x01\x02")
    name_length, = struct.unpack("<H", entry64[field + 28:field + 30])
    entry64[field + 46 + name_length + 4:field + 46 + name_length + 28] = struct.pack("<QQQ", *[0x7FFFFFFFFFFFFFF0] * 3)
    write("hostile/zip64-entry-overflow.xlsx", bytes(entry64))

    def with_sheet(name, xml):
        write(f"hostile/{name}.xlsx", archive(parts(xml)))

    body = f'<sheetData>{one}</sheetData></worksheet>'
    root = f'<worksheet xmlns="{MAIN}">'
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    with_sheet("entity-bomb", HEAD + f'<!DOCTYPE w [<!ENTITY l0 "lol">{lol}]>' + root +
               '<sheetData><row r="1"><c r="A1" t="str"><v>&l9;</v></c></row></sheetData></worksheet>')
    with_sheet("external-entity", HEAD + '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + root +
               '<sheetData><row r="1"><c r="A1" t="str"><v>&x;</v></c></row></sheetData></worksheet>')
    with_sheet("external-dtd", HEAD + '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">' + root + body)
    with_sheet("undeclared-entity", HEAD + root + '<sheetData><row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row></sheetData></worksheet>')
    with_sheet("deep-nesting", HEAD + root + "<a>" * 100_000 + "</a>" * 100_000 + body)
    with_sheet("long-attribute", HEAD + root + f'<a b="{"x" * (12 << 20)}"/>' + body)
    with_sheet("long-comment", HEAD + root + f'<!--{"x" * (12 << 20)}-->' + body)
    with_sheet("long-blank", HEAD + root + " " * (12 << 20) + body)
    with_sheet("long-string", HEAD + root + f'<sheetData><row r="1"><c r="A1" t="str"><v>{"x" * (3 << 20)}</v></c></row></sheetData></worksheet>')
    with_sheet("ends-early", HEAD + root + f'<sheetData>{one}')
    with_sheet("wrong-tags", HEAD + root + f'<sheetData>{one}</worksheet></sheetData>')
    with_sheet("wrong-namespace", HEAD + f'<worksheet xmlns="urn:invented"><sheetData>{one}</sheetData></worksheet>')
    with_sheet("no-namespace", HEAD + f'<worksheet><sheetData>{one}</sheetData></worksheet>')
    with_sheet("not-utf8", (HEAD + root + f'<sheetData><row r="1"><c r="A1" t="str"><v>caf\u00e9</v></c></row></sheetData></worksheet>').encode("latin-1"))
    with_sheet("other-encoding", (HEAD.replace("UTF-8", "ISO-8859-1") + root + body).encode())
    with_sheet("junk-after-root", HEAD + root + body + "junk")
    with_sheet("row-number-overflow", sheet('<row r="9223372036854775807"><c><v>1</v></c></row><row><c><v>2</v></c></row>'))
    missing = parts(one)
    del missing["xl/worksheets/sheet1.xml"]
    write("hostile/missing-sheet-part.xlsx", archive(missing))
    bad_strings = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=HEAD + f'<sst xmlns="{MAIN}"><si><t>a</t>')
    write("hostile/shared-strings-broken.xlsx", archive(bad_strings))


def quotes(name, texts):
    """A table of 20 rows as a database writes it, in which somebody has typed some texts."""
    rows = ["id,number,share,day,remark"]
    rows += [f"r{i},{i},0.5,2026-01-02,{texts.get(i, f'text {i}')}" for i in range(1, 21)]
    write(f"csv/{name}.csv", "\n".join(rows + [""]).encode())


def csvs():
    text = "Land;Wert;Größe\r\nÖsterreich;1,5;groß\r\nFrance;2,5;été €\r\n"
    for name, encoding in [("utf8", "utf-8"), ("utf8-mark", "utf-8-sig"), ("utf16", "utf-16"), ("windows-1252", "cp1252"),
                           ("utf16le-without-mark", "utf-16-le"), ("utf16be-without-mark", "utf-16-be")]:
        write(f"csv/{name}.csv", text.encode(encoding))
    write("csv/utf16be-mark.csv", b"\xfe\xff" + text.encode("utf-16-be"))
    write("csv/mac-roman.csv", "Pays;Réponse\rCôte d’Ivoire;très élevée\rGrèce;pas prévu à ce jour\rSuède;café naïf\r".encode("mac_roman"))
    write("csv/iso-8859-15.csv", "Pays;Réponse;Prix\nFrance;cœur du système;5 €\nBelgique;sœur, œuvre et bœuf;7 €\n".encode("iso-8859-15"))
    for name, delimiter in [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|")]:
        rows = [["code", "name", "value", "note"], ["A1", "First", "1.5", ""], ["B2", "Second, with comma", "2.5", 'say "x"']]
        quote = lambda v: '"' + v.replace('"', '""') + '"' if any(c in v for c in delimiter + '"\n') else v
        write(f"csv/delimiter-{name}.csv", "".join(delimiter.join(map(quote, r)) + "\n" for r in rows).encode())
    write("csv/decimal-commas.csv", b"a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n")
    write("csv/separator-line.csv", b"sep=;\r\na;b,c\r\n1;2,3\r\n")
    write("csv/backslash-quotes.csv", b'a,b\n"say \\"hi\\" now","x\\\\y"\n1,2\n')
    write("csv/doubled-quotes-and-a-backslash.csv", b'a,b\n"say ""hi"" now","a path\\""x"\n"""1""",2\n')
    write("csv/nothing-but-delimiters.csv", b",,,,,\n,,,,,\n")
    write("csv/embedded-newlines.csv", b'a,b\n"line 1\nline 2","x\r\ny"\n1,2\n')
    write("csv/mixed-line-ends.csv", b"a,b\n1,2\r\n3,4\r5,6\n\r\n7,8")
    write("csv/old-mac-line-ends.csv", b"a,b\r1,2\r3,4\r")
    write("csv/title-lines.csv", b"Annual return of services\n\nReporting year: 2024\ncode,name,value\nA,First,1\nB,Second,2\nC,Third,3\n")
    write("csv/ragged.csv", b"a,b,c\n1,2\n3,4,5,6\n7,8,9\n1,2,3\n")
    write("csv/trailing-delimiters.csv", b"a;b;;\n1;2;;\n3;4;;\n")
    write("csv/nul-characters.csv", b"a,b\n1\x00,2\n\x003,4\nlong line of text,5\n")
    write("csv/unclosed-quote.csv", b'a,b\n1,2\n3,"open\n4,5\n')
    write("csv/stray-quotes.csv", b'a,b\n"x"y,2\nIt 5" pipe,3\n')
    quotes("one-quote-too-many", {5: '"he said 5 inch'})
    quotes("two-quotes-too-many", {5: '"he said 5 inch', 17: '"he said 5 inch'})
    quotes("quotes-of-two-rows", {5: '"he said 5 inch', 17: 'a pipe of 5"'})
    quotes("answers-of-several-lines", {
        5: '"first, so they say\nsecond\n\nthird, and, last"', 9: '"one\r\ntwo"', 17: '"a list:\n- pipes, 5""\n- valves, 2, 3, 4"'})
    quotes("answer-and-more", {5: '"first, so they say\nsecond\nthird" and more'})
    write("csv/prose-of-two-columns.csv", b'question,answer\nCountry,France\nBody,Office\nRemarks,"We bought pipes, valves\n'
          b'then pumps, screws\nand cables, tools" as planned\nAmount,5\nYear,2020\n')
    write("csv/rows-of-two-columns.csv", b'question,answer\nCountry,France\nPipe,"5 inch\nBody,Office\nAmount,5\nYear,2020\n'
          b'Pump,"3 inch\nArea,4\n')
    write("csv/one-column.csv", b"name\nFirst\nSecond\nThird\n")
    write("csv/one-odd-row.csv", b"a,b,c\n" + b"1,2,3\n" * 20 + b"x;y;z;w;v;u\n" + b"4,5,6\n" * 20)
    write("csv/blank-lines.csv", b"a,b\n\n\n1,2\n")
    write("csv/apostrophes.csv", b"'a','b'\n'x, y','2'\n'z','3'\n")


def writers():
    import openpyxl
    import openpyxl.chart
    import xlsxwriter

    book = openpyxl.Workbook()
    data = book.active
    data.title = "Données"
    data.append(["Pays", 12.5, datetime.date(2020, 2, 29), datetime.datetime(2020, 2, 29, 13, 5, 6), datetime.time(14, 30),
                 True, "=1+1", "#N/A", None, "line\nbreak"])
    data["A3"] = "merged"
    data.merge_cells("A3:B4")
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.create_sheet("Very").sheet_state = "veryHidden"
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(data, min_col=2, min_row=1))
    book.create_chartsheet("Chart").add_chart(chart)
    book.properties.creator = "Invented Reporter"
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 1)
    book.save(HERE / "openpyxl.xlsx")

    book = xlsxwriter.Workbook(HERE / "xlsxwriter.xlsx")
    book.set_properties({"title": "Invented", "created": datetime.datetime(2024, 1, 1)})
    page = book.add_worksheet("It's")
    bold = book.add_format({"bold": True})
    page.write_rich_string("A1", "a ", bold, "b", "c")
    page.write_formula("A2", "=1+1", None, 2)
    page.write_datetime("A3", datetime.datetime(2010, 11, 23, 14, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    page.write_boolean("A4", True)
    page.write_url("A5", "https://example.org/", None, "link")
    page.write_url("A6", "internal:'It''s'!A1", None, "inside")
    page.data_validation("B2:B9", {"validate": "list", "source": ["yes", "no", "n/a"]})
    page.data_validation("C2:C9", {"validate": "list", "source": "=Lists!$A$1:$A$3"})
    page.data_validation("D2", {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 9, "input_message": "1 to 9"})
    page.write_comment("A1", "a note")
    page.set_column("E:F", None, None, {"hidden": True})
    page.set_row(9, None, None, {"hidden": True})
    page.merge_range("H1:I2", "both")
    page.add_table("K1:L3", {"name": "Answers", "columns": [{"header": "Code"}, {"header": "Value"}]})
    page.insert_image("N1", "x.png", {"image_data": io.BytesIO(PICTURE)})
    book.add_worksheet("Lists").write_column("A1", ["x", "y", "z"])
    book.define_name("Whole", "='It''s'!$A$1:$B$9")
    book.define_name("Lists!Local", "=Lists!$A$1")
    book.define_name("Rate", "=0.2")
    book.close()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
           + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def extension_validation():
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    content = parts(sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        after=f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{x14}"><x14:dataValidations count="1" xmlns:xm="{xm}">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Lists!$B$2:$B$9</xm:f></x14:formula1>'
        '<xm:sqref>C3:C9 E3</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>'))
    content["xl/worksheets/_rels/sheet1.xml.rels"] = rels([
        ("rId1", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml", False)])
    content["xl/threadedComments/threadedComment1.xml"] = HEAD + (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1" dT="2024-01-01T00:00:00.00" personId="{0}" id="{1}"><text>why so low?</text></threadedComment></ThreadedComments>')
    write("extension-validation.xlsx", archive(content))


def code_pages():
    """What Python's codecs make of the bytes from 0x80 on: a line for each encoding; U+FFFD where one is not defined."""
    pages = {"windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1253": "cp1253", "windows-1254": "cp1254",
             "windows-1257": "cp1257", "iso-8859-2": "iso8859_2", "koi8-r": "koi8_r", "ibm850": "cp850", "ibm852": "cp852",
             "ibm866": "cp866"}
    lines = (f"{name} " + " ".join(f"{ord(c):x}" for c in bytes(range(128, 256)).decode(codec, "replace"))
             for name, codec in pages.items())
    (HERE / "code-pages.txt").write_text("".join(line + "\n" for line in lines))


def libreoffice():
    program = shutil.which("soffice")
    if not program:
        print("soffice is absent: libreoffice.xlsx, refused/office.xls and refused/office.ods were not made")
        return
    with tempfile.TemporaryDirectory() as folder:
        for source, kind, target in [("xlsxwriter.xlsx", "xlsx:Calc MS Excel 2007 XML", "libreoffice.xlsx"),
                                     ("openpyxl.xlsx", "xls:MS Excel 97", "refused/office.xls"),
                                     ("openpyxl.xlsx", "ods", "refused/office.ods")]:
            subprocess.run([program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
                            "--outdir", folder, str(HERE / source)], check=True, capture_output=True, timeout=180)
            made = pathlib.Path(folder) / (pathlib.Path(source).stem + "." + kind.split(":")[0])
            (HERE / target).write_bytes(made.read_bytes())


if __name__ == "__main__":
    for make in [places, values, dates, packages, sheet_kinds, zips, refused, hostile, csvs, writers, extension_validation,
                 differential_formats, cell_extensions, table_counts, form_controls, shown_numbers, code_pages, libreoffice]:
        make()
    import real_files

    real_files.make()
