"""Two groups that turn out to be one, and two again: every row moves, and every row comes back."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.models import GroupTotal, PaperBatch, Signature, SignatureDelta
from campaigns.services import checking, confirming, counting, paper, signatures, signing
from groups import belongings
from groups.enums import ActivityKind, GroupState, Left, Role
from groups.models import (
    Activity,
    AgreementAcceptance,
    CommunityGroup,
    Download,
    Event,
    GroupMessage,
    HandOver,
    Invitation,
    JoinRequest,
    Membership,
    MergeBatch,
    Note,
    Notice,
    Resource,
    ResourceVersion,
)
from groups.services import deciding, health, merging, states
from mail.models import Delivery
from pages.models import SiteDocument
from people.models import User
from tests import factories
from tests.groups import applications, caring, planned
from tests.groups.people import NAMES, give, group, person

pytestmark = pytest.mark.django_db
HISTORY = {"groups.change", "groups.mergebatch", "groups.note", "mail.delivery", "campaigns.signaturedelta"}
WITHOUT = {"campaigns.petitiontotal": "folded_at", "groups.mergebatch": "moved", "sessions.session": "session_data"}
NOUGHT = {"campaigns.grouptotal": "counted", "campaigns.hourtotal": "change"}


class Scene(NamedTuple):
    kept: CommunityGroup
    gone: CommunityGroup
    event: Event
    signatures: list[Signature]


def signed(name: str, by: CommunityGroup | None, *, confirm: bool = True) -> Signature:
    petition = factories.petition() if not Signature.objects.exists() else Signature.objects.all()[0].petition
    made = signing.sign(petition=petition, name=NAMES[name], email=f"{name}@example.org", postcode="LS1 4DY", group=by)
    if confirm:
        confirming.confirm(made)
    return made


def downloads(version: ResourceVersion, *numbers: tuple[CommunityGroup, int]) -> None:
    for days, (of, number) in enumerate(numbers):
        Download.objects.create(
            version=version, group=of, day=timezone.localdate() - timedelta(days // 2), number=number
        )


def scene() -> Scene:
    """Charlie leads both; Suzie is in both; both have asked and been asked by the same people."""
    now = timezone.now()
    long_ago = {"approved_at": now - timedelta(days=500), "renewed_on": now.date()}
    kept = group("Leeds", **long_ago)
    gone = group("Leeds City", slug="leeds-city", kind="church", about="We meet on Mondays.", **long_ago)
    for one in (kept, gone):
        give(one, "charlie", Role.LEADER)
        give(one, "suzie")
        invitation = {"address": person("dele").address, "role": Role.TRAINER, "expires_at": now + timedelta(days=9)}
        Invitation.objects.create(group=one, **invitation)
        JoinRequest.objects.create(group=one, person=person("mallory"), is_adult=True, confirmed_at=now)
        GroupMessage.objects.create(group=one, subject="Come", body="On Monday.", by_person=person("charlie"))
        Activity.objects.create(group=one, kind=ActivityKind.STALL, on=now.date(), title="A stall")
        Note.objects.create(group=one, text="They rang.")
    give(gone, "priya", Role.SAFEGUARDING)
    HandOver.objects.create(group=gone, giver=person("charlie"), taker=person("priya"), expires_at=now)
    old, new = (caring.agreement(number, now.date() - timedelta(days=400 - number)) for number in (501, 502))
    for one, agreed in ((kept, new), (gone, old), (gone, new)):
        AgreementAcceptance.objects.create(group=one, agreement=agreed, by=person("charlie"))
    document = SiteDocument.objects.create(title="A poster", file=ContentFile(b"poster", "poster.txt"))
    version = ResourceVersion.objects.create(
        resource=Resource.objects.create(title="Poster"), number=1, document=document
    )
    downloads(version, (kept, 3), (gone, 4), (gone, 5))
    event = planned.event(gone)
    planned.booked(event, "Suzie", "Morgan", "Dele")
    made = [signed("suzie", gone), signed("priya", gone), signed("morgan", kept), signed("dele", gone, confirm=False)]
    paper.enter(petition=made[0].petition, number=7, scan=b"%PDF-1.7", by=factories.morgan(), group=gone)
    counting.fold()
    health.derive()
    return Scene(kept, gone, event, made)


def dump() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every table, but for totals of nought and the moment of the last folding."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        rows = list(model._base_manager.values())
        for row in rows:
            row.pop(WITHOUT.get(label, ""), None)
        found[label] = {row[model._meta.pk.attname]: row for row in rows if row.get(NOUGHT.get(label, ""), 1)}
    return found


def merged(scene: Scene, by: User, *fields: str) -> MergeBatch:
    return merging.merge(kept=scene.kept, gone=scene.gone, fields=fields, by=by, reason="They are one.")


def groups_of(model: Any) -> set[str]:
    return set(model.objects.values_list("group__slug", flat=True))


def test_merge_then_undo_restores_every_row() -> None:
    found, dele = scene(), factories.dele()
    before = dump()
    batch = merged(found, dele, "name", "kind", "about", "postcode")
    counting.fold()
    assert dump() != before
    assert merging.undo(batch, by=dele) == []
    counting.fold()
    after = dump()
    for label, rows in before.items():
        left = {pk: row for pk, row in after[label].items() if pk in rows or label not in HISTORY}
        if label not in ("pages.sitegeneration", "groups.mergebatch"):
            assert left == rows, label
    assert checking.check().differences == []


def test_what_belongs_to_the_one_group_moves_to_the_other() -> None:
    found, dele = scene(), factories.dele()
    merged(found, dele)
    for model in (Event, Activity, Membership, Invitation, JoinRequest, HandOver, GroupMessage, Note, Notice):
        assert groups_of(model) == {"leeds"}, model
    assert groups_of(Signature) == groups_of(PaperBatch) == {"leeds"}
    assert found.event.bookings.count() == 3
    found.gone.refresh_from_db()
    assert (found.gone.state, found.gone.merged_into) == (GroupState.MERGED, found.kept)
    found.event.refresh_from_db()
    assert not found.event.is_cancelled
    assert Delivery.objects.filter(kind="group_merged", address=person("charlie").address).count() == 1


def test_whoever_has_the_same_role_in_both_has_it_once_and_nothing_waits_twice() -> None:
    found, dele = scene(), factories.dele()
    warnings_of_kept = set(Notice.objects.standing().filter(group=found.kept))
    assert Notice.objects.standing().filter(group=found.gone).exists()
    merged(found, dele)
    live = Membership.objects.live().filter(group=found.kept).values_list("person__name", "role")
    assert sorted(live) == [
        (NAMES["charlie"], Role.LEADER),
        (NAMES["priya"], Role.SAFEGUARDING),
        (NAMES["suzie"], Role.MEMBER),
    ]
    ended = Membership.objects.filter(group=found.kept, left=Left.MERGED)
    assert sorted(ended.values_list("person__name", flat=True)) == [NAMES["charlie"], NAMES["suzie"]]
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1
    assert JoinRequest.objects.filter(decided_at=None).count() == 1
    assert not HandOver.objects.filter(ended_at=None).exists()
    assert set(Notice.objects.standing()) <= warnings_of_kept


def test_what_both_have_stays_where_it_is_and_the_preview_says_so() -> None:
    found = scene()
    lines = {line.title: line for line in merging.preview(kept=found.kept, gone=found.gone)}
    assert lines["Downloads"][1:] == (1, 1, 0, 1)
    assert lines["Versions of the agreement accepted"][1:] == (1, 1, 0, 1)
    assert lines["Roles of people"][1:] == (2, 3, 2, 0)
    assert lines["Signatures by its link"][1:] == (1, 3, 0, 0)
    assert groups_of(Signature) == {"leeds", "leeds-city"}
    assert not SignatureDelta.objects.waiting().exists()


def test_the_counts_stay_right_after_a_merge_after_what_comes_then_and_after_undoing_it() -> None:
    found, dele = scene(), factories.dele()
    signed("charlie", found.gone)  # counted, and not folded yet
    batch = merged(found, dele)
    assert checking.check().differences == []
    confirming.confirm(found.signatures[3])  # held in memory since before the merge
    suzies = found.signatures[0]
    signatures.withdraw(person_id=suzies.person_id, signature_id=suzies.pk)
    signed("mallory", found.kept)
    counting.fold()
    assert checking.check().differences == []
    totals = dict(GroupTotal.objects.values_list("group__slug", "counted"))
    assert totals == {"leeds": 5, "leeds-city": 0}
    merging.undo(batch, by=dele)
    counting.fold()
    assert checking.check().differences == []
    assert dict(GroupTotal.objects.values_list("group__slug", "counted")) == {"leeds": 2, "leeds-city": 3}


def test_fields_are_chosen_one_by_one_and_what_was_changed_since_stays() -> None:
    kept = group("Leeds", postcode="LS1 4DY", about="We meet.")
    gone = group("Otley", kind="church", postcode="LS21 3AA", about="We pray.", latitude=53.9, longitude=-1.7)
    dele = factories.dele()
    batch = merging.merge(kept=kept, gone=gone, fields=["kind", "about", "postcode"], by=dele, reason="")
    kept.refresh_from_db()
    assert (kept.name, kept.kind, kept.about, kept.postcode) == (
        "ACTFORJUSTICE Leeds",
        "church",
        "We pray.",
        "LS21 3AA",
    )
    assert kept.latitude == 53.9
    CommunityGroup.objects.filter(pk=kept.pk).update(about="We sing.", postcode="LS2 9JT")
    assert merging.undo(batch, by=dele) == ["about", "postcode"]
    kept.refresh_from_db()
    assert (kept.kind, kept.about, kept.postcode, kept.latitude) == ("other", "We sing.", "LS2 9JT", 53.9)


def test_what_came_since_the_merge_stays_with_the_group_that_went_on() -> None:
    kept, gone, dele = group(), group("Otley"), factories.dele()
    batch = merging.merge(kept=kept, gone=gone, fields=[], by=dele, reason="")
    Activity.objects.create(group=kept, kind=ActivityKind.TALK, on=timezone.localdate(), title="A talk")
    merging.undo(batch, by=dele)
    assert groups_of(Activity) == {"leeds"}
    gone.refresh_from_db()
    assert (gone.state, gone.merged_into) == (GroupState.APPROVED, None)


def test_who_comes_by_the_old_link_of_a_merged_group_signs_for_the_one_that_went_on(client: Client) -> None:
    kept, gone = group(), group("Otley")
    petition = factories.petition()
    merging.merge(kept=kept, gone=gone, fields=[], by=factories.dele(), reason="")
    shown = html(client.get(f"{petition.get_absolute_url()}for/otley/"))
    assert f'href="{petition.get_absolute_url()}sign/for/leeds/"' in shown
    assert client.get(f"{petition.get_absolute_url()}sign/for/otley/").status_code == 200


REFUSED: dict[str, tuple[str, str, str]] = {
    "into a draft": (GroupState.DRAFT, GroupState.APPROVED, "must be approved"),
    "into one that was merged": (GroupState.REJECTED, GroupState.APPROVED, "must be approved"),
    "a draft": (GroupState.APPROVED, GroupState.DRAFT, "can't become part"),
    "one that was turned down": (GroupState.APPROVED, GroupState.REJECTED, "can't become part"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_some_groups_cant_become_part_of_another(name: str) -> None:
    of_kept, of_gone, words = REFUSED[name]
    kept, gone = group(state=of_kept), group("Otley", state=of_gone)
    with pytest.raises(merging.CantMerge, match=words):
        merging.merge(kept=kept, gone=gone, fields=[], by=factories.dele(), reason="")
    assert not MergeBatch.objects.exists()


def test_a_group_cant_become_part_of_itself() -> None:
    one = group()
    with pytest.raises(merging.CantMerge, match="same group twice"):
        merging.merge(kept=one, gone=one, fields=[], by=factories.dele(), reason="")


def test_a_merge_is_undone_once_within_30_days_and_before_the_group_itself_is_merged() -> None:
    leeds, otley, york, dele = group(), group("Otley"), group("York"), factories.dele()
    first = merging.merge(kept=leeds, gone=otley, fields=[], by=dele, reason="")
    second = merging.merge(kept=york, gone=leeds, fields=[], by=dele, reason="")
    otley.refresh_from_db()
    assert otley.merged_into == york
    with pytest.raises(merging.CantUndo, match="Undo that first"):
        merging.undo(first, by=dele)
    merging.undo(second, by=dele)
    with pytest.raises(merging.CantUndo, match="undone before"):
        merging.undo(second, by=dele)
    MergeBatch.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(merging.CantUndo, match="time for undoing"):
        merging.undo(first, by=dele)


def test_every_column_that_points_at_a_group_says_what_a_merge_does_to_it() -> None:
    known = {each.key for each in belongings.registered()} | set(belongings.staying())
    columns = {f"{model._meta.label_lower}.{name}" for model, name in belongings.pointing_here()}
    assert columns == known
    assert "campaigns.signature.group" in columns


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_signature_confirmed_at_the_moment_of_a_merge_counts_for_one_of_the_two() -> None:
    kept, gone, dele = group(), group("Otley"), factories.dele()
    waiting = [signed(name, gone, confirm=False) for name in ("suzie", "priya", "morgan", "mallory")]
    barrier, failed = Barrier(len(waiting) + 1), []

    def together(deed: Any) -> None:
        try:
            barrier.wait()
            deed()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    deeds: list[Any] = [lambda one=one: confirming.confirm(one) for one in waiting]
    deeds.append(lambda: merging.merge(kept=kept, gone=gone, fields=[], by=dele, reason=""))
    threads = [Thread(target=together, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    counting.fold()
    assert checking.check().differences == []
    assert groups_of(Signature) == {"leeds"}


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_choosing_a_contact_never_copies_their_address_into_the_group() -> None:
    leeds = group(postcode="LS1 4DY")
    before = CommunityGroup.objects.filter(pk=leeds.pk).values().get()
    signing.sign(
        petition=factories.petition(), name=NAMES["priya"], email="priya@example.org", postcode="LS2 9JT", group=leeds
    )
    for role in Role.values:
        give(leeds, "priya", role)
    otley = group("Otley", postcode="")
    give(otley, "priya", Role.LEADER)
    states.close(group=otley, by_user=factories.dele(), reason="It ended.")
    merging.merge(kept=leeds, gone=otley, fields=[], by=User.objects.get(first_name="Dele"), reason="")
    after = CommunityGroup.objects.filter(pk=leeds.pk).values().get()
    derived = ("health", "fell_on")
    assert {k: v for k, v in after.items() if k not in derived} == {k: v for k, v in before.items() if k not in derived}


def test_approving_a_group_leaves_where_it_meets_as_its_applicant_said() -> None:
    registration = applications.sent_in()
    approved = deciding.approve(group=registration.group, by_user=factories.dele())
    approved.refresh_from_db()
    assert approved.postcode == applications.PLACE["postcode"]
    assert not any("@" in str(value) for value in CommunityGroup.objects.filter(pk=approved.pk).values().get().values())
