"""Certificates as Open Badges 3.0, checked as whoever gets one would."""

import hashlib
import io
import json
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import jsonschema
import jwt
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from people.services import erasure
from tests.training import badge_schema
from tests.training import certificates as made
from training import baking
from training.models import Award, Certificate
from training.selectors import certificates as selectors
from training.services import awards, badges, certificates

pytestmark = pytest.mark.django_db
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture
def award() -> Award:
    return made.award()


def signed(award: Award) -> str:
    return badges.as_jwt(certificates.issue(award), made.today(award))


def claims(token: str, client: Client) -> dict[str, Any]:
    """As a verifier: the key is the one that the header leads to."""
    header = jwt.get_unverified_header(token)
    assert (header["alg"], header["typ"], set(header)) == ("RS256", "JWT", {"alg", "typ", "kid"})
    path = header["kid"].removeprefix(settings.SITE_URL)
    key = jwt.PyJWK(client.get(path).json())
    found: dict[str, Any] = jwt.decode(token, key, algorithms=["RS256"])
    return found


def test_a_badge_is_as_the_schema_of_open_badges_3_wants_it(award: Award, client: Client) -> None:
    found = claims(signed(award), client)
    jsonschema.Draft201909Validator.check_schema(badge_schema.SCHEMA)
    jsonschema.Draft201909Validator(badge_schema.SCHEMA).validate(found)
    subject = found["credentialSubject"]["achievement"]
    assert (subject["name"], subject["version"]) == ("Recognising the signs", "1")
    for wrong in damaged(found):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, badge_schema.SCHEMA)


