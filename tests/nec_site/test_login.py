"""Attempts to log in are limited, whatever the door."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import SuperuserFactory

WRONG = "faux"
PASSWORD = "un mot de passe assez long"


@pytest.fixture
def ines(db: None) -> User:
    user = SuperuserFactory(username="ines")
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(address: str = "/admin/login/", password: str = WRONG, ip: str = "192.0.2.1", username: str = "ines") -> int:
    client = Client(REMOTE_ADDR=ip)
    return client.post(address, {"username": username, "password": password, "next": "/admin/"}).status_code


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_fifth_wrong_password_closes_the_door(ines: User, door: str) -> None:
    assert [log_in(door) for _ in range(5)] == [200, 200, 200, 200, 429]
    assert log_in(door, PASSWORD) == 429


def test_lock_page_is_french_and_says_what_to_do(ines: User, client: Client) -> None:
    for _ in range(5):
        response = client.post("/admin/login/", {"username": "ines", "password": "faux"})
    assert "Trop d’essais en peu de temps" in response.text
    assert "Attendez trente minutes" in response.text
    assert "ines" not in response.text


def test_other_addresses_and_accounts_stay_open(ines: User) -> None:
    for _ in range(5):
        log_in()
    assert log_in(password=PASSWORD, ip="192.0.2.2") == 302
    assert log_in(username="autre") == 200


def test_door_opens_again_after_half_an_hour(ines: User) -> None:
    for _ in range(5):
        log_in()
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert log_in(password=PASSWORD) == 302


def test_success_forgets_the_errors(ines: User) -> None:
    for _ in range(2):
        assert [log_in() for _ in range(4)] == [200] * 4
        assert log_in(password=PASSWORD) == 302


def test_address_behind_a_proxy_is_the_visitors(ines: User, settings: Settings) -> None:
    settings.NUMBER_OF_PROXIES = 1

    def attempt(forwarded: str) -> int:
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded})
        return client.post("/admin/login/", {"username": "ines", "password": "faux"}).status_code

    assert [attempt(f"1.2.3.{number}, 203.0.113.1") for number in range(5)] == [200, 200, 200, 200, 429]
    assert attempt("203.0.113.2") == 200


def test_one_address_cannot_try_one_password_on_every_account(ines: User) -> None:
    answers = [log_in(username=f"compte{number}") for number in range(61)]
    assert answers == [200] * 60 + [429]
