from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names files by their content, those that our JavaScript modules import from each other included."""

    support_js_module_import_aggregation = True