def damaged(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The credential without each member that must be there, and with what the schema forbids."""
    required = ("@context", "id", "type", "name", "issuer", "validFrom", "credentialSubject")
    wrong = [{name: value for name, value in found.items() if name != missing} for missing in required]
    subject = found["credentialSubject"]
    achievement = subject["achievement"]
    for missing in ("id", "type", "criteria", "description", "name"):
        left = {name: value for name, value in achievement.items() if name != missing}
        wrong.append({**found, "credentialSubject": {**subject, "achievement": left}})
    (identity,) = subject["identifier"]
    for change in ({"identityHash": "suzie@example.org"}, {"identityType": "email"}, {"name": "Suzie"}):
        wrong.append({**found, "credentialSubject": {**subject, "identifier": [{**identity, **change}]}})
    wrong.append({**found, "@context": found["@context"][::-1]})
    wrong.append({**found, "type": ["VerifiableCredential"]})
    wrong.append({**found, "validFrom": found["validFrom"][:10]})
    return wrong


def test_the_claims_of_jwt_say_what_the_credential_says(award: Award, client: Client) -> None:
    found = claims(signed(award), client)
    assert found["iss"] == found["issuer"]["id"]
    assert found["sub"] == found["credentialSubject"]["id"]
    assert found["jti"] == found["id"]
    assert found["nbf"] == datetime.fromisoformat(found["validFrom"]).timestamp()
    assert found["exp"] == datetime.fromisoformat(found["validUntil"]).timestamp()
    last = timezone.localdate(datetime.fromisoformat(found["validUntil"]))
    assert (timezone.localdate(datetime.fromisoformat(found["validFrom"])), last) == (
        award.valid_from,
        award.valid_until,
    )


def test_a_badge_without_an_end_has_none(client: Client) -> None:
    award = made.award()
    endless = made.today(award)
    endless.end = None
    found = badges.credential(certificates.issue(award), endless)
    assert "validUntil" not in found


def test_a_badge_holds_the_address_as_a_salted_hash_alone_and_no_name(award: Award, client: Client) -> None:
    token = signed(award)
    found = claims(token, client)
    (identity,) = found["credentialSubject"]["identifier"]
    expected = hashlib.sha256(f"suzie@example.org{identity['salt']}".encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${expected}"
    assert len(identity["salt"]) == 32
    assert "suzie" not in json.dumps(found).lower()


def test_after_an_extension_it_is_signed_anew_and_stays_the_same_credential(award: Award, client: Client) -> None:
    before = claims(signed(award), client)
    awards.extend(award=award, until=made.end_of(award) + timedelta(days=90), reason="Snow.", by=None)
    after = claims(signed(award), client)
    assert after["exp"] - before["exp"] > 89 * 24 * 60 * 60
    assert (after["id"], after["validFrom"]) == (before["id"], before["validFrom"])


def test_each_byte_changed_in_a_badge_fails(award: Award, client: Client) -> None:
    """Header, claims and signature. The highest bit of each: the lowest of the last is of no byte in base64."""
    token = signed(award)
    key = jwt.PyJWK(client.get(jwt.get_unverified_header(token)["kid"].removeprefix(settings.SITE_URL)).json())
    assert jwt.decode(token, key, algorithms=["RS256"])
    for place, character in enumerate(token):
        other = BASE64URL[(BASE64URL.index(character) + 32) % 64] if character != "." else "A"
        with pytest.raises(jwt.InvalidTokenError):
            jwt.decode(token[:place] + other + token[place + 1 :], key, algorithms=["RS256"])


def test_a_revoked_one_is_listed_and_no_longer_given_out(award: Award, client: Client) -> None:
    badge = badges.credential(certificates.issue(award), made.today(award))
    assert client.get("/training/revoked.json").json()["revokedCredential"] == []
    awards.revoke(award=award, reason="Suzie was not there.", by=None)
    answer = client.get(badge["credentialStatus"]["id"].removeprefix(settings.SITE_URL))
    listed = answer.json()
    assert listed["revokedCredential"] == listed["revokedCredentials"] == [{"id": badge["id"], "revoked": True}]
    assert listed["issuer"] == badge["issuer"]["id"]
    assert award.token not in answer.text
    with pytest.raises(certificates.NotPossible):
        signed(award)


def test_an_erased_one_is_no_longer_given_out(award: Award) -> None:
    certificate = certificates.issue(award)
    today = made.today(award)
    erasure.erase(award.person)
    with pytest.raises(certificates.NotPossible):
        badges.as_jwt(Certificate.objects.get(pk=certificate.pk), today)


def test_a_baked_picture_holds_the_badge_once_and_uncompressed(award: Award, client: Client) -> None:
    picture = badges.as_png(certificates.issue(award), made.today(award))
    with Image.open(io.BytesIO(picture)) as opened:
        opened.load()
        text = opened.text["openbadgecredential"]  # type: ignore[attr-defined]
        assert min(opened.size) >= 400
    assert claims(text, client)["name"] == "Recognising the signs"
    kinds = [kind for kind, _ in baking.chunks(picture)]
    assert (kinds.count(b"iTXt"), kinds[-1]) == (1, b"IEND")
    assert picture.count(text.encode()) == 1


def test_a_baked_drawing_holds_the_badge(award: Award, client: Client) -> None:
    drawing = badges.as_svg(certificates.issue(award), made.today(award))
    root = ElementTree.fromstring(drawing)  # noqa: S314  our own
    (baked,) = root.findall(f"{{{baking.NAMESPACE}}}credential")
    assert claims(baked.attrib["verify"], client)["name"] == "Recognising the signs"


def test_the_issuer_and_the_keys_are_published(award: Award, client: Client) -> None:
    profile = client.get("/training/issuer.json").json()
    badge = badges.credential(certificates.issue(award), made.today(award))
    assert {name: profile[name] for name in badge["issuer"]} == badge["issuer"]
    keys = client.get("/training/keys.json").json()["keys"]
    assert {key["kty"] for key in keys} == {"RSA", "OKP"}
    assert not any({"d", "p", "q"} & set(key) for key in keys)
    assert client.get("/training/keys/nosuchkey.json").status_code == 404
    assert selectors.says(certificates.issue(award))["number"] == badge["credentialSubject"]["licenseNumber"]
