"""Which of two frameworks comes first in a crosswalk: a rule by which both institutions decide alike."""

from sqlmodel import Session, select

from institution.crosswalks.records import Crosswalk
from institution.records import Framework, PartnerPackage

COLLEGE = "college"


def ours_comes_first(session: Session, near: Framework, far: Framework, *, kind: str) -> bool:
    """Tell whether our framework is the one whose links lead to the other.

    A college's outcomes lead to an employer's competencies. Between two colleges, or two employers, the one
    whose address comes first in the alphabet leads to the other.
    """
    return near.uri < far.uri if _is_of_kind(session, far.identifier, kind) else kind == COLLEGE


def is_between_peers(session: Session, crosswalk: Crosswalk, *, kind: str) -> bool:
    """Tell whether two institutions of one kind, say two colleges, link their frameworks."""
    return _is_of_kind(session, crosswalk.far["identifier"], kind)


def _is_of_kind(session: Session, framework: str, kind: str) -> bool:
    partner = session.exec(select(PartnerPackage).where(PartnerPackage.framework == framework)).first()
    return partner is not None and partner.kind == kind
