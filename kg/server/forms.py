"""Forms by which something is decided on the site, and who may send them.

Nothing can be decided unless the site was started in somebody's name. The pages of such a site carry a token that no
other site can read, and what comes without it is refused.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse

from kg.errors import RefusedError, UsageError
from kg.server.guards import bounded_body

#: Characters of a value that is written down; a name or a reason that is longer is none that a person wrote.
LONGEST = 1000

#: Values of a form; the longest, by which a claim is added, has twenty.
MOST = 30

#: What values are called that are called otherwise on pages.
_CALLED = {"because": "the reason", "value": "the name"}


@dataclass(frozen=True, slots=True)
class Judging:
    """In whose name claims are judged on a site, and what shows that a decision was made there."""

    by: str
    token: str = field(default_factory=secrets.token_urlsafe)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a form that was sent, to be shown beside it with all that was written in it."""

    form: str  # which of the page
    message: str
    given: Mapping[str, str]


async def sent(request: Request) -> tuple[Judging, dict[str, str]]:
    """Who judges on the site, and the values of a form of one of its pages as they were sent; those that are empty too.

    Raises:
        RefusedError: nothing is judged here, or the form is of no page of this site.
        UsageError: it is larger than any form of the site.
    """
    judging: Judging | None = request.app.state.judging
    if judging is None:
        raise RefusedError("nothing is judged on this site; start it with `kg serve --judge NAME`")
    body = await bounded_body(request)
    if body is None:
        raise UsageError("the form is larger than any of this site")
    try:
        values = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        raise UsageError(f"the form has more than {MOST} values, as none of this site has") from None
    given = {name: told[-1] for name, told in values.items()}
    if not secrets.compare_digest(given.get("token", "").encode(), judging.token.encode()):
        raise RefusedError(
            "nothing was decided: the page with the form is of another start of the site. Go back, copy what you wrote,"
            " and open the page anew"
        )
    return judging, given


def checked(values: Mapping[str, str]) -> None:
    """Make sure that values that are to be written down are such as a person writes.

    Raises:
        UsageError: one is too long; nothing is cut, since what is left could say something else.
    """
    for name, value in values.items():
        if len(value) > LONGEST:
            what = _CALLED.get(name, name.replace("_", " "))
            raise UsageError(f"{what} has {len(value):,} characters, and may have {LONGEST:,}; shorten it")


def chosen(given: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Those of the values that have one of the names; one that was not sent is empty."""
    return {name: given.get(name, "") for name in names}


def see(path: str, *, place: str = "", **parameters: str | int) -> RedirectResponse:
    """What a decision is answered with: look at this page of the site."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return RedirectResponse(f"{path}{query}{f'#{place}' if place else ''}", 303)
