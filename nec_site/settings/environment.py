"""The variables the site reads from its environment, each with its default."""

import secrets
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parent.parent.parent

CommaSeparated = Annotated[list[str], NoDecode]

SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock at BEGIN, where SQLite waits for it; later, it fails at once when another writes.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
    ),
}
POSTGRESQL_CONNECT_TIMEOUT = 5


class EnvironmentRefusedError(ImproperlyConfigured):
    """The environment lacks a variable, or one of them makes no sense. The message names all of them."""


class Environment(BaseSettings):
    """What the environment may set. See `.env.example` for the meaning of each variable."""

    model_config = SettingsConfigDict(env_file=BASE_DIR / ".env", extra="ignore", env_ignore_empty=True)

    secret_key: str = ""
    secret_key_file: Path | None = None
    allowed_hosts: CommaSeparated = Field(default_factory=list)
    base_url: str = ""
    https: bool = True
    number_of_proxies: int = Field(default=0, ge=0, le=10)
    search_engines: bool = True

    database_url: str = ""
    redis_url: str = ""
    email_url: str = ""
    default_from_email: str = ""

    media_root: Path = BASE_DIR / "var" / "media"
    serve_media: bool = False
    private_media_root: Path = BASE_DIR / "var" / "prive"
    s3_bucket: str = ""
    s3_endpoint_url: str = ""
    s3_region: str = ""
    s3_public_url: str = ""
    s3_private_bucket: str = ""
    aws_access_key_id: str = ""
    aws_secret_access_key: str = ""

    tasks: Literal["immediate", "database"] = "immediate"
    clamav: str = ""

    demarches_token: str = ""
    demarches_token_file: Path | None = None
    demarches_hosts: CommaSeparated = Field(default_factory=list)

    player_hosts: CommaSeparated = Field(default_factory=list)
    security_contact: str = ""
    security_expires: date | None = None
    oai_host: str = ""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("allowed_hosts", "player_hosts", "demarches_hosts", mode="before")
    @classmethod
    def _split_at_commas(cls, value: Any) -> Any:
        return [item.strip() for item in value.split(",") if item.strip()] if isinstance(value, str) else value

    @field_validator("base_url", "s3_public_url", "s3_endpoint_url")
    @classmethod
    def _without_final_slash(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            message = "attend une adresse qui commence par https:// ou http://"
            raise ValueError(message)
        return value.rstrip("/")

    @model_validator(mode="after")
    def _read_secret_files(self) -> Self:
        for name in ("secret_key", "demarches_token"):
            file: Path | None = getattr(self, f"{name}_file")
            if getattr(self, name) or file is None:
                continue
            if not file.is_file():
                message = f"{name.upper()}_FILE : le fichier {file} n’existe pas ou ne se lit pas"
                raise ValueError(message)
            setattr(self, name, file.read_text(encoding="utf-8").strip())
        return self

    @classmethod
    def read(cls) -> Self:
        """The environment of this process.

        Raises:
            EnvironmentRefusedError: when a variable has a value that makes no sense.
        """
        try:
            return cls()
        except ValidationError as error:
            lines = [_describe(item) for item in error.errors()]
            raise EnvironmentRefusedError(_message("Ces variables d’environnement sont à corriger", lines)) from None

    def require(self, **meanings: str) -> None:
        """Refuse to go on without the variables named by `meanings`, each with what it is for.

        Raises:
            EnvironmentRefusedError: naming every variable that is missing.
        """
        lines = [f"{name.upper()} : {meaning}" for name, meaning in meanings.items() if not getattr(self, name)]
        if lines:
            raise EnvironmentRefusedError(_message("Ces variables d’environnement manquent", lines))

    def database(self, default: Path) -> dict[str, Any]:
        """Django's settings of the database: `DATABASE_URL`, else the SQLite file `default`."""
        try:
            parsed: dict[str, Any] = dict(dj_database_url.parse(self.database_url or f"sqlite:///{default}"))
        except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
            raise EnvironmentRefusedError(
                _message(
                    "Ces variables d’environnement sont à corriger",
                    ["DATABASE_URL : attend postgres://compte:secret@hôte:5432/base ou sqlite:////chemin/absolu"],
                )
            ) from None
        if parsed["ENGINE"].endswith("sqlite3"):
            parsed["OPTIONS"] = SQLITE_OPTIONS | parsed.get("OPTIONS", {})
            return parsed
        parsed["OPTIONS"] = {"connect_timeout": POSTGRESQL_CONNECT_TIMEOUT} | parsed.get("OPTIONS", {})
        return parsed | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

    def caches(self) -> dict[str, Any]:
        """Django's settings of the cache: Redis at `REDIS_URL`, else the memory of the process."""
        if not self.redis_url:
            return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        return {
            "default": {
                "BACKEND": "django_redis.cache.RedisCache",
                "LOCATION": self.redis_url,
                "KEY_PREFIX": "nec",
                "OPTIONS": {
                    # A visitor gets the page, more slowly, when Redis is down: /sante/ tells the team.
                    "IGNORE_EXCEPTIONS": True,
                    "SOCKET_CONNECT_TIMEOUT": 1,
                    "SOCKET_TIMEOUT": 1,
                },
            }
        }

    def email(self) -> dict[str, Any]:
        """Django's settings of mail, from `EMAIL_URL`: `smtp`, `smtp+tls` (STARTTLS), `smtps`, or `console`."""
        url = urlsplit(self.email_url or "console://")
        if url.scheme == "console":
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        if url.scheme not in {"smtp", "smtp+tls", "smtps"} or not url.hostname:
            raise EnvironmentRefusedError(
                _message(
                    "Ces variables d’environnement sont à corriger",
                    ["EMAIL_URL : attend smtp+tls://compte:secret@hôte:587, smtps://…, smtp://… ou console://"],
                )
            )
        timeout = parse_qs(url.query).get("timeout", ["10"])[0]
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": url.hostname,
            "EMAIL_PORT": url.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[url.scheme],
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_TLS": url.scheme == "smtp+tls",
            "EMAIL_USE_SSL": url.scheme == "smtps",
            "EMAIL_TIMEOUT": int(timeout) if timeout.isdecimal() else 10,
        }

    def media_storage(self) -> dict[str, Any]:
        """Django's settings of the media's storage: the S3 bucket `S3_BUCKET`, else the folder `MEDIA_ROOT`."""
        if not self.s3_bucket:
            return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        from botocore.config import Config  # noqa: PLC0415 (an extra: absent where S3 is not used)

        public = urlsplit(self.s3_public_url)
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": self.s3_bucket,
                "endpoint_url": self.s3_endpoint_url or None,
                "region_name": self.s3_region or None,
                "access_key": self.aws_access_key_id or None,
                "secret_key": self.aws_secret_access_key or None,
                "custom_domain": f"{public.netloc}{public.path}" if self.s3_public_url else None,
                "url_protocol": f"{public.scheme or 'https'}:",
                "querystring_auth": not self.s3_public_url,
                "file_overwrite": False,
                "client_config": Config(connect_timeout=3, read_timeout=10, retries={"max_attempts": 2}),
            },
        }

    def private_storage(self) -> dict[str, Any]:
        """Django's settings of the files organisers send: the bucket `S3_PRIVATE_BUCKET`, else a folder never served.

        A bucket of their own: the media's is open to all.
        """
        if not self.s3_private_bucket:
            return {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": str(self.private_media_root), "file_permissions_mode": 0o600},
            }
        closed = {"s3_bucket": self.s3_private_bucket, "s3_public_url": ""}
        return self.model_copy(update=closed).media_storage()

    def tasks_settings(self) -> dict[str, Any]:
        """Django's settings of the tasks: run at once, or kept in the database for `manage.py db_worker`."""
        backends = {
            "immediate": "django_tasks.backends.immediate.ImmediateBackend",
            "database": "django_tasks_db.DatabaseBackend",
        }
        return {"default": {"BACKEND": backends[self.tasks]}}

    @property
    def media_origin(self) -> str:
        """Scheme and host of media which are served from elsewhere, empty when the site serves them."""
        url = self.s3_public_url or self.s3_endpoint_url
        if not self.s3_bucket:
            return ""
        if not url:
            return f"https://{self.s3_bucket}.s3.amazonaws.com"
        return "{0.scheme}://{0.netloc}".format(urlsplit(url))

    @property
    def security_expiry(self) -> datetime | None:
        """When `/.well-known/security.txt` stops being true."""
        return datetime.combine(self.security_expires, time.min, tzinfo=UTC) if self.security_expires else None


def local_secret_key(path: Path) -> str:
    """A secret of this machine alone, made on first use and kept in the file `path`."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def _describe(error: ErrorDetails) -> str:
    """One of Pydantic's errors, in French and by the name of its variable."""
    kind = error["type"]
    text = error["msg"].removeprefix("Value error, ")
    if kind.startswith(("int_", "greater_", "less_")):
        text = "attend un petit nombre entier"
    elif kind.startswith("bool_"):
        text = "attend true ou false"
    elif kind.startswith("date"):
        text = "attend une date, par exemple 2027-01-31"
    elif kind == "literal_error":
        text = f"attend {error['ctx']['expected'].replace(' or ', ' ou ')}"
    return f"{str(error['loc'][0]).upper()} : {text}" if error["loc"] else text


def _message(title: str, lines: list[str]) -> str:
    return "\n".join(
        [f"Le site ne peut pas démarrer. {title} :", *(f"  - {line}" for line in lines), "Voir .env.example."]
    )
