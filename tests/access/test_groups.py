"""The groups that migrations make: again after a way back, and on a site whose administrators changed some."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from tests import factories

pytestmark = pytest.mark.django_db
PAGES = import_module("pages.migrations.0005_groups")
SIGNS = import_module("training.migrations.0002_who_keeps_indicators")
CAMPAIGNS = import_module("campaigns.migrations.0004_staff_keep_to_their_section")
LIFE = import_module("campaigns.migrations.0006_life_of_a_petition")
RULES = import_module("campaigns.migrations.0008_fraud_rules")
BILLS = import_module("campaigns.migrations.0010_campaigns_and_bills")
PAPER = import_module("campaigns.migrations.0011_paper_and_packs")
LETTERS = import_module("campaigns.migrations.0015_letter_permissions")
MAILOUTS = import_module("campaigns.migrations.0017_mailout_permissions")
PLACES = import_module("places.migrations.0005_who_keeps_places")
DECIDERS = import_module("groups.migrations.0004_who_decides")
DATA = import_module("people.migrations.0004_who_looks_after_data")
TRAINING = import_module("training.migrations.0010_who_trains")
WAY_BACK: list[Callable[[Any, None], None]] = [
    TRAINING.take,
    DECIDERS.take,
    DATA.take,
    PLACES.take_back,
    CAMPAIGNS.let_at_all_files,
    CAMPAIGNS.let_out_of_sections,
    SIGNS.ask_for_none,
    SIGNS.take_back,
    PAGES.bring_back_wagtails_workflow,
    PAGES.bring_back_wagtails_groups,
]
FORWARD: list[Callable[[Any, None], None]] = [
    PAGES.make_groups,
    PAGES.make_workflow,
    SIGNS.grant,
    SIGNS.ask_for_approval,
    CAMPAIGNS.keep_to_sections,
    CAMPAIGNS.keep_to_own_files,
    CAMPAIGNS.show_petitions_to_approvers,
    LIFE.give_permissions,
    RULES.give_permissions,
    BILLS.give_to_staff,
    PAPER.permit,
    LETTERS.permit,
    MAILOUTS.permit,
    PLACES.grant,
    DATA.give,
    DECIDERS.give,
    TRAINING.give,
]


def run(steps: list[Callable[[Any, None], None]]) -> None:
    for step in steps:
        step(apps, None)


def held() -> dict[str, set[str]]:
    """All that each group holds, in words."""
    return {
        group.name: {
            *(f"{row.content_type.app_label}.{row.codename}" for row in group.permissions.all()),
            *(f"{row.permission.codename} on page {row.page_id}" for row in of(group, GroupPagePermission)),
            *(f"{row.permission.codename} in {row.collection_id}" for row in of(group, GroupCollectionPermission)),
        }
        for group in Group.objects.all()
    }


def of(group: Group, model: Any) -> Any:
    return model.objects.filter(group=group)


def approvals() -> tuple[list[str], list[str], set[str]]:
    workflow = Workflow.objects.get()
    about = {kind.content_type.model for kind in workflow.workflow_content_types.all()}
    return [workflow.name], [group.name for group in GroupApprovalTask.objects.get().groups.all()], about


def test_the_way_back_leads_to_wagtails_own_groups_and_forward_again_to_ours() -> None:
    ours, our_approvals = held(), approvals()
    assert our_approvals == (["Approval by a publisher"], ["Publishers"], {"fact", "indicator"})
    run(WAY_BACK)
    assert set(held()) == {"Editors", "Moderators", "Campaign staff"}
    assert approvals() == (["Moderators approval"], ["Moderators"], set())
    run(FORWARD)
    assert (held(), approvals()) == (ours, our_approvals)


def test_moderators_are_publishers_afterwards() -> None:
    run(WAY_BACK)
    moderator = factories.member_of("Moderators")
    run(FORWARD)
    assert [group.name for group in moderator.groups.all()] == ["Publishers"]


def test_groups_that_administrators_had_made_or_removed_are_no_hindrance() -> None:
    ours = held()
    run(WAY_BACK)
    Group.objects.filter(name="Editors").delete()
    Group.objects.create(name="Trainers")
    Workflow.objects.all().delete()
    GroupApprovalTask.objects.all().delete()
    run(FORWARD)
    assert held() == ours
    assert approvals()[1] == ["Publishers"]
    root = Page.objects.get(depth=1)
    assert root.get_workflow() == Workflow.objects.get()


def test_campaign_staff_keep_the_section_where_campaigns_already_are() -> None:
    section = factories.section(slug="campaigns", title="Campaigns")
    factories.campaign(slug="a-campaign").move(section, pos="last-child")
    factories.campaign(slug="at-home")
    run([CAMPAIGNS.let_out_of_sections])
    assert of_staff() == {Page.objects.get(depth=1).pk}
    run([CAMPAIGNS.keep_to_sections])
    assert of_staff() == {section.pk}


def of_staff() -> set[int]:
    return set(GroupPagePermission.objects.filter(group__name="Campaign staff").values_list("page_id", flat=True))
