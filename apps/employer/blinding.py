"""Show a report without the institution behind it to those who decide and have not asked to see the name."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from credentials.report import Check, Report
from employer.employees import employee_of
from employer.hiring import reveals_of
from employer.records import Application
from webapp.words import without_sample

HIDDEN = ("Issuer", "Hidden, as the name is, until somebody asks to see it")
ON_THE_LIST = "Signed by an issuer that is on your list."


def name_shown(session: Session, application: Application, account: str) -> bool:
    """Tell whether somebody sees the applicant's name: they asked and said why, or that person works here."""
    asked = any(seen.account == account for seen in reveals_of(session, application.code))
    return asked or employee_of(session, application.code) is not None


def without_institution(report: Report) -> Report:
    """Give a report whose six checks say the same and do not say which institution signed.

    A school's name tells who somebody is almost as their own does. Whether its issuer is listed stays.
    """
    name = report.issuer_listed_as or ""
    host = report.issuer.removeprefix("did:web:").split(":")[0].replace("%3A", ":")
    site = (f"https://{host}", f"http://{host}")
    telling = [one for one in (name, without_sample(name), *site, report.issuer, host) if one]
    return replace(report, checks=tuple(_silent(check, telling) for check in report.checks))


def _silent(check: Check, telling: Sequence[str]) -> Check:
    if check.name == "issuer":
        reason = ON_THE_LIST if check.outcome == "passed" else _masked(check.reason, telling)
        return replace(check, reason=reason, evidence=(HIDDEN,))
    evidence = tuple((label, _masked(text, telling)) for label, text in check.evidence)
    return replace(check, reason=_masked(check.reason, telling), evidence=evidence)


def _masked(text: str, telling: Sequence[str]) -> str:
    for words in telling:
        text = text.replace(f"{words}#", "the issuer, ").replace(words, "the issuer")
    return text
