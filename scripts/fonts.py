"""Make the two font files of the site from the npm packages that the visual identity names (section 2.3).

    python scripts/fonts.py [FOLDER]

FOLDER is a `node_modules` that holds both packages; without it they are installed in a temporary one with npm. Each
file is two fixed instances of the original variable font, cut down to what French writes and linked again as the ends
of a single axis: `opsz` for the titles, so that the size alone commands width and weight, and `wght` for the text.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.merge import Merger
from fontTools.otlLib.builder import buildStatTable
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import build as link_masters
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
VERSION = "5.3.0"
#: 1 January 2024 as fonts count seconds, since 1904.
EPOCH = 3_786_912_000

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_FRENCH = "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ"
# Letters of the names of persons and places of the neighbours, and of Breton, Basque and the Antilles' creoles.
_NEIGHBOURS = "áãåíìñóòõøßúÁÃÅÍÌÑÓÒÕØÚ"
_SIGNS = "\u00a0«»‹›“”‘’„–—…·•°²³€£§©®™×÷±−½¼¾¹ªº¡¿\u2009"
CHARACTERS = frozenset(_ASCII + _FRENCH + _NEIGHBOURS + _SIGNS)
#: Characters that the originals lack, drawn as another: the narrow no-break space and the hyphens.
ALIASES = {0x202F: 0x2009, 0x2010: 0x2D, 0x2011: 0x2D}
#: The only ones taken from the package's second file, which holds the other Latin letters.
EXTENDED = frozenset("Ÿ")


@dataclass(frozen=True)
class Family:
    """A font to make: where it comes from, and the two instances that its axis links."""

    name: str
    package: str
    original: str
    extended: str
    target: str
    tag: str
    axis_name: str
    first: tuple[float, dict[str, float]]
    last: tuple[float, dict[str, float]]


FAMILIES = (
    Family(
        name="NEC Titres",
        package="@fontsource-variable/bricolage-grotesque",
        original="bricolage-grotesque-latin-standard-normal.woff2",
        extended="bricolage-grotesque-latin-ext-standard-normal.woff2",
        target="nec-titres",
        tag="opsz",
        axis_name="Optical size",
        first=(18, {"opsz": 20, "wdth": 92, "wght": 650}),
        last=(72, {"opsz": 96, "wdth": 75, "wght": 800}),
    ),
    Family(
        name="NEC Texte",
        package="@fontsource-variable/atkinson-hyperlegible-next",
        original="atkinson-hyperlegible-next-latin-wght-normal.woff2",
        extended="atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
        target="nec-texte",
        tag="wght",
        axis_name="Weight",
        first=(400, {"wght": 400}),
        last=(700, {"wght": 700}),
    ),
)


def main() -> None:
    """Make both files and their licences in `static/fonts/`."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with packages(Path(sys.argv[1]) if len(sys.argv) > 1 else None) as modules:
        for family in FAMILIES:
            folder = modules / family.package
            font = make(family, folder / "files")
            path = TARGET / f"{family.target}.woff2"
            font.flavor = "woff2"
            font.save(path)
            shutil.copyfile(folder / "LICENSE", TARGET / f"{family.target}.OFL.txt")
            print(f"{path.name} : {path.stat().st_size} octets, {len(font.getGlyphOrder())} glyphes")


@contextmanager
def packages(folder: Path | None) -> Iterator[Path]:
    """A `node_modules` with both packages: `folder`, or a temporary one filled by npm."""
    if folder:
        yield folder
        return
    npm = shutil.which("npm")
    if not npm:
        sys.exit("npm est introuvable : indiquez un dossier node_modules qui contient les deux paquets.")
    with tempfile.TemporaryDirectory() as temporary:
        wanted = [f"{family.package}@{VERSION}" for family in FAMILIES]
        subprocess.run([npm, "install", "--ignore-scripts", "--prefix", temporary, *wanted], check=True)  # noqa: S603
        yield Path(temporary) / "node_modules"


def make(family: Family, files: Path) -> TTFont:
    """The variable font of `family`."""
    masters = [master(family, files, location) for _position, location in (family.first, family.last)]
    font = link(family, masters)
    # Glyph names served to merge and link; browsers read none.
    font["post"].formatType = 3
    # The same packages give the same files, whenever the script runs.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = EPOCH
    axis = {"tag": family.tag, "name": family.axis_name, "values": [{"value": family.first[0], "name": "Regular"}]}
    buildStatTable(font, [axis], elidedFallbackName=2)
    rename(font, family.name)
    return font


def master(family: Family, files: Path, location: dict[str, float]) -> TTFont:
    """One fixed instance, with the letters that its package keeps in a second file."""
    base = instance(files / family.original, CHARACTERS - EXTENDED, location)
    extended = instance(files / family.extended, EXTENDED, location)
    for table in ("GSUB", "GPOS", "GDEF"):
        if table in extended:
            del extended[table]
    merged = merge(base, extended)
    add_aliases(merged)
    return merged


def instance(path: Path, characters: frozenset[str], location: dict[str, float]) -> TTFont:
    """The font of `path` fixed at `location` and cut down to `characters`, with its kerning."""
    font = TTFont(path)
    options = Options(layout_features=["kern"], hinting=False, glyph_names=True, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    fixed: TTFont = instantiateVariableFont(font, location, inplace=True)
    return fixed


def merge(base: TTFont, extended: TTFont) -> TTFont:
    """Both fixed fonts in one. The merger reads files, so each passes through memory as one."""
    buffers = []
    for font in (base, extended):
        buffer = BytesIO()
        font.flavor = None
        font.save(buffer)
        buffer.seek(0)
        buffers.append(buffer)
    return Merger().merge(buffers)


def add_aliases(font: TTFont) -> None:
    """Let the characters of `ALIASES` show the glyph of another."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            for alias, model in ALIASES.items():
                table.cmap[alias] = table.cmap[model]


def link(family: Family, masters: list[TTFont]) -> TTFont:
    """The masters as the two ends of one axis."""
    space = DesignSpaceDocument()
    space.addAxis(
        AxisDescriptor(
            tag=family.tag,
            name=family.axis_name,
            minimum=family.first[0],
            default=family.first[0],
            maximum=family.last[0],
        )
    )
    for (position, _location), font in zip((family.first, family.last), masters, strict=True):
        space.addSource(SourceDescriptor(font=font, familyName=family.name, location={family.axis_name: position}))
    linked, _model, _masters = link_masters(space, exclude=["MVAR"], optimize=True)
    return linked


def rename(font: TTFont, name: str) -> None:
    """Call the font what the style sheets call it, and drop the names that nothing reads."""
    table = font["name"]
    kept = {0} | {record.nameID for record in table.names if record.nameID > 255}  # noqa: PLR2004
    table.names = [record for record in table.names if record.nameID in kept]
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    names = {1: name, 2: "Regular", 4: name, 6: name.replace(" ", ""), 13: licence, 14: "https://openfontlicense.org"}
    for identifier, text in names.items():
        table.setName(text, identifier, 3, 1, 0x409)


if __name__ == "__main__":
    main()
