"""What the service answers, as it is checked before anything is written."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from candidatures.enums import OutsideState
from socle.text import clean_text

#: What the database counts to.
MAX_NUMBER: Final = 2**63 - 1

Identifier = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_=+/-]+$")]
DossierNumber = Annotated[int, Field(ge=1, le=MAX_NUMBER)]
# In JSON an instant, a day, a decimal number and a state are texts or numbers.
Instant = Annotated[AwareDatetime, Field(strict=False)]


class Shape(BaseModel):
    """An object of an answer: what is not asked is left out, and types are not guessed."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, populate_by_name=True)


class GraphQLError(Shape):
    message: str = ""
    extensions: dict[str, Any] | None = None

    @property
    def code(self) -> str:
        return str((self.extensions or {}).get("code", ""))


class Envelope(Shape):
    """Any answer of the GraphQL API. It tells its errors here, with the status 200."""

    data: dict[str, Any] | None = None
    errors: list[GraphQLError] | None = None


class PageInfo(Shape):
    has_next: bool = Field(alias="hasNextPage")
    end: str | None = Field(default=None, alias="endCursor", max_length=500)


class Page(Shape):
    """A page of a list. Its nodes are checked one by one: a wrong one does not stop the others."""

    info: PageInfo = Field(alias="pageInfo")
    nodes: list[Any]


class Commune(Shape):
    name: str


class Departement(Shape):
    code: str | None = None


class File(Shape):
    """A file of an answer, by its name alone: it stays there."""

    name: str = Field(alias="filename")


class Champ(Shape):
    """An answer of a dossier."""

    id: Identifier
    kind: str = Field(alias="__typename")
    label: str = ""
    text: str | None = Field(default=None, alias="stringValue")
    day: Annotated[date, Field(strict=False)] | None = Field(default=None, alias="date")
    checked: bool | None = None
    decimal: Annotated[Decimal, Field(strict=False, allow_inf_nan=False)] | None = Field(
        default=None, alias="decimalNumber"
    )
    #: A BigInt, which GraphQL writes as a text.
    integer: Annotated[int, Field(strict=False)] | None = Field(default=None, alias="integerNumber")
    values: list[str] | None = None
    commune: Commune | None = None
    departement: Departement | None = None
    rows: "list[Row] | None" = None
    files: list[File] | None = None

    @property
    def target(self) -> str:
        """What the mapping calls it."""
        return f"champ_{self.id}"

    @property
    def value(self) -> str | list[str]:
        """What was answered, as prefilling writes it: days as ISO 8601, yes or no as « true » or « false »."""
        if self.values is not None:
            return [clean for item in self.values if (clean := clean_text(item).strip())]
        if self.rows is not None:
            return "\n".join(line for row in self.rows if (line := row.line))
        return clean_text(self._plain).strip()

    @property
    def _plain(self) -> str:
        if self.checked is not None:
            return "true" if self.checked else "false"
        if self.day is not None:
            return self.day.isoformat()
        if self.decimal is not None:
            return f"{self.decimal:f}"
        if self.integer is not None:
            return str(self.integer)
        if self.commune is not None:
            code = self.departement.code if self.departement else None
            return f"{self.commune.name} ({code})" if code else self.commune.name
        return self.text or ""


class Row(Shape):
    """A row of a repeated group."""

    champs: list[Champ]

    @property
    def line(self) -> str:
        """Its answers on one line."""
        texts = (", ".join(value) if isinstance(value := champ.value, list) else value for champ in self.champs)
        return " · ".join(filter(None, texts))


class Usager(Shape):
    email: str = Field(max_length=254)


class Entreprise(Shape):
    raison_sociale: str = Field(default="", alias="raisonSociale")
    nom_commercial: str = Field(default="", alias="nomCommercial")


class Demandeur(Shape):
    """Who applies: a person, or a structure known by its SIRET."""

    nom: str | None = None
    prenom: str | None = None
    siret: str | None = None
    entreprise: Entreprise | None = None


class Dossier(Shape):
    """A dossier that was sent there."""

    id: Identifier
    number: DossierNumber
    state: Annotated[OutsideState, Field(strict=False)]
    submitted_at: Instant = Field(alias="dateDepot")
    modified_at: Instant = Field(alias="dateDerniereModification")
    motivation: str | None = None
    usager: Usager
    demandeur: Demandeur | None = None
    champs: list[Champ]


class DeletedDossier(Shape):
    """A dossier that was deleted there, or waits in the bin of the service."""

    id: Identifier
    number: DossierNumber
    reason: str | None = None
    deleted_at: Instant | None = Field(default=None, alias="dateSupression")


class Descriptor(Shape):
    """A question of the démarche, as its published form asks it."""

    id: Identifier
    kind: str = Field(alias="__typename")
    options: list[str] | None = None
    other_option: bool | None = Field(default=None, alias="otherOption")

    @property
    def target(self) -> str:
        """What the mapping calls it."""
        return f"champ_{self.id}"


class Begun(Shape):
    """A dossier begun there with answers given from here."""

    url: str = Field(alias="dossier_url", max_length=2000)
    id: Identifier = Field(alias="dossier_id")
    number: DossierNumber = Field(alias="dossier_number")
    state: str = Field(default="", max_length=30)
