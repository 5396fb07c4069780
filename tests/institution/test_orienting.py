"""Which framework comes first: the same at both institutions, whoever of them begins."""

import pytest

from institution.crosswalks.orienting import ours_comes_first
from institution.records import Framework, PartnerPackage
from tests.institution.campus import CYBER_DEFENSE, Campus

NURSING = "1c72b3cd-232e-5a9a-8096-eab565d5b529"  # before the other in the alphabet
# Whether ours comes first if it is the later in the alphabet, and if it is the earlier.
RULES = {
    "a college with an employer": ("college", "employer", True, True),
    "an employer with a college": ("employer", "college", False, False),
    "two colleges": ("college", "college", False, True),
    "two employers": ("employer", "employer", False, True),
    "a college with a partner that does not say what it is": ("college", "", True, True),
    "a college by itself": ("college", None, True, True),
}


@pytest.mark.parametrize(("kind", "partner", "later", "earlier"), RULES.values(), ids=RULES)
def test_the_rule_does_not_depend_on_who_begins(
    looked_at: Campus, kind: str, partner: str | None, later: bool, earlier: bool
) -> None:
    for near, far, first in ((CYBER_DEFENSE, NURSING, later), (NURSING, CYBER_DEFENSE, earlier)):
        with looked_at.session() as session:
            if partner is not None:
                url = f"https://partner.example/{far}"
                session.add(PartnerPackage(url=url, partner="P", kind=partner, position=9, framework=far))
                session.flush()
            ours, other = session.get_one(Framework, near), session.get_one(Framework, far)
            assert ours_comes_first(session, ours, other, kind=kind) == first
            session.rollback()
