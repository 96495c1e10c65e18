from django.urls import path

from training.views import sheets

urlpatterns = [
    path("print/signs.pdf", sheets.signs, name="print_signs"),
    path("print/what-to-do.pdf", sheets.what_to_do, name="print_what_to_do"),
]
