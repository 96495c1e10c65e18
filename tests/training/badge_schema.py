"""What the published schema of Open Badges 3.0 (AchievementCredential) asks of what our credentials hold.

Written by hand from it, part by part: the schema itself is 1EdTech's, and no copy of it stands here.
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
        "identityType": {"enum": ["emailAddress", "identifier", "systemId", "userName", "accountId"]},
        "salt": {"type": "string"},
    },
    "additionalProperties": False,
}
ACHIEVEMENT = {
    "type": "object",
    "required": ["id", "type", "criteria", "description", "name"],
    "properties": {
        "id": URI,
        "type": holding("Achievement"),
        "achievementType": {"enum": ["Achievement", "Badge", "Certificate", "CertificateOfCompletion", "Course"]},
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
