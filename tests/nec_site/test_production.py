"""What the production settings add: encryption, cookies, static files with fingerprints, logs."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings

from nec_site.logs import logging_settings, mask
from nec_site.settings.environment import Environment

VARIABLES = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "nec.example,www.nec.example",
    "DATABASE_URL": "sqlite:////tmp/absent.sqlite3",
}


def read_settings(*names: str, **variables: str) -> dict[str, object]:
    """The production settings of those names, in a process of their own."""
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Environment.model_fields}
    program = (
        "import json; from django.conf import settings;"
        f"print(json.dumps({{name: getattr(settings, name, None) for name in {names!r}}}, default=str))"
    )
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=clean | VARIABLES | variables | {"DJANGO_SETTINGS_MODULE": "nec_site.settings.production"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(result.stdout))


def test_encryption_and_cookies() -> None:
    expected = {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SESSION_COOKIE_NAME": "__Host-nec-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_NAME": "__Host-nec-csrf",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "BASE_URL": "https://nec.example",
        "DEFAULT_FROM_EMAIL": "ne-pas-repondre@nec.example",
        "SECURE_PROXY_SSL_HEADER": None,
        "SERVE_MEDIA": False,
    }
    assert read_settings(*expected) == expected


def test_only_production_upgrades_requests() -> None:
    assert read_settings("SECURE_CSP")["SECURE_CSP"]["upgrade-insecure-requests"] == []  # type: ignore[index]
    assert "upgrade-insecure-requests" not in settings.SECURE_CSP


def test_trust_in_proxies_is_asked_for() -> None:
    assert read_settings("SECURE_PROXY_SSL_HEADER", NUMBER_OF_PROXIES="1") == {
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]
    }


def test_plain_http_must_be_asked_for() -> None:
    values = read_settings(
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "BASE_URL", HTTPS="false"
    )
    assert values == {
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "SESSION_COOKIE_SECURE": False,
        "BASE_URL": "http://nec.example",
    }


def test_deployment_check_is_silent() -> None:
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Environment.model_fields}
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--settings", "nec_site.settings.production"],
        cwd=settings.BASE_DIR,
        env=clean | VARIABLES,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    warnings = [line for line in result.stderr.splitlines() if line.startswith("?:")]
    # W021 asks to submit the domain to the browsers' preload list: a choice of whoever owns the domain.
    assert [line for line in warnings if "security.W021" not in line] == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail to ines@example.org failed", "mail to [courriel] failed"),
        ("from 192.0.2.17 again", "from [ip] again"),
        ("from 2001:db8:85a3::8a2e:370:7334", "from [ip]"),
        ("Not Found: /recherche/?q=ines", "Not Found: /recherche/?[…]"),
        ("at 12:40:05 in Lens", "at 12:40:05 in Lens"),
        ("/mes-dossiers/connexion/_rwV___nNU3TJQxyfiHbPKCkuVqjWEhyE3WHkncJx0A/", "/mes-dossiers/connexion/[jeton]/"),
    ],
)
def test_logs_name_nobody(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_logs_are_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    configuration = logging_settings("INFO")
    formatter_options = dict(configuration["formatters"]["json"])
    formatter = formatter_options.pop("()")(**formatter_options)
    record = logging.LogRecord("nec", logging.WARNING, __file__, 1, "Mail to %s", ("ines@example.org",), None)
    record.__dict__.update(request=object(), username="ines", status_code=404)
    line = json.loads(formatter.format(record))
    timestamp = line.pop("timestamp")
    assert timestamp.endswith("Z")
    assert line == {"event": "Mail to [courriel]", "level": "warning", "logger": "nec", "status_code": 404}
