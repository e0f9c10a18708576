"""Players and forms of other sites which editors may place in a page, and the addresses they are framed from.

The settings `NEC_PLAYER_HOSTS` and `NEC_FORM_HOSTS` replace the defaults below. The site's Content-Security-Policy
takes its `frame-src` from `frame_sources()`, so that a host allowed here is allowed there, and no other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True)
class PlayerHost:
    """A site that hosts sounds or videos. `pattern` finds `id` in the path and query of a public address."""

    name: str
    pattern: str
    embed: str


#: By host of the public address an editor copies from the browser.
DEFAULT_PLAYER_HOSTS: Mapping[str, PlayerHost] = {
    "www.youtube.com": PlayerHost(
        "YouTube", r"/watch\?(?:[^#]*&)?v=(?P<id>[\w-]{11})(?:[&#].*)?", "https://www.youtube-nocookie.com/embed/{id}"
    ),
    "youtu.be": PlayerHost("YouTube", r"/(?P<id>[\w-]{11})(?:\?.*)?", "https://www.youtube-nocookie.com/embed/{id}"),
    "tube.numerique.gouv.fr": PlayerHost(
        "tube.numerique.gouv.fr",
        r"/(?:w|videos/watch|videos/embed)/(?P<id>[\w-]{8,40})(?:\?.*)?",
        "https://tube.numerique.gouv.fr/videos/embed/{id}?title=0&warningTitle=0",
    ),
    "audioblog.arteradio.com": PlayerHost(
        "Arte Audioblog",
        r"/(?:blog/\d+/podcast|embed)/(?P<id>\d{1,10})(?:/[^?#]*)?",
        "https://audioblog.arteradio.com/embed/{id}",
    ),
}

#: Hosts whose forms may be shown in a frame, once the visitor asks for it.
DEFAULT_FORM_HOSTS: Sequence[str] = (
    "www.demarches-simplifiees.fr",
    "demarche.numerique.gouv.fr",
    "grist.numerique.gouv.fr",
)


@dataclass(frozen=True)
class ExternalPlayer:
    """A sound or a video of another site: who hosts it, and the address of its player."""

    host_name: str
    embed_url: str


def player_hosts() -> Mapping[str, PlayerHost]:
    """The hosts allowed for players."""
    hosts: Mapping[str, PlayerHost] = getattr(settings, "NEC_PLAYER_HOSTS", DEFAULT_PLAYER_HOSTS)
    return hosts


def form_hosts() -> Sequence[str]:
    """The hosts allowed for framed forms."""
    hosts: Sequence[str] = getattr(settings, "NEC_FORM_HOSTS", DEFAULT_FORM_HOSTS)
    return hosts


def find_player(url: str) -> ExternalPlayer | None:
    """The player of the public address `url`; None unless it is an https address of a media of an allowed host."""
    parts = urlsplit(url)
    host = player_hosts().get(parts.netloc)
    if parts.scheme != "https" or host is None:
        return None
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    found = re.fullmatch(host.pattern, address)
    return ExternalPlayer(host.name, host.embed.format(id=found["id"])) if found else None


def may_frame_form(url: str) -> bool:
    """Whether the form at `url` may be shown in a frame."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.netloc in form_hosts()


def frame_sources() -> list[str]:
    """Origins for the `frame-src` of the Content-Security-Policy."""
    players = {f"https://{urlsplit(host.embed).netloc}" for host in player_hosts().values()}
    return sorted(players | {f"https://{host}" for host in form_hosts()})
