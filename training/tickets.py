"""That somebody showed the right code of a session a few minutes ago. It names nobody."""

from django.core import signing

from training.models import Session

SALT = "training.here"
SECONDS = 5 * 60


def of(session: Session) -> str:
    return signing.dumps(session.pk, salt=SALT)


def is_for(session: Session, ticket: str) -> bool:
    try:
        return bool(signing.loads(ticket, salt=SALT, max_age=SECONDS) == session.pk)
    except signing.BadSignature:
        return False
