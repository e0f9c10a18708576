"""What /sante/ answers when all is well, and when one thing is not."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from nec_site import health


@pytest.fixture(autouse=True)
def _nothing_known_of_migrations() -> None:
    health._migrated.clear()


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    response = client.get("/sante/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok", "storage": "ok"},
    }
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "target", "error"),
    [
        ("database", "nec_site.health.connection.cursor", OperationalError("password=secret")),
        ("storage", "nec_site.health.default_storage.exists", OSError("bucket=secret")),
        ("cache", "nec_site.health.cache.set", ConnectionError("redis://:secret@cache")),
    ],
)
def test_one_service_is_down(client: Client, name: str, target: str, error: Exception) -> None:
    with patch(target, side_effect=error):
        response = client.get("/sante/")
    assert response.status_code == 503
    body = response.json()
    assert body["status"] == "down"
    assert body["checks"][name] == "down"
    assert "secret" not in response.text


@pytest.mark.django_db
def test_cache_that_forgets_is_down(client: Client) -> None:
    with patch("nec_site.health.cache.get", return_value=None):
        response = client.get("/sante/")
    assert (response.status_code, response.json()["checks"]["cache"]) == (503, "down")


@pytest.mark.django_db
def test_pending_migration_is_told_until_it_is_applied(client: Client) -> None:
    with patch("nec_site.health.MigrationExecutor.migration_plan", return_value=[("nec_socle", "0002")]):
        response = client.get("/sante/")
    assert (response.status_code, response.json()["checks"]["migrations"]) == (503, "down")
    assert client.get("/sante/").json()["checks"]["migrations"] == "ok"


@pytest.mark.django_db
def test_migrations_are_read_once(client: Client) -> None:
    client.get("/sante/")
    with patch("nec_site.health.MigrationExecutor") as executor:
        client.get("/sante/")
    executor.assert_not_called()


@pytest.mark.django_db
def test_post_is_refused(client: Client) -> None:
    assert client.post("/sante/").status_code == 405
