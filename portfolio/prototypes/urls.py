from django.urls import path, register_converter

from portfolio.prototypes import views


class SizeConverter:
    """The file name of one size of a picture."""

    regex = r"\d{1,4}\.(?:avif|webp|jpg)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SizeConverter, "size")

app_name = "prototypes"
one = "<uuid:public_id>/"
attempt = f"{one}attempts/<int:number>/"
signal = f"{one}signals/<uuid:signal_id>/"
picture = f"{one}pictures/<uuid:picture_id>/"

urlpatterns = [
    path("", views.prototype_list, name="list"),
    path("new/", views.prototype_new, name="new"),
    path("deleted/", views.deleted_list, name="deleted"),
    path(one, views.prototype_detail, name="detail"),
    path(f"{one}edit/<slug:section>/", views.section_edit, name="section_edit"),
    path(f"{one}archive/", views.prototype_archive, name="archive"),
    path(f"{one}delete/", views.prototype_delete, name="delete"),
    path(f"{one}duplicate/", views.prototype_duplicate, name="duplicate"),
    path(f"{one}feature/", views.prototype_feature, name="feature"),
    path(f"{one}take-back/", views.prototype_take_back, name="take_back"),
    path(f"{one}attempts/new/", views.attempt_new, name="attempt_new"),
    path(attempt, views.attempt_edit, name="attempt"),
    path(f"{attempt}delete/", views.attempt_delete, name="attempt_delete"),
    path(f"{one}signals/new/", views.signal_new, name="signal_new"),
    path(signal, views.signal_edit, name="signal"),
    path(f"{signal}delete/", views.signal_delete, name="signal_delete"),
    path(f"{one}pictures/new/", views.picture_new, name="picture_new"),
    path(picture, views.picture_edit, name="picture"),
    path(f"{picture}delete/", views.picture_delete, name="picture_delete"),
    path(f"{picture}move/", views.picture_move, name="picture_move"),
]

# Open to whoever may see the prototype: included at /pictures/.
pictures = (
    [path("<uuid:picture_id>/<size:name>", views.picture_file, name="file")],
    "pictures",
)
