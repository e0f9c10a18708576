"""A migrated database, kept from one run of the tests to the next.

SQLite: a file of `var/`. PostgreSQL: a template beside the database of the tests.

Migrating takes ten seconds of processor and gives the same tables each time. What is kept is named after all it depends
on: a changed migration or dependency makes another.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

FOLDER: Path = settings.BASE_DIR / "var"


def is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"


@contextmanager
def migrated_once(path: Path) -> Iterator[None]:
    """Make the database of the tests inside this, from the one kept where there is one; what is made is kept.

    `path` is its file, on SQLite. Where nothing is kept yet, the other processes wait for the first to migrate.
    """
    if _start_from_kept(path):
        yield
        return
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_kept = _start_from_kept(path)
        yield
        if not is_kept:
            _keep(path)


def _digest() -> str:
    """What stands for the present migrations and dependencies in the name of what is kept."""
    root: Path = settings.BASE_DIR
    digest = hashlib.sha256()
    for path in [root / "requirements.txt", *sorted(root.glob("*/migrations/*.py"))]:
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _kept_file() -> Path:
    return FOLDER / f"tests-{_digest()}.sqlite3"


def _kept_template() -> str:
    return f"tests_{_digest()}"


def _start_from_kept(path: Path) -> bool:
    """Name the database of the tests, and what it is copied from. Is there something to copy?"""
    test = settings.DATABASES["default"]["TEST"]
    if not is_sqlite():
        is_kept = _kept_template() in _templates()
        test["TEMPLATE"] = _kept_template() if is_kept else None
        return is_kept
    test["NAME"] = str(path)
    if not _kept_file().exists():
        return False
    shutil.copy(_kept_file(), path)
    return True


def _keep(path: Path) -> None:
    """Keep the freshly migrated database for the next run, in the place of older ones."""
    if is_sqlite():
        _keep_file(path)
    else:
        _keep_template()


def _keep_file(path: Path) -> None:
    for old in FOLDER.glob("tests-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = _kept_file().with_suffix(f".{os.getpid()}")
    source = sqlite3.connect(path)
    source.execute("VACUUM INTO ?", [str(unfinished)])
    source.close()
    unfinished.rename(_kept_file())


def _keep_template() -> None:
    migrated = connection.settings_dict["NAME"]
    # PostgreSQL copies only a database that nobody is reading.
    connection.close()
    with connection._nodb_cursor() as cursor:
        for old in _templates():
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
        cursor.execute(f'CREATE DATABASE "{_kept_template()}" TEMPLATE "{migrated}"')


def _templates() -> list[str]:
    """The names of those that PostgreSQL keeps."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'tests\_%'")
        return [name for (name,) in cursor.fetchall()]
