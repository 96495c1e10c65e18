from wagtail.snippets.views.snippets import SnippetViewSetGroup

from training.viewsets.attendance import AttendanceViewSet
from training.viewsets.awards import AwardViewSet
from training.viewsets.certificates import CertificateViewSet
from training.viewsets.courses import CourseViewSet
from training.viewsets.coverage import CoverageViewSet, DashboardViewSet
from training.viewsets.indicators import IndicatorViewSet
from training.viewsets.lists import TrainingListViewSet
from training.viewsets.logs import LogViewSet
from training.viewsets.questions import QuestionViewSet, UpdateViewSet
from training.viewsets.sessions import SessionViewSet
from training.viewsets.trainers import TrainerViewSet


class TrainingViewSetGroup(SnippetViewSetGroup):
    menu_label = "Training"
    menu_icon = "list-ul"
    menu_order = 260
    items = (
        DashboardViewSet("training_dashboard", url_prefix="training-dashboard"),
        CoverageViewSet("training_coverage_admin", url_prefix="training-coverage"),
        IndicatorViewSet,
        CourseViewSet("training_courses", url_prefix="training-courses"),
        QuestionViewSet("training_questions", url_prefix="training-questions"),
        UpdateViewSet("training_updates", url_prefix="training-updates"),
        AwardViewSet("training_awards", url_prefix="training-awards"),
        CertificateViewSet("training_certificates", url_prefix="training-certificates"),
        SessionViewSet("training_sessions_admin", url_prefix="training-sessions"),
        LogViewSet("training_logs", url_prefix="training-logs"),
        TrainerViewSet("trainers", url_prefix="trainers"),
        AttendanceViewSet("training_attendance", url_prefix="training-attendance"),
        TrainingListViewSet("training_lists", url_prefix="training-lists"),
    )
