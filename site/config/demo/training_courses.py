"""The courses of the demonstration, each with its lessons and its bank of questions."""

from typing import NamedTuple

from config.demo import (
    training_awareness_children,
    training_awareness_doing,
    training_awareness_sex_and_crime,
    training_awareness_weighing,
    training_awareness_what,
    training_awareness_work_and_home,
    training_leader,
    training_questions_doing,
    training_questions_forms,
    training_questions_leader,
    training_questions_meaning,
    training_questions_trainer,
    training_trainer,
)
from config.demo.training_shapes import CourseText, QuestionText


class Taught(NamedTuple):
    course: CourseText
    questions: list[QuestionText]


AWARENESS = CourseText(
    slug="awareness",
    title="See the signs",
    kind="awareness",
    summary="Six short lessons for everybody: what human trafficking is, the signs and how to weigh them, and what to "
    "do. With a quiz and a certificate.",
    minutes=75,
    validity_months=36,
    grace_months=6,
    prerequisites=[],
    taught_by="trainer",
    lessons=[
        training_awareness_what.LESSON,
        training_awareness_weighing.LESSON,
        training_awareness_work_and_home.LESSON,
        training_awareness_sex_and_crime.LESSON,
        training_awareness_children.LESSON,
        training_awareness_doing.LESSON,
    ],
)
LEADER = CourseText(
    slug="leader",
    title="Leading a group safely",
    kind="leader",
    summary="Four lessons for those who lead a group: a leader's job, safeguarding and your lead, running a session, "
    "and what may come up afterwards.",
    minutes=40,
    validity_months=24,
    grace_months=6,
    prerequisites=["awareness"],
    taught_by="trainer",
    lessons=training_leader.LESSONS,
)
TRAINER = CourseText(
    slug="trainer",
    title="Teaching others the signs",
    kind="trainer",
    summary="Four lessons for those who will teach the courses: teaching adults, teaching the signs fairly, keeping a "
    "session safe, and the register and awards.",
    minutes=40,
    validity_months=12,
    grace_months=6,
    prerequisites=["awareness", "leader"],
    taught_by="trainer",
    lessons=training_trainer.LESSONS,
)
COURSES = [
    Taught(
        AWARENESS,
        [
            *training_questions_meaning.QUESTIONS,
            *training_questions_forms.QUESTIONS,
            *training_questions_doing.QUESTIONS,
        ],
    ),
    Taught(LEADER, training_questions_leader.QUESTIONS),
    Taught(TRAINER, training_questions_trainer.QUESTIONS),
]
