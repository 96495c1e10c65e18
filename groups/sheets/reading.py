"""Reading a table that somebody chose, whatever its kind."""

from typing import BinaryIO

from groups.sheets import headings, text_files
from groups.sheets.bounds import LARGEST, BadFile, Sheet

OLD = "This is a workbook of an old kind, or one with a password. Save it as XLSX without one, or as “CSV UTF-8”."


def read(file: BinaryIO, *, size: int) -> Sheet:
    """By what is in it: names of files lie. Raises BadFile, also as the rows are read."""
    from groups.sheets import workbooks  # imports openpyxl, which few processes need

    if not size:
        raise BadFile(f"The file is empty. {headings.EXAMPLE}")
    if size > LARGEST:
        raise BadFile(f"The file is larger than {LARGEST // 1024 // 1024} MB. Split it.")
    if workbooks.is_old(file):
        raise BadFile(OLD)
    return workbooks.read(file) if workbooks.is_workbook(file) else text_files.read(file)
