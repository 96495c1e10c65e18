"""Those that begin with a word of their own come first: no action has one as its slug (letter_action.KEPT_SLUGS)."""

from django.urls import path

from campaigns.views import letter_confirming, letter_draft, letter_kit, letter_sending, letters, lobby_day

urlpatterns = [
    path("letters/", letters.index, name="letters"),
    path("letters/sitemap.xml", letters.sitemap, name="letters_sitemap"),
    path("letters/drafts/<slug:token>/", letter_draft.edit, name="letter_draft"),
    path("letters/drafts/<slug:token>/overlap.json", letter_draft.overlap, name="letter_overlap"),
    path("letters/drafts/<slug:token>/preview/", letter_draft.preview, name="letter_preview"),
    path("letters/drafts/<slug:token>/constituency/", letter_draft.constituency, name="letter_constituency"),
    path("letters/drafts/<slug:token>/send/", letter_sending.send, name="letter_send"),
    path("letters/confirm/<slug:token>/", letter_confirming.confirm, name="letter_confirm"),
    path("letters/lobby/", lobby_day.choose, name="lobby_choose"),
    path("letters/lobby/briefs.pdf", lobby_day.pdf_of_many, name="lobby_briefs"),
    path("groups/<slug:slug>/lead/lobby-day/", lobby_day.of_group, name="group_lobby_day"),
    path("groups/<slug:slug>/lead/lobby-day/brief.pdf", lobby_day.pdf_of_group, name="group_lobby_day_pdf"),
    path("letters/<slug:slug>/for/<slug:group_slug>/kit.pdf", letter_kit.pdf, name="letter_kit_pdf"),
    path("letters/<slug:slug>/", letters.show, name="letter_action"),
    path("letters/<slug:slug>/for/<slug:group_slug>/", letters.show_for, name="letter_action_for"),
    path("letters/<slug:slug>/count.json", letters.count, name="letter_count"),
    path("letters/<slug:slug>/write/", letters.write, name="letter_write"),
    path("letters/<slug:slug>/write/for/<slug:group_slug>/", letters.write_for, name="letter_write_for"),
    path("letters/<slug:slug>/check-your-inbox/", letter_sending.check_inbox, name="letter_check_inbox"),
    path("letters/<slug:slug>/code/", letter_confirming.enter_code, name="letter_code"),
    path("letters/<slug:slug>/send-again/", letter_confirming.send_again, name="letter_send_again"),
]
