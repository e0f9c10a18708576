"""Settings common to every environment. Values that vary come from `Environment`."""

import mimetypes
from datetime import timedelta
from urllib.parse import urlsplit

from nec_site.settings.environment import BASE_DIR, Environment

environment = Environment.read()

LOCAL_DATA = BASE_DIR / "var"

INSTALLED_APPS = [
    "home",
    "candidatures",
    "nec_locaux",
    "revue",
    "ressources",
    "socle",
    "nec_site",
    "wagtail.api.v2",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_footnotes",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "axes",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

# No LocaleMiddleware: the site speaks French, and `Vary: Accept-Language` would split every cache for nothing.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "nec_site.csp.ContentSecurityPolicyMiddleware",
    "nec_site.headers.PrivacyHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "socle.middleware.RequestGuardMiddleware",
    "socle.middleware.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "socle.middleware.CachePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "socle.middleware.RateLimitMiddleware",
    "socle.redirects.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "nec_site.urls"
WSGI_APPLICATION = "nec_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "socle.context_processors.chrome",
            ],
            "builtins": ["socle.templatetags.nec"],
        },
    },
]

DATABASES = {"default": environment.database(default=LOCAL_DATA / "nec.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = environment.caches()
TASKS = environment.tasks_settings()

BASE_URL = environment.base_url or "http://127.0.0.1:8000"

# Accounts

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "nec_site.errors.csrf_failure"

# An address is only locked out of the account it tried: a locked account would let anyone shut the team out.
AXES_LOCKOUT_PARAMETERS = [["ip_address", "username"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "nec_site.errors.login_locked"
AXES_CLIENT_IP_CALLABLE = "socle.ratelimit.client_address"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

# How many requests in front of the site may be trusted to name the visitor's address in X-Forwarded-For.
NUMBER_OF_PROXIES = environment.number_of_proxies
#: POST requests an address may send to a named URL: number, and over how many seconds.
NEC_RATE_LIMITS = {
    "wagtailadmin_login": (60, 900),
    "wagtailadmin_password_reset": (5, 3600),
    "wagtailadmin_password_reset_confirm": (20, 3600),
    "wagtailcore_login": (60, 900),
    "wagtailcore_authenticate_with_password": (10, 900),
    "wagtaildocs_authenticate_with_password": (10, 900),
}

# Language

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
USE_THOUSAND_SEPARATOR = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = environment.s3_public_url + "/" if environment.s3_public_url else "/medias/"
MEDIA_ROOT = environment.media_root
SERVE_MEDIA = environment.serve_media
STORAGES = {
    "default": environment.media_storage(),
    "private": environment.private_storage(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
#: Where clamd listens (tcp://host:3310 or unix:/run/clamav/clamd.ctl). Empty: files are not analysed.
NEC_CLAMAV = environment.clamav
# Démarches simplifiées: its token, and the services that it may be sent to, whatever the settings of the site say.
NEC_DEMARCHES_TOKEN = environment.demarches_token
NEC_DEMARCHES_HOSTS = environment.demarches_hosts or [
    "demarche.numerique.gouv.fr",
    "www.demarches-simplifiees.fr",
]
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Wagtail's editor sends one field for each block: a long page has thousands.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
WHITENOISE_MAX_AGE = 60
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("image/avif", ".avif")

# Headers

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
#: Sites whose player may be shown in a page, after the visitor has asked for it.
NEC_PLAYER_HOSTS = environment.player_hosts or [
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "audioblog.arteradio.com",
    "tube.numerique.gouv.fr",
    "www.demarches-simplifiees.fr",
]
_MEDIA_SOURCES = ["'self'", environment.media_origin] if environment.media_origin else ["'self'"]
#: Public pages. The names are those of Django 6, whose own middleware can take over.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": _MEDIA_SOURCES,
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "media-src": _MEDIA_SOURCES,
    "manifest-src": ["'self'"],
    "frame-src": [f"https://{host}" for host in NEC_PLAYER_HOSTS],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}
#: Wagtail's admin writes styles and scripts in its pages, and frames the previews.
SECURE_CSP_ADMIN = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": [*_MEDIA_SOURCES, "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "media-src": [*_MEDIA_SOURCES, "blob:"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
    "frame-src": ["'self'", *SECURE_CSP["frame-src"]],
    "form-action": ["'self'"],
    "base-uri": ["'self'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'self'"],
}

# Mail

for _name, _value in environment.email().items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = (
    environment.default_from_email or f"ne-pas-repondre@{urlsplit(BASE_URL).hostname or 'localhost'}"
)
EMAIL_SUBJECT_PREFIX = ""

# Wagtail

WAGTAIL_FOOTNOTES_TEXT_FEATURES = ["bold", "italic", "link", "superscript"]
TAGGIT_CASE_INSENSITIVE = True
WAGTAIL_SITE_NAME = "Numérique en Commun[s]"
WAGTAILADMIN_BASE_URL = BASE_URL
# An address that anyone can type, dictate and print.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
# France's own, overseas too; the whole list holds « localtime », which browsers refuse.
WAGTAIL_USER_TIME_ZONES = [
    TIME_ZONE,
    *("America/Cayenne", "America/Guadeloupe", "America/Martinique", "America/Miquelon"),
    *("Indian/Mayotte", "Indian/Reunion", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis"),
]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"  # noqa: S105
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# Nothing is fetched from another site, not even when an editor pastes an address.
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# The site stems words itself, the same on every database: PostgreSQL must not stem them again.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "socle.search_backend", "SEARCH_CONFIG": "simple"},
}
WAGTAILSEARCH_HITS_MAX_AGE = 30
TAGGIT_CASE_INSENSITIVE = True
TAG_LIMIT = 30

WAGTAILIMAGES_IMAGE_MODEL = "nec_socle.NecImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "jpeg", "webp": "jpeg", "gif": "png"}
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_JPEG_QUALITY = 76

WAGTAILDOCS_DOCUMENT_MODEL = "nec_socle.NecDocument"
# Nothing a browser would run: neither HTML, SVG nor XML.
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "epub", "geojson", "ics", "jpeg", "jpg", "json", "mp3", "mp4", "odg", "odp", "ods", "odt", "ogg"),
    *("pdf", "png", "pptx", "srt", "txt", "vtt", "webm", "webp", "xlsx", "zip"),
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/mpeg", "audio/ogg", "video/mp4", "video/webm", "text/vtt"]

# What the site says of itself

#: Whether search engines are welcome; false on a test site.
NEC_SEARCH_ENGINES = environment.search_engines
#: Where to report a weakness of the site, and until when that is true (RFC 9116).
NEC_SECURITY_CONTACT = environment.security_contact
NEC_SECURITY_EXPIRY = environment.security_expiry
#: The name under which the revue was first harvested, which the identifiers of its records keep when the site changes.
NEC_OAI_HOST = environment.oai_host
LOG_LEVEL = environment.log_level
