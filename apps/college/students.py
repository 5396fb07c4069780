"""The college's roster: students, and what their transcripts say."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from college.records import Student, TranscriptRecord
from institution.roster import Earned, Recipient


class StudentRoster:
    """Know the students."""

    one = "student"
    many = "students"

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, words: str = "") -> Sequence[Recipient]:
        """List the students whose name or number has every one of the words."""
        query = select(Student).order_by(col(Student.name))
        for word in words.split():
            places = (Student.name, Student.number)
            query = query.where(or_(*(col(place).icontains(word, autoescape=True) for place in places)))
        return [_recipient(student) for student in self._session.exec(query)]

    def recipient(self, identifier: str) -> Recipient | None:
        """Give one student."""
        student = self._session.get(Student, identifier)
        return _recipient(student) if student else None

    def earned(self, identifier: str) -> Sequence[Earned]:
        """List what a student's transcript says, oldest first."""
        lines = self._session.exec(
            select(TranscriptRecord)
            .where(TranscriptRecord.student == identifier)
            .order_by(col(TranscriptRecord.earned_at))
        )
        return [Earned(line.achievement, tuple(line.results), line.earned_at) for line in lines]


def _recipient(student: Student) -> Recipient:
    return Recipient(student.id, student.name, student.email, student.number, student.about)
