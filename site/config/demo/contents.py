"""The whole of the demonstration's site below its home page, in the order of its menus."""

from config.demo import (
    about,
    campaign,
    forms,
    found,
    history,
    if_this_is_you,
    learn,
    legal,
    news,
    numbers,
    passing_on,
    questions,
    resources,
    stories,
    work,
)
from config.demo.shapes import PageData

LEARN: PageData = {
    **learn.SECTION,
    "type": "section",
    "show_in_menus": True,
    "children": [
        *learn.ARTICLES,
        if_this_is_you.IF_THIS_IS_YOU,
        forms.SECTION,
        found.FOUND,
        history.PAGE,
        passing_on.PAGE,
    ],
}
WORK: PageData = {
    **work.SECTION,
    "type": "section",
    "show_in_menus": True,
    "children": [*work.ARTICLES, about.WHERE],
}
CAMPAIGNS: PageData = {
    **campaign.SECTION,
    "type": "campaigns",
    "show_in_menus": True,
    "children": [{**each, "type": "campaign"} for each in campaign.CAMPAIGNS],
}
TREE: list[PageData] = [
    LEARN,
    numbers.PAGE,
    WORK,
    CAMPAIGNS,
    news.PAGE,
    about.SECTION,
    stories.SECTION,
    resources.PAGE,
    questions.PAGE,
    about.CONTACT,
    about.GIVE,
    *legal.PAGES,
]
