"""LibreOffice without a window, as a second opinion on what a spreadsheet says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

PROGRAM = shutil.which("soffice")
needed = pytest.mark.skipif(
    PROGRAM is None and os.environ.get("TIENDO_TEST_OFFICE") != "required", reason="LibreOffice is not installed"
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>"""
_RESULT = re.compile(r"(</f><v>)[^<]*(</v>)")


def converted(content: bytes, folder: Path, kind: str) -> Path:
    """The spreadsheet as LibreOffice writes it ("xlsx", "pdf", "csv"), with everything computed anew."""
    assert PROGRAM is not None, "LibreOffice is not installed"
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_SETTINGS)
    source = folder / "sheet.xlsx"
    source.write_bytes(content)
    out = folder / "out"
    command = [PROGRAM, "--headless", f"-env:UserInstallation={profile.parent.as_uri()}", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=100)
    return out / f"sheet.{kind}"


def recomputed(content: bytes, folder: Path) -> Workbook:
    """The workbook with the results of its formulas as LibreOffice computes them, whatever results it came with."""
    spoiled = folder / "spoiled.xlsx"
    with zipfile.ZipFile(_saved(content, folder)) as parts, zipfile.ZipFile(spoiled, "w") as out:
        for name in parts.namelist():
            text = parts.read(name)
            if name.startswith("xl/worksheets/"):
                text = _RESULT.sub(r"\g<1>4711\g<2>", text.decode()).replace(' t="str"', "").encode()
            out.writestr(name, text)
    return load_workbook(converted(spoiled.read_bytes(), folder, "xlsx"), data_only=True)


def _saved(content: bytes, folder: Path) -> Path:
    path = folder / "as-it-was.xlsx"
    path.write_bytes(content)
    return path
