"""What we add to allauth's pages."""

from collections.abc import Callable

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

UNPROCESSABLE = 422
UNSENT = "unsent"  # a cookie that a page sets while it keeps on the device what it has yet to send
View = Callable[..., HttpResponseBase]


def sign_out(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = views.logout(request)
    if request.method == "POST":
        is_unsent = request.COOKIES.get(UNSENT)
        # Never "cookies", which would wipe our own answer's as well.
        answer.headers["Clear-Site-Data"] = '"cache"' if is_unsent else '"cache", "storage"'
    return answer


set_password: View = login_required(reauthentication_required(app="allauth.account")(views.password_set))


def says_what_is_wrong(view: View) -> View:
    """Gives a form that comes back with errors the status of ours."""

    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(answer, TemplateResponse) and answer.status_code == 200:
            form = (answer.context_data or {}).get("form")
            answer.status_code = UNPROCESSABLE if form is not None and form.errors else 200
        return answer

    return checked
