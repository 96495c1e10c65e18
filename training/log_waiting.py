"""What waits for those who look at training that leaders wrote down, and after trainers."""

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from pages import waiting
from pages.waiting import Waiting
from training import permissions
from training.enums import COUNTS_AS_TRAINED
from training.models import TrainingLog
from training.selectors import trainers


def logs(user: Any) -> list[Waiting]:
    if not permissions.may_review_logs(user):
        return []
    about = TrainingLog.objects.to_look_at().order_by().aggregate(number=Count("pk"), since=Min("at"))
    if not about["number"]:
        return []
    words = "1 log of training waits" if about["number"] == 1 else f"{about['number']:,} logs of training wait"
    sentence = f"{words} to be looked at, the oldest since {about['since']:%-d %B}."
    return [Waiting(sentence, reverse("training_logs:index"))]


def trainers_due(user: Any) -> list[Waiting]:
    if not permissions.may_see_trainers(user):
        return []
    today = timezone.localdate()
    due = trainers.every(today).filter(accreditation__in=COUNTS_AS_TRAINED, next_due__lte=today).count()
    words = "1 trainer is" if due == 1 else f"{due:,} trainers are"
    return [Waiting(f"{words} due to be seen at work.", f"{reverse('trainers:index')}?stands=due")] if due else []


def register() -> None:
    waiting.register(logs)
    waiting.register(trainers_due)
