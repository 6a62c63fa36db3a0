from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portfolio.pages.style import flattened, minified

SHEETS = ["css/app.css", "css/public.css"]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, also inside our own modules' relative imports; sheets in one piece.

    A sheet in forty files is pleasant to edit and slow to fetch.
    """

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            for sheet in SHEETS:
                self.delete(sheet)
                self.save(sheet, ContentFile(minified(flattened(sheet)).encode()))
                paths[sheet] = (self, sheet)
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[no-untyped-call]
