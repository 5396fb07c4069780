"""Put a draft in the place of what is published: only what changed is written, the former version is kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from credentials.standards.vc import timestamp
from institution.crosswalks.adopting import integrated_documents
from institution.drafting import asking
from institution.drafting.beginning import discard, draft_or_none, follows_links
from institution.drafting.changing import Author, lock
from institution.drafting.checking import Finding, findings
from institution.drafting.records import FrameworkDraft
from institution.drafting.writing import write_associations, write_items, write_rubrics
from institution.frameworks import framework_with
from institution.records import Framework
from institution.versions import archive
from webapp.errors import Refusal

JSON = dict[str, Any]
ADOPTED, PENDING, RETIRED = "Implemented", "Pending Implementation", "Retired"
SOURCE = "written here"


class PublishRefusal(Refusal):
    """Raised when a draft cannot be published as it is; `findings` has every reason."""

    def __init__(self, found: Sequence[Finding]) -> None:
        super().__init__(
            "The draft cannot be published yet", found[0].reason, status=409, code="not_publishable"
        )
        self.findings = tuple(found)


def publish(
    session: Session,
    framework: str,
    *,
    version: str,
    note: str,
    adopted: bool,
    seen: int,
    author: Author,
) -> Framework:
    """Publish a draft as it was seen, under the name of a version and with a note; raises Refusal."""
    draft = lock(session, framework, author)
    _check_seen(session, draft, seen)
    if stopping := [one for one in findings(session, draft) if one.stops]:
        raise PublishRefusal(stopping)
    live = session.get(Framework, draft.framework)
    if live is not None and live.document.get("version") == version:
        raise Refusal(
            "This version is published already",
            f"Version {version} is what the draft began from. Name the new one otherwise.",
            status=409,
            code="version",
        )
    document = _document(draft, version, adopted=adopted, author=author)
    live = _framework(session, draft, live, document)
    names = write_items(session, draft, author)
    write_associations(session, draft, live, names, author)
    write_rubrics(session, draft, live, names, author)
    _sign(live, document, note=note, author=author)
    session.add(live)
    session.flush()
    asking.end(session, draft.framework, author, published=live.number)
    discard(session, draft)
    return framework_with(session, framework)


def _check_seen(session: Session, draft: FrameworkDraft, seen: int) -> None:
    if draft.revision - 1 != seen:
        raise Refusal(
            "The draft was changed in the meantime",
            "Nothing was published. Look at what would be published now, then decide.",
            status=409,
            code="stale",
        )


def _document(draft: FrameworkDraft, version: str, *, adopted: bool, author: Author) -> JSON:
    kept = {name: value for name, value in draft.document.items() if name != "statusEndDate"}
    return {
        **kept,
        "version": version,
        "adoptionStatus": ADOPTED if adopted else PENDING,
        "statusStartDate": _today(author),
        "lastChangeDateTime": timestamp(author.now),
    }


def _framework(session: Session, draft: FrameworkDraft, live: Framework | None, document: JSON) -> Framework:
    if live is not None:
        archive(session, live)
        live.number += 1
        return live
    position = session.exec(select(func.count()).select_from(Framework)).one()
    new = Framework(
        identifier=draft.framework,
        uri=draft.uri,
        title=draft.title,
        own=True,
        source=SOURCE,
        document=document,
        definitions={},
        rubrics=[],
        others={},
        stated=["CFItems", "CFAssociations"],
        position=position,
        brought_by=draft.begun_by,
        brought_at=draft.begun_at,
    )
    session.add(new)
    session.flush()
    return new


def _sign(framework: Framework, document: JSON, *, note: str, author: Author) -> None:
    framework.document = document
    framework.title = document["title"]
    framework.note = note
    framework.brought_by = author.name
    framework.brought_at = author.now


def adopt(session: Session, identifier: str, *, seen: int, author: Author) -> Framework:
    """Adopt what was published to be adopted later: a new version that differs in its status only."""
    framework = _own(session, identifier, seen)
    if framework.status == ADOPTED:
        raise Refusal("It is adopted already", f"“{framework.title}” is in force.", status=409, code="status")
    status = {"adoptionStatus": ADOPTED, "statusStartDate": _today(author)}
    return _restate(session, framework, status, note="Adopted", author=author, gone=("statusEndDate",))


def retire(session: Session, identifier: str, *, reason: str, seen: int, author: Author) -> Framework:
    """Retire a framework: its addresses go on resolving, and say that it is out of use."""
    framework = _own(session, identifier, seen)
    if framework.status == RETIRED:
        raise Refusal(
            "It is retired already", f"“{framework.title}” is out of use.", status=409, code="status"
        )
    status = {"adoptionStatus": RETIRED, "statusEndDate": _today(author)}
    return _restate(session, framework, status, note=f"Retired: {reason}", author=author)


def _own(session: Session, identifier: str, seen: int) -> Framework:
    framework = framework_with(session, identifier)
    if not framework.own:
        raise Refusal(
            "This framework belongs to somebody else",
            "Only its publisher says whether it is in use.",
            status=403,
            code="not_own",
        )
    if framework.identifier in integrated_documents(session):
        raise follows_links(framework)
    if framework.number != seen:
        raise _newer()
    return framework


def _newer() -> Refusal:
    title = "A newer version was published in the meantime"
    return Refusal(title, "Nothing was changed. Look at it, then decide again.", status=409, code="stale")


def _restate(
    session: Session,
    framework: Framework,
    status: Mapping[str, str],
    *,
    note: str,
    author: Author,
    gone: Sequence[str] = (),
) -> Framework:
    try:
        archive(session, framework)
    except IntegrityError as error:  # somebody else was first at the same moment
        session.rollback()
        raise _newer() from error
    kept = {name: value for name, value in framework.document.items() if name not in gone}
    document = {**kept, **status, "lastChangeDateTime": timestamp(author.now)}
    framework.number += 1
    _sign(framework, document, note=note, author=author)
    session.add(framework)
    if draft := draft_or_none(session, framework.identifier):
        draft.based_on = framework.number
        session.add(draft)
    session.flush()
    return framework


def _today(author: Author) -> str:
    today: date = author.now.date()
    return today.isoformat()
