"""What production runs. dev and test only loosen it; README.md has the table of environment variables."""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from config import streams

BASE_DIR = Path(__file__).resolve().parents[3]
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = False
INSTALLED_APPS = [
    "config",
    "campaigns",
    "training",
    "groups",
    "people",
    "mail",
    "places",
    "pages",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "anymail",
    "csp",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.maintenance.MaintenanceMiddleware",
    "pages.caching.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "pages.policy.RelaxPolicyForEditors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.second_factor.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "campaigns.mailout_way_in.CountAfterMailouts",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # take the write lock at BEGIN, where `timeout` can wait for it
    "timeout": 20,  # seconds to wait for the lock
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA journal_size_limit=67108864;"
        "PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA temp_store=MEMORY;"
    ),
}
DATABASE_SCHEMES = ("postgres://", "postgresql://", "sqlite://")


def database(url: str) -> dict[str, object]:
    """The DATABASES entry of an address: every connection option lives here and nowhere else."""
    if not url.startswith(DATABASE_SCHEMES):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///")
    entry: dict[str, object] = {**environ.Env.db_url_config(url)}
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        return {**entry, "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    return {**entry, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/db.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
IN_PROCESS = "django.core.cache.backends.locmem.LocMemCache"
IN_DATABASE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "config_cache",
    "KEY_FUNCTION": "config.storage.hashed_key",
    "OPTIONS": {"MAX_ENTRIES": 20_000},  # with few, a flood of attempts would push out the counts of others
}
CACHES = {
    "default": {"BACKEND": IN_PROCESS},
    "pages": {"BACKEND": IN_PROCESS, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 2000}},
    # Limits on signing in must hold over all processes. What is limited may be somebody's address.
    "limits": IN_DATABASE,
    "sets": {**IN_DATABASE, "KEY_PREFIX": "sets"},  # of people: gathered once for all processes
}
# What takes background work from the web to the workers: rows of our own database, or Redis for many machines.
ENGINES = {"db": "django_tasks_db.DatabaseBackend", "rq": "config.engine.RedisBackend"}
TASK_QUEUES = ["default", "bulk"]  # each has a worker of its own, so that what is sent to many holds nothing up
TASKS_BACKEND = env.str("TASKS_BACKEND", default="db")
if TASKS_BACKEND not in ENGINES:
    raise ImproperlyConfigured("TASKS_BACKEND must be db or rq")
TASKS = {"default": {"BACKEND": ENGINES[TASKS_BACKEND], "QUEUES": TASK_QUEUES}}
if TASKS_BACKEND == "rq":
    INSTALLED_APPS += ["django_rq"]
    LONGEST_TASK = 6 * 3600  # seconds
    RQ_QUEUES = {name: {"URL": env.str("REDIS_URL"), "DEFAULT_TIMEOUT": LONGEST_TASK} for name in TASK_QUEUES}

LANGUAGE_CODE = "en-gb"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English")]
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = "config.formats"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var/static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.storage.StaticFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
BESIDE_DATABASE = BASE_DIR / "var"  # what must be known while the database is away
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=BASE_DIR / "var/media")()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's editor sends many fields for a long page

SITE_URL = "http://localhost:8000"  # the others set it; links in mail and for sharing begin with it
# Where "Exit this page" leads: somewhere that tells nothing about the reader and answers fast.
EXIT_URL = env.str("EXIT_URL", default="https://www.bbc.co.uk/weather")
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_TIMEOUT = 30  # seconds
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25", backend=EMAIL_BACKEND))
ANYMAIL = env.dict("ANYMAIL", default={})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ACTFORJUSTICE <hello@example.org>")
# What mail leaves by; see mail/streams.py. Each may have its own backend, sender and limits.
MAIL_STREAMS: dict[str, dict[str, Any]] = streams.streams(os.environ)
# How many messages a domain of recipients takes in so many seconds: {"gmail.com": [[20, 1.0]]}.
MAIL_DOMAIN_LIMITS: dict[str, Any] = streams.domain_limits(os.environ)
# Whose addresses answer-<token>@ we read what ministers and MPs answer from; empty: they answer to the writer.
LETTER_ANSWERS_DOMAIN = env.str("LETTER_ANSWERS_DOMAIN", default="")
MAIL_WEBHOOKS = env.list("MAIL_WEBHOOKS", default=[])  # providers that may report at /mail/webhooks/<name>/
MAIL_INBOUND_WEBHOOKS = env.list("MAIL_INBOUND_WEBHOOKS", default=[])  # and bring answers to /mail/inbound/<name>/
MAIL_MAY_LEAVE = False  # the machine that it is written on; only production lets it

WAGTAIL_SITE_NAME = "ACTFORJUSTICE"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # these three would send editors' browsers to third parties
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False  # a new login needs none: its owner signs in by a code
WAGTAILIMAGES_IMAGE_MODEL = "pages.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "pages.SiteDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "odt", "ods", "pdf", "txt", "vtt", "webm", "xlsx"]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is embedded from a third party
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}}

SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would make Chromium send `Origin: null` with our own forms
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # for old browsers; frame-ancestors below is what others go by
SELF, NONE = "'self'", "'none'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PAGE_GENERATION_MEMORY = 1.0  # seconds: how late a reader may see a change

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_tokens": {"()": "config.logs.WithoutTokens"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": "WARNING",
            "filters": ["without_tokens"],
        },
        "events": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Only the console: Django's default would e-mail administrators what somebody typed into a form.
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "people.sign_in_log": {"handlers": ["events"], "level": "INFO", "propagate": False},
        "django.request": {"level": "ERROR"},  # an address that was not found is the reader's business
    },
}

# Signing in: allauth, with our own adapter. What it needs to know of us, and what each limit is, stands here alone.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_REDIRECT_URL = "mfa_index"  # for whoever does not edit; see people.signing_in
SESSION_ENDS_AFTER = {"staff_idle": 2 * 3600, "staff": 12 * 3600}  # seconds
# How many proxies of ours each request passes: who asks is the last but so many of X-Forwarded-For. 0: it is not read.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_ADAPTER = "people.signing_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # does the same work for an unknown address; the adapter sends nothing
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # of a new address; see people.services.accounts for the first
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True  # scanners of mail open links
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600  # seconds
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# A code is guessed at most 3 times, so the limits on asking for one bound the guesses: 30 an hour at one address.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
    "confirm_email": "1/10s/key,10/h/ip",
    "manage_email": "20/h/user",
}
ACCOUNT_FORMS = {
    "login": "people.forms.accounts.LoginForm",
    "request_login_code": "people.forms.accounts.RequestCodeForm",
    "confirm_login_code": "people.forms.accounts.ConfirmLoginCodeForm",
    "add_email": "people.forms.accounts.ChangeAddressForm",
    "confirm_email_verification_code": "people.forms.accounts.ConfirmAddressForm",
    "change_password": "people.forms.accounts.ChangePasswordForm",
    "set_password": "people.forms.accounts.SetPasswordForm",
    "reset_password": "people.forms.accounts.ResetPasswordForm",
    "confirm_password_reset_code": "people.forms.accounts.ConfirmResetCodeForm",
    "reset_password_from_key": "people.forms.accounts.NewPasswordForm",
    "reauthenticate": "people.forms.accounts.ProveByPasswordForm",
}
MFA_ADAPTER = "people.second_factor.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # so that a passkey alone is two factors
MFA_TOTP_ISSUER = WAGTAIL_SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for a clock that is off and a hand that is slow
MFA_FORMS = {
    "authenticate": "people.forms.second_factor.AuthenticateForm",
    "reauthenticate": "people.forms.second_factor.ReauthenticateForm",
    "activate_totp": "people.forms.second_factor.ActivateAppForm",
    "deactivate_totp": "people.forms.second_factor.DeactivateAppForm",
    "generate_recovery_codes": "people.forms.second_factor.GenerateRecoveryCodesForm",
    "add_webauthn": "people.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "people.forms.second_factor.RenamePasskeyForm",
}
SECOND_FACTOR_FOR_STAFF = True  # in each session; only development may do without

# How long what is kept is kept, in days. `manage.py retention --help` says what each is for.
KEEP_DAYS = {
    "unconfirmed": env.int("KEEP_UNCONFIRMED_DAYS", default=30),
    "after_closing": env.int("KEEP_AFTER_CLOSING_DAYS", default=1),
    "deltas": env.int("KEEP_DELTAS_DAYS", default=90),
    "petition_names": env.int("KEEP_PETITION_NAMES_DAYS", default=183),
    "bookings": env.int("KEEP_BOOKINGS_DAYS", default=396),
    "awards": env.int("KEEP_AWARDS_DAYS", default=731),
    "attempts": env.int("KEEP_ATTEMPTS_DAYS", default=731),
    "ip_hashes": env.int("KEEP_IP_HASHES_DAYS", default=30),
    "provider_events": env.int("KEEP_PROVIDER_EVENTS_DAYS", default=90),
    "deliveries": env.int("KEEP_DELIVERIES_DAYS", default=396),
    "inactive_asked": env.int("KEEP_INACTIVE_ASKED_DAYS", default=730),
    "inactive": env.int("KEEP_INACTIVE_DAYS", default=913),
    "consents": env.int("KEEP_CONSENTS_DAYS", default=6 * 365 + 2),
    "access_records": env.int("KEEP_ACCESS_RECORDS_DAYS", default=731),
    "data_requests": env.int("KEEP_DATA_REQUESTS_DAYS", default=6 * 365 + 2),
    "entry_codes": env.int("KEEP_ENTRY_CODES_DAYS", default=1),
    "merges": env.int("KEEP_MERGES_DAYS", default=30),
    "letter_drafts": env.int("KEEP_LETTER_DRAFTS_DAYS", default=30),
    "letter_texts": env.int("KEEP_LETTER_TEXTS_DAYS", default=60),
    "letter_names": env.int("KEEP_LETTER_NAMES_DAYS", default=731),
    "letter_answers": env.int("KEEP_LETTER_ANSWERS_DAYS", default=365),
    "letter_sketches": env.int("KEEP_LETTER_SKETCHES_DAYS", default=183),
    "print_files": env.int("KEEP_PRINT_FILES_DAYS", default=14),
    "mailout_replies": env.int("KEEP_MAILOUT_REPLIES_DAYS", default=365),
    "supporter_lists": env.int("KEEP_SUPPORTER_LISTS_DAYS", default=30),
    "supporters": env.int("KEEP_SUPPORTERS_DAYS", default=183),
}
