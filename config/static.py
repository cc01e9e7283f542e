from wsgiref.headers import Headers

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names files by their content, those that our JavaScript modules import from each other included."""

    support_js_module_import_aggregation = True


def add_headers(headers: Headers, path: str, url: str) -> None:
    """A file that is opened by itself, such as an SVG, may load and run nothing."""
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    headers["X-Content-Type-Options"] = "nosniff"
