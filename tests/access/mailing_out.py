"""What the screens of mail-outs answer to each role, with one in each state that they deal with."""

import uuid
from typing import Any

from django.utils import timezone

from campaigns.models import Mailout, Segment
from campaigns.services import mailouts
from mail.models import Delivery, Mailing
from people.models import User
from tests import factories
from tests.access.expected import Expected, administrators_only, staff_only
from tests.campaigns.mailed import mailout
from tests.mail.queueing import in_mailing

OF_APPROVAL = {"state": "approved", "approved_digest": "x"}


def writer() -> User:
    named = "mail-out-writer@example.org"
    return User.objects.filter(email=named).first() or factories.user("mail-out-writer", groups=("Campaign staff",))


def second() -> User:
    named = "mail-out-reader@example.org"
    return User.objects.filter(email=named).first() or factories.user("mail-out-reader", groups=("Approvers",))


def a_draft(**fields: Any) -> Mailout:
    return mailout(**{"slug": uuid.uuid4().hex, "created_by": writer(), **fields})


def handed_in(**fields: Any) -> Mailout:
    return a_draft(**{"state": "in_review", "submitted_by": writer(), "changed_by": writer(), **fields})


def approved(**fields: Any) -> Mailout:
    made = handed_in(**{**OF_APPROVAL, "approved_by": second(), "approved_at": timezone.now(), **fields})
    Mailout.objects.filter(pk=made.pk).update(approved_digest=mailouts.digest(made))
    return made


def leaving(**fields: Any) -> Mailout:
    mailing = Mailing.objects.create(kind="mailout", stream="bulk", purpose="campaign_news", state="running")
    in_mailing(mailing, f"{uuid.uuid4().hex}@example.org", state="uncertain")
    return approved(**{"state": "sending", "mailing": mailing, "started_at": timezone.now(), "number": 1, **fields})


def of(make: Any) -> Any:
    return lambda: (make().pk,)


def posted(arguments: Any) -> Expected:
    return Expected(302, 302, 405, 405, arguments)


def a_segment() -> Segment:
    found, _ = Segment.objects.get_or_create(name="Everybody", defaults={"created_by": writer()})
    return found


MAILING_OUT: dict[str, Expected] = {
    **{f"segments:{screen}": staff_only() for screen in ("index", "index_results", "add")},
    **{
        f"segments:{screen}": staff_only(of(a_segment))
        for screen in ("edit", "delete", "usage", "history", "history_results")
    },
    "segments:look": posted(tuple),
    **{f"mailouts:{screen}": staff_only() for screen in ("index", "index_results", "add")},
    **{f"mailouts:{screen}": staff_only(of(a_draft)) for screen in ("edit", "usage", "history", "history_results")},
    "mailouts:delete": administrators_only(of(a_draft)),
    **{f"mailouts:{screen}": staff_only(of(a_draft)) for screen in ("page", "checks", "preview", "find_reader")},
    "mailouts:choose_reader": posted(of(a_draft)),
    "mailouts:look": staff_only(lambda: (a_draft().pk, "phone")),
    "mailouts:approve": administrators_only(of(handed_in)),
    "mailouts:send": staff_only(of(approved)),
    "mailouts:step": staff_only(lambda: (a_draft().pk, "cancel")),
    **{f"mailouts:{screen}": staff_only(of(leaving)) for screen in ("watch", "figures")},
    "mailouts:settle": posted(of(leaving)),
    "mailouts:csv": posted(of(leaving)),
    "mailouts:xlsx": posted(of(leaving)),
}
BOTH = "campaigner approver"
SIGHTS = {
    "segments/": BOTH,
    **{f"segments/{path}": "campaigner" for path in ("new/", "edit/{segment}/", "delete/{segment}/")},
    "mail-outs/": BOTH,
    "mail-outs/new/": "campaigner",
    "mail-outs/edit/{mail_draft}/": "campaigner",
    "mail-outs/delete/{mail_draft}/": "",
    **{
        f"mail-outs/{{mail_draft}}/{path}": BOTH
        for path in ("", "checks/", "preview/", "preview/reader/", "look/text/")
    },
    **{f"mail-outs/{{mail_draft}}/{path}": "campaigner" for path in ("submit/", "cancel/", "test/", "copy/")},
    "mail-outs/{mail_handed_in}/approve/": "approver",
    "mail-outs/{mail_handed_in}/send-back/": "approver",
    "mail-outs/{mail_approved}/send/": "campaigner",
    "mail-outs/{mail_leaving}/pause/": "campaigner",
    "mail-outs/{mail_leaving}/watch/": BOTH,
    "mail-outs/{mail_leaving}/watch/figures.json": BOTH,
}


def scene() -> dict[str, Any]:
    left = leaving(slug="mail-that-leaves")
    return {
        "segment": a_segment(),
        "mail_draft": a_draft(slug="mail-draft"),
        "mail_handed_in": handed_in(slug="mail-handed-in"),
        "mail_approved": approved(slug="mail-approved"),
        "mail_leaving": left,
        "mail_in_doubt": Delivery.objects.get(mailing=left.mailing),
    }


def digest_of_what_was_handed_in() -> str:
    return mailouts.digest(Mailout.objects.get(slug="mail-handed-in"))
