"""A person's word on the site: a claim is accepted or rejected beside its sentence.

Nothing can be decided unless the site was started in somebody's name. The pages of such a site carry a token that no
other site can read, and what comes without it is refused.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.errors import UsageError
from kg.judging.deciding import Judge
from kg.knowledge import KnowledgeGraph
from kg.server.asking import ask
from kg.server.guards import bounded_body

#: Characters of a reason, and of any other value.
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Judging:
    """In whose name claims are judged on a site, and what shows that a decision was made there."""

    by: str
    token: str = field(default_factory=secrets.token_urlsafe)


def decided(graph: KnowledgeGraph, by: str, verdict: str, claim: str, because: str) -> str:
    """Decide on a claim, and write the graph anew.

    Args:
        graph: which has the claim.
        by: the person.
        verdict: "accept", "reject" or "undo".
        claim: its id.
        because: why.

    Returns:
        The id of the judgement.

    Raises:
        UsageError: there is no such claim or verdict.
        StoreError: the decision cannot be written.
    """
    judge = Judge(graph.folder, graph.ontology, by=by)
    ways = {"accept": judge.accept, "reject": judge.reject, "undo": judge.undo}
    if verdict not in ways:
        raise UsageError(f"'{verdict}' is no verdict; those there are: {', '.join(ways)}")
    return ways[verdict](claim, because=because).id


async def decide(request: Request) -> Response:
    """Take a decision from the page of an actor, and show the page again."""
    judging: Judging | None = request.app.state.judging
    if judging is None:
        raise UsageError("nothing is judged on this site; start it with `kg serve --judge NAME`")
    body = (await bounded_body(request) or b"").decode("utf-8", "replace")
    given = {name: values[-1][:LONGEST] for name, values in parse_qs(body, max_num_fields=10).items()}
    if not secrets.compare_digest(given.get("token", "").encode(), judging.token.encode()):
        raise UsageError("the page from which this was decided is of another start of the site; open it again")
    wanted = given.get("verdict", ""), given.get("claim", ""), given.get("because", "")
    await ask(request, decided, judging.by, *wanted)
    return RedirectResponse(f"/actor?name={quote(given.get('actor', ''), safe='')}", 303)


routes = [Route("/judge", decide, methods=["POST"])]
