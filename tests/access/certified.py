"""What the addresses of certificates answer to each role."""

from typing import Any

from tests import factories
from tests.access.awarded import an_award
from tests.access.expected import Expected, administrators_only, everybody
from tests.training import certificates as made
from training import certificate_keys
from training.models import CertificateBatch
from training.services import certificate_batches


def a_token() -> tuple[object, ...]:
    return (an_award().token,)


def a_key() -> tuple[object, ...]:
    return (certificate_keys.all_badge_keys()[0].name,)


def a_batch() -> CertificateBatch:
    award = made.award(made.learner(7), "certified")
    batch = certificate_batches.ask(by=factories.user("certifying"), course=award.course)
    certificate_batches.make_all()
    return batch


CERTIFIED: dict[str, Expected] = {
    "training_verify": everybody(200),
    "training_verify_offline": everybody(200),
    "training_keys": everybody(200),
    "training_key": everybody(200, a_key),
    "training_issuer": everybody(200),
    "training_revoked": everybody(200),
    "training_certificate": everybody(200, a_token),
    "training_certificate_pdf": everybody(405, a_token),
    "training_certificate_name": everybody(405, a_token),
    "training_certificate_badge": everybody(405, a_token),
    **{f"training_certificates:{name}": administrators_only() for name in ("index", "ask")},
    "training_certificates:page": administrators_only(lambda: (a_batch().pk,)),
    "training_certificates:archive": Expected(302, 302, 405, 405, lambda: (a_batch().pk,)),
}


def scene() -> dict[str, Any]:
    batch = a_batch()
    return {"certificates": batch.pk, "course_of_certificates": batch.course_id}
