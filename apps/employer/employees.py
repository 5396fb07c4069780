"""The employer's roster: employees, and what the papers say they achieved at work."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from sqlmodel import Session, col, or_, select

from employer.records import Application, Employee, WorkRecord
from institution.roster import Earned, Recipient

FIRST_NUMBER, NUMBERS = 1000, 9000


class EmployeeRoster:
    """Know the employees."""

    one = "employee"
    many = "employees"

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, words: str = "") -> Sequence[Recipient]:
        """List the employees whose name or number has the words."""
        query = select(Employee).order_by(col(Employee.name), col(Employee.number))
        if words.strip():
            pattern = f"%{words.strip()}%"
            query = query.where(or_(col(Employee.name).ilike(pattern), col(Employee.number).ilike(pattern)))
        return [_recipient(employee) for employee in self._session.exec(query)]

    def recipient(self, identifier: str) -> Recipient | None:
        """Give one employee."""
        employee = self._session.get(Employee, identifier)
        return _recipient(employee) if employee else None

    def earned(self, identifier: str) -> Sequence[Earned]:
        """List what an employee's papers say, oldest first."""
        lines = self._session.exec(
            select(WorkRecord)
            .where(WorkRecord.employee == identifier)
            .order_by(col(WorkRecord.earned_at), col(WorkRecord.id))
        )
        return [Earned(line.achievement, tuple(line.results), line.earned_at) for line in lines]


def employ(
    session: Session,
    application: Application,
    *,
    title: str,
    now: datetime,
    choose: Callable[[int], int] = secrets.randbelow,
) -> Employee:
    """Make an employee of an applicant, with a number of their own."""
    employee = Employee(
        id=str(uuid4()),
        name=application.name,
        email=application.email,
        number=_free_number(session, choose),
        about=f"Hired as {title}",
        application=application.code,
        hired_at=now,
    )
    session.add(employee)
    session.flush()
    return employee


def employee_of(session: Session, application: str) -> Employee | None:
    """Give the employee that an application led to, if it did."""
    return session.exec(select(Employee).where(Employee.application == application)).first()


def _free_number(session: Session, choose: Callable[[int], int]) -> str:
    while True:
        number = f"N-{FIRST_NUMBER + choose(NUMBERS)}"
        if session.exec(select(Employee.id).where(Employee.number == number)).first() is None:
            return number


def _recipient(employee: Employee) -> Recipient:
    return Recipient(employee.id, employee.name, employee.email, employee.number, employee.about)
