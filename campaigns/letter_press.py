"""Sets type in a process of its own, which ends and takes along all that Typst remembers of what it laid out.

`python -m campaigns.letter_press` reads an order as JSON from stdin. It writes one line of JSON, what the template
answers to the question asked, and after it the PDF. Django is not loaded: it would cost more than the letters.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

PATIENCE = 300  # seconds; a batch of letters takes less than one
COMMAND = [sys.executable, "-m", "campaigns.letter_press"]


class Failed(Exception):
    """The process ended without a PDF, or not at all. Says what its last words were."""


class Printed(NamedTuple):
    pdf: bytes
    answer: Any


def printed(
    template: Path,
    data: Mapping[str, Any],
    *,
    fonts: Path,
    files: Mapping[str, bytes] | None = None,
    ask: str = "",
    tagged: bool = True,
) -> Printed:
    """The template finds `data` as JSON among its inputs, and each of the files as a list of numbers: no file is
    written, and nothing is left behind. `ask` is the label of what it says about itself, such as how long it is.
    """
    order = {
        "template": str(template),
        "fonts": str(fonts),
        "data": json.dumps(data),
        "files": {name: base64.b64encode(content).decode() for name, content in (files or {}).items()},
        "ask": ask,
        "tagged": tagged,
    }
    try:
        done = subprocess.run(COMMAND, input=json.dumps(order).encode(), capture_output=True, timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Failed(f"not done in {PATIENCE} seconds") from None
    if done.returncode:
        raise Failed(f"{done.returncode}: {done.stderr.decode(errors='replace').strip()[-200:]}")
    answer, _, pdf = done.stdout.partition(b"\n")
    return Printed(pdf, json.loads(answer))


def carried_out(order: Mapping[str, Any]) -> Printed:
    import typst  # which only the process for it needs

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[order["fonts"]])
    template = Path(order["template"])
    files = {name: str(list(base64.b64decode(content))) for name, content in order["files"].items()}
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": order["data"], **files},
    )
    pdf = cast(bytes, compiler.compile(format="pdf", pdf_tags=order["tagged"]))
    answer = compiler.query(order["ask"], field="value", one=True) if order["ask"] else "null"
    return Printed(pdf, json.loads(answer))


def main() -> None:
    done = carried_out(json.load(sys.stdin))
    sys.stdout.buffer.write(json.dumps(done.answer).encode() + b"\n" + done.pdf)


if __name__ == "__main__":
    main()
