from portfolio.prototypes.views.acts import (
    prototype_archive,
    prototype_delete,
    prototype_duplicate,
    prototype_feature,
    prototype_take_back,
)
from portfolio.prototypes.views.attempts import (
    attempt_delete,
    attempt_edit,
    attempt_new,
)
from portfolio.prototypes.views.editor import prototype_detail, section_edit
from portfolio.prototypes.views.log import deleted_list, prototype_list, prototype_new
from portfolio.prototypes.views.pictures import (
    picture_delete,
    picture_edit,
    picture_file,
    picture_move,
    picture_new,
)
from portfolio.prototypes.views.signals import signal_delete, signal_edit, signal_new

__all__ = [
    "attempt_delete",
    "attempt_edit",
    "attempt_new",
    "deleted_list",
    "picture_delete",
    "picture_edit",
    "picture_file",
    "picture_move",
    "picture_new",
    "prototype_archive",
    "prototype_delete",
    "prototype_detail",
    "prototype_duplicate",
    "prototype_feature",
    "prototype_list",
    "prototype_new",
    "prototype_take_back",
    "section_edit",
    "signal_delete",
    "signal_edit",
    "signal_new",
]
