"""The least that takes a signature: Django, no middleware, the same form, one row inserted, a redirect.

The form has the fields of the site's, checked by the same functions, but asks no database. A project in a single file.
DATABASE_URL is the site's own; `python -m benchmarks.floors.bare_signing` makes its table.
"""

import os
import sys

import environ
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import re_path

from campaigns import countries
from pages import plain_text
from people import addresses, names
from places import postcodes

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.urandom(16).hex(),
    USE_TZ=True,
    DATABASES={"default": {**environ.Env.db_url_config(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": 600}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
application = get_wsgi_application()


class BareSignature(models.Model):
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    postcode = models.CharField(max_length=8)
    country = models.CharField(max_length=2)
    comment = models.TextField()
    is_public = models.BooleanField()
    wants_news = models.BooleanField()
    wants_updates = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bare"
        db_table = "bare_signature"

    def __str__(self) -> str:
        return f"signature {self.pk}"


class SignatureForm(forms.Form):
    name = forms.CharField(max_length=names.LONGEST)
    email = forms.EmailField(max_length=254)
    asked_about = forms.CharField(required=False, max_length=254, widget=forms.HiddenInput)
    country = forms.ChoiceField(choices=countries.choices(), required=False)
    postcode = forms.CharField(max_length=20, required=False)
    is_public = forms.BooleanField(required=False)
    comment = forms.CharField(max_length=500, required=False)
    no_report = forms.BooleanField(required=False, widget=forms.HiddenInput)
    news = forms.BooleanField(required=False)
    updates = forms.BooleanField(required=False)
    wording = forms.CharField(required=False, widget=forms.HiddenInput)
    updates_wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return names.tidied(self.cleaned_data["name"])

    def clean_email(self) -> str:
        addresses.canonical(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])

    def clean_postcode(self) -> str:
        return postcodes.parse(self.cleaned_data["postcode"])

    def clean_comment(self) -> str:
        comment: str = self.cleaned_data["comment"]
        if not plain_text.can_be_shown(comment) or plain_text.holds_code(comment):
            raise forms.ValidationError("wrong")
        return comment


def sign(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse("ready")
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("wrong")
    given = form.cleaned_data
    BareSignature(
        **{field: given[field] for field in ("name", "email", "postcode", "country", "comment", "is_public")},
        wants_news=given["news"],
        wants_updates=given["updates"],
    ).save(force_insert=True)
    answer = HttpResponseRedirect("/")
    answer.status_code = 303
    return answer


urlpatterns = [re_path("", sign)]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(BareSignature)
    sys.exit()
