"""Create the account with which a developer opens the admin on their own machine."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

USERNAME = "admin"
PASSWORD_FILE = "mot-de-passe-admin.txt"  # noqa: S105 (a file's name)


class Command(BaseCommand):
    """Make the account once, with a password drawn for this machine, and say how to log in.

    Raises `CommandError` outside of development: an account with a password kept in a file has no place elsewhere.
    """

    help = "Crée un compte d’administration local et dit comment se connecter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")
        parser.add_argument("--password-file", type=Path, default=settings.BASE_DIR / "var" / PASSWORD_FILE)

    def handle(self, *args: Any, host: str, port: str, password_file: Path, **options: Any) -> None:
        if not settings.DEBUG:
            message = "create_local_admin ne sert qu’en développement (DEBUG)."
            raise CommandError(message)
        password = self.ensure_account(password_file)
        address = f"http://{host}:{port}/"
        self.stdout.write(f"\n  Site            {address}")
        self.stdout.write(f"  Administration  {address}admin/")
        self.stdout.write(f"  Connexion       {USERNAME} / {password}\n\n")

    def ensure_account(self, password_file: Path) -> str:
        """Create the account where it is missing, and give what to type as its password."""
        user = get_user_model().objects.filter(username=USERNAME).first()
        kept = password_file.read_text("utf-8").strip() if password_file.exists() else ""
        if user is None:
            password = kept or secrets.token_urlsafe(12)
            password_file.parent.mkdir(parents=True, exist_ok=True)
            password_file.touch(mode=0o600)
            password_file.write_text(f"{password}\n", "utf-8")
            get_user_model().objects.create_superuser(USERNAME, f"{USERNAME}@example.org", password)
            return password
        return kept if kept and user.check_password(kept) else "(le mot de passe que vous avez choisi)"
