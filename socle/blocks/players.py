"""Players and forms of other sites which editors may place in a page.

The setting `NEC_PLAYER_HOSTS` lists the hosts that may be framed; the site's Content-Security-Policy takes its
`frame-src` from it. A host of that list which is unknown here is read as a PeerTube instance, or as the host of a form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

#: Hosts framed where the project says nothing.
DEFAULT_PLAYER_HOSTS: Sequence[str] = (
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "audioblog.arteradio.com",
    "tube.numerique.gouv.fr",
    "www.demarches-simplifiees.fr",
)


@dataclass(frozen=True)
class Platform:
    """A site of sounds or videos: where its public pages are, how they name a media, where its player is."""

    name: str
    public_hosts: frozenset[str]
    #: Finds `id` in the path and query of a public address.
    pattern: str
    player: str


PLATFORMS = (
    Platform(
        "YouTube",
        frozenset({"www.youtube.com", "youtube.com", "m.youtube.com"}),
        r"/watch\?(?:.*&)?v=(?P<id>[\w-]{11})(?:&.*)?",
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    Platform(
        "YouTube",
        frozenset({"youtu.be"}),
        r"/(?P<id>[\w-]{11})(?:\?.*)?",
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    Platform(
        "Vimeo",
        frozenset({"vimeo.com", "player.vimeo.com"}),
        r"/(?:video/)?(?P<id>\d{1,12})(?:[/?].*)?",
        "https://player.vimeo.com/video/{id}?dnt=1",
    ),
    Platform(
        "Arte Audioblog",
        frozenset({"audioblog.arteradio.com"}),
        r"/(?:blog/\d+/podcast|embed)/(?P<id>\d{1,10})(?:[/?].*)?",
        "https://audioblog.arteradio.com/embed/{id}",
    ),
)
#: The addresses of PeerTube, the same on each of its instances.
PEERTUBE_PATTERN = r"/(?:w|videos/watch|videos/embed)/(?P<id>[\w-]{8,40})(?:\?.*)?"
PEERTUBE_PLAYER = "https://{host}/videos/embed/{id}?title=0&warningTitle=0"


@dataclass(frozen=True)
class ExternalPlayer:
    """A sound or a video of another site: who hosts it, and the address of its player."""

    host_name: str
    embed_url: str


def player_hosts() -> Sequence[str]:
    """The hosts that may be framed."""
    hosts: Sequence[str] = getattr(settings, "NEC_PLAYER_HOSTS", DEFAULT_PLAYER_HOSTS)
    return hosts


def find_player(url: str) -> ExternalPlayer | None:
    """The player of the public address `url`; None unless it is an https address of a media of an allowed host."""
    parts = urlsplit(url)
    platform = _platform(parts.netloc)
    found = re.fullmatch(platform.pattern, f"{parts.path}?{parts.query}" if parts.query else parts.path)
    if parts.scheme != "https" or found is None:
        return None
    embed_url = platform.player.format(id=found["id"], host=parts.netloc)
    return ExternalPlayer(platform.name, embed_url) if is_allowed(embed_url) else None


def is_allowed(url: str) -> bool:
    """Whether the https address `url` may be framed."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.netloc in player_hosts()


def platform_names() -> list[str]:
    """What an editor may take a player from, for messages."""
    known = {urlsplit(platform.player).netloc: platform.name for platform in PLATFORMS}
    return [known.get(host, host) for host in player_hosts()]


def _platform(host: str) -> Platform:
    known = next((platform for platform in PLATFORMS if host in platform.public_hosts), None)
    return known or Platform(host, frozenset({host}), PEERTUBE_PATTERN, PEERTUBE_PLAYER)
