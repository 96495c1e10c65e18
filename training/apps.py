from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        from pages import generation, reviews
        from training import search
        from training.models import Indicator

        generation.listen_to(Indicator)
        search.register()
        reviews.register("Sign", reviews.records(Indicator))
