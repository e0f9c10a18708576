"""Settings for a developer's own machine: no service needed."""

from nec_site.settings.base import *  # noqa: F403
from nec_site.settings.base import BASE_DIR

DEBUG = True
SECRET_KEY = "development-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
(BASE_DIR / "var").mkdir(exist_ok=True)
