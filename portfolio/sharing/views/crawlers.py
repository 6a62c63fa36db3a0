"""What crawlers read. It is drawn at each visit: they come seldom, and a list that
was kept could still name what was hidden since."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from portfolio.catalog.models import Problem, Tool
from portfolio.prototypes.models import Prototype
from portfolio.sharing.drawing.site import in_use
from portfolio.sharing.models import Portfolio

PAGE = 20_000
CLOSED = ["/log/", "/share/", "/settings/", "/accounts/", "/admin/", "/s/"]


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sharing:sitemap')}")
    return answer("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the page of words and people, and pages of 20,000 prototypes from 2 on."""
    pages = -(-Prototype.objects.public().count() // PAGE)
    places = [
        reverse("sharing:sitemap_words"),
        *(reverse("sharing:sitemap_page", args=[2 + page]) for page in range(pages)),
    ]
    return sitemap("sharing/sitemap_index.xml", places)


@login_not_required
@require_safe
def sitemap_words(request: HttpRequest) -> HttpResponse:
    return sitemap("sharing/sitemap.xml", people_and_words())


@login_not_required
@require_safe
def sitemap_page(request: HttpRequest, page: int) -> HttpResponse:
    first = (page - 2) * PAGE
    public = Prototype.objects.public().order_by("pk")
    rows = public.values_list("owner__portfolio__handle", "slug")[first : first + PAGE]
    places = [reverse("sharing:prototype", args=row) for row in rows]
    if not places:
        raise Http404
    return sitemap("sharing/sitemap.xml", places)


def people_and_words() -> list[str]:
    people = Portfolio.objects.public().order_by("pk").values_list("handle", flat=True)
    return [
        reverse("sharing:home"),
        reverse("sharing:problems"),
        *(word.get_absolute_url() for word in in_use(Problem)[:PAGE]),
        *(word.get_absolute_url() for word in in_use(Tool)[:PAGE]),
        *(reverse("sharing:portfolio", args=[handle]) for handle in people[:PAGE]),
    ]


def sitemap(template: str, places: list[str]) -> HttpResponse:
    context = {"places": [settings.SITE_URL + place for place in places]}
    return answer(render_to_string(template, context), "application/xml")


def answer(body: str, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = "public, no-cache"
    return response
