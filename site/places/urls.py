from django.http import HttpRequest, HttpResponse
from django.urls import path


def later(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(slug)


urlpatterns = [path("your-area/<slug:slug>/", later, name="constituency")]
