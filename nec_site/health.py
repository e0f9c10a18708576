"""The state of the site for the probes of its host."""

import logging
from collections.abc import Callable
from uuid import uuid4

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

#: Migrations can only be pending until they are applied: the code of a process does not change. Held here once none is.
_migrated: set[str] = set()


class CheckFailedError(Exception):
    """A service answers, but wrongly."""


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def check_cache() -> None:
    """Write and read back: a Redis that is down raises nothing, it forgets."""
    value = uuid4().hex
    cache.set("nec:sante", value, 10)
    if cache.get("nec:sante") != value:
        raise CheckFailedError


def check_storage() -> None:
    default_storage.exists("sante")


def check_migrations() -> None:
    if connection.alias in _migrated:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CheckFailedError
    _migrated.add(connection.alias)


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "cache": check_cache,
    "storage": check_storage,
}


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """What works and what does not, without a word on why: that is in the logs.

    The time is bounded by the time limits of each service in the settings.
    """
    checks = {name: _run(name, check) for name, check in CHECKS.items()}
    is_healthy = all(state == "ok" for state in checks.values())
    return JsonResponse({"status": "ok" if is_healthy else "down", "checks": checks}, status=200 if is_healthy else 503)


def _run(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:  # a probe reports whatever is wrong
        logger.exception("Health check failed: %s", name)
        return "down"
    return "ok"
