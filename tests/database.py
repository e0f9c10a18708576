"""A migrated SQLite database, kept in `var/` from one run of the tests to the next.

Migrating takes ten seconds of processor and gives the same tables each time. The file is named after all it depends on:
a changed migration or dependency makes another.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "var"


def is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"


def template_path() -> Path:
    """Where the migrated database is kept, for the present migrations and dependencies."""
    root: Path = settings.BASE_DIR
    digest = hashlib.sha256()
    for path in [root / "requirements.txt", *sorted(root.glob("*/migrations/*.py"))]:
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return FOLDER / f"tests-{digest.hexdigest()[:16]}.sqlite3"


def use_copy(path: Path) -> None:
    """Make `path` the database of the tests: a copy of the one kept, or a new one where there is none."""
    template = template_path()
    if template.exists():
        shutil.copy(template, path)
    settings.DATABASES["default"]["TEST"]["NAME"] = str(path)


def keep(path: Path) -> None:
    """Keep the freshly migrated database at `path` for the next run, in the place of older ones."""
    template = template_path()
    if template.exists():
        return
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("tests-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = template.with_suffix(f".{os.getpid()}")
    connection = sqlite3.connect(path)
    connection.execute("VACUUM INTO ?", [str(unfinished)])
    connection.close()
    unfinished.rename(template)
