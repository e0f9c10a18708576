"""Settings of the tests: fast, and without any service but the database that `DATABASE_URL` may name."""

import tempfile
from pathlib import Path

from nec_site.settings.base import *
from nec_site.settings.base import DATABASES

DEBUG = False
SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://localhost"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = "ne-pas-repondre@localhost"
MEDIA_URL = "/medias/"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="nec-tests-media-"))
SERVE_MEDIA = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
NEC_CLAMAV = ""
NEC_DEMARCHES_TOKEN = ""
NEC_DEMARCHES_HOSTS = ["127.0.0.1"]
STORAGES = {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tempfile.mkdtemp(prefix="nec-tests-private-")},
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
NUMBER_OF_PROXIES = 0
NEC_SEARCH_ENGINES = True
NEC_SECURITY_CONTACT = ""
NEC_SECURITY_EXPIRY = None
DATABASES["default"].pop("CONN_MAX_AGE", None)
