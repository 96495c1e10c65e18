"""What Wagtail's search index lacks on each database.

SQLite: its own Porter stemmer, so that "exploited" finds "exploitation" there too. PostgreSQL: an index over title and
body together, as pages.search.index asks for them.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STEMMING, PLAIN = ", tokenize='porter unicode61'", ""
CREATE = "CREATE INDEX search_title_and_body ON wagtailsearch_indexentry USING gin ((title || body))"
DROP = "DROP INDEX search_title_and_body"


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    change(schema_editor, STEMMING, CREATE)


def take_away(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    change(schema_editor, PLAIN, DROP)


def change(schema_editor: BaseDatabaseSchemaEditor, tokenizer: str, index: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(index)
    else:
        make_table_again(schema_editor, tokenizer)


def make_table_again(schema_editor: BaseDatabaseSchemaEditor, tokenizer: str) -> None:
    """Wagtail's triggers stand on the index's own table and name this one, so they stay as they are."""
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
    operations = [migrations.RunPython(add, take_away)]
