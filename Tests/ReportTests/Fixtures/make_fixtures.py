#!/usr/bin/env python3
"""Makes the workbooks that AnnotatedReturnTests marks, all of invented content, by openpyxl, XlsxWriter and LibreOffice.

Needs: pip install openpyxl XlsxWriter; for libreoffice.xlsx also `soffice`.

    python3 Tests/ReportTests/Fixtures/make_fixtures.py
"""
import datetime
import pathlib
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

HERE = pathlib.Path(__file__).parent
MOMENT = datetime.datetime(2026, 3, 1, 9, 0, 0)


def picture():
    """A PNG of four grey pixels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"\0\x80\x90\0\xa0\xb0"
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def fixed(path):
    """The package written anew with one time for all entries, so that the same script gives the same file."""
    with zipfile.ZipFile(path) as source:
        entries = [(info, source.read(info)) for info in source.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for info, content in entries:
            entry = zipfile.ZipInfo(info.filename, (2026, 3, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)


def with_openpyxl(path):
    """Notes, a table, a validation, conditional formats, protection, print titles, a second sheet that is selected."""
    book = openpyxl.Workbook()
    people = book.active
    people.title = "People"
    people.append(["Kind", "Number", "Since"])
    for row in (["Teachers", 12, datetime.date(2020, 2, 29)], ["Nurses", "many", None], ["=1+1", 0.25, None]):
        people.append(row)
    thin = Side(style="thin", color="FF336699")
    for row in people["A2:C4"]:
        for cell in row:
            cell.font = Font(name="Georgia", italic=True, color="FF123456")
            cell.border = Border(left=thin, bottom=thin)
            cell.fill = PatternFill("solid", fgColor="FFFFFFCC")
            cell.protection = Protection(locked=False)
            cell.alignment = Alignment(wrap_text=True)
    people["C2"].number_format = "yyyy-mm-dd"
    people["B4"].number_format = "0.0%"
    people["B2"].comment = Comment("As of June.", "Invented Respondent")
    people["A3"].comment = Comment("Part-time too.", "Invented Respondent")
    people.add_table(Table(displayName="PeopleTable", ref="A1:C4"))
    people.conditional_formatting.add("B2:B4", CellIsRule(operator="greaterThan", formula=["10"], font=Font(bold=True)))
    choices = DataValidation(type="list", formula1='"Teachers,Nurses"', allow_blank=True)
    choices.add("A2:A4")
    people.add_data_validation(choices)
    people.protection.sheet = True
    people.print_title_rows = "1:1"
    people.column_dimensions["E"].number_format = "0.00"
    people.row_dimensions[3].height = 40
    other = book.create_sheet("It's <&> \"2\"")
    other["B2"] = "other"
    other.merge_cells("B2:C3")
    other.print_title_rows = "2:2"
    book.active = 1
    people.sheet_view.tabSelected = False
    book.properties.created = book.properties.modified = MOMENT
    book.save(path)
    fixed(path)


def with_xlsxwriter(path):
    """Pictures, a chart, notes, extension validations and sparklines, a button, macros: a .xlsm."""
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder, "vbaProject.bin")
        project.write_bytes(bytes(range(256)) * 8)
        image = pathlib.Path(folder, "grey.png")
        image.write_bytes(picture())
        book = xlsxwriter.Workbook(path)
        book.set_properties({"created": MOMENT})
        book.add_vba_project(str(project))
        sheet = book.add_worksheet("People")
        lists = book.add_worksheet("Lists")
        lists.write_column("A1", ["Teachers", "Nurses"])
        lists.hide()
        sheet.write_row("A1", ["Kind", "Number"])
        sheet.write_row("A2", ["Teachers", 12])
        sheet.write_row("A3", ["Nurses", "many"])
        sheet.write_comment("A1", "The kind of people.", {"author": "Office"})
        sheet.data_validation("A2:A9", {"validate": "list", "source": "=Lists!$A$1:$A$2"})
        sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("D2", {"range": "People!B2:B3"})
        sheet.insert_image("F2", str(image))
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=People!$B$2:$B$3"})
        sheet.insert_chart("F8", chart)
        sheet.insert_button("H2", {"macro": "nothing", "caption": "Nothing"})
        sheet.set_column("C:C", 30, book.add_format({"num_format": "0.000", "locked": False}))
        sheet.set_row(4, 30, book.add_format({"bold": True}))
        sheet.add_table("A12:B14", {"name": "Small", "columns": [{"header": "a"}, {"header": "b"}]})
        book.define_name("People!Local", "=People!$A$1")
        book.close()
    fixed(path)


def threaded(path):
    """A thread of comments on B3, with the note that Excel writes for those who know no threads."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "People"
    sheet.append(["Kind", "Number"])
    sheet.append(["Teachers", 12])
    sheet.append(["Nurses", "many"])
    guid = "{11111111-2222-3333-4444-555555555555}"
    sheet["B3"].comment = Comment("[Threaded comment] Is this right?", f"tc={guid}")
    sheet["A2"].comment = Comment("A note.", "Invented Respondent")
    book.properties.created = book.properties.modified = MOMENT
    book.save(path)
    namespace = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    person = "{66666666-7777-8888-9999-000000000000}"
    with zipfile.ZipFile(path) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{namespace}"><threadedComment ref="B3" dT="2026-03-01T09:00:00.00" '
        f'personId="{person}" id="{guid}"><text>Is this right?</text></threadedComment></ThreadedComments>').encode()
    parts["xl/persons/person.xml"] = (
        f'<personList xmlns="{namespace}"><person displayName="Invented" id="{person}" userId="i" providerId="None"/>'
        "</personList>").encode()
    relationships = "xl/worksheets/_rels/sheet1.xml.rels"
    link = ('<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
            'Target="../threadedComments/threadedComment1.xml"/></Relationships>')
    parts[relationships] = parts[relationships].replace(b"</Relationships>", link.encode())
    link = ('<Relationship Id="rIdP" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" '
            'Target="persons/person.xml"/></Relationships>')
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link.encode())
    types = ('<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
             '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/></Types>')
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    fixed(path)


