"""Look at a request: who asks, for what and why, which cards answer it, and whether a choice is enough."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from credentials.standards.openbadges import subject_id
from exchange.errors import PeerError, ProtocolError
from exchange.oid4vp import holder
from exchange.oid4vp.dcql import CredentialQuery, is_answered, read_dcql
from exchange.oid4vp.holder import SeenRequest
from wallet.cards import Card
from wallet.parties import known_parties
from webapp.errors import NotFoundRefusal, Refusal
from webapp.site import Site

NOTHING_SENT = "Nothing was sent."


@dataclass(frozen=True)
class Group:
    """Cards that answer one part of a request."""

    query: str
    multiple: bool
    required: bool
    cards: Sequence[Card]


@dataclass(frozen=True)
class Asker:
    """Who asks: a name from the wallet's own list, or only the address that was checked."""

    host: str
    name: str | None

    @property
    def called(self) -> str:
        """Give what the pages call them."""
        return self.name or self.host


def open_request(link: str, *, site: Site, now: datetime) -> SeenRequest:
    """Fetch a request and make sure who signed it; raises Refusal when that is not certain."""
    peers = site.peers
    try:
        return holder.read_request(link, http=peers.http, resolve=peers.resolve, now=now, allow=peers.allow)
    except PeerError as error:
        meaning = (
            f"{NOTHING_SENT} It may have been answered or have ended: go back to where you found it and "
            f"start again. Found: {error.description}."
        )
        raise Refusal("This request cannot be read", meaning, status=502, code=error.code) from error
    except ProtocolError as error:
        meaning = f"{NOTHING_SENT} We cannot be sure who asks, or for what. Found: {error.description}."
        raise Refusal("This request is not safe to answer", meaning, code=error.code) from error


def asker_of(request: SeenRequest, *, site: Site) -> Asker:
    """Say who asks."""
    listed = known_parties(site.folder).get(request.did)
    return Asker(request.host, listed.name if listed else None)


def groups_of(request: SeenRequest, cards: Sequence[Card], *, holder_did: str) -> Sequence[Group]:
    """List what may be sent, by what was asked; nothing when something required is missing."""
    mine = {card.id: card for card in cards if subject_id(card.credential) == holder_did}
    found = holder.matching(request.dcql, {name: card.credential for name, card in mine.items()})
    dcql = read_dcql(request.dcql)
    needed = {query.id for query in dcql.credentials} if dcql.credential_sets is None else set()
    return [
        Group(query, multiple, query in needed, [mine[name] for name in found[query]])
        for query, multiple in ((one.id, one.multiple) for one in dcql.credentials)
        if query in found
    ]


def choose(request: SeenRequest, groups: Sequence[Group], picked: Collection[str]) -> dict[str, list[Card]]:
    """Turn ticks ("query card") into what would be sent; unknown ticks are nobody's."""
    known = {f"{group.query} {card.id}" for group in groups for card in group.cards}
    if not set(picked) <= known:
        raise NotFoundRefusal("card")
    chosen = {
        group.query: [card for card in group.cards if f"{group.query} {card.id}" in picked]
        for group in groups
    }
    return {query: cards for query, cards in chosen.items() if cards}


def suggested(groups: Sequence[Group]) -> list[str]:
    """Tick what the learner will most likely send: what holds, and one where only one is taken."""
    return [
        f"{group.query} {card.id}"
        for group in groups
        for card in (group.cards if group.multiple else _best_first(group.cards)[:1])
        if card.standing[0] != "fail"
    ]


def _best_first(cards: Sequence[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: ("pass", "unknown", "fail").index(card.standing[0]))


def problem_of(request: SeenRequest, groups: Sequence[Group], chosen: Mapping[str, Sequence[Card]]) -> str:
    """Say why a choice cannot be sent, or nothing when it can."""
    if not chosen:
        return "Choose at least one card, or choose “Do not share”."
    for group in groups:
        if not group.multiple and len(chosen.get(group.query, ())) > 1:
            return "They take only one of these cards. Choose one."
    if not is_answered(read_dcql(request.dcql), set(chosen)):
        return "They need more than this. Choose a card in each part, or choose “Do not share”."
    return ""


def asked_for(request: SeenRequest) -> list[str]:
    """Say in words what each part of a request asks for."""
    return [_words(query) for query in read_dcql(request.dcql).credentials]


def _words(query: CredentialQuery) -> str:
    wanted = [str(value) for claim in query.claims or () for value in claim.values or ()]
    kind = "Badges" if query.multiple else "A badge"
    named = f" that {'say' if query.multiple else 'says'} {' or '.join(wanted[:5])}" if wanted else ""
    more = f" and {len(wanted) - 5} more" if len(wanted) > 5 else ""
    return f"{kind}{named}{more}"
