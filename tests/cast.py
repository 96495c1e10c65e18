"""The people of our tests, all at example.org, each with one part to play. As the sign form takes them."""

from typing import Any

SUZIE: dict[str, Any] = {"name": "Suzie Signer", "email": "suzie@example.org", "postcode": "LS1 4DY"}
MALLORY: dict[str, Any] = {"name": "Mallory Meddler", "email": "mallory@example.org", "postcode": "M1 1AA"}
