from portfolio.prototypes.forms.attempt import AttemptForm
from portfolio.prototypes.forms.pictures import PictureForm, PicturesForm
from portfolio.prototypes.forms.quick import QuickForm, blank_fields
from portfolio.prototypes.forms.sections import SECTIONS, SectionForm
from portfolio.prototypes.forms.signal import SignalForm

__all__ = [
    "SECTIONS",
    "AttemptForm",
    "PictureForm",
    "PicturesForm",
    "QuickForm",
    "SectionForm",
    "SignalForm",
    "blank_fields",
]
