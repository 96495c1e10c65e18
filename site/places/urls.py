from django.urls import path

from places.views import constituency, your_area

urlpatterns = [
    path("your-area/", your_area.your_area, name="your_area"),
    path("your-area/sitemap.xml", constituency.sitemap, name="places_sitemap"),
    path("your-area/constituencies/", constituency.index, name="constituencies"),  # no constituency has this slug
    path("your-area/<slug:slug>/", constituency.show, name="constituency"),
]
