"""An administrator lets somebody who lost their phone or key set up a new second factor."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from people import sign_in_log
from people.admin_views.screens import Step
from people.models import User
from people.services import accounts


class ForgetSecondFactor(Step):
    title = "Forget a second factor"
    button = "Forget it"
    icon = "key"
    grave = True

    def allowed(self) -> bool:
        return self.request.user.is_superuser

    def find(self, **kwargs: Any) -> None:
        self.user = get_object_or_404(User, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("wagtailusers_users:index"), "Users")]

    def explanation(self) -> list[str]:
        return [
            f"For when {self.user} has lost their phone or key, and their recovery codes. All their passkeys, their "
            "authenticator app and these codes are forgotten, and they set up new ones when they next sign in.",
            "Speak to them first, on a telephone number that you knew before: somebody may be asking in their name.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        accounts.forget_second_factor(user=self.user)
        sign_in_log.note("second factor forgotten", self.user, by=self.by)
        return f"{self.user} sets up a new second factor when they next sign in."
