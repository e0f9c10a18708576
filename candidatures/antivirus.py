"""What clamd says of a file. It is asked over its socket (`NEC_CLAMAV`), with the extra `antivirus`."""

from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from candidatures.enums import ScanState

if TYPE_CHECKING:
    from clamav_client.clamd import ClamdNetworkSocket

#: Seconds without a word from clamd: the largest file takes it far less.
TIMEOUT: Final = 30
DEFAULT_PORT: Final = 3310


class AntivirusUnavailableError(Exception):
    """Clamd does not answer, or stops in the middle: the file is to be sent again later."""


def is_configured() -> bool:
    """Whether files are analysed on this site."""
    return bool(settings.NEC_CLAMAV)


def scan(file: BinaryIO) -> ScanState:
    """What clamd says of `file`: clean, infected, or failed when it could not read it.

    Raises:
        AntivirusUnavailableError: when it does not answer.
        ImproperlyConfigured: when `NEC_CLAMAV` is no address, or the extra is not installed.
    """
    client = _get_client()
    from clamav_client.clamd import BufferTooLongError, CommunicationError, ResponseError  # noqa: PLC0415 (an extra)

    try:
        results = client.instream(file)
    except BufferTooLongError:
        return ScanState.FAILED
    except (CommunicationError, OSError) as error:
        raise AntivirusUnavailableError(type(error).__name__) from error
    except (ResponseError, ValueError):
        return ScanState.FAILED
    if not results:
        message = "no answer"
        raise AntivirusUnavailableError(message)
    states = {status for status, _virus in results.values()}
    if "FOUND" in states:
        return ScanState.INFECTED
    return ScanState.CLEAN if states == {"OK"} else ScanState.FAILED


def _get_client() -> "ClamdNetworkSocket":
    try:
        from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket  # noqa: PLC0415 (an extra)
    except ImportError as error:
        message = "CLAMAV : il manque l’extra « antivirus » (pip install nec-site[antivirus])"
        raise ImproperlyConfigured(message) from error
    address = urlsplit(settings.NEC_CLAMAV)
    if address.scheme == "unix" and address.path:
        return ClamdUnixSocket(path=address.path, timeout=TIMEOUT)
    if address.scheme == "tcp" and address.hostname:
        return ClamdNetworkSocket(host=address.hostname, port=address.port or DEFAULT_PORT, timeout=TIMEOUT)
    message = "CLAMAV : attend tcp://hôte:3310 ou unix:/run/clamav/clamd.ctl"
    raise ImproperlyConfigured(message)
