from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.prototypes.models import Screenshot

MOST_AT_ONCE = 10


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "forms/widgets/files.html"


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > MOST_AT_ONCE:
            raise ValidationError(_("Choose up to %d at a time.") % MOST_AT_ONCE)
        if self.required and not files:
            raise ValidationError(_("Choose a picture first."))
        return files


class PicturesForm(forms.Form):
    pictures = FilesField(
        label=gettext_lazy("Pictures"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG, WebP or GIF, up to 10 MB each."),
        widget=FilesInput(
            attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}
        ),
    )


class PictureForm(forms.ModelForm[Screenshot]):
    class Meta:
        model = Screenshot
        fields = ["alt", "decorative", "caption"]
        help_texts = {
            "alt": gettext_lazy("What would you say about it on the phone?"),
        }

    def save(self, commit: bool = True) -> Screenshot:
        with self.instance.prototype.changing():
            return super().save()
