"""The account of a developer's machine."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _development(settings: Settings) -> None:
    settings.DEBUG = True


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "password.txt"


def create(password_file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("create_local_admin", password_file=password_file, port="8123")
    return capsys.readouterr().out


def test_account_has_a_password_of_its_own_kept_for_its_owner_alone(
    password_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = create(password_file, capsys)

    password = password_file.read_text("utf-8").strip()
    user = get_user_model().objects.get(username="admin")
    assert user.is_superuser
    assert user.check_password(password)
    assert len(password) == 16
    assert password_file.stat().st_mode & 0o777 == 0o600
    assert "http://127.0.0.1:8123/admin/\n" in printed
    assert f"admin / {password}\n" in printed


def test_running_again_keeps_the_account(password_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = create(password_file, capsys)

    assert create(password_file, capsys) == first
    assert get_user_model().objects.count() == 1


def test_a_password_changed_since_is_neither_told_nor_changed(
    password_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create(password_file, capsys)
    user = get_user_model().objects.get(username="admin")
    user.set_password("choisi par la personne")
    user.save()

    printed = create(password_file, capsys)

    assert "admin / (le mot de passe que vous avez choisi)\n" in printed
    user.refresh_from_db()
    assert user.check_password("choisi par la personne")


def test_a_new_database_takes_the_password_already_kept(
    password_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create(password_file, capsys)
    password = password_file.read_text("utf-8").strip()
    get_user_model().objects.all().delete()

    assert f"admin / {password}\n" in create(password_file, capsys)


def test_production_refuses(settings: Settings, password_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError, match="ne sert qu’en développement"):
        create(password_file, capsys)
    assert not get_user_model().objects.exists()
