"""A page on paper. What it shows is drawn from packaged files alone: no address that stands in a report is ever opened."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PACKAGED = Path(settings.BASE_DIR) / "static"
# Nobody's address: what is relative in a template or a stylesheet becomes one of it.
BASE = "https://packaged.invalid/"


class NotPackaged(Exception):
    """Something asked for a file of ours, or for another server. Nothing of the kind is ever needed: the printing stops."""


class _Stop(FatalURLFetchingError):  # type: ignore[misc]
    """What else is raised while fetching is swallowed by the library."""


class PackagedOnly(URLFetcher):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = (PACKAGED / unquote(urlsplit(url).path).lstrip("/")).resolve()
        if not url.startswith(BASE) or not path.is_relative_to(PACKAGED.resolve()) or not path.is_file():
            raise _Stop
        kind = "text/css" if path.suffix == ".css" else "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def pdf_of(html: str) -> bytes:
    try:
        made: bytes = HTML(string=html, base_url=BASE, url_fetcher=PackagedOnly()).write_pdf()
    except _Stop:
        raise NotPackaged from None
    return made
