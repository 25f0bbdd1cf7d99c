"""Changes to finished OOXML packages (ZIP files), part by part."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

FIXED_TIME = (2026, 4, 1, 8, 0, 0)


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Lets `change` alter the parts of a package in memory, then writes it again with fixed times."""
    with zipfile.ZipFile(path) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, FIXED_TIME), data, zipfile.ZIP_DEFLATED)


def settle(parts: dict[str, bytes]) -> None:
    """Sets the times that openpyxl takes from the clock."""
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2026-04-01T08:00:00Z", core)


def cache_formulas(parts: dict[str, bytes], values: dict[str, dict[str, float]]) -> None:
    """Puts the results beside formulas, as a spreadsheet program does on saving: {part: {cell: value}}."""
    for part, cells in values.items():
        text = parts[part].decode()
        for cell, value in cells.items():
            pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v\s*/>|(<c r="{cell}"[^>]*><f>[^<]*</f>)<v></v>'
            text, found = re.subn(pattern, lambda m: f"{m[1] or m[2]}<v>{value}</v>", text)
            if found != 1:
                raise SystemExit(f"{part}: no formula without a result in {cell}")
        parts[part] = text.encode()
