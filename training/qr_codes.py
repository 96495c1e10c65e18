"""QR codes as SVG, black on white whatever the reader's colours: cameras need it so."""

import io

import segno

CORRECTION = "q"  # a quarter of it may be torn, wet or badly printed
QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks for


def svg(address: str, *, title: str = "", correction: str = CORRECTION) -> str:
    file = io.BytesIO()
    segno.make(address, error=correction, micro=False).save(
        file, kind="svg", xmldecl=False, border=QUIET, omitsize=True, light="#fff", title=title or None
    )
    return file.getvalue().decode()
