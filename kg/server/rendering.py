"""Pages and errors as responses; every text in them is escaped, and every page says what it may do."""

from __future__ import annotations

import html
import re
import secrets
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import BusyError, KgError, LimitError, RefusedError, StoreError, UsageError
from kg.views import wording

FOLDER = Path(__file__).parent

#: Status of a response to an error: the first that fits. SPARQL 1.1 Protocol, 2.1.6, asks for 400 where a query is
#: wrong, and for 500 where a service does not want to answer it.
STATUSES: tuple[tuple[type[KgError], int], ...] = (
    (RefusedError, 403),
    (BusyError, 503),
    (LimitError, 500),
    (StoreError, 500),
    (KgError, 400),
)

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page made of a template. What it may use of styles beyond the site's has to carry the `nonce` it is given."""
    nonce = secrets.token_urlsafe(16)
    text = _templates().get_template(template).render(nonce=nonce, **values)
    policy = _POLICY | {"style-src": f"'self' 'nonce-{nonce}'"} if "nonce=" in text else _POLICY
    return HTMLResponse(text, status, {"Content-Security-Policy": _written(policy)})


def whole(text: str, *, home: bool = True) -> HTMLResponse:
    """A page that stands by itself, such as a map, under the policy it has; with a way back to the search."""
    found = _OWN_POLICY.search(text)
    policy = html.unescape(found[1]) if found else _written(_POLICY)
    if home:
        text = text.replace("</header>", '<p class="summary"><a href="/">Search and queries</a></p>\n</header>', 1)
    return HTMLResponse(text, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})


def error_page(request: Request, error: Exception) -> Response:
    """The page that tells an error of ours; a name that is not known is not found, and no form is sent to one."""
    if not isinstance(error, KgError):
        raise error
    status = 404 if isinstance(error, UsageError) and request.method != "POST" else status_of(error)
    response = page("error.html", status=status, title=_TITLES.get(status, "That did not work"), message=str(error))
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


_TITLES = {403: "Not allowed", 404: "Not found", 500: "Stopped", 503: "Busy"}


def status_of(error: KgError) -> int:
    """The status of a response to an error."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(plain=wording.plain, count=wording.count, shapes=_shapes())
    return environment


def _shapes() -> dict[str, str]:
    """Outlines of the marks of classes, as the map draws them."""
    drawn = (Path(wording.__file__).parent / "templates" / "marks.js").read_text("utf-8")
    return dict(re.findall(r'^  (\w+): "(M[^"]+)",$', drawn, re.MULTILINE))
