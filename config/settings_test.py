"""Settings for the tests: the real ones, with cheaper passwords and unhashed static names."""

import atexit
import os
import shutil
import tempfile

# The suite leaves nothing behind, in the checkout's own data folder least of all.
if "PODIUM_DATA" not in os.environ:
    os.environ["PODIUM_DATA"] = tempfile.mkdtemp(prefix="podium-tests-")
    atexit.register(shutil.rmtree, os.environ["PODIUM_DATA"], ignore_errors=True)
os.environ.setdefault("PODIUM_LOG_LEVEL", "WARNING")

from config.paths import DATA_DIR
from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES

# A file where Django would take memory: the threads of a live server share a database in memory
# through one connection, and would step on each other's transactions.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
