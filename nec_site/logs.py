"""Logs of the public server: one JSON object a line, without personal data."""

import ipaddress
import re
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

#: Keys which Django and the servers add to a line, and which hold what a visitor sent.
PERSONAL_KEYS: Final = frozenset(
    {
        "request",
        "ip_address",
        "ip",
        "username",
        "user",
        "email",
        "path_info",
        "query_string",
        "remote_addr",
        "params",
        "sql",
    }
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
#: Candidates only: a time of day has the same signs.
IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F:]*:[0-9a-fA-F]*:[0-9a-fA-F:]*(?![\w:])")
QUERY = re.compile(r"\?[^\s'\"]+")
#: The token of a link that signs an organiser in (`candidatures.urls`): whoever reads the log could use it first.
TOKEN = re.compile(r"(?<=/connexion/)[\w-]{20,}")


def mask(text: str) -> str:
    """`text` without e-mail addresses, network addresses, query strings and tokens."""
    for pattern, replacement in ((EMAIL, "[courriel]"), (IPV4, "[ip]"), (QUERY, "?[…]"), (TOKEN, "[jeton]")):
        text = pattern.sub(replacement, text)
    return IPV6.sub(_mask_address, text)


def _mask_address(match: re.Match[str]) -> str:
    try:
        ipaddress.ip_address(match[0])
    except ValueError:
        return match[0]
    return "[ip]"


def drop_personal_data(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out the keys that may name a person, and mask what is left of them in texts."""
    return {
        key: mask(value) if isinstance(value, str) and key != "timestamp" else value
        for key, value in event.items()
        if key not in PERSONAL_KEYS
    }


def logging_settings(level: str) -> dict[str, Any]:
    """Django's `LOGGING` for lines of JSON on the standard output, from `level` up."""
    shared = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    drop_personal_data,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            # Its lines are names and addresses; the attempts themselves are in its tables, with an end.
            "axes": {"handlers": ["console"], "level": "CRITICAL", "propagate": False},
        },
    }
