"""What the workers of tests/config/test_engine.py run with: development, and jobs that can be watched."""

from config.settings.dev import *  # noqa: F403
from config.settings.dev import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.config.engine_jobs.EngineJobs"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
