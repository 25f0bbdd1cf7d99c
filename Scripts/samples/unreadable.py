"""Files that no reader of questionnaires can read, as inboxes hold them."""

import io
from pathlib import Path

import msoffcrypto.format.ooxml

from . import with_openpyxl
from .answers import Return
from .returns import answers_of
from .with_libreoffice import PDF, XLS, Office

PASSWORD = "coproduction"
FILES = {
    "CPS-2026-ITA.xlsx": f"the return of Italy, protected by a password (`{PASSWORD}`), encrypted by msoffcrypto-tool",
    "CPS-2026-NZL (1).xlsx": "a broken-off download of New Zealand's return: its first 60 %",
    "CPS_MEX_2010.xlsx": "a workbook in the old .xls format (LibreOffice), renamed",
    "Annex Denmark.pdf": "a PDF dropped by mistake",
    "~$CPS-2026-FIN.xlsx": "the lock file that a spreadsheet program leaves beside an open workbook",
}


def lock_file() -> bytes:
    """An owner file: length and name in one byte per character, padded, then in UTF-16, padded; 165 bytes."""
    name = "Returns desk"
    narrow = bytes([len(name)]) + name.encode("latin-1").ljust(54, b" ")
    return narrow + len(name).to_bytes(2, "little") + name.ljust(54).encode("utf-16-le")


def encrypt(path: Path) -> None:
    """Replaces a workbook by its encrypted form (an OLE file with the package inside)."""
    plain = io.BytesIO(path.read_bytes())
    with open(path, "wb") as file:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(PASSWORD, file)


def make(folder: Path) -> None:
    italy = Return("en", "Italia", "Department for Participation", "central", "2026-04-20", "English", "EUR", 0)
    with_openpyxl.write(folder / "CPS-2026-ITA.xlsx", "2.0", italy)
    encrypt(folder / "CPS-2026-ITA.xlsx")
    office = Office()
    office.fill(folder / "CPS_MEX_2010.xlsx", "1.0", answers_of("MEX"), save_as=XLS)
    office.convert(folder / "DNK-coproduction-survey.xlsx", folder / "Annex Denmark.pdf", PDF)
    office.run()
    whole = (folder / "CPS-2026-NZL.xlsx").read_bytes()
    (folder / "CPS-2026-NZL (1).xlsx").write_bytes(whole[: len(whole) * 6 // 10])
    (folder / "~$CPS-2026-FIN.xlsx").write_bytes(lock_file())
