"""Keep every version of a framework of ours that was published: the former ones whole, as they were."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast
from sqlmodel import Session, col, select

from institution.records import Association, Framework, FrameworkVersion, Item
from webapp.errors import NotFoundRefusal

JSON = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """A published version: who published it, when, and what they said about it."""

    number: int
    title: str
    version: str
    status: str
    published_by: str
    published_at: datetime
    note: str
    current: bool


def archive(session: Session, framework: Framework) -> None:
    """Keep the version that is published now, before a newer one takes its place."""
    session.add(
        FrameworkVersion(
            framework=framework.identifier,
            number=framework.number,
            title=framework.title,
            version=str(framework.document.get("version", "")),
            status=framework.status,
            published_by=framework.brought_by,
            published_at=framework.brought_at,
            note=framework.note,
            package=zlib.compress(package_text(session, framework).encode(), level=1),
        )
    )
    session.flush()


def package_text(session: Session, framework: Framework) -> str:
    """Write what is published as the JSON of a CFPackage, without reading its thousands of parts."""
    lists = {
        "CFItems": _bodies(session, Item, framework),
        "CFAssociations": _bodies(session, Association, framework),
        "CFDefinitions": json.dumps(framework.definitions) if framework.definitions else "",
        "CFRubrics": json.dumps(framework.rubrics) if framework.rubrics else "",
    }
    empty = {"CFDefinitions": "{}"}
    members = [f'"CFDocument":{json.dumps(framework.document)}']
    for name, text in lists.items():
        if text or name in framework.stated:
            members.append(f'"{name}":{text or empty.get(name, "[]")}')
    members += [f"{json.dumps(name)}:{json.dumps(value)}" for name, value in framework.others.items()]
    return "{" + ",\n".join(members) + "}"


def _bodies(session: Session, table: type[Item] | type[Association], framework: Framework) -> str:
    found: Any = session.execute(
        select(cast(col(table.body), Text))
        .where(col(table.framework) == framework.identifier)
        .order_by(col(table.position))
    ).scalars()
    text = ",\n".join(found)
    return f"[{text}]" if text else ""


def versions_of(session: Session, framework: Framework) -> list[Version]:
    """List the versions of a framework, the newest first."""
    newest = Version(
        number=framework.number,
        title=framework.title,
        version=str(framework.document.get("version", "")),
        status=framework.status,
        published_by=framework.brought_by,
        published_at=framework.brought_at,
        note=framework.note,
        current=True,
    )
    return [newest, *(_version(row) for row in _former(session, framework))]


def _former(session: Session, framework: Framework) -> Sequence[Any]:
    columns = (
        FrameworkVersion.number,
        FrameworkVersion.title,
        FrameworkVersion.version,
        FrameworkVersion.status,
        FrameworkVersion.published_by,
        FrameworkVersion.published_at,
        FrameworkVersion.note,
    )
    query = select(*columns).where(FrameworkVersion.framework == framework.identifier)  # type: ignore[call-overload]
    return session.execute(query.order_by(col(FrameworkVersion.number).desc())).all()


def _version(row: Any) -> Version:
    number, title, version, status, by, at, note = row
    return Version(number, title, version, status, by, at, note, current=False)


def version_text(session: Session, framework: Framework, number: int) -> str:
    """Give a version as the JSON of its CFPackage; raises NotFoundRefusal."""
    if number == framework.number:
        return package_text(session, framework)
    kept = session.get(FrameworkVersion, (framework.identifier, number))
    if kept is None:
        raise NotFoundRefusal("version")
    return zlib.decompress(kept.package).decode()


def version_package(session: Session, framework: Framework, number: int) -> JSON:
    """Give a version as a CFPackage; raises NotFoundRefusal."""
    package: JSON = json.loads(version_text(session, framework, number))
    return package
