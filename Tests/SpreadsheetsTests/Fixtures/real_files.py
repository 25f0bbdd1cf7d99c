"""Fixtures named after behaviours of real workbooks that other readers' test suites taught; called by make_fixtures.py."""
import datetime
import io
import re
import zipfile

import make_fixtures as made
from make_fixtures import HEAD, MAIN, archive, book, number, parts, rels, sheet, sst, styles, write

ONE = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>'
WORD = sst("<si><t>word</t></si>")


def names():
    """Ampersands and other marks in attributes: a sheet's name, a link's target, a table's column."""
    content = parts(sheets={"R&amp;D &lt;2024&gt; &#38;amp; &quot;x&quot;": sheet(
        f'<row r="1">{number("A1", 1)}</row>', after='<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>')})
    content["xl/worksheets/_rels/sheet1.xml.rels"] = rels([
        ("rId1", "hyperlink", "https://example.org/?a=1&amp;b=%26", True)])
    write("ampersands.xlsx", archive(content))


def modules():
    """Excel 5.0's modules of macros are listed as sheets without a part; a sheet that has no id at all lacks its part."""
    content = parts(ONE, strings=WORD, content_type="application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/></sheets>')
    write("macro-modules.xlsm", archive(content))
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(' r:id=""', "")
    write("hostile/sheet-without-relationship.xlsx", archive(content))


def packages():
    missing = parts(ONE, strings=WORD)
    del missing["[Content_Types].xml"]
    write("content-types-missing.xlsx", archive(missing))
    wrong = parts(ONE, strings=WORD)
    wrong["[Content_Types].xml"] = re.sub('ContentType="[^"]*(sheet|styles|Strings)[^"]*"', 'ContentType="text/plain"', wrong["[Content_Types].xml"])
    write("content-types-wrong.xlsx", archive(wrong))
    for name, part in [("part-name-with-blank", "sheet 1.xml"), ("part-name-percent-encoded", "sheet%201.xml")]:
        spaced = parts(ONE, strings=WORD)
        spaced[f"xl/worksheets/{part}"] = spaced.pop("xl/worksheets/sheet1.xml")
        for listing in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            spaced[listing] = spaced[listing].replace("sheet1.xml", "sheet%201.xml")
        write(f"{name}.xlsx", archive(spaced))
    unnamed = parts(ONE, strings=WORD)
    del unnamed["_rels/.rels"]
    write("package-relationships-missing.xlsx", archive(unnamed))


def cells():
    book("covered-cells.xlsx", sheet(
        f'<row r="1">{number("A1", 1)}{number("B1", 2)}</row><row r="2">{number("A2", 3)}</row>',
        after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'))
    linked = parts(sheet('<row r="1"><c r="A1"/><c r="B1"><v>1</v></c></row>',
                         after='<hyperlinks><hyperlink ref="A1" r:id="rId1" display="shown"/></hyperlinks>'))
    linked["xl/worksheets/_rels/sheet1.xml.rels"] = rels([("rId1", "hyperlink", "https://example.org/", True)])
    write("hyperlink-without-value.xlsx", archive(linked))
    words = ["WAHR", "FALSCH", "VRAI", "ИСТИНА", "true", "1"]
    book("localised-booleans.xlsx", '<row r="1">' + "".join(
        f'<c r="{column}1" t="s"><v>{i}</v></c>' for i, column in enumerate("ABCDEF")) + "</row>"
        '<row r="2"><c r="A2" t="str"><f>TEXT(TRUE,"")</f><v>WAHR</v></c><c r="B2" t="inlineStr"><is><t>ИСТИНА</t></is></c>'
        '<c r="C2" t="b"><v>1</v></c></row>', strings=sst("".join(f"<si><t>{word}</t></si>" for word in words)))
    errors = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!"]
    book("error-values.xlsx", '<row r="1">' + "".join(
        f'<c r="{column}1" t="e"><v>{error}</v></c>' for column, error in zip("ABCDEFGHIJKL", errors)) + "</row>")
    blanks = ["  both  ", "\u00a0no-break\u00a0", "\u3000wide\u3000", "\ttab\n", "   "]
    book("white-space.xlsx", '<row r="1">' + "".join(
        f'<c r="{column}1" t="s"><v>{i}</v></c>' for i, column in enumerate("ABCDE")) + "</row>"
        '<row r="2"><c r="A2" t="str"><v> stored </v></c><c r="B2" t="inlineStr"><is><t> inline </t></is></c></row>',
        strings=sst("".join(f"<si><t>{text}</t></si>" for text in blanks)))
    book("control-characters.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
         strings=sst("<si><t>bell_x0007_, unit_x001F_, escape_x001b_</t></si><si><t>_x000a__x0009_</t></si>"))


def dates():
    iso = ["2021-01-01T10:10:10Z", "2021-01-01T10:10:10+01:00", "2021-01-01T10:10:10.5-05:30", "2021-01-01 10:10:10",
           "10:10:10Z", "2021-01-01T10:10", "44197.5", "P1DT12H"]
    book("iso-dates.xlsx", "".join(
        f'<row r="{i}"><c r="A{i}" t="d"><v>{text}</v></c></row>' for i, text in enumerate(iso, 1)))
    formats = ["e-m-d", "[$-411]ge.m.d", 'yyyy"年"m"月"d"日"', "0E-0", "##0.0E+0", "#e-0", "[DBNum1][$-804]General",
               "[ss].00", "h:mm;@", "[Color10]0", "\\o\\n\\ d", "@\\d", "B2dd/mm/yyyy", '"abc d', "mmmmm", "[=0]\"\";hh:mm",
               "[$-x-sysdate]dddd", "[$Rs.-4009] 0", "GENERAL", "a/p"]
    book("date-formats-of-the-world.xlsx", "".join(
        f'<row r="{i + 1}"><c r="A{i + 1}" s="{i}"><v>40505.25</v></c></row>' for i in range(len(formats))),
        style=styles(formats))


def encrypted():
    """The two kinds of encrypted workbooks by msoffcrypto-tool: with a password, and with the one that Excel tries itself."""
    from msoffcrypto.format.ooxml import OOXMLFile

    for name, password in [("with-password", "invented"), ("with-default-password", "VelvetSweatshop")]:
        out = io.BytesIO()
        OOXMLFile(io.BytesIO(archive(parts(ONE, strings=WORD)))).encrypt(password, out)
        write(f"refused/encrypted-{name}.xlsx", out.getvalue())


def refused():
    write("refused/names-in-capitals.xls", made.ole(["WORKBOOK"]))
    write("refused/web-archive.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n"
          b"--x\r\nContent-Type: text/html\r\n\r\n<html><table><tr><td>1</td></tr></table></html>\r\n--x--\r\n")


def csvs():
    write("csv/iso-8859-1.csv", "Pays;Réponse\nCôte d'Ivoire;très élevée\nSuède;à préciser\n".encode("latin-1"))
    write("csv/localised-booleans.csv", "pays;ouvert;fermé\nA;VRAI;FAUX\nB;WAHR;ИСТИНА\n".encode())


def iso_dates_by_openpyxl():
    import openpyxl

    workbook = openpyxl.Workbook(iso_dates=True)
    workbook.active.append([datetime.date(2021, 2, 3), datetime.datetime(2021, 2, 3, 4, 5, 6), datetime.time(4, 5, 6),
                            datetime.timedelta(days=1, hours=12)])
    workbook.properties.created = workbook.properties.modified = datetime.datetime(2024, 1, 1)
    workbook.save(made.HERE / "openpyxl-iso-dates.xlsx")


def strict():
    """LibreOffice's workbook in the namespaces of ISO/IEC 29500 Strict, as Excel's "Strict Open XML Spreadsheet" has them."""
    source = zipfile.ZipFile(made.HERE / "libreoffice.xlsx")
    content = {}
    for name in source.namelist():
        data = source.read(name)
        if name.endswith((".xml", ".rels")):
            text = data.decode()
            for old, new in [(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
                             ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
                             ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/")]:
                text = text.replace(old, new)
            data = text.replace("<workbook ", '<workbook conformance="strict" ', 1).encode()
        content[name] = data
    write("strict-libreoffice.xlsx", archive(content))


def make():
    for step in [names, modules, packages, cells, dates, encrypted, refused, csvs, iso_dates_by_openpyxl, strict]:
        step()