def by_hand(path):
    """Prefixed names, no blank between elements, no columns, cells without addresses, CDATA, an attribute with `>` in it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    doc = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pkg = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<t:Types xmlns:t="{pkg}/content-types"><t:Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><t:Default Extension="xml" ContentType="{kind}.worksheet+xml"/><t:Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></t:Types>',
        "_rels/.rels": f'<Relationships xmlns="{pkg}/relationships"><Relationship Id="rId1" Type="{doc}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{main}" xmlns:q="{doc}"><x:sheets><x:sheet name="People" sheetId="7" q:id="rId1"/></x:sheets><x:definedNames><x:definedName name="Here" localSheetId="0">People!$A$1</x:definedName></x:definedNames></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<p:Relationships xmlns:p="{pkg}/relationships"><p:Relationship Id="rId1" Type="{doc}/worksheet" Target="worksheets/sheet.xml"/></p:Relationships>',
        "xl/worksheets/sheet.xml": f'<x:worksheet xmlns:x="{main}"><x:sheetPr codeName="a>b"/><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Kind</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t><![CDATA[Num<row>ber]]></x:t></x:is></x:c></x:row><!-- <x:row r="2"> --><x:row r="3"/><x:row r="5"><x:c r="B5"><x:v>12</x:v></x:c></x:row></x:sheetData><x:extLst/></x:worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 9, 0, 0)), content)


def with_libreoffice(source, path):
    office = shutil.which("soffice")
    if office is None:
        print("soffice is not there: libreoffice.xlsx is left as it is")
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "libreoffice.xlsx")
        copy.write_bytes(source.read_bytes())
        output = pathlib.Path(folder, "out")
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
                        "--outdir", output, copy], check=True, capture_output=True)
        path.write_bytes((output / "libreoffice.xlsx").read_bytes())
    fixed(path)


with_openpyxl(HERE / "openpyxl.xlsx")
with_xlsxwriter(HERE / "xlsxwriter.xlsm")
threaded(HERE / "threaded.xlsx")
by_hand(HERE / "by-hand.xlsx")
with_libreoffice(HERE / "openpyxl.xlsx", HERE / "libreoffice.xlsx")
