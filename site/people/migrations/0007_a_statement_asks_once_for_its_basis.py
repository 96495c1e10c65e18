"""On PostgreSQL a statement that writes marketing messages asks once for the basis of all of them.

A mail-out writes a million rows, and a question for each took longer than writing them. What is refused stays the same:
0003 says why it is a trigger. A change of one row still asks for that row. SQLite has no triggers of statements, and
keeps asking for each.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION mail_marketing_was_written_on_a_live_basis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM written
        LEFT JOIN people_consent AS consent ON consent.id = written.basis_id AND consent.purpose = written.purpose
            AND consent.confirmed_at IS NOT NULL AND consent.withdrawn_at IS NULL
        LEFT JOIN people_person AS person ON person.id = consent.person_id AND person.address_id = written.address_id
        WHERE written.purpose <> '' AND person.id IS NULL
    ) THEN
        RAISE EXCEPTION 'a marketing message needs a live record for its purpose' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER marketing_needs_a_live_basis_inserted AFTER INSERT ON mail_delivery REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION mail_marketing_was_written_on_a_live_basis();
DROP TRIGGER marketing_needs_a_live_basis ON mail_delivery;
CREATE TRIGGER marketing_needs_a_live_basis BEFORE UPDATE OF purpose, basis_id, address_id
    ON mail_delivery FOR EACH ROW WHEN (NEW.purpose <> '') EXECUTE FUNCTION mail_marketing_needs_a_live_basis();
"""
BACKWARDS = """
DROP TRIGGER marketing_needs_a_live_basis_inserted ON mail_delivery;
DROP FUNCTION mail_marketing_was_written_on_a_live_basis;
DROP TRIGGER marketing_needs_a_live_basis ON mail_delivery;
CREATE TRIGGER marketing_needs_a_live_basis BEFORE INSERT OR UPDATE OF purpose, basis_id, address_id
    ON mail_delivery FOR EACH ROW WHEN (NEW.purpose <> '') EXECUTE FUNCTION mail_marketing_needs_a_live_basis();
"""


def once(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORWARDS, params=None)


def for_each_row(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACKWARDS, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_logins_in_small_letters"),
        ("mail", "0005_mailings"),
    ]
    operations = [migrations.RunPython(once, for_each_row)]
