"""Settings of a public server. It refuses to start without what it needs, and names all of it."""

from nec_site.logs import logging_settings
from nec_site.settings.base import *
from nec_site.settings.base import LOG_LEVEL, SECURE_CSP, SECURE_CSP_ADMIN, STORAGES, environment

environment.require(
    secret_key="une suite secrète d’au moins 50 signes (ou SECRET_KEY_FILE, le fichier qui la contient)",  # noqa: S106 (what it is for)
    allowed_hosts="les noms du site, séparés par des virgules",
    database_url="l’adresse de la base, par exemple postgres://compte:secret@hôte:5432/base",
)

DEBUG = False
SECRET_KEY = environment.secret_key
ALLOWED_HOSTS = environment.allowed_hosts

_SCHEME = "https" if environment.https else "http"
BASE_URL = WAGTAILADMIN_BASE_URL = environment.base_url or f"{_SCHEME}://{ALLOWED_HOSTS[0].lstrip('.')}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.default_from_email or f"ne-pas-repondre@{ALLOWED_HOSTS[0].lstrip('.')}"

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}

if environment.number_of_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

if environment.https:
    SECURE_SSL_REDIRECT = True
    # A probe on the machine itself speaks plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = False
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # A browser refuses a cookie of that prefix from a neighbour's subdomain (RFC 6265bis, § 4.1.3.2).
    SESSION_COOKIE_NAME = "__Host-nec-session"
    CSRF_COOKIE_NAME = "__Host-nec-csrf"
    SECURE_CSP["upgrade-insecure-requests"] = []
    SECURE_CSP_ADMIN["upgrade-insecure-requests"] = []

LOGGING = logging_settings(LOG_LEVEL)
