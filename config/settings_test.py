"""Settings for the tests: the real ones, with cheaper passwords and unhashed static names."""

import os
import tempfile

# The suite leaves nothing in the checkout's own data folder.
os.environ.setdefault("PODIUM_DATA", tempfile.mkdtemp(prefix="podium-tests-"))
os.environ.setdefault("PODIUM_LOG_LEVEL", "WARNING")

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
