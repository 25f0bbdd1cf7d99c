"""A package as a careless exporter writes it: no addresses, inline strings, a dimension that lies."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from . import packages

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ET.register_namespace("", MAIN[1:-1])
ET.register_namespace("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")


def position(address: str) -> int:
    """The column of an address, from 1."""
    column = 0
    for letter in re.match("[A-Z]+", address)[0]:
        column = column * 26 + ord(letter) - 64
    return column


def inline(cell: ET.Element, strings: list[ET.Element]) -> None:
    """Puts a shared string into the cell itself; TRUE and FALSE become booleans."""
    if cell.get("t") != "s":
        return
    value = cell.find(f"{MAIN}v")
    string = strings[int(value.text)]
    text = "".join(string.itertext())
    if text in ("TRUE", "FALSE"):
        cell.set("t", "b")
        value.text = str(int(text == "TRUE"))
        return
    cell.remove(value)
    cell.set("t", "inlineStr")
    holder = ET.SubElement(cell, f"{MAIN}is")
    holder.extend(list(string))


def without_addresses(sheet: ET.Element, strings: list[ET.Element], keep_row_numbers: bool) -> None:
    """Fills gaps with empty rows and cells, so that position alone says where a cell stands."""
    sheet.find(f"{MAIN}dimension").set("ref", "A1")
    data = sheet.find(f"{MAIN}sheetData")
    rows, last_row = [], 0
    for row in list(data):
        number = int(row.get("r"))
        if not keep_row_numbers:
            rows += [ET.Element(f"{MAIN}row") for _ in range(number - last_row - 1)]
            del row.attrib["r"]
        row.attrib.pop("spans", None)
        last_row, cells, last_column = number, [], 0
        for cell in list(row):
            inline(cell, strings)
            column = position(cell.attrib.pop("r"))
            cells += [ET.Element(f"{MAIN}c") for _ in range(column - last_column - 1)] + [cell]
            last_column = column
        row[:] = cells
        rows.append(row)
    data[:] = rows


def strip(path: Path) -> None:
    """Turns a saved workbook into one without cell addresses and without a part for shared strings."""

    def change(parts: dict[str, bytes]) -> None:
        strings = list(ET.fromstring(parts.pop("xl/sharedStrings.xml")))
        for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
            sheet = ET.fromstring(parts[name])
            without_addresses(sheet, strings, keep_row_numbers=name.endswith("sheet2.xml"))
            parts[name] = ET.tostring(sheet, encoding="UTF-8", xml_declaration=True)
        for name, pattern in [("[Content_Types].xml", rb"<Override[^>]*sharedStrings[^>]*/>"),
                              ("xl/_rels/workbook.xml.rels", rb"<Relationship [^>]*sharedStrings[^>]*/>")]:
            parts[name], found = re.subn(pattern, b"", parts[name])
            if found != 1:
                raise SystemExit(f"{name}: shared strings not mentioned once")

    packages.rewrite(path, change)
