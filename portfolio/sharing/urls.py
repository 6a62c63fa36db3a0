from django.urls import path, register_converter

from portfolio.sharing import views


class HandleConverter:
    """A handle in any case: the view leads to its lower case."""

    regex = r"[A-Za-z0-9-]{1,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TokenConverter:
    """The 192 bits of a share link."""

    regex = r"[A-Za-z0-9_-]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PageConverter:
    """The number of a page after the first, which has its own address."""

    regex = r"[2-9]|[1-9]\d{1,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class WordConverter:
    """A slug in any script. PostgreSQL is never asked for a NUL, which it refuses."""

    regex = r"[-\w]{1,70}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(HandleConverter, "handle")
register_converter(PageConverter, "page")
register_converter(TokenConverter, "token")
register_converter(WordConverter, "word")

app_name = "sharing"
person = "@<handle:handle>/"
problem = "problems/<word:slug>/"
tool = "tools/<word:slug>/"
mine = "log/<uuid:public_id>/"
link = "s/<token:token>/"

public = [
    path("", views.home, name="home"),
    path("problems/", views.problem_list, name="problems"),
    path("problems/page/<page:page>/", views.problem_list, name="problems_page"),
    path(problem, views.problem_detail, name="problem"),
    path(f"{problem}after/<uuid:after>/", views.problem_detail, name="problem_after"),
    path(tool, views.tool_detail, name="tool"),
    path(f"{tool}after/<uuid:after>/", views.tool_detail, name="tool_after"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap/<page:page>.xml", views.sitemap_page, name="sitemap_page"),
    path("sitemap/words.xml", views.sitemap_words, name="sitemap_words"),
    path(person, views.portfolio_detail, name="portfolio"),
    path(f"{person}page/<page:page>/", views.portfolio_detail, name="portfolio_page"),
    path(f"{person}{problem}", views.portfolio_problem, name="portfolio_problem"),
    path(
        f"{person}{problem}page/<page:page>/",
        views.portfolio_problem,
        name="portfolio_problem_page",
    ),
    path(f"{person}outcomes/failed/", views.portfolio_failed, name="portfolio_failed"),
    path(
        f"{person}outcomes/failed/page/<page:page>/",
        views.portfolio_failed,
        name="portfolio_failed_page",
    ),
    path(f"{person}<word:slug>/", views.prototype_detail, name="prototype"),
    path("photos/<uuid:photo_id>/<size:name>", views.photo_file, name="photo"),
    path(link, views.link_detail, name="link"),
    path(
        f"{link}pictures/<uuid:picture_id>/<size:name>",
        views.link_picture,
        name="link_picture",
    ),
]

own = [
    path(f"{mine}publish/", views.prototype_publish, name="publish"),
    path(f"{mine}publish/link/", views.link_renew, name="link_renew"),
    path(f"{mine}preview/", views.prototype_preview, name="preview"),
    path("share/", views.portfolio_edit, name="edit"),
    path("share/preview/", views.portfolio_preview, name="portfolio_preview"),
    path("share/visibility/", views.portfolio_switch, name="switch"),
    path("share/photo/", views.photo_change, name="photo_change"),
    path("share/order/", views.order_list, name="order"),
    path("share/order/<uuid:public_id>/", views.order_change, name="order_change"),
]

urlpatterns = [*public, *own]
