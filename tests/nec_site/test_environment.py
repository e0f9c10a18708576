"""The environment: what is read, what is refused, and with which words."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from nec_site.settings.environment import Environment, EnvironmentRefusedError, local_secret_key

ReadEnvironment = Callable[..., Environment]

ENV_EXAMPLE = settings.BASE_DIR / ".env.example"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> ReadEnvironment:
    """Reads an environment that holds the given variables and no other."""
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Environment.model_config, "env_file", None)

    def read_environment(**variables: str) -> Environment:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return Environment.read()

    return read_environment


def run_production(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name.lower() not in Environment.model_fields}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--settings", "nec_site.settings.production"],
        cwd=settings.BASE_DIR,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_env_example_lists_each_variable_once_with_its_meaning() -> None:
    lines = ENV_EXAMPLE.read_text(encoding="utf-8").splitlines()
    names = [line.partition("=")[0] for line in lines if re.match(r"[A-Z]", line)]
    assert sorted(names) == sorted(name.upper() for name in Environment.model_fields)
    for number, line in enumerate(lines):
        if re.match(r"[A-Z]", line):
            assert lines[number - 1].startswith(("#", "AWS_ACCESS_KEY_ID")), f"{line} has no meaning above it"


def test_env_example_can_be_used_as_it_is(read: ReadEnvironment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Environment.model_config, "env_file", ENV_EXAMPLE)
    environment = read()
    assert environment.https is True
    assert environment.allowed_hosts == []
    assert environment.media_root == settings.BASE_DIR / "var" / "media"


@pytest.mark.skipif((settings.BASE_DIR / ".env").exists(), reason="the developer's .env gives the variables")
def test_production_names_every_missing_variable_at_once() -> None:
    result = run_production()
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert re.findall(r"^  - (\w+)", result.stderr, re.MULTILINE) == ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"]


def test_production_names_only_what_is_missing() -> None:
    result = run_production(SECRET_KEY="x" * 50, DATABASE_URL="sqlite:////tmp/absent.sqlite3")
    assert re.findall(r"^  - (\w+)", result.stderr, re.MULTILINE) == ["ALLOWED_HOSTS"]


def test_wrong_values_are_named_in_french(read: ReadEnvironment) -> None:
    with pytest.raises(EnvironmentRefusedError) as refusal:
        read(
            HTTPS="peut-être",
            NUMBER_OF_PROXIES="deux",
            LOG_LEVEL="bavard",
            SECURITY_EXPIRES="demain",
            BASE_URL="nec.fr",
        )
    assert [line.strip("- ") for line in str(refusal.value).splitlines()[1:-1]] == [
        "BASE_URL\u202f: attend une adresse qui commence par https:// ou http://",
        "HTTPS\u202f: attend true ou false",
        "NUMBER_OF_PROXIES\u202f: attend un petit nombre entier",
        "SECURITY_EXPIRES\u202f: attend une date, par exemple 2027-01-31",
        "LOG_LEVEL\u202f: attend 'DEBUG', 'INFO', 'WARNING' ou 'ERROR'",
    ]


def test_secret_key_from_a_file(read: ReadEnvironment, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from-a-file\n", encoding="utf-8")
    assert read(SECRET_KEY_FILE=str(tmp_path / "key")).secret_key == "from-a-file"


def test_the_token_of_demarches_simplifiees_may_be_in_a_file(read: ReadEnvironment, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(" from-a-file\n")
    environment = read(DEMARCHES_TOKEN_FILE=str(tmp_path / "token"), DEMARCHES_HOSTS="a.exemple.fr, b.exemple.fr")
    assert environment.demarches_token == "from-a-file"
    assert environment.demarches_hosts == ["a.exemple.fr", "b.exemple.fr"]
    with pytest.raises(EnvironmentRefusedError, match="DEMARCHES_TOKEN_FILE"):
        read(DEMARCHES_TOKEN_FILE=str(tmp_path / "absent"))


def test_secret_key_file_that_does_not_exist(read: ReadEnvironment, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError, match="SECRET_KEY_FILE"):
        read(SECRET_KEY_FILE=str(tmp_path / "absent"))


def test_hosts_are_split_at_commas(read: ReadEnvironment) -> None:
    assert read(ALLOWED_HOSTS="nec.example, www.nec.example ,").allowed_hosts == ["nec.example", "www.nec.example"]


def test_sqlite_is_ready_for_several_writers(read: ReadEnvironment, tmp_path: Path) -> None:
    database = read().database(default=tmp_path / "nec.sqlite3")
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "nec.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "PRAGMA journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_postgresql_is_kept_open_and_given_up_on_in_time(read: ReadEnvironment, tmp_path: Path) -> None:
    database = read(DATABASE_URL="postgres://nec:s%40cret@db:5433/site").database(default=tmp_path / "unused")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db", 5433, "s@cret")
    assert database["OPTIONS"] == {"connect_timeout": 5}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


def test_unknown_database_is_refused(read: ReadEnvironment, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError, match="DATABASE_URL"):
        read(DATABASE_URL="nosql://db/site").database(default=tmp_path / "unused")


def test_redis_that_is_down_is_no_error_for_visitors(read: ReadEnvironment) -> None:
    cache = read(REDIS_URL="redis://cache:6379/1").caches()["default"]
    assert cache["LOCATION"] == "redis://cache:6379/1"
    assert cache["OPTIONS"] == {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}


@pytest.mark.parametrize(
    ("url", "port", "use_tls", "use_ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtp+tls://mail.example:2525", 2525, True, False),
    ],
)
def test_mail_servers(read: ReadEnvironment, url: str, port: int, use_tls: bool, use_ssl: bool) -> None:
    mail = read(EMAIL_URL=url).email()
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"]) == ("mail.example", port)
    assert (mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (use_tls, use_ssl)


def test_mail_account_is_unquoted(read: ReadEnvironment) -> None:
    mail = read(EMAIL_URL="smtp+tls://equipe%40nec.example:p%2Fss@mail.example?timeout=3").email()
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("equipe@nec.example", "p/ss")
    assert mail["EMAIL_TIMEOUT"] == 3


def test_mail_goes_to_the_console_by_default(read: ReadEnvironment) -> None:
    assert read().email() == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


def test_unknown_mail_is_refused(read: ReadEnvironment) -> None:
    with pytest.raises(EnvironmentRefusedError, match="EMAIL_URL"):
        read(EMAIL_URL="pigeon://mail.example").email()


def test_media_origin_follows_the_bucket(read: ReadEnvironment) -> None:
    assert read().media_origin == ""
    assert read(S3_BUCKET="nec").media_origin == "https://nec.s3.amazonaws.com"
    assert read(S3_PUBLIC_URL="https://images.nec.example/nec/").media_origin == "https://images.nec.example"


def test_local_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    key = local_secret_key(path)
    assert len(key) >= 50
    assert local_secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
