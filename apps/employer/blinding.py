"""Show an application without name and school to those who decide and have not asked for them.

A school tells who somebody is almost as their name does, and dates tell their age. What the checks found, and
whether an issuer is listed, stays.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from credentials.report import Check, Report
from employer.employees import employee_of
from employer.hiring import reveals_of
from employer.records import Application
from employer.screening import Screened, screened
from webapp.records import Account
from webapp.words import without_sample

UNTIL_ASKED = "Hidden, as the name is, until somebody asks to see it"
ON_THE_LIST = "Signed by an issuer that is on your list."
THE_ISSUER, THE_NAME = "the issuer", "[name hidden]"
IN_DATE = {
    "validity.in-date": "In date.",
    "validity.ended": "Its last day is over.",
    "validity.not-yet": "Its first day is still to come.",
    "validity.unreadable": "Its dates cannot be read.",
}
# Words that stand in the names of many schools, and so tell nothing of one.
OF_MANY = re.compile(
    "academy|board|cent(er|re)|college|community|county|district|foundation|high|institute|local|of|polytechnic|"
    "school|state|technical|the|training|united|university",
    re.IGNORECASE,
)
# A word ends at an underscore too.
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_ONE_WORD = re.compile(r"\w[\w'\u2019-]+")


@dataclass(frozen=True)
class Mask:
    """Take out of a text what tells who applied or where they learned."""

    institutions: tuple[str, ...] = ()
    person: tuple[str, ...] = ()

    @classmethod
    def of(cls, application: Application, presented: Iterable[Screened]) -> "Mask":
        """Gather what must not be read of the issuers and the applicant: names and addresses."""
        institutions = {words for one in presented for words in _telling(one)}
        person = {application.name, application.email, *_parts(application.name)}
        return cls(tuple(sorted(institutions, key=_longest)), tuple(sorted(person - {""}, key=_longest)))

    @property
    def hides(self) -> bool:
        """Tell whether anything is hidden at all."""
        return bool(self.person)

    def __call__(self, text: str) -> str:
        """Give the text without them."""
        for words in self.institutions:
            text = re.sub(rf"{_BEFORE}{_however_written(words)}(#|{_AFTER})", _instead, text)
        for words in self.person:
            text = re.sub(f"{_BEFORE}{_however_written(words)}{_AFTER}", THE_NAME, text)
        return text


NOTHING_HIDDEN = Mask()


@dataclass(frozen=True)
class Masked(Screened):
    """A presented credential whose name and reports tell nothing of who sent it or where they learned."""

    mask: Mask = NOTHING_HIDDEN

    @property
    def name(self) -> str:
        """Give what the credential calls itself, masked."""
        return self.mask(super().name)

    @property
    def calls_itself(self) -> str:
        """Say nothing of what the credential calls its issuer."""
        return ""

    @property
    def report(self) -> Report:
        """Give the newest report, masked."""
        return without_institution(super().report, self.mask)

    @property
    def earlier(self) -> tuple[Report, ...]:
        """Give the reports before the newest, masked."""
        return tuple(without_institution(report, self.mask) for report in super().earlier)


def is_blind(session: Session, application: Application, person: Account) -> bool:
    """Tell whether somebody decides about an applicant whose name they do not see."""
    return person.role == "recruiter" and not name_shown(session, application, person.id)


def name_shown(session: Session, application: Application, account: str) -> bool:
    """Tell whether somebody sees the applicant's name: they asked and said why, or that person works here."""
    asked = any(seen.account == account for seen in reveals_of(session, application.code))
    return asked or employee_of(session, application.code) is not None


def may_read_about(session: Session, code: str, person: Account | None) -> bool:
    """Tell whether somebody may read what was sent for the sake of one application."""
    if person is None or person.role != "recruiter":
        return person is not None and person.role == "compliance"
    application = session.get(Application, code)
    return application is not None and name_shown(session, application, person.id)


def screened_for(session: Session, application: Application, person: Account) -> list[Screened]:
    """List the credentials of an application as somebody may see them."""
    presented = screened(session, application.code)
    if not is_blind(session, application, person):
        return presented
    mask = Mask.of(application, presented)
    return [Masked(one.record, one.credential, one.checks, mask) for one in presented]


def mask_of(presented: Sequence[Screened]) -> Mask:
    """Give the mask under which credentials are seen, or one that hides nothing."""
    return next((one.mask for one in presented if isinstance(one, Masked)), NOTHING_HIDDEN)


def without_institution(report: Report, mask: Mask) -> Report:
    """Give a report whose six checks came out the same and name neither institution nor dates."""
    return replace(report, checks=tuple(_silent(check, mask) for check in report.checks))


def _silent(check: Check, mask: Mask) -> Check:
    if check.name == "issuer":
        reason = ON_THE_LIST if check.outcome == "passed" else mask(check.reason)
        return replace(check, reason=reason, evidence=(("Issuer", UNTIL_ASKED),))
    if check.name == "validity":
        reason = IN_DATE.get(check.code, "In date." if check.outcome == "passed" else "It is not in date.")
        return replace(check, reason=reason, evidence=(("Dates", UNTIL_ASKED),))
    evidence = tuple((label, mask(text)) for label, text in check.evidence if label != "Signed")
    return replace(check, reason=mask(check.reason), evidence=evidence)


def _telling(one: Screened) -> Iterable[str]:
    """List what names or leads to the institution behind a credential."""
    report = one.report
    names = {report.issuer_listed_as or "", one.calls_itself}
    whole = {*names, *map(without_sample, names), *(word for name in names for word in _parts(name))}
    yield from (words for words in (*whole, report.issuer) if words)
    if report.issuer.startswith("did:web:"):
        host = report.issuer.split(":")[2]
        address = host.replace("%3A", ":")
        yield from (f"https://{address}", f"http://{address}", address, host)


def _parts(name: str) -> Iterable[str]:
    """List the words of a name that tell it from others."""
    words = _ONE_WORD.findall(without_sample(name))
    return [word for word in words if not OF_MANY.fullmatch(word)]


def _however_written(words: str) -> str:
    """Find a name or an address in any letters; a single word not in small ones: so is many a plain word."""
    if _ONE_WORD.fullmatch(words) is None:
        return f"(?i:{re.escape(words)})"
    return f"(?:{'|'.join(re.escape(one) for one in (words, words.upper(), words.capitalize()))})"


def _longest(words: str) -> tuple[int, str]:
    return -len(words), words


def _instead(found: re.Match[str]) -> str:
    return f"{THE_ISSUER}, " if found[0].endswith("#") else THE_ISSUER
