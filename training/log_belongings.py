"""What becomes of training that was written down for a group when it becomes part of another."""

from groups.belongings import Belonging, leave, register
from training.models import TrainingLog


def register_own() -> None:
    register(Belonging("Training that its leaders wrote down", TrainingLog))
    leave({"training.digest.group": "that its leaders were told, in months that are over"})
