"""Your own machine: no environment needed, mail goes to the inbox at /dev/mail/."""

from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, STORAGES, env
from config.settings.dev_keys import BADGE_KEYS, CERTIFICATE_KEYS  # noqa: F401

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "not-secret-only-for-your-own-machine"  # noqa: S105
FINGERPRINT_KEY = "not-secret-only-for-your-own-machine"
SEALING_KEYS = ["b25seS1mb3IteW91ci1vd24tbWFjaGluZS1ub3QtMDE="]
LOG_SIGNING_KEYS = ["b25seS1mb3IteW91ci1vd24tbWFjaGluZS1ub3QtMDI="]
SECOND_FACTOR_FOR_STAFF = env.bool("SECOND_FACTOR_FOR_STAFF", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys at http://localhost
ALLOWED_HOSTS = ["*"]
PORT = env.str("PORT", default="8000")
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}")
EMAIL_BACKEND = "mail.backends.InboxBackend"
INBOX = env.path("INBOX", default=BASE_DIR / "var/mail")()
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
