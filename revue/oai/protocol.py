"""Requests of OAI-PMH 2.0: verbs, arguments, dates, resumption tokens (§ 3 and 4 of the protocol)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

METADATA_PREFIX: Final = "oai_dc"
TOKEN_SALT: Final = "revue.oai.resumption"  # noqa: S105 (a name, no secret)


class Verb(StrEnum):
    IDENTIFY = "Identify"
    LIST_METADATA_FORMATS = "ListMetadataFormats"
    LIST_SETS = "ListSets"
    LIST_IDENTIFIERS = "ListIdentifiers"
    LIST_RECORDS = "ListRecords"
    GET_RECORD = "GetRecord"


class ErrorCode(StrEnum):
    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"  # noqa: S105
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"


#: Errors whose answer repeats no argument of the request (§ 3.2).
SILENT_ERRORS: Final = frozenset({ErrorCode.BAD_VERB, ErrorCode.BAD_ARGUMENT})


class ProtocolError(Exception):
    """What the protocol makes of a request that cannot be answered."""

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Signature:
    """The arguments of a verb. `resumptionToken`, where there is one, stands alone."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumes: bool = False

    @property
    def names(self) -> frozenset[str]:
        return self.required | self.optional | ({"resumptionToken"} if self.resumes else set())


_LIST: Final = Signature(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), resumes=True)
SIGNATURES: Final = {
    Verb.IDENTIFY: Signature(),
    Verb.LIST_METADATA_FORMATS: Signature(optional=frozenset({"identifier"})),
    Verb.LIST_SETS: Signature(resumes=True),
    Verb.LIST_IDENTIFIERS: _LIST,
    Verb.LIST_RECORDS: _LIST,
    Verb.GET_RECORD: Signature(frozenset({"identifier", "metadataPrefix"})),
}

_UNRESERVED: Final = r"[A-Za-z0-9\-_.!~*'()]+"
_DAY: Final = r"\d{4}-\d{2}-\d{2}"
#: What a value may be written with, so that an answer can repeat it (the protocol's schema).
SYNTAXES: Final = {
    "identifier": re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-_.!~*'();/?:@&=+$,%]+"),
    "metadataPrefix": re.compile(_UNRESERVED),
    "set": re.compile(rf"{_UNRESERVED}(:{_UNRESERVED})*"),
    "from": re.compile(rf"{_DAY}(T\d{{2}}:\d{{2}}:\d{{2}}Z)?", re.ASCII),
    "until": re.compile(rf"{_DAY}(T\d{{2}}:\d{{2}}:\d{{2}}Z)?", re.ASCII),
    "resumptionToken": re.compile(r"[\x21-\x7e]+"),
}
MAX_LENGTH: Final = 2_000
_SECONDS: Final = "%Y-%m-%dT%H:%M:%SZ"
_END_OF_SECOND: Final = 999_999


@dataclass(frozen=True)
class Window:
    """The records asked for: those that changed between two moments, both included, and belong to a set."""

    since: datetime | None = None
    until: datetime | None = None
    set_spec: str = ""


@dataclass(frozen=True)
class Position:
    """The last record given: the next ones follow it in the order of datestamp, then of key."""

    datestamp: datetime
    key: UUID
    #: How many records were given so far.
    cursor: int


@dataclass(frozen=True)
class Request:
    """A request that the protocol understands."""

    verb: Verb
    arguments: Mapping[str, str]

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """The request written in a query string or a form.

        Raises:
            ProtocolError: `badVerb` or `badArgument`.
        """
        verb = _read_verb(data)
        signature = SIGNATURES[verb]
        arguments = {name: _read_argument(data, name, signature) for name in data if name != "verb"}
        if "resumptionToken" in arguments:
            if len(arguments) > 1:
                raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("resumptionToken se donne seul."))
            return cls(verb, arguments)
        missing = signature.required - arguments.keys()
        if missing:
            names = ", ".join(sorted(missing))
            raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("Il manque : %(names)s.") % {"names": names})
        return cls(verb, arguments)


def read_window(arguments: Mapping[str, str]) -> Window:
    """The records that a list asks for.

    Raises:
        ProtocolError: `badArgument`, for a day that does not exist, two ways of writing dates, or an end before the
            beginning.
    """
    since, until = arguments.get("from", ""), arguments.get("until", "")
    if since and until and len(since) != len(until):
        raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("Écrivez from et until avec la même précision."))
    window = Window(
        since=_moment(since, time.min) if since else None,
        until=_moment(until, time.max) if until else None,
        set_spec=arguments.get("set", ""),
    )
    if window.since and window.until and window.until < window.since:
        raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("until précède from."))
    return window


def write_datestamp(moment: datetime) -> str:
    """A moment as the protocol writes it: in UTC, to the second."""
    return moment.astimezone(UTC).strftime(_SECONDS)


def write_token(verb: Verb, window: Window, position: Position) -> str:
    """A token that says all of the list it resumes: the site keeps nothing, and the token does not expire."""
    return signing.dumps({"verb": verb, **_plain(asdict(window)), **_plain(asdict(position))}, salt=TOKEN_SALT)


def read_token(verb: Verb, token: str) -> tuple[Window, Position]:
    """The list that a token resumes.

    Raises:
        ProtocolError: `badResumptionToken`, for a token which is not the site's or belongs to another verb.
    """
    try:
        said = signing.loads(token, salt=TOKEN_SALT)
    except signing.BadSignature:
        said = {}
    if said.get("verb") != verb:
        raise ProtocolError(ErrorCode.BAD_RESUMPTION_TOKEN, _("Ce resumptionToken n’est pas de ce dépôt."))
    window = Window(_from_iso(said["since"]), _from_iso(said["until"]), said["set_spec"])
    return window, Position(datetime.fromisoformat(said["datestamp"]), UUID(said["key"]), said["cursor"])


def _read_verb(data: QueryDict) -> Verb:
    given = data.getlist("verb")
    try:
        (value,) = given
        return Verb(value)
    except ValueError:
        message = _("verb se donne une fois, et vaut : %(verbs)s.") % {"verbs": ", ".join(Verb)}
        raise ProtocolError(ErrorCode.BAD_VERB, message) from None


def _read_argument(data: QueryDict, name: str, signature: Signature) -> str:
    values = data.getlist(name)
    if name not in signature.names:
        raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("Ce verbe ne prend pas l’un des arguments donnés."))
    if len(values) != 1:
        raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("%(name)s ne se donne qu’une fois.") % {"name": name})
    if len(values[0]) > MAX_LENGTH or not SYNTAXES[name].fullmatch(values[0]):
        raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("%(name)s est mal écrit.") % {"name": name})
    return values[0]


def _moment(written: str, hour_of_a_day: time) -> datetime:
    """The moment written, to the second or to the day; the end of a second or a day is its last instant."""
    is_end = hour_of_a_day == time.max
    try:
        if "T" in written:
            moment = datetime.strptime(written, _SECONDS).replace(tzinfo=UTC)
            return moment.replace(microsecond=_END_OF_SECOND) if is_end else moment
        return datetime.combine(datetime.strptime(written, "%Y-%m-%d").replace(tzinfo=UTC), hour_of_a_day, UTC)
    except ValueError:
        raise ProtocolError(ErrorCode.BAD_ARGUMENT, _("Cette date n’existe pas.")) from None


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` as JSON takes them."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex if isinstance(value, UUID) else value


def _from_iso(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
