from training.models.attendance import ImportBatch, ImportRow, Mark
from training.models.award import (
    Award,
    CourseExtension,
    Extension,
    ExtensionUndone,
    Reinstatement,
    Revocation,
    TrainedChange,
)
from training.models.certificate import Certificate, CertificateBatch
from training.models.course import Course, CourseVersion, LessonRead, Module
from training.models.coverage import CoveredChange, GroupInvited
from training.models.indicator import Indicator
from training.models.lesson import LessonPage
from training.models.logged import Logged, TrainingLog
from training.models.observation import Observation
from training.models.quiz import (
    Answer,
    Attempt,
    FactTaught,
    ItemStatistic,
    Option,
    Question,
    QuizEntry,
    UpdateAsked,
    UpdateHolder,
)
from training.models.reminding import Digest, Reminded, ReminderChoice
from training.models.session import Feedback, FeedbackAsked, Material, Session

__all__ = [
    "Answer",
    "Attempt",
    "Award",
    "Certificate",
    "CertificateBatch",
    "Course",
    "CourseExtension",
    "CourseVersion",
    "CoveredChange",
    "Digest",
    "Extension",
    "ExtensionUndone",
    "FactTaught",
    "Feedback",
    "FeedbackAsked",
    "GroupInvited",
    "ImportBatch",
    "ImportRow",
    "Indicator",
    "ItemStatistic",
    "LessonPage",
    "LessonRead",
    "Logged",
    "Mark",
    "Material",
    "Module",
    "Observation",
    "Option",
    "Question",
    "QuizEntry",
    "Reinstatement",
    "Reminded",
    "ReminderChoice",
    "Revocation",
    "Session",
    "TrainedChange",
    "TrainingLog",
    "UpdateAsked",
    "UpdateHolder",
]
