from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from pages import generation, own_waiting, reviews
        from pages.search import own

        generation.listen()
        own_waiting.register_own()
        own.register_own()
        reviews.register_own()
