"""Resources: sheets and files to take away."""

from config.demo.shapes import HELP, PageData, callout, text

PAGE: PageData = {
    "slug": "resources",
    "title": "Resources",
    "summary": "Sheets to print, a poster for a wall, an hour for a group and figures for a spreadsheet, all free.",
    "search_description": (
        "Free sheets on human trafficking to print and share: signs, what to do, a poster, a group session, figures."
    ),
    "type": "library",
    "body": [
        text(
            "<p>Print them, copy them and share them. You need not ask. Numbers can change, so please print a "
            "new one from time to time.</p>",
        ),
        callout(
            "info",
            "Think about who may find it",
            "<p>A sheet like this can put a person at risk if the one who controls them finds it. Don't hand it to "
            "somebody you are worried about. Put the poster where people can read it alone.</p>",
        ),
        HELP,
    ],
    "resources": [
        {
            "title": "Signs to notice",
            "description": "One page with the signs in plain words. One sign alone proves nothing; the sheet says so.",
            "kind": "guide",
            "document": "signs-sheet",
        },
        {
            "title": "What to do if you are worried",
            "description": "One page: whom to ring, what to say, and what not to do. For a pocket or a notice board.",
            "kind": "guide",
            "document": "what-to-do-sheet",
        },
        {
            "title": "Poster with the helpline",
            "description": "For a wall where people can read it alone, such as the inside of a toilet door.",
            "kind": "leaflet",
            "document": "poster-helpline",
        },
        {
            "title": "An hour together: a sheet for groups",
            "description": "Questions for a group to talk about, with notes for the person who leads.",
            "kind": "guide",
            "document": "group-discussion-sheet",
        },
        {
            "title": "People referred by year",
            "description": "UK figures since 2013 as a table (CSV), as first published and as revised, with sources.",
            "kind": "figures",
            "document": "nrm-by-year",
        },
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
