from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from config.storage import StaticFinder


def test_the_stylesheet_holds_every_file_and_imports_none() -> None:
    found = finders.find("css/actforjustice.css")
    assert found is not None
    text = Path(str(found)).read_text()
    assert "@import" not in text
    for file in (settings.BASE_DIR / "static/css/components").glob("*.css"):
        assert file.read_text() in text, f"{file.name} is not imported by site.css"


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
