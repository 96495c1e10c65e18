"""What can come of a look-up, and where rows come from."""

from django.db import models


class Outcome(models.TextChoices):
    """What is known about a postcode."""

    FOUND = "found", "Found"
    UNKNOWN = "unknown", "In the right shape, but not in our tables"
    TERMINATED = "terminated", "No longer in use"
    MALFORMED = "malformed", "Not a postcode"
    NO_GEOGRAPHY = "no_geography", "Without a place in the United Kingdom's constituencies"


class DataKind(models.TextChoices):
    """What an importer or a sync fills."""

    POSTCODES = "postcodes", "Postcodes"
    CONSTITUENCIES = "constituencies", "Constituencies"
    HEXMAP = "hexmap", "Hexagon layout"
    BOUNDARIES = "boundaries", "Boundaries"
    REPRESENTATIVES = "representatives", "Members of Parliament"
    OFFICES = "offices", "Government offices"


class Source(models.TextChoices):
    """Where a record comes from."""

    MEMBERS_API = "members_api", "UK Parliament, Members API"
    GOV_UK = "gov_uk", "GOV.UK organisations"
    FILE = "file", "An imported file"
    BY_HAND = "by_hand", "Entered by staff"


class OfficeKind(models.TextChoices):
    """What kind of post it is, which decides how it is written to."""

    MINISTER = "minister", "Minister"
    DEPARTMENT = "department", "Department"
    COMMITTEE_CHAIR = "committee_chair", "Chair of a committee"
    COMMISSIONER = "commissioner", "Commissioner"
    PEER = "peer", "Member of the House of Lords"


class Scope(models.TextChoices):
    """How much of the country a file of postcodes covers."""

    UK = "uk", "The United Kingdom"
    GB = "gb", "Great Britain"
    NI = "ni", "Northern Ireland"


# How many constituencies each holds: Parliamentary Constituencies Order 2023 and its Scottish, Welsh and Northern
# Irish companions, in force since the dissolution of 30 May 2024.
CONSTITUENCIES = {Scope.UK: 650, Scope.GB: 632, Scope.NI: 18}
