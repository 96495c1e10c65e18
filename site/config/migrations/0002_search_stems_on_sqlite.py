"""SQLite's own Porter stemmer for Wagtail's search table, so that "exploited" finds "exploitation" there too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STEMMING, PLAIN = ", tokenize='porter unicode61'", ""


def stem(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    make_again(schema_editor, STEMMING)


def do_not_stem(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    make_again(schema_editor, PLAIN)


def make_again(schema_editor: BaseDatabaseSchemaEditor, tokenizer: str) -> None:
    """Wagtail's triggers stand on the index's own table and name this one, so they stay as they are."""
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute("DROP TABLE wagtailsearch_indexentry_fts")
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title{tokenizer})"
    )
    schema_editor.execute(
        "INSERT INTO wagtailsearch_indexentry_fts (rowid, autocomplete, body, title) "
        "SELECT id, autocomplete, body, title FROM wagtailsearch_indexentry"
    )


class Migration(migrations.Migration):
    dependencies = [("config", "0001_first"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(stem, do_not_stem)]
