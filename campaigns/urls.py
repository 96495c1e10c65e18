from django.urls import path

from campaigns.views import petition

urlpatterns = [
    path("petitions/<slug:slug>/sign/", petition.sign, name="petition_sign"),
    path("petitions/<slug:slug>/check-your-inbox/", petition.check_inbox, name="petition_check_inbox"),
    path("petitions/<slug:slug>/confirm/<slug:token>/", petition.confirm, name="petition_confirm"),
    path(
        "petitions/<slug:slug>/confirm/<slug:token>/constituency/",
        petition.choose_constituency,
        name="petition_constituency",
    ),
]
