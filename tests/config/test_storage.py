import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from config.storage import StaticFinder

NAMED = re.compile(r"""["']((?:css|editors|fonts|img|js)/[\w./-]+\.\w+)["']""")


def test_the_stylesheet_holds_every_file_and_imports_none() -> None:
    found = finders.find("css/actforjustice.css")
    assert found is not None
    text = Path(str(found)).read_text()
    assert "@import" not in text
    for file in (settings.BASE_DIR / "static/css/components").glob("*.css"):
        assert file.read_text() in text, f"{file.name} is not imported by site.css"


def test_everything_that_code_and_templates_name_is_collected() -> None:
    """Production finds nothing else, and its admin would break where a style of its own is missing."""
    sources = [
        path
        for folder in ("site", "campaigns", "training", "templates")
        for path in (settings.BASE_DIR / folder).rglob("*.*")
        if path.suffix in (".py", ".html") and path.name != "styleguide.html"  # development's alone
    ]
    named = {name for path in sources for name in NAMED.findall(path.read_text())}
    collected = {path for finder in finders.get_finders() for path, _ in finder.list([])}
    assert {"editors/admin.css", "img/icon.svg"} <= named
    assert named - collected == set()


def test_the_stylesheet_is_made_again_when_a_source_is_newer(tmp_path: Path) -> None:
    finder = StaticFinder()
    made = finder.make()
    before = made.stat().st_mtime_ns
    assert finder.make().stat().st_mtime_ns == before
    finder.source.touch()
    assert finder.make().stat().st_mtime_ns > before


def test_static_files_get_hashed_names_also_inside_scripts_and_styles(
    tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    [script] = list((tmp_path / "js").glob("site.*.js"))
    assert 'from "./elements/' not in script.read_text()
    assert 'import "./elements/exit-page.js"' not in script.read_text()
    [style] = (tmp_path / "css").glob("actforjustice.*.css")
    assert "fonts/" in style.read_text()
    assert ".woff2" in style.read_text()
