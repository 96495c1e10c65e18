from django.urls import path

from pages import views

urlpatterns = [
    path("charts/<int:page_id>/<uuid:block_id>.csv", views.chart_csv, name="chart_csv"),
    path("search/", views.search, name="search"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
