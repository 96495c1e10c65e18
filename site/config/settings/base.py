"""What production runs. dev and test only loosen it; README.md has the table of environment variables."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

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
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
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
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

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

WAGTAIL_SITE_NAME = "ACTFORJUSTICE"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # these three would send editors' browsers to third parties
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
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
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Only the console: Django's default would e-mail administrators what somebody typed into a form.
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # an address that was not found is the reader's business
    },
}
