from django.urls import path

from training.enums import MarkSource
from training.views import (
    badges,
    booked,
    certificates,
    courses,
    coverage,
    finding,
    group_training,
    here,
    inviting,
    leading,
    lessons,
    lists,
    mine,
    quiz,
    quiz_start,
    registers,
    reminders,
    session,
    sheets,
    verifying,
)

urlpatterns = [
    path("print/signs.pdf", sheets.signs, name="print_signs"),
    path("print/what-to-do.pdf", sheets.what_to_do, name="print_what_to_do"),
    path("training/", courses.index, name="training"),
    path("training/sitemap.xml", courses.sitemap, name="training_sitemap"),
    path("training/coverage/", coverage.index, name="training_coverage"),
    path("training/mine/", mine.mine, name="training_mine"),
    path("training/sessions/", finding.index, name="training_sessions"),
    path("training/sessions/<int:pk>/", session.show, name="training_session"),
    path("training/sessions/<int:pk>/invite/", inviting.invite, name="training_session_invite"),
    path("training/sessions/<int:pk>/files/", session.attach, name="training_session_attach"),
    path("training/sessions/<int:pk>/files/<int:material>/", session.detach, name="training_session_detach"),
    path("training/materials/<slug:token>/<int:pk>/", booked.material, name="training_material"),
    path("training/feedback/<slug:token>/", booked.say, name="training_feedback"),
    path("groups/<slug:slug>/lead/training/sessions/", leading.every, name="training_lead_sessions"),
    path("groups/<slug:slug>/lead/training/sessions/<int:pk>/book/", leading.book, name="training_lead_book"),
    path("groups/<slug:slug>/lead/training/events/<int:pk>/", leading.teach, name="training_lead_teach"),
    path("groups/<slug:slug>/lead/training/events/<int:pk>/stop/", leading.stop, name="training_lead_stop"),
    path("groups/<slug:slug>/lead/training/", group_training.every, name="training_of_group"),
    path("groups/<slug:slug>/lead/training/log/", group_training.write_down, name="training_log_new"),
    path(
        "groups/<slug:slug>/lead/training/logs/<int:pk>/take-back/",
        group_training.take_back,
        name="training_log_take_back",
    ),
    path("training/stop-reminders/<slug:token>/", reminders.stop, name="training_stop_reminders"),
    path("training/not-so/<slug:token>/", reminders.not_so, name="training_not_so"),
]
# The register of a session. What a device keeps of it lies in its folder, which a worker of it reaches.
urlpatterns += [
    path("training/sessions/register-worker.js", registers.worker, name="training_register_worker"),
    path("training/sessions/<int:pk>/register/", registers.register, name="training_session_register"),
    path("training/sessions/<int:pk>/register/marks", registers.sync, name="training_session_marks"),
    path("training/sessions/<int:pk>/register/close/", registers.close, name="training_session_close"),
    path("training/sessions/<int:pk>/register/sheet.pdf", registers.sheet, name="training_session_sheet"),
    path(
        "training/sessions/<int:pk>/register/sheet/",
        registers.register,
        {"source": MarkSource.SHEET},
        name="training_session_sheet_entry",
    ),
    path("training/sessions/<int:pk>/code/", here.screen, name="training_session_code"),
    path("training/sessions/<int:pk>/code/now/", here.screen, {"part": "now"}, name="training_session_code_now"),
    path("training/sessions/<int:pk>/lists/", lists.index, name="training_session_lists"),
    path("training/sessions/<int:pk>/lists/<int:batch>/", lists.page, name="training_session_list"),
    path("training/here/<int:pk>/", here.here, name="training_here"),
    path("training/here/<int:pk>/done/", here.done, name="training_here_done"),
    path("training/here/<int:pk>/<str:code>/", here.here, name="training_here_with_code"),
]
# The quiz of a course, and the one about something that changed.
urlpatterns += [
    path("training/quiz-code/<slug:token>/", quiz_start.code, name="training_quiz_code"),
    path("training/quiz/<slug:token>/", quiz.quiz, name="training_quiz"),
    path("training/<slug:slug>/quiz/", quiz_start.start, name="training_quiz_start"),
    path("training/<slug:slug>/quiz/signed-in/", quiz_start.own, name="training_quiz_own"),
    path("training/<slug:slug>/quiz/news/<int:pk>/", quiz_start.start, name="training_update_start"),
    path("training/<slug:slug>/quiz/news/<int:pk>/signed-in/", quiz_start.own, name="training_update_own"),
]
# Certificates: what anybody may check, and what their holders take.
urlpatterns += [
    path("training/verify/", verifying.verify, name="training_verify"),
    path("training/verify/offline.html", verifying.offline, name="training_verify_offline"),
    path("training/keys.json", verifying.keys, name="training_keys"),
    path("training/keys/<slug:name>.json", verifying.key, name="training_key"),
    path("training/issuer.json", verifying.issuer, name="training_issuer"),
    path("training/revoked.json", verifying.revoked, name="training_revoked"),
    path("training/certificates/<slug:token>/", certificates.show, name="training_certificate"),
    path("training/certificates/<slug:token>/pdf/", certificates.pdf, name="training_certificate_pdf"),
    path("training/certificates/<slug:token>/name/", certificates.name, name="training_certificate_name"),
    path("training/certificates/<slug:token>/badge/", badges.take, name="training_certificate_badge"),
]
# After the others: whatever stands here instead of a course's slug would hide them.
urlpatterns += [
    path("training/<slug:slug>/", courses.course, name="training_course"),
    path("training/<slug:slug>/course.pdf", courses.as_pdf, name="training_course_pdf"),
    path("training/<slug:slug>/by-mail/", courses.by_mail, name="training_by_mail"),
    path("training/<slug:slug>/by-mail/sent/", courses.by_mail_sent, name="training_by_mail_sent"),
    path("training/<slug:slug>/lessons/<int:number>/", lessons.lesson, name="training_lesson"),
    path("training/<slug:slug>/lessons/<int:number>/read/", lessons.read, name="training_lesson_read"),
]
