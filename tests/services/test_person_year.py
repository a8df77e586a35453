"""One person's year: dues and meetings."""

from __future__ import annotations

from app.services import dues, minutes, person_year
from app.services.minutes import Attendee, MeetingFacts
from app.services.person_year import PersonYear


def test_months_and_meetings_of_one_person(book, people):
    one, other = people["解小芳"], people["单雄"]
    dues.pay(one, "2025-01", "20", months=3)
    dues.pay(one, "2024-12", "20")
    dues.pay(other, "2025-01", "50")
    wrong = dues.pay(one, "2025-06", "20")
    dues.void(wrong[0] if isinstance(wrong, list) else wrong, "重复")
    for day, state in (
        ("2025-03-01", "present"),
        ("2025-04-01", "leave"),
        ("2024-03-01", "present"),
    ):
        here = (Attendee(one, "解小芳", state), Attendee(other, "单雄", "present"))
        minutes.save(MeetingFacts("assembly", day, attendees=here))
    gone = minutes.save(
        MeetingFacts("assembly", "2025-05-01", attendees=(Attendee(one, "解小芳"),))
    )
    minutes.trash(gone)
    assert person_year.year_of(one, 2025) == PersonYear(3, 1, 2)
    assert person_year.year_of(other, 2025) == PersonYear(1, 2, 2)
    assert person_year.year_of(one, 2023) == PersonYear()
