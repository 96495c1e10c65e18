"""Before those of single actions, whose slugs never are these words (models.letter_action.KEPT_SLUGS)."""

from django.urls import path

from campaigns.views import letter_answers, responsiveness

urlpatterns = [
    path("letters/how-was-it/<slug:token>/", letter_answers.how_was_it, name="letter_how_was_it"),
    path("letters/answers/<slug:token>/", letter_answers.choose, name="letter_answer"),
    path("letters/responsiveness/", responsiveness.index, name="responsiveness"),
    path("letters/responsiveness/figures.csv", responsiveness.as_csv, name="responsiveness_csv"),
    path("letters/responsiveness/offices/<int:pk>/", responsiveness.office, name="responsiveness_office"),
    path("letters/responsiveness/mps/<int:pk>/", responsiveness.mp, name="responsiveness_mp"),
]
