"""What the published schema of Open Badges 3.0 (AchievementCredential) asks of what our credentials hold.

In words of our own, after ob_v3p0_achievementcredential_schema.json as published for W3C's data model 2.0: each member
that we write, with its type, what is required of it and the vocabulary it is from. The schema itself is 1EdTech's,
whose licence lets nobody hand on a part of it or change it, so no copy of it stands here. Where the text of the
specification asks for more than the schema (an address that can be followed, a name, a time zone), so does this.
"""

TEXT = {"type": "string", "minLength": 1}
MOMENT = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$",
}
URI = {"type": "string", "pattern": r"^(https?://|urn:uuid:)\S+$"}


def holding(*types: str) -> dict[str, object]:
    return {"type": "array", "items": TEXT, "allOf": [{"contains": {"const": each}} for each in types]}


PROFILE = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {"id": URI, "type": holding("Profile"), "name": TEXT, "url": URI},
}
IDENTITY = {
    "type": "object",
    "required": ["type", "hashed", "identityHash", "identityType"],
    "properties": {
        "type": {"const": "IdentityObject"},
        "hashed": {"type": "boolean"},
        "identityHash": {"type": "string", "pattern": r"^sha256\$[0-9a-fA-F]{64}$"},
        "identityType": {"const": "emailAddress"},
        "salt": TEXT,
    },
    "additionalProperties": False,
}
ACHIEVEMENT = {
    "type": "object",
    "required": ["id", "type", "criteria", "description", "name"],
    "properties": {
        "id": URI,
        "type": holding("Achievement"),
        "achievementType": {"const": "CertificateOfCompletion"},
        "criteria": {
            "type": "object",
            "properties": {"id": URI, "narrative": TEXT},
            "anyOf": [{"required": ["id"]}, {"required": ["narrative"]}],
        },
        "description": TEXT,
        "name": TEXT,
        "version": TEXT,
    },
}
SUBJECT = {
    "type": "object",
    "required": ["type", "achievement"],
    "properties": {
        "id": URI,
        "type": holding("AchievementSubject"),
        "identifier": {"type": "array", "items": IDENTITY, "minItems": 1},
        "achievement": ACHIEVEMENT,
        "licenseNumber": TEXT,
    },
    "anyOf": [{"required": ["id"]}, {"required": ["identifier"]}],
    "additionalProperties": False,
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2019-09/schema",
    "type": "object",
    "required": ["@context", "id", "type", "name", "credentialSubject", "issuer", "validFrom"],
    "properties": {
        "@context": {
            "type": "array",
            "minItems": 2,
            "items": [
                {"const": "https://www.w3.org/ns/credentials/v2"},
                {"const": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"},
            ],
        },
        "id": URI,
        "type": holding("VerifiableCredential", "OpenBadgeCredential"),
        "name": TEXT,
        "issuer": PROFILE,
        "validFrom": MOMENT,
        "validUntil": MOMENT,
        "awardedDate": MOMENT,
        "credentialSubject": SUBJECT,
        "credentialStatus": {
            "type": "object",
            "required": ["id", "type"],
            "properties": {"id": URI, "type": {"const": "1EdTechRevocationList"}},
        },
    },
}
