"""The test suite: development, made fast and immediate. The database is DATABASE_URL or tests/cluster.py's."""

from config.settings.dev import *  # noqa: F403
from config.settings.dev import DATABASES, TASK_QUEUES

DEBUG = False
DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": TASK_QUEUES}}
PAGE_GENERATION_MEMORY = 0.0
EXIT_URL = "http://neutral.example/"
