"""What the database refuses, on PostgreSQL and on SQLite: the journeys run on both."""

import pytest

from tests.people import test_basis as basis

pytestmark = pytest.mark.django_db

test_a_reason_is_needed = basis.test_marketing_needs_a_live_record_for_its_purpose_of_a_person_at_its_address
test_a_reason_stays = basis.test_what_was_written_for_one_reason_can_not_be_turned_into_another
test_a_reason_is_needed_at_random = basis.test_of_a_thousand_rows_at_random_those_with_a_live_record_are_written
test_the_trigger_stands = basis.test_the_trigger_stands_after_all_migrations
