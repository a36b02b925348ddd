"""Django's settings, derived from Quipu's. Strict by default; no host but ours is ever contacted."""

from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from babel import Locale

from quipu.core.settings import Settings
from quipu.pages.site import LANGUAGES as SITE_LANGUAGES
from quipu.warehouse.home import Home
from quipu.web.beside import OFFICE
from quipu.web.secret import kept_secret

QUIPU = Settings()
HOME = Home(QUIPU.home)
_ADDRESS = urlsplit(QUIPU.office_url)
_HTTPS = _ADDRESS.scheme == "https"
_WEEKS_2 = 14 * 24 * 3600


def _database() -> dict[str, Any]:
    """Return where what people write is kept: the database of QUIPU_DATABASE, else a file of SQLite."""
    if QUIPU.database:
        return dict(dj_database_url.parse(QUIPU.database, conn_max_age=60, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME.office_database,
        "OPTIONS": {
            # Writers wait for each other instead of failing; a saved draft is on the disk before the answer is sent.
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _english_name(language: str) -> str:
    return str(Locale.parse(language).get_display_name("en"))


SECRET_KEY = kept_secret(HOME.office / "secret-key")
DEBUG = False
ALLOWED_HOSTS = sorted({_ADDRESS.hostname or "", "127.0.0.1", "localhost"} - {""})
CSRF_TRUSTED_ORIGINS = [f"{_ADDRESS.scheme}://{_ADDRESS.netloc}"]

INSTALLED_APPS = [
    "quipu.web.accounts.apps.AccountsConfig",
    "quipu.web.editorial",
    "quipu.web.accounts.apps.ListedAccountsConfig",
    "quipu.web.imports",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "quipu.web.headers.OfficeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "quipu.web.accounts.required.SecondFactorRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "quipu.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", **options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 12}}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
LOGIN_URL = "wagtailadmin_login"

SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "quipu_office", "quipu_office_csrf"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = OFFICE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = _WEEKS_2
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(code, _english_name(code)) for code in SITE_LANGUAGES]

STATIC_URL = f"{OFFICE}static/"
MEDIA_URL = f"{OFFICE}media/"
MEDIA_ROOT = HOME.office / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# E-mail is not sent: whoever invites hands the link over.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

WAGTAIL_SITE_NAME = "Quipu"
WAGTAILADMIN_BASE_URL = f"{_ADDRESS.scheme}://{_ADDRESS.netloc}"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
