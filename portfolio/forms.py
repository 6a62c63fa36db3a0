from collections.abc import Iterable

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting


class Field(BoundField):
    """A bound field whose wrapper names its kind of input and its state."""

    def css_classes(self, extra_classes: str | Iterable[str] | None = None) -> str:
        classes = super().css_classes(extra_classes)
        state = "field invalid" if self.errors else "field"
        return f"{state} {self.widget_type} {classes}".strip()

    @property
    def theirs(self) -> str | None:
        """What another tab saved here meanwhile, if this form noticed it."""
        return getattr(self.form, "theirs", {}).get(self.name)


class Renderer(TemplatesSetting):
    field_template_name = "forms/field.html"
    bound_field_class = Field
