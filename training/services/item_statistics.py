"""How well each question of the bank tells those who know from those who don't, reckoned each night.

Only attempts that are over and were given count: at the whole course or a refresher. Difficulty is the share who were
right. Discrimination is the point-biserial correlation of being right with the rest of the score, each as a share of
the other questions, since a refresher has fewer. Of attempts that are forgotten the sums stay, so nothing is lost.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from math import sqrt
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, FloatField, QuerySet, Sum, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from training.enums import Weakness
from training.models import Answer, Attempt, ItemStatistic, Option

ENOUGH = 30  # answers, before a question is called weak
TOO_EASY, TOO_HARD = 0.95, 0.3
AT_ONCE = 500


@dataclass
class Sums:
    """Of the answers to one question: x is 1 where it was right, r the rest of the score."""

    answered: int = 0
    right: int = 0
    rest: float = 0.0
    rest_squared: float = 0.0
    rest_of_right: float = 0.0
    chosen: dict[str, int] = field(default_factory=dict)  # by the key of the option

    def __add__(self, other: "Sums") -> "Sums":
        keys = {*self.chosen, *other.chosen}
        return Sums(
            self.answered + other.answered,
            self.right + other.right,
            self.rest + other.rest,
            self.rest_squared + other.rest_squared,
            self.rest_of_right + other.rest_of_right,
            {key: self.chosen.get(key, 0) + other.chosen.get(key, 0) for key in sorted(keys)},
        )

    @property
    def discrimination(self) -> float | None:
        """None where all were right, all were wrong, or the rest of their score was the same."""
        n, x, r = self.answered, self.right, self.rest
        spread = (n * x - x * x) * (n * self.rest_squared - r * r)
        return (n * self.rest_of_right - x * r) / sqrt(spread) if spread > n * 1e-9 else None


def counted() -> QuerySet[Attempt]:
    return Attempt.objects.over().of_course().filter(drawn__gt=1)


def sums(attempts: QuerySet[Attempt]) -> dict[int, Sums]:
    """By the key of the question, in one statement however many attempts there are."""
    right = Case(When(option__is_right=True, then=Value(1.0)), default=Value(0.0), output_field=FloatField())
    others = Cast(F("attempt__drawn"), FloatField()) - 1.0
    rows = Answer.objects.filter(attempt__in=attempts).annotate(
        x=right, rest=(Cast(F("attempt__right"), FloatField()) - right) / others
    )
    found: dict[int, Sums] = defaultdict(Sums)
    by_option = rows.values("question_id", "option_id", "x").annotate(
        number=Count("pk"), rests=Sum("rest"), squares=Sum(F("rest") * F("rest"))
    )
    for row in by_option.order_by():
        found[row["question_id"]] += of_option(row)
    return found


def of_option(row: Mapping[str, Any]) -> Sums:
    is_right, number = row["x"] == 1, row["number"]
    return Sums(
        number,
        number if is_right else 0,
        row["rests"],
        row["squares"],
        row["rests"] if is_right else 0.0,
        {str(row["option_id"]): number},
    )


@transaction.atomic
def reckon() -> int:
    """Every statistic anew; returns of how many questions. Safe to repeat."""
    known = {each.question_id: each for each in ItemStatistic.objects.select_for_update().order_by("pk")}
    live = sums(counted())
    wrong: dict[int, list[str]] = defaultdict(list)
    keys = {*known, *live}
    for question, option in Option.objects.filter(question__in=keys, is_right=False).values_list("question_id", "pk"):
        wrong[question].append(str(option))
    rows = [filled(known.get(key) or ItemStatistic(question_id=key), live.get(key, Sums()), wrong[key]) for key in keys]
    ItemStatistic.objects.bulk_create([row for row in rows if row.pk is None], batch_size=AT_ONCE)
    fields = ["answered", "right", "discrimination", "chosen", "flag", "at"]
    ItemStatistic.objects.bulk_update([row for row in rows if row.pk is not None], fields, batch_size=AT_ONCE)
    return len(rows)


def filled(row: ItemStatistic, live: Sums, distractors: Iterable[str]) -> ItemStatistic:
    total = Sums(**row.past) + live
    row.answered, row.right, row.chosen = total.answered, total.right, total.chosen
    row.discrimination = total.discrimination
    row.flag = ",".join(weaknesses(total, distractors))
    row.at = timezone.now()
    return row


def weaknesses(total: Sums, distractors: Iterable[str]) -> list[Weakness]:
    if total.answered < ENOUGH:
        return []
    difficulty, found = total.right / total.answered, total.discrimination
    signs = {
        Weakness.EASY: difficulty > TOO_EASY,
        Weakness.HARD: difficulty < TOO_HARD,
        Weakness.NEGATIVE: found is not None and found < 0,
        Weakness.UNUSED: any(not total.chosen.get(option) for option in distractors),
    }
    return [weakness for weakness, is_so in signs.items() if is_so]


def keep_sums_of(attempts: QuerySet[Attempt]) -> None:
    """Before these are forgotten. Within the transaction that forgets them."""
    leaving = sums(counted().filter(pk__in=attempts.values("pk")))
    ItemStatistic.objects.bulk_create(
        [ItemStatistic(question_id=key) for key in sorted(leaving)], ignore_conflicts=True
    )
    rows = list(ItemStatistic.objects.select_for_update().filter(question__in=leaving).order_by("pk"))
    for row in rows:
        row.past = asdict(Sums(**row.past) + leaving[row.question_id])
    ItemStatistic.objects.bulk_update(rows, ["past"])
