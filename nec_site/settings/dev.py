"""Settings for a developer's own machine: no service needed."""

from nec_site.settings.base import *
from nec_site.settings.base import LOCAL_DATA, environment
from nec_site.settings.environment import local_secret_key

DEBUG = True
SECRET_KEY = environment.secret_key or local_secret_key(LOCAL_DATA / "secret-key")
ALLOWED_HOSTS = environment.allowed_hosts or ["*"]
INTERNAL_IPS = ["127.0.0.1"]
SERVE_MEDIA = True
WHITENOISE_AUTOREFRESH = True
