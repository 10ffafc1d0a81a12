"""Settings for the `podium` command: it opens no database, signs nothing and writes no file."""

from config.logs import logging_config
from config.paths import BASE_DIR

SECRET_KEY = "the command line signs nothing"  # noqa: S105 - no secret: nothing is signed with it
INSTALLED_APPS = [
    "reports",
    "assessment",
    "workflows",
    "projects",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
]
AUTH_USER_MODEL = "projects.User"
DATABASES: dict[str, dict[str, str]] = {}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["config.templatetags.look"]},
    }
]
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
LOGGING = logging_config(as_json=False, level="WARNING")
