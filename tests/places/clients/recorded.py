"""Answers in the shapes in which the three services were recorded; the people and parties in them are made up."""

from typing import Any

Json = dict[str, Any]
WELSH = "Ynys Môn"


def member(number: int = 1, name: str = "Alex Sample", seat: str = "Aldershot", party: str = "Example Party") -> Json:
    return {
        "id": number,
        "nameListAs": name,
        "nameDisplayAs": name,
        "nameFullTitle": f"{name} MP",
        "nameAddressAs": f"Mx {name.split()[-1]}",
        "latestParty": {
            "id": 15,
            "name": party,
            "abbreviation": "Ex",
            "backgroundColour": "0f0f0f",
            "governmentType": 0,
        },
        "gender": "M",
        "latestHouseMembership": {
            "membershipFrom": seat,
            "membershipFromId": 4074,
            "house": 1,
            "membershipStartDate": "2024-07-04T00:00:00",
            "membershipEndDate": None,
            "membershipStatus": {"statusIsActive": True, "statusDescription": "Current Member"},
        },
    }


def seat(number: int, name: str, sitting: Json | None) -> Json:
    holder = {"member": {"value": sitting, "links": []}, "representation": {}} if sitting else None
    return {
        "id": number,
        "name": name,
        "startDate": "2024-05-31T00:00:00",
        "endDate": None,
        "currentRepresentation": holder,
    }


def contact(kind: str, email: str | None) -> Json:
    return {
        "type": kind,
        "typeId": 1,
        "isPreferred": False,
        "isWebAddress": False,
        "line1": "Westminster",
        "email": email,
    }


def post(name: str, department: str, *holders: str, former: str = "") -> Json:
    return {
        "id": 661,
        "name": name,
        "governmentDepartments": [{"id": 1, "name": department}],
        "postHolders": [
            *(held(holder, None) for holder in holders),
            *([held(former, "2025-09-05T00:00:00")] if former else []),
        ],
    }


def held(name: str, until: str | None) -> Json:
    return {
        "member": {"value": member(name=name)},
        "startDate": "2025-09-06T00:00:00",
        "endDate": until,
        "isPaid": True,
    }


def stage(stage_id: int, description: str, *days: str, order: int = 1, house: str = "Commons") -> Json:
    return {
        "id": stage_id * 100,
        "stageId": stage_id,
        "sessionId": 39,
        "description": description,
        "abbreviation": "x",
        "house": house,
        "stageSittings": [{"id": 1, "stageId": stage_id, "billId": 1, "date": f"{day}T00:00:00"} for day in days],
        "sortOrder": order,
    }


def bill(number: int = 1, *, is_act: bool = False, current: Json | None = None) -> Json:
    return {
        "billId": number,
        "shortTitle": "Support for Survivors Bill",
        "formerShortTitle": None,
        "currentHouse": "Unassigned" if is_act else "Commons",
        "originatingHouse": "Commons",
        "lastUpdate": "2025-10-27T16:05:01.123",
        "billWithdrawn": None,
        "isDefeated": False,
        "isAct": is_act,
        "currentStage": current,
    }


def organisation(slug: str, title: str, status: str = "live") -> Json:
    return {
        "id": f"https://www.gov.uk/api/organisations/{slug}",
        "title": title,
        "format": "Ministerial department",
        "web_url": f"https://www.gov.uk/government/organisations/{slug}",
        "details": {"slug": slug, "abbreviation": "", "govuk_status": status},
        "superseding_organisations": [],
    }
