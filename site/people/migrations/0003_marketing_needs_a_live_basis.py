"""The database refuses a marketing message without a live record for its purpose, of a person at its address.

A check constraint can't look into another table, so it is a trigger. SQLite forgets the triggers of a table that Django
makes anew, which is how it alters most columns: a later migration that alters mail_delivery must make them again.
tests/people/test_basis.py fails where one is missing.
"""

from django.db import migrations

LIVE = """
    SELECT 1 FROM people_consent AS consent JOIN people_person AS person ON person.id = consent.person_id
    WHERE consent.id = NEW.basis_id AND consent.purpose = NEW.purpose AND consent.confirmed_at IS NOT NULL
      AND consent.withdrawn_at IS NULL AND person.address_id = NEW.address_id
"""
REFUSAL = "a marketing message needs a live record for its purpose"
POSTGRESQL = f"""
CREATE FUNCTION mail_marketing_needs_a_live_basis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS ({LIVE}) THEN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER marketing_needs_a_live_basis BEFORE INSERT OR UPDATE OF purpose, basis_id, address_id
    ON mail_delivery FOR EACH ROW WHEN (NEW.purpose <> '') EXECUTE FUNCTION mail_marketing_needs_a_live_basis();
"""
SQLITE = """
CREATE TRIGGER marketing_needs_a_live_basis_{when} BEFORE {event} ON mail_delivery WHEN NEW.purpose <> ''
BEGIN
    SELECT RAISE(ABORT, '{refusal}') WHERE NOT EXISTS ({live});
END
"""
ON_SQLITE = {"inserted": "INSERT", "updated": "UPDATE OF purpose, basis_id, address_id"}


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for when, event in ON_SQLITE.items():
        schema_editor.execute(SQLITE.format(when=when, event=event, refusal=REFUSAL, live=LIVE), params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER marketing_needs_a_live_basis ON mail_delivery")
        schema_editor.execute("DROP FUNCTION mail_marketing_needs_a_live_basis")
        return
    for when in ON_SQLITE:
        schema_editor.execute(f"DROP TRIGGER marketing_needs_a_live_basis_{when}")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_consent_and_the_post_room"), ("mail", "0002_consent_and_the_post_room")]
    operations = [migrations.RunPython(make, drop)]
