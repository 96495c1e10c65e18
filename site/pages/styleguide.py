"""The style guide at /dev/style/: every component in every state, from the samples beside its template."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

COMPONENTS = Path(settings.BASE_DIR) / "templates/components"
FormSamples = Callable[[str], dict[str, Any]]


def styleguide(request: HttpRequest, form_samples: FormSamples) -> HttpResponse:
    """`form_samples` gives the context with a form in a state ("empty", "filled", "error"), from an app above."""
    components = [
        {"name": file.stem, "samples": [rendered(request, file.stem, sample, form_samples) for sample in samples]}
        for file in sorted(COMPONENTS.glob("*.json"))
        if (samples := json.loads(file.read_text(), object_hook=with_dates))
    ]
    return render(request, "styleguide.html", {"components": components, "noindex": True})


def with_dates(sample: dict[str, Any]) -> dict[str, Any]:
    """JSON has no dates: what looks like one is meant as one."""
    is_date = re.compile(r"\d{4}-\d\d-\d\d").fullmatch
    return {
        key: date.fromisoformat(value) if isinstance(value, str) and is_date(value) else value
        for key, value in sample.items()
    }


def rendered(request: HttpRequest, name: str, sample: dict[str, Any], form_samples: FormSamples) -> dict[str, str]:
    context = dict(sample.get("context", {}))
    if state := sample.get("form"):
        context |= form_samples(state)
        if field := sample.get("field"):
            context["field"] = context["form"][field]
    return {"title": sample["title"], "html": render_to_string(f"components/{name}.html", context, request)}
