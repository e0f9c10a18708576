"""Who is counted, how, and what happens when nothing counts."""

from unittest.mock import patch

import pytest
from django.test import RequestFactory
from django.test.client import Client
from pytest_django import Settings

from socle.ratelimit import client_address, is_counted_out, is_over_limit


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "198.51.100.9"),
        (0, "203.0.113.1", "198.51.100.9"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "1.1.1.1, 203.0.113.1", "203.0.113.1"),
        (2, "1.1.1.1, 203.0.113.1, 10.0.0.2", "203.0.113.1"),
        (2, "203.0.113.1", "198.51.100.9"),
        (1, "pas une adresse", "0.0.0.0"),  # noqa: S104
        (1, "", "198.51.100.9"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_address_as_the_trusted_proxy_saw_it(
    settings: Settings, proxies: int, forwarded: str | None, address: str
) -> None:
    settings.NUMBER_OF_PROXIES = proxies
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.9", headers=headers)
    assert client_address(request) == address


def over(address: str, scope: str = "essai") -> bool:
    return is_over_limit(RequestFactory().get("/", REMOTE_ADDR=address), scope, 2, 3600)


def test_each_address_and_scope_has_its_own_count() -> None:
    assert [over("192.0.2.1") for _ in range(3)] == [False, False, True]
    assert over("192.0.2.2") is False
    assert over("192.0.2.1", "autre") is False


def test_a_household_shares_its_ipv6_network() -> None:
    assert [over("2001:db8::1"), over("2001:db8::2"), over("2001:db8::3")] == [False, False, True]
    assert over("2001:db8:0:1::1") is False


def test_the_cache_never_holds_an_address() -> None:
    with patch("socle.ratelimit.cache.add") as add, patch("socle.ratelimit.cache.incr", return_value=1):
        over("192.0.2.1")
    assert "192.0.2.1" not in add.call_args.args[0]


def test_nothing_is_refused_when_redis_is_down() -> None:
    with patch("socle.ratelimit.cache.add", return_value=None), patch("socle.ratelimit.cache.incr", return_value=None):
        assert is_counted_out("essai", "x", 0, 60) is False


def test_nothing_is_refused_when_the_key_expires_in_between() -> None:
    with patch("socle.ratelimit.cache.incr", side_effect=ValueError):
        assert is_counted_out("essai", "x", 0, 60) is False


@pytest.mark.django_db
def test_password_of_a_protected_page_cannot_be_tried_for_ever(client: Client) -> None:
    answers = [client.post("/_util/authenticate_with_password/1/1/", {"password": "x"}).status_code for _ in range(11)]
    assert answers == [404] * 10 + [429]


@pytest.mark.django_db
def test_password_reset_mails_are_limited(client: Client) -> None:
    answers = [client.post("/admin/password_reset/", {"email": "ines@example.org"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert client.get("/admin/password_reset/").status_code == 200
