"""Limits on how often one address may ask for something."""

import ipaddress
import time
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

UNKNOWN_ADDRESS: Final = "0.0.0.0"  # noqa: S104
#: A household is given a whole IPv6 network of this length (RIPE-690): its machines share one count.
IPV6_NETWORK_LENGTH: Final = 64


def client_address(request: HttpRequest) -> str:
    """The visitor's address, as the nearest trusted proxy saw it.

    Each of the `NUMBER_OF_PROXIES` proxies adds the address it saw at the end of X-Forwarded-For; what stands before is
    the visitor's to invent.
    """
    proxies: int = getattr(settings, "NUMBER_OF_PROXIES", 0)
    candidate = request.META.get("REMOTE_ADDR", "")
    if proxies:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        candidate = forwarded[-proxies] if len(forwarded) >= proxies else candidate
    try:
        return str(ipaddress.ip_address(candidate))
    except ValueError:
        return UNKNOWN_ADDRESS


def is_over_limit(request: HttpRequest, scope: str, number: int, seconds: int) -> bool:
    """Count one more request of `scope` from the visitor's address; true past `number` of them in `seconds`."""
    return is_counted_out(scope, _network(request), number, seconds)


def is_counted_out(scope: str, subject: str, number: int, seconds: int) -> bool:
    """Count one more act of `scope` by `subject`; true once there are more than `number` in `seconds`.

    Counted in fixed windows. When the cache is down nothing is counted, and nothing refused: no form may depend on it.
    """
    # What stands for the subject in the cache cannot be read back without the site's secret.
    fingerprint = salted_hmac("socle.ratelimit", subject).hexdigest()[:32]
    key = f"nec:limit:{scope}:{fingerprint}:{int(time.time()) // seconds}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # the key went away between the two calls
        return False
    return count is not None and count > number


def _network(request: HttpRequest) -> str:
    address = ipaddress.ip_address(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_NETWORK_LENGTH), strict=False))
    return str(address)
