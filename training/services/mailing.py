"""A course as plain text, to an address that somebody typed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mail.models import Delivery
from mail.services import deliveries
from people.services import people
from training.models import CourseVersion

KIND = "course_by_mail"
MOST_A_DAY = 3  # to one address, whoever keeps pressing the button


@transaction.atomic
def send_text(*, email: str, version: CourseVersion) -> Delivery | None:
    """Queue the message; None where enough went to this address in the last 24 hours. Safe when called twice at once:
    meeting somebody locks their address.
    """
    address = people.meet(email=email).address
    since = timezone.now() - timedelta(days=1)
    if Delivery.objects.filter(address=address, kind=KIND, created_at__gte=since).count() >= MOST_A_DAY:
        return None
    course = version.course
    context = {"course": course.title, "version": version.pk, "course_path": course.get_absolute_url()}
    return deliveries.queue(kind=KIND, address_id=address.pk, context=context)
