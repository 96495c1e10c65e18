from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Address(models.Model):
    """An e-mail address apart from whoever uses it: suppression and confirmation belong to it."""

    canonical = models.CharField(max_length=254, unique=True, help_text="What makes two spellings the same mailbox.")
    typed = models.EmailField(max_length=254, help_text="As its owner typed it: this is what is written to.")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When its owner first answered a message.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return f"address {self.pk}"  # not the address itself: this text reaches logs


class Person(models.Model):
    """Somebody we know of. At most two share an address; neither needs a login."""

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="people")
    slot = models.PositiveSmallIntegerField(default=1, help_text="1, or 2 for the second person of a shared address.")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(fields=("address", "slot"), name="one_person_for_each_slot_of_an_address"),
            models.CheckConstraint(condition=Q(slot__in=(1, 2)), name="at_most_two_people_share_an_address"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A login, by e-mail address; one-to-one with a Person where the person is known."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", max_length=254, unique=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_login_for_each_email_whatever_its_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email
