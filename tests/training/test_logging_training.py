"""Training that leaders write down: it counts at once, and can be taken back, denied and refused."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.enums import Role
from groups.models import CommunityGroup
from mail.models import Delivery
from people.clocks import months_after
from people.models import Person
from tests import factories
from tests.groups import people as cast
from training.enums import LogState, Method, Sampled, Standing
from training.models import Award, CourseVersion, Logged, TrainingLog
from training.services import training_logs

pytestmark = pytest.mark.django_db
SAME = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def leeds() -> CommunityGroup:
    return cast.group()


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course())


@pytest.fixture
def charlie(leeds: CommunityGroup) -> Client:
    return cast.leading(leeds)


def form(version: CourseVersion, **more: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "course": str(version.course_id),
        "on": str(timezone.localdate() - timedelta(days=1)),
        "place": "Example Hall",
        "trainer": "Priya Teacher",
        "evidence": "We keep the list that everybody signed.",
        **more,
    }


def page(group: CommunityGroup) -> str:
    return reverse("training_log_new", args=[group.slug])


def standing(person: Person) -> list[str]:
    return list(
        Award.objects.filter(person=person).standing_on(timezone.localdate()).values_list("standing", flat=True)
    )


def log(group: CommunityGroup, version: CourseVersion, *names: str, **more: Any) -> TrainingLog:
    details = training_logs.Details(version, timezone.localdate(), "The list of the evening.")
    members = [cast.person(name) for name in names]
    return training_logs.take(
        group=group, by=cast.person("charlie"), key=uuid.uuid4(), details=details, members=members, **more
    )


def settled(group: CommunityGroup, version: CourseVersion) -> None:
    """A first log of the group, which staff look at in any case."""
    training_logs.confirm(log(group, version, "dele"), by=factories.dele())


def test_members_and_people_who_are_typed_are_trained_at_once_and_told(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client
) -> None:
    member = cast.give(leeds, "suzie").person
    typed = "Priya Teacher, priya@example.org\nMorgan Editor <morgan@example.org>\n\n"
    answer = charlie.post(page(leeds), form(version, members=[member.pk], others=typed, is_agreed="1"))
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("training_of_group", args=["leeds"]))
    made = TrainingLog.objects.get()
    assert (made.by, made.sampled, made.state) == (cast.person("charlie"), Sampled.FIRST, LogState.SAMPLED)
    assert {award.name for award in Award.objects.filter(method=Method.GROUP, group=leeds)} == {
        "Suzie Signer",
        "Priya Teacher",
        "Morgan Editor",
    }
    assert standing(member) == [Standing.VALID]
    assert sorted(cast.told("training_logged")) == ["morgan@example.org", "priya@example.org", "suzie@example.org"]
    assert Award.objects.get(person=member).by_person == cast.person("charlie")


def test_sending_it_twice_counts_once(leeds: CommunityGroup, version: CourseVersion, charlie: Client) -> None:
    member = cast.give(leeds, "suzie").person
    sent = form(version, members=[member.pk])
    assert [charlie.post(page(leeds), sent).status_code for _ in range(2)] == [303, 303]
    assert (TrainingLog.objects.count(), Award.objects.count(), len(cast.told("training_logged"))) == (1, 1, 1)
    again = charlie.post(page(leeds), {**sent, "key": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "written down already" in again.content.decode()
    assert TrainingLog.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"on": "2999-01-01"}, "still to come"),
        ({"on": "2001-01-01"}, "longer than a year ago"),
        ({"course": ""}, "Choose a course"),
        ({"evidence": ""}, "how we can see"),
        ({"members": []}, "at least one person"),
        ({"others": "Suzie Signer"}, "can&#x27;t read"),
        ({"others": "suzie@example.org"}, "can&#x27;t read"),
        ({"others": "Priya Teacher, priya@example.org"}, "Ask them first"),
        ({"others": "\n".join(f"Some One, p{n}@example.org" for n in range(51)), "is_agreed": "1"}, "At most 50"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client, wrong: dict[str, Any], says: str
) -> None:
    member = cast.give(leeds, "suzie").person
    answer = charlie.post(page(leeds), form(version, **{"members": [member.pk], **wrong}))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not TrainingLog.objects.exists()


def test_what_looks_like_a_report_about_a_victim_is_shown_back_and_not_kept(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client
) -> None:
    member = cast.give(leeds, "suzie").person
    text = "There is a girl locked in the flat next door, they took her passport and she is not paid, what should I do?"
    answer = charlie.post(page(leeds), form(version, members=[member.pk], evidence=text))
    assert answer.status_code == 422
    assert "looks like a report" in answer.content.decode()
    assert "help-panel" in answer.content.decode()
    assert not TrainingLog.objects.exists()


def test_nobody_writes_down_for_another_group_nor_names_its_members(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client
) -> None:
    york = cast.group("York")
    stranger = cast.give(york, "mallory").person
    assert charlie.get(page(york)).status_code == 404
    assert charlie.post(page(leeds), form(version, members=[stranger.pk])).status_code == 422
    assert not Award.objects.exists()


def test_by_what_somebody_may_teach_no_leader_writes_down(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client
) -> None:
    teaching = factories.course_version(factories.course("trainer"))
    version.course.taught_by = teaching.course
    version.course.save()
    member = cast.give(leeds, "suzie").person
    assert charlie.post(page(leeds), form(teaching, members=[member.pk])).status_code == 422
    assert not Award.objects.exists()


def test_who_lacks_what_a_course_asks_for_is_named_and_nobody_is_trained(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client
) -> None:
    further = factories.course_version(factories.course("further"))
    further.course.prerequisites.add(version.course)
    ready, not_ready = (cast.give(leeds, name).person for name in ("priya", "suzie"))
    factories.award(ready, version, completed_on=timezone.localdate() - timedelta(days=9))
    answer = charlie.post(page(leeds), form(further, members=[ready.pk, not_ready.pk]))
    assert answer.status_code == 422
    assert "Suzie Signer: It needs" in answer.content.decode()
    assert not Award.objects.filter(version=further).exists()
    assert not TrainingLog.objects.exists()


def test_staff_look_at_the_first_at_one_in_ten_and_where_the_writer_is_trained(
    leeds: CommunityGroup, version: CourseVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.services.training_logs.secrets.randbelow", lambda most: 1)
    assert log(leeds, version, "suzie").sampled == Sampled.FIRST
    assert log(leeds, version, "priya").state == LogState.TAKEN
    assert log(leeds, version, "morgan", "charlie").sampled == Sampled.OWN
    monkeypatch.setattr("training.services.training_logs.secrets.randbelow", lambda most: 0)
    assert log(leeds, version, "mallory").sampled == Sampled.CHANCE
    assert "charlie@example.org" not in cast.told("training_logged")


def test_a_log_can_be_taken_back_in_a_day_as_long_as_staff_said_nothing(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client
) -> None:
    settled(leeds, version)
    made, decided = log(leeds, version, "suzie"), TrainingLog.objects.get(people__award__person=cast.person("dele"))
    path = reverse("training_log_take_back", args=["leeds", made.pk])
    assert charlie.get(path).status_code == 405
    assert charlie.post(path).status_code == 303
    assert standing(cast.person("suzie")) == [Standing.REVOKED]
    made.refresh_from_db()
    assert made.state == LogState.TAKEN_BACK
    charlie.post(reverse("training_log_take_back", args=["leeds", decided.pk]))
    assert standing(cast.person("dele")) == [Standing.VALID]
    late = log(leeds, version, "priya")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        charlie.force_login(cast.person("charlie").user)
        charlie.post(reverse("training_log_take_back", args=["leeds", late.pk]))
    assert standing(cast.person("priya")) == [Standing.VALID]


def test_whoever_is_named_can_say_that_it_is_not_so(
    leeds: CommunityGroup, version: CourseVersion, client: Client
) -> None:
    settled(leeds, version)
    made = log(leeds, version, "suzie", "priya")
    logged = Logged.objects.get(award__person=cast.person("suzie"))
    path = reverse("training_not_so", args=[logged.token])
    assert Delivery.objects.filter(kind="training_logged", context__not_so_path=path).exists()
    shown = client.get(path)
    assert (shown.status_code, shown.cookies) == (200, {})
    assert standing(cast.person("suzie")) == [Standing.VALID]
    assert client.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    for _ in range(2):
        assert client.post(path, headers=SAME).status_code == 303
    assert standing(cast.person("suzie")) == [Standing.REVOKED]
    assert standing(cast.person("priya")) == [Standing.VALID]
    made.refresh_from_db()
    assert (made.state, made.sampled) == (LogState.SAMPLED, Sampled.DENIED)
    assert "Thank you" in client.get(path).content.decode()
    assert client.get(reverse("training_not_so", args=["no-such-token"])).status_code == 404


def test_staff_confirm_or_refuse_what_they_look_at(
    leeds: CommunityGroup, version: CourseVersion, client: Client
) -> None:
    first, second = log(leeds, version, "suzie"), log(leeds, version, "charlie", "priya")
    client.force_login(factories.dele())
    listed = client.get(reverse("training_logs:index")).content.decode()
    assert "The first of this group" in listed
    assert "Who wrote it is among those trained" in listed
    assert client.post(reverse("training_logs:confirm", args=[first.pk]), {"note": "Seen."}).status_code == 302
    assert client.post(reverse("training_logs:refuse", args=[second.pk]), {"reason": ""}).status_code == 422
    refused = client.post(reverse("training_logs:refuse", args=[second.pk]), {"reason": "There was no such evening."})
    assert refused.status_code == 302
    assert standing(cast.person("suzie")) == [Standing.VALID]
    assert standing(cast.person("priya")) == [Standing.REVOKED]
    assert cast.told("training_log_refused") == ["charlie@example.org"]
    assert Delivery.objects.get(kind="training_log_refused").context["reason"] == "There was no such evening."
    with pytest.raises(training_logs.WrongState):
        training_logs.confirm(second, by=factories.user("other"))


def test_what_waits_stands_on_the_home_of_those_who_may_decide(
    leeds: CommunityGroup, version: CourseVersion, client: Client
) -> None:
    log(leeds, version, "suzie")
    client.force_login(factories.dele())
    assert "1 log of training waits to be looked at" in client.get("/admin/").content.decode()
    client.force_login(factories.member_of("Campaign staff"))
    assert "log of training waits" not in client.get("/admin/").content.decode()


def test_a_group_names_no_more_people_in_a_day_than_it_may(
    leeds: CommunityGroup, version: CourseVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_logs, "MOST_A_DAY", 2)
    log(leeds, version, "suzie", "priya")
    with pytest.raises(training_logs.TooMany):
        log(leeds, version, "morgan")


def test_leaders_see_how_their_people_stand_and_others_see_nothing(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client, client: Client
) -> None:
    cast.give(leeds, "suzie", Role.SAFEGUARDING)
    cast.give(leeds, "mallory")
    log(leeds, version, "suzie")
    shown = charlie.get(reverse("training_of_group", args=["leeds"])).content.decode()
    assert "1 of 3 people in the group is trained." in shown
    assert "Not trained yet" in shown
    assert "counts until" in shown
    client.force_login(factories.mallory())
    assert client.get(reverse("training_of_group", args=["leeds"])).status_code == 404


def test_the_page_asks_no_more_of_the_database_for_many_people(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client, django_assert_max_num_queries: Any
) -> None:
    for name in cast.NAMES:
        cast.give(leeds, name)
    log(leeds, version, *cast.NAMES)
    with django_assert_max_num_queries(26):
        assert charlie.get(reverse("training_of_group", args=["leeds"])).status_code == 200


def test_who_renewed_early_is_trained_without_a_gap_and_nothing_runs_out(
    leeds: CommunityGroup, version: CourseVersion, charlie: Client
) -> None:
    today = timezone.localdate()
    owner = cast.give(leeds, "suzie").person
    factories.award(owner, version, completed_on=months_after(today, -35))
    assert "For 1 of them it runs out" in charlie.get(reverse("training_of_group", args=["leeds"])).content.decode()
    factories.award(owner, version)
    shown = charlie.get(reverse("training_of_group", args=["leeds"])).content.decode()
    assert "runs out" not in shown
    assert "counts from" not in shown
    assert "counts until" in shown
