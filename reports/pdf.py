"""HTML to PDF: tagged (PDF/UA-1), with the bundled letters, the same bytes for the same content.

WeasyPrint needs Pango from the operating system. Where it is missing, ``PangoMissingError`` says
which line to run. Nothing is fetched: the printer may open the report's own pictures, letters and
stylesheet, and no other address, whatever people have typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reports.content import ReportContent
from reports.document import document_for

__all__ = ["INSTALL_PANGO", "PangoMissingError", "fetcher", "render_pdf", "resources"]

INSTALL_PANGO = "sudo apt-get install --yes libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_SCHEME = "report:"
_STATIC = Path(__file__).resolve().parent.parent / "static"
_LETTERS = _STATIC / "vendor" / "inter-print"
_STYLES = _STATIC / "reports"
_TYPES = {".svg": "image/svg+xml", ".css": "text/css", ".ttf": "font/ttf"}


class PangoMissingError(Exception):
    """The system's text library is not there; the message is what to do about it."""

    def __init__(self) -> None:
        super().__init__(f"The PDF needs Pango, which is not installed. Run: {INSTALL_PANGO}")


def render_pdf(content: ReportContent) -> bytes:
    """The report as PDF bytes.

    Raises ``PangoMissingError`` where the system lacks it.
    """
    weasyprint = _weasyprint()
    document = document_for(content)
    page = weasyprint.HTML(
        string=document.html,
        base_url=_SCHEME,
        url_fetcher=fetcher(resources(document.files)),
    )
    pdf: bytes = page.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=content.input_sha256[:32].encode(),
    )
    return pdf


def resources(files: Mapping[str, str]) -> dict[str, bytes]:
    """Everything that a report may open, by address: its files, the letters, the stylesheets."""
    bundled = [*sorted(_LETTERS.glob("*.ttf")), *sorted(_STYLES.glob("*.css"))]
    return {f"{_SCHEME}{file.name}": file.read_bytes() for file in bundled} | {
        f"{_SCHEME}{name}": text.encode() for name, text in files.items()
    }


def fetcher(allowed: Mapping[str, bytes]) -> Any:
    """A fetcher that knows these addresses and refuses all others."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            body = allowed.get(url)
            if body is None:
                raise ValueError(f"a report may not open {url!r}")
            kind = _TYPES[Path(url).suffix]
            return URLFetcherResponse(url, body=body, headers={"Content-Type": kind})

    return Fetcher()


def _weasyprint() -> Any:
    """WeasyPrint, loaded when it is first needed: it opens Pango as it is imported."""
    try:
        import weasyprint
    except OSError as error:
        raise PangoMissingError from error
    return weasyprint
