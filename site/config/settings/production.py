"""A public server, behind a proxy that speaks HTTPS. Every value without a default must be set."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import database, env


def required(name: str) -> str:
    """The variable's value; ImproperlyConfigured names it where it is missing or empty."""
    value: str = env.str(name)
    if not value.strip():
        raise ImproperlyConfigured(f"Set the {name} environment variable")
    return value


SECRET_KEY = required("SECRET_KEY")
FINGERPRINT_KEY = required("FINGERPRINT_KEY")
SEALING_KEYS = [key.strip() for key in required("SEALING_KEYS").split(",")]
LOG_SIGNING_KEYS = [key.strip() for key in required("LOG_SIGNING_KEYS").split(",")]
CERTIFICATE_KEYS = [key.strip() for key in required("CERTIFICATE_KEYS").split(",")]
BADGE_KEYS = [key.strip() for key in required("BADGE_KEYS").split(",")]
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
DATABASES = {"default": database(required("DATABASE_URL"))}
SITE_URL = WAGTAILADMIN_BASE_URL = required("SITE_URL").rstrip("/")
if not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured("SITE_URL must be an address with its scheme, like https://www.example.org")
EMAIL_BACKEND = required("EMAIL_BACKEND")
if EMAIL_BACKEND.endswith("smtp.EmailBackend"):
    required("EMAIL_URL")
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL")
MAIL_MAY_LEAVE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
