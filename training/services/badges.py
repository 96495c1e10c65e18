"""A certificate as an Open Badge 3.0: a credential, signed as VC-JWT with RS256 each time somebody takes it.

So an extension is in the next one taken. Who holds it is said by a salted hash of their address alone.
"""

import hashlib
import uuid
from datetime import date, datetime, time
from typing import Any, Literal

import jwt
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from pages import printing
from training import baking, certificate_keys
from training.enums import Standing
from training.models import Award, Certificate
from training.selectors import certificates as selectors
from training.services import certificates
from training.services.certificates import NotPossible

CONTEXT = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
ALGORITHM = "RS256"
LAST = time(23, 59, 59)


def credential(certificate: Certificate, award: Any) -> dict[str, Any]:
    """What the holder of this award, read with its end and its standing, can show. Raises NotPossible."""
    if certificate.is_erased or award.standing == Standing.REVOKED:
        raise NotPossible
    says = selectors.says(certificate)
    found = {
        "@context": list(CONTEXT),
        "id": credential_id(award),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": says["course"]["title"],
        "issuer": issuer(),
        "awardedDate": moment(says["completed_on"]),
        "validFrom": moment(says["valid_from"]),
        "credentialSubject": subject(certificate, award, says),
        "credentialStatus": {"id": address("training_revoked"), "type": "1EdTechRevocationList"},
    }
    return {**found, "validUntil": moment(award.end.isoformat(), LAST)} if award.end else found


def subject(certificate: Certificate, award: Any, says: dict[str, Any]) -> dict[str, Any]:
    course = says["course"]
    return {
        "id": urn(f"holder of {award.token}"),
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity(award.person.address.typed, certificate.salt),
                "identityType": "emailAddress",
                "salt": certificate.salt,
            }
        ],
        "licenseNumber": says["number"],
        "achievement": {
            "id": f"{address('training_course', course['slug'])}#{says['version']}",
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "name": course["title"],
            "description": course["summary"],
            "criteria": {"id": address("training_course", course["slug"]), "narrative": says["criteria"]},
            "version": str(says["version"]),
        },
    }


def identity(email: str, salt: str) -> str:
    """Of the address in small letters, as whoever checks it types it."""
    return "sha256$" + hashlib.sha256(f"{email.strip().lower()}{salt}".encode()).hexdigest()


def issuer() -> dict[str, Any]:
    return {
        "id": address("training_issuer"),
        "type": ["Profile"],
        "name": certificates.ISSUER,
        "url": settings.SITE_URL,
    }


def address(name: str, *arguments: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"


def credential_id(award: Award) -> str:
    """Stays when it is signed anew. Nobody gets from it to the award."""
    return urn(award.token)


def urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/{name}").urn


def moment(day: str, at: time = time.min) -> str:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), at)).isoformat()


def seconds(moment_in_words: str) -> int:
    return int(datetime.fromisoformat(moment_in_words).timestamp())


def as_jwt(certificate: Certificate, award: Any) -> str:
    """The members of the credential are the claims; those of JWT repeat what it says. Raises NotPossible."""
    found = credential(certificate, award)
    claims = {
        **found,
        "iss": found["issuer"]["id"],
        "jti": found["id"],
        "sub": found["credentialSubject"]["id"],
        "nbf": seconds(found["validFrom"]),
    }
    if "validUntil" in found:
        claims["exp"] = seconds(found["validUntil"])
    key = certificate_keys.all_badge_keys()[0]
    headers = {"kid": address("training_key", key.name)}
    return jwt.encode(claims, key.private, algorithm=ALGORITHM, headers=headers)


def as_png(certificate: Certificate, award: Any) -> bytes:
    return baking.into_png(picture(certificate, "png"), as_jwt(certificate, award))


def as_svg(certificate: Certificate, award: Any) -> str:
    return baking.into_svg(picture(certificate, "svg").decode(), as_jwt(certificate, award))


def picture(certificate: Certificate, kind: Literal["png", "svg"]) -> bytes:
    words = {
        "course": selectors.says(certificate)["course"]["title"],
        "words": gettext("Completed"),
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
    }
    return printing.drawing("badge", words, kind=kind)


def revocations(day: date) -> dict[str, Any]:
    """1EdTech's list of revoked credentials, under both names it is read by. Why, concerns the holder alone."""
    revoked = [{"id": credential_id(row.award), "revoked": True} for row in selectors.revoked(day)]
    return {
        "id": address("training_revoked"),
        "issuer": address("training_issuer"),
        "revokedCredential": revoked,
        "revokedCredentials": revoked,
    }
