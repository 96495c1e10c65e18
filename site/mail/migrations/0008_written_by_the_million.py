"""What a mail-out of a million costs to write down.

Only what belongs to no mailing stands in the two indexes by priority: what waits of a mailing has an index of its own.

On PostgreSQL a message's address, basis and mailing are looked up for all rows of a statement at once. A foreign key
asks for each row by itself, and the three took as long as everything else together. What holds is the same: nobody
writes a message to what is not there, and nothing goes that a message names, also where both happen at once, since the
rows are locked as a foreign key locks them. SQLite keeps its foreign keys.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAMED = {"address_id": "people_address", "basis_id": "people_consent", "mailing_id": "mail_mailing"}
REFUSED = "RAISE EXCEPTION '{}' USING ERRCODE = 'foreign_key_violation'"
# Locked in the order of their keys, so that no two wait for each other. Whoever was deleted meanwhile is not counted.
LOOKED_UP = """
    named := ARRAY(SELECT DISTINCT written.{column} FROM {rows} WHERE written.{column} IS NOT NULL);
    PERFORM 1 FROM {table} WHERE id = ANY (named) ORDER BY id FOR KEY SHARE;
    GET DIAGNOSTICS number = ROW_COUNT;
    IF number < cardinality(named) THEN
        {refused};
    END IF;"""
ON_INSERT = """
CREATE FUNCTION mail_what_messages_name_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named bigint[];
    number bigint;
BEGIN{questions}
    RETURN NULL;
END $$;
CREATE TRIGGER what_messages_name_is_there AFTER INSERT ON mail_delivery REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION mail_what_messages_name_is_there();
"""
ON_UPDATE = """
CREATE FUNCTION mail_what_a_message_names_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named bigint[];
    number bigint;
BEGIN{questions}
    RETURN NULL;
END $$;
CREATE TRIGGER what_a_message_names_is_there AFTER UPDATE OF address_id, basis_id, mailing_id ON mail_delivery
    FOR EACH ROW WHEN (NEW.address_id <> OLD.address_id OR NEW.basis_id IS DISTINCT FROM OLD.basis_id
        OR NEW.mailing_id IS DISTINCT FROM OLD.mailing_id)
    EXECUTE FUNCTION mail_what_a_message_names_is_there();
"""
ON_DELETE = """
CREATE FUNCTION mail_no_message_names_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM mail_delivery WHERE {column} = OLD.id) THEN
        {refused};
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_message_names_it AFTER DELETE OR UPDATE OF id ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mail_no_message_names_{table}();
"""
FOREIGN_KEY = """
ALTER TABLE mail_delivery ADD CONSTRAINT mail_delivery_{column}_fk FOREIGN KEY ({column}) REFERENCES {table} (id)
    DEFERRABLE INITIALLY DEFERRED;
"""
DROP_FOREIGN_KEYS = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT conname FROM pg_constraint WHERE conrelid = 'mail_delivery'::regclass AND contype = 'f' LOOP
        EXECUTE format('ALTER TABLE mail_delivery DROP CONSTRAINT %I', found.conname);
    END LOOP;
END $$;
"""


def questions(rows: str) -> str:
    refused = REFUSED.format("a message names something that is not there")
    asked = LOOKED_UP.format
    return "".join(asked(rows=rows, table=table, column=column, refused=refused) for column, table in NAMED.items())


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    one = "(SELECT NEW.address_id, NEW.basis_id, NEW.mailing_id) AS written"
    refused = REFUSED.format("a message names it")
    steps = [
        DROP_FOREIGN_KEYS,
        ON_INSERT.format(questions=questions("written")),
        ON_UPDATE.format(questions=questions(one)),
    ]
    steps += [ON_DELETE.format(table=table, column=column, refused=refused) for column, table in NAMED.items()]
    for step in steps:
        schema_editor.execute(step, params=None)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for column, table in NAMED.items():
        schema_editor.execute(f"DROP TRIGGER no_message_names_it ON {table}", params=None)
        schema_editor.execute(f"DROP FUNCTION mail_no_message_names_{table}", params=None)
        schema_editor.execute(FOREIGN_KEY.format(table=table, column=column), params=None)
    for name in ("what_messages_name_is_there", "what_a_message_names_is_there"):
        schema_editor.execute(f"DROP TRIGGER {name} ON mail_delivery", params=None)
        schema_editor.execute(f"DROP FUNCTION mail_{name}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0007_messages_of_a_mailing_in_their_order"),
        ("people", "0008_people_who_share_an_address"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="delivery", name="deliveries_that_wait"),
        migrations.RemoveIndex(model_name="delivery", name="deliveries_that_wait_by_stream"),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("mailing", None), ("state__in", ("queued", "retry"))),
                fields=["priority", "due_at"],
                name="deliveries_that_wait",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("mailing", None), ("state__in", ("queued", "retry"))),
                fields=["stream", "priority", "due_at"],
                name="deliveries_that_wait_by_stream",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(forwards, backwards)],
            state_operations=[
                migrations.AlterField(
                    model_name="delivery",
                    name="address",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="people.address",
                    ),
                ),
                migrations.AlterField(
                    model_name="delivery",
                    name="basis",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The record that allows it. The database refuses marketing without a live one for "
                        "its purpose.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="people.consent",
                    ),
                ),
                migrations.AlterField(
                    model_name="delivery",
                    name="mailing",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Whose words it has; empty for a message with words of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="mail.mailing",
                    ),
                ),
            ],
        ),
    ]
