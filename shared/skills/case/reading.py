"""Read a CASE package of somebody else: all of it or nothing, with every problem and its place."""

from __future__ import annotations

from typing import Any

from skills.case.members import CLASSES, LEFT_OUT, LIST_NAMES, PACKAGE, STAND_IN
from skills.case.package import JSON, Package
from skills.case.relations import check_relations
from skills.case.values import VALUES, Log, found
from skills.errors import FrameworkError


def read_package(document: JSON) -> Package:
    """Read a CFPackage of CASE 1.0 or 1.1; whatever leaves the specification and can be mended is noted.

    Raises FrameworkError with every problem; the input is not changed.
    """
    log = Log()
    read = _read_object(PACKAGE, document, "", log)
    if log.problems:
        raise FrameworkError(log.problems)
    version = "1.0" if _is_case_1_0(document) else "1.1"
    if version == "1.0":
        read["CFDocument"]["caseVersion"] = "1.1"
    package = _package(read, version)
    check_relations(package, log)
    if log.problems:
        raise FrameworkError(log.problems)
    return _package(read, version, log)


def _package(read: JSON, version: str, log: Log | None = None) -> Package:
    known = {"CFDocument", "CFDefinitions", *LIST_NAMES}
    return Package(
        document=read["CFDocument"],
        items=tuple(read.get("CFItems", ())),
        associations=tuple(read.get("CFAssociations", ())),
        definitions=read.get("CFDefinitions", {}),
        rubrics=tuple(read.get("CFRubrics", ())),
        others={name: value for name, value in read.items() if name not in known},
        stated=tuple(name for name in read if name in known),
        version=version,
        notices=log.notices if log else (),
    )


def _is_case_1_0(document: JSON) -> bool:
    """Tell CASE 1.0 by what it says of itself; a package valid by both versions is taken as 1.1."""
    head = document["CFDocument"]
    package = head.get("CFPackageURI")
    named = package.get("uri") if isinstance(package, dict) else package
    return head.get("caseVersion") != "1.1" and (
        head.get("caseVersion") == "1.0"
        or any("/case/v1p0/" in uri for uri in (head["uri"], named) if isinstance(uri, str))
    )


def _read_object(name: str, value: Any, place: str, log: Log) -> JSON:
    if value == [] and not any(kind.endswith("!") for kind in CLASSES[name].values()):
        value = VALUES["open"](value, place, log)
    if not isinstance(value, dict):
        log.problem(place, f"found {found(value)}, expected an object: a {name}")
        return {}
    read: JSON = {}
    for member, part in value.items():
        at = f"{place}.{member}" if place else member
        if part is None:
            log.notice(at, "found null, which CASE does not use; left out")
        elif member == LEFT_OUT.get(name):
            log.notice(at, "is not a member inside a package; left out")
        elif member not in CLASSES[name]:
            log.notice(at, f"is not a member of {name} in CASE 1.1; kept")
            read[member] = part
        else:
            read[member] = _read_member(CLASSES[name][member].rstrip("!"), part, at, log)
    _require(name, read, place, log)
    return read


def _require(name: str, read: JSON, place: str, log: Log) -> None:
    for member, kind in CLASSES[name].items():
        if not kind.endswith("!") or member in read:
            continue
        at = f"{place}.{member}" if place else member
        stand_in = STAND_IN.get((name, member))
        if stand_in in read:
            log.notice(at, f"is missing, as CASE 1.0 allows; {stand_in} stands in")
            read[member] = read[stand_in]
        else:
            log.problem(at, "is missing, and CASE requires it")


def _read_member(kind: str, value: Any, place: str, log: Log) -> Any:
    if kind.startswith("["):
        return _read_list(kind.strip("[]"), value, place, log)
    if kind in VALUES:
        return VALUES[kind](value, place, log)
    if isinstance(value, list) and len(value) == 1 and kind == "LinkURI":
        log.notice(place, "found a list of one link where one link stands; read as the link")
        value = value[0]
    return _read_object(kind, value, place, log)


def _read_list(name: str, value: Any, place: str, log: Log) -> list[JSON]:
    if isinstance(value, dict) and name == "LinkURI":
        log.notice(place, "found one link where a list of links stands; read as a list of one")
        value = [value]
    if not isinstance(value, list):
        log.problem(place, f"found {found(value)}, expected a list of {name}")
        return []
    return [_read_object(name, part, f"{place}[{n}]", log) for n, part in enumerate(value)]
