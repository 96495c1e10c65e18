"""The database refuses to call a mailing finished while a message of it is open, and to open one of a finished mailing.

On PostgreSQL a statement that inserts asks once for all its rows, and holds the mailing's row so that nobody finishes
it meanwhile. A later migration that has SQLite make one of the two tables anew must make these triggers again;
tests/mail/test_mailings.py fails where one is missing.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION mail_no_message_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM mail_delivery WHERE mailing_id = NEW.id AND state IN ('queued', 'retry'))
        OR EXISTS (SELECT 1 FROM mail_delivery WHERE mailing_id = NEW.id AND state IN ('claimed', 'sending'))
        OR EXISTS (SELECT 1 FROM mail_delivery WHERE mailing_id = NEW.id AND state = 'uncertain') THEN
        RAISE EXCEPTION 'a finished mailing has no open message' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_message_is_open BEFORE INSERT OR UPDATE OF state ON mail_mailing
    FOR EACH ROW WHEN (NEW.state = 'finished') EXECUTE FUNCTION mail_no_message_is_open();

CREATE FUNCTION mail_mailing_is_not_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM mail_mailing WHERE id = NEW.mailing_id AND state = 'finished' FOR SHARE) THEN
        RAISE EXCEPTION 'a finished mailing has no open message' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mailing_is_not_finished BEFORE UPDATE OF state, mailing_id ON mail_delivery FOR EACH ROW
    WHEN (NEW.mailing_id IS NOT NULL AND NEW.state IN ('queued', 'retry', 'claimed', 'sending', 'uncertain')
          AND (OLD.state NOT IN ('queued', 'retry', 'claimed', 'sending', 'uncertain') OR OLD.mailing_id IS DISTINCT FROM NEW.mailing_id))
    EXECUTE FUNCTION mail_mailing_is_not_finished();

CREATE FUNCTION mail_mailings_are_not_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM mail_mailing WHERE id IN (SELECT mailing_id FROM written WHERE mailing_id IS NOT NULL) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM written JOIN mail_mailing ON mail_mailing.id = written.mailing_id
        WHERE mail_mailing.state = 'finished' AND written.state IN ('queued', 'retry', 'claimed', 'sending', 'uncertain')
    ) THEN
        RAISE EXCEPTION 'a finished mailing has no open message' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mailings_are_not_finished AFTER INSERT ON mail_delivery REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION mail_mailings_are_not_finished();
"""
OF_MAILING = """
CREATE TRIGGER no_message_is_open_{when} BEFORE {event} ON mail_mailing WHEN NEW.state = 'finished'
BEGIN
    SELECT RAISE(ABORT, 'a finished mailing has no open message')
    WHERE EXISTS (SELECT 1 FROM mail_delivery WHERE mailing_id = NEW.id AND state IN ('queued', 'retry', 'claimed', 'sending', 'uncertain'));
END
"""
OF_DELIVERY = """
CREATE TRIGGER mailing_is_not_finished_{when} BEFORE {event} ON mail_delivery
WHEN NEW.mailing_id IS NOT NULL AND NEW.state IN ('queued', 'retry', 'claimed', 'sending', 'uncertain')
BEGIN
    SELECT RAISE(ABORT, 'a finished mailing has no open message')
    WHERE EXISTS (SELECT 1 FROM mail_mailing WHERE id = NEW.mailing_id AND state = 'finished');
END
"""
ON_SQLITE = (
    (OF_MAILING, {"inserted": "INSERT", "updated": "UPDATE OF state"}),
    (OF_DELIVERY, {"inserted": "INSERT", "updated": "UPDATE OF state, mailing_id"}),
)
DROP_POSTGRESQL = """
DROP TRIGGER mailings_are_not_finished ON mail_delivery;
DROP TRIGGER mailing_is_not_finished ON mail_delivery;
DROP TRIGGER no_message_is_open ON mail_mailing;
DROP FUNCTION mail_mailings_are_not_finished;
DROP FUNCTION mail_mailing_is_not_finished;
DROP FUNCTION mail_no_message_is_open;
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for statement, events in ON_SQLITE:
        for when, event in events.items():
            schema_editor.execute(statement.format(when=when, event=event), params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP_POSTGRESQL, params=None)
        return
    for name in ("no_message_is_open", "mailing_is_not_finished"):
        for when in ("inserted", "updated"):
            schema_editor.execute(f"DROP TRIGGER {name}_{when}", params=None)


class Migration(migrations.Migration):
    dependencies = [("mail", "0005_mailings"), ("people", "0003_marketing_needs_a_live_basis")]
    operations = [migrations.RunPython(make, drop)]
