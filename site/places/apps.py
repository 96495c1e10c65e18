from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = "Places"

    def ready(self) -> None:
        from pages import sitemap
        from places import publication, searching

        publication.listen()
        searching.register()
        sitemap.register("places_sitemap")
