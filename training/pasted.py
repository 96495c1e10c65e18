"""A list of people as somebody pastes it: with headings, or just a name and an address in each line."""

import csv
import io
import re

from training import import_fields

MARKS = " \t,;|<>()\"'"


def as_table(text: str) -> bytes:
    """CSV with headings. Raises nothing: what is no address becomes part of a name, which the preview shows."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines or has_headings(lines[0]):
        return "\n".join(lines).encode()
    table = io.StringIO(newline="")
    csv.writer(table).writerows([("Name", "Email"), *map(parts, lines)])
    return table.getvalue().encode()


def has_headings(line: str) -> bool:
    separator = max(",;\t|", key=line.count)
    cells = [cell.strip(MARKS) for cell in line.split(separator)]
    return all(import_fields.guess(cell, import_fields.OF_SESSION) for cell in cells if cell)


def parts(line: str) -> tuple[str, str]:
    found = import_fields.ADDRESS.search(line)
    if found is None:
        return line.strip(MARKS), ""
    rest = f"{line[: found.start()]} {line[found.end() :]}"
    return " ".join(re.sub(r'[,;|<>()"]', " ", rest).split()), found.group()
