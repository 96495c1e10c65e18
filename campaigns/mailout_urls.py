"""What everybody may read of mail-outs. `go` and `feed` are no mail-out's slug (models.mailout.KEPT_SLUGS)."""

from django.urls import path

from campaigns.views import mailouts

urlpatterns = [
    path("emails/", mailouts.index, name="mailouts"),
    path("emails/feed/", mailouts.feed, name="mailouts_feed"),
    path("emails/sitemap.xml", mailouts.sitemap, name="mailouts_sitemap"),
    path("emails/go/<int:pk>-<slug:variant>/", mailouts.go, name="mailout_go"),
    path("emails/<slug:slug>/", mailouts.show, name="mailout"),
]
