from django.db import models


class PetitionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class SignatureState(models.TextChoices):
    PENDING = "pending", "Waiting for its owner to confirm"
    CONFIRMED = "confirmed", "Confirmed and counted"
