from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, also inside our own modules' relative imports."""

    support_js_module_import_aggregation = True
