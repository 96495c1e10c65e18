"""What is asked again and again, with SQL that was written once, says what the query set says."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail import prepared
from mail.prepared import Prepared

pytestmark = pytest.mark.django_db
NAMES = Prepared(lambda keys: ContentType.objects.filter(pk__in=keys, pk__gt=0).values_list("pk", "model"))


@pytest.mark.parametrize("number", [0, 1, 2, prepared.AT_ONCE, prepared.AT_ONCE + 1])
def test_rows_are_those_of_the_query_set(number: int) -> None:
    keys = list(ContentType.objects.order_by("pk").values_list("pk", flat=True)[:number])
    assert len(keys) == number
    expected = ContentType.objects.filter(pk__in=keys).values_list("pk", "model")
    assert sorted(NAMES.rows(keys)) == sorted(expected)


def test_each_some_are_one_question() -> None:
    with CaptureQueriesContext(connection) as asked:
        NAMES.rows(range(1, prepared.AT_ONCE + 2))
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        NAMES.rows([])
    assert len(asked) == 0
