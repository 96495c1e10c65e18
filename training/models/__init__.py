from training.models.attendance import Mark
from training.models.award import Award, Extension, Revocation, TrainedChange
from training.models.certificate import Certificate
from training.models.course import Course, CourseVersion, Module
from training.models.indicator import Indicator
from training.models.lesson import LessonPage
from training.models.quiz import Answer, Attempt, ItemStatistic, Option, Question
from training.models.reminding import Observation, Reminded, TrainingLog
from training.models.session import Feedback, Session

__all__ = [
    "Answer",
    "Attempt",
    "Award",
    "Certificate",
    "Course",
    "CourseVersion",
    "Extension",
    "Feedback",
    "Indicator",
    "ItemStatistic",
    "LessonPage",
    "Mark",
    "Module",
    "Observation",
    "Option",
    "Question",
    "Reminded",
    "Revocation",
    "Session",
    "TrainedChange",
    "TrainingLog",
]
