"""Column types that the tables of a log share."""

from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portfolio.lib.links import clean_url
from portfolio.lib.text import clean_line, storable


class LineField(models.CharField):
    """One line of text; hidden marks and doubled spaces go when it is cleaned."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value


class LongTextField(models.TextField):
    """Text kept as it was typed, up to `max_length` characters."""

    def __init__(self, *args: Any, max_length: int = 20_000, **kwargs: Any) -> None:
        kwargs = {"blank": True, "max_length": max_length} | kwargs
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, MaxLengthValidator(max_length), storable]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class LinkField(models.CharField):
    """An http(s) address in its one normal form, also when no form cleaned it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 2000, "blank": True} | kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_url(value) if value else value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        # A queryset or an import writes without full_clean(); this is the last door.
        return super().get_db_prep_save(self.to_python(value), connection)


def at_most(table: str, **limits: int) -> list[models.BaseConstraint]:
    """Hold text lengths (in characters) in the database too, whoever writes."""
    return [
        models.CheckConstraint(
            condition=LessThanOrEqual(Length(column), limit),
            name=f"{table}_{column}_length",
            violation_error_message=format_lazy(
                _("Shorten this to {limit} characters."), limit=limit
            ),
        )
        for column, limit in limits.items()
    ]
