"""Every setting, read in one place from the environment; docs/settings.md explains each."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def _home() -> Path:
    home = Path(os.environ.get("MITHAQ_HOME") or Path.cwd() / "var").expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    return home


def _secret_key(home: Path) -> str:
    """The environment's key, else one made once and kept, readable by its owner only."""
    if key := os.environ.get("MITHAQ_SECRET_KEY"):
        return key
    path = home / "secret_key"
    if not path.exists():
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it first
            return path.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


PACKAGE = Path(__file__).resolve().parent
HOME = _home()
COUNTRY = os.environ.get("MITHAQ_COUNTRY", "SY")

# A demonstration says so on every page and shows its logins; `mithaq demo` leaves its mark.
DEMO = _flag("MITHAQ_DEMO") or (HOME / "demonstration").exists()
DEBUG = _flag("MITHAQ_DEBUG")
SECRET_KEY = _secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("MITHAQ_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MITHAQ_ORIGINS", "").split(",") if o]
if "*" in ALLOWED_HOSTS and not DEBUG:
    raise ImproperlyConfigured("MITHAQ_HOSTS must name hosts; * is for MITHAQ_DEBUG only.")

INSTALLED_APPS = [
    "mithaq.registry",
    "mithaq.ledger",
    "mithaq.domains.partnerships",
    "mithaq.domains.services",
    "mithaq.exchange",
    "mithaq.shells.web",
    "mithaq.shells.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mithaq.shells.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "mithaq.shells.urls"
WSGI_APPLICATION = "mithaq.shells.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "shells" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mithaq.shells.web.context.page",
            ],
        },
    }
]

# --- database -------------------------------------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL", "")
# Not through an address: a folder's name may hold what an address may not.
_SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(HOME / "mithaq.sqlite3")}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60) if DATABASE_URL else _SQLITE
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        # DEFERRED transactions fail under concurrent writers when they upgrade their lock.
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        # recursive_triggers: without it REPLACE deletes a ledger row unseen by its trigger.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
            "PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- files ----------------------------------------------------------------------------------
SNAPSHOTS = HOME / "snapshots"
MEDIA_ROOT = HOME / "attachments"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
UPLOAD_LIMIT_BYTES = int(os.environ.get("MITHAQ_UPLOAD_LIMIT_MB", "200")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "shells" / "locale"]
LANGUAGE_COOKIE_NAME = "mithaq_language"
USE_I18N = True
USE_TZ = True
# Instants are kept in UTC; civil days are the country's.
TIME_ZONE = "Asia/Damascus"
USE_THOUSAND_SEPARATOR = False

# --- accounts ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "registry.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "mithaq.shells.web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Mithaq"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not (set(ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"})
# Throttling must hold across the server's processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "mithaq_cache",
    }
}

# --- browser security -------------------------------------------------------------------------
# Reachable under this machine's own names only, nothing crosses a wire; any other host needs TLS.
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
SECURE = not DEBUG and bool(set(ALLOWED_HOSTS) - _LOOPBACK)
SECURE_SSL_REDIRECT = SECURE and _flag("MITHAQ_HTTPS", True)
SECURE_HSTS_SECONDS = 31536000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SSL_REDIRECT
if _flag("MITHAQ_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],  # charts set inline styles on their SVG
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- work in the background ----------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- what goes wrong is said on standard error ----------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Refusals are answers, not faults of the program.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}

# --- the product's own -----------------------------------------------------------------------
SITE_NAME = _("Mithaq")
# Days after a month's end by which its reports are due; pages speak of the last such month.
REPORTS_DUE_DAYS = int(os.environ.get("MITHAQ_REPORTS_DUE_DAYS", "10"))

# --- statements -------------------------------------------------------------------------------
# A language model that reads after the rules, where one is named. Without it nothing is sent out.
READER_URL = os.environ.get("MITHAQ_READER_URL", "")
READER_MODEL = os.environ.get("MITHAQ_READER_MODEL", "")
READER_KEY = os.environ.get("MITHAQ_READER_KEY", "")
if READER_URL and not READER_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("MITHAQ_READER_URL must begin with http:// or https://.")
