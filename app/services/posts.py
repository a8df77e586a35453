"""党内职务: all posts of a person, those that are over too, with their terms and duties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import dates
from app.errors import AppError
from app.i18n import N_, _
from app.models.base import tuples
from app.models.roster import Fact, Member, Post
from app.rules import life as law
from app.rules.findings import Finding
from app.services import row_sets
from app.services.journal import action

#: What is usual; another word is kept as it is.
TITLES = (
    "书记", "副书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "统战委员", "群工委员", "委员", "党小组组长",
)  # fmt: skip
#: Why a post ended.
ENDS = (N_("届满"), N_("换届"), N_("调离"), N_("辞职"), N_("免职"), N_("其他"))


@dataclass(frozen=True)
class Held:
    """A post; days are full or partial ISO days, '' = not known. ``id`` 0 = not in the book yet."""

    title: str
    since: str = ""
    until: str = ""
    duties: str = ""
    end_reason: str = ""
    id: int = 0


def of(member_id: int) -> list[Held]:
    """A person's posts, the newest first; one without a beginning comes last."""
    query = Post.select(
        Post.title, Post.since, Post.until, Post.duties, Post.end_reason, Post.id
    ).where(Post.member == member_id)
    return [Held(*row) for row in tuples(query.order_by(Post.since.desc(), Post.id.desc()))]


def save(member_id: int, posts: Sequence[Held]) -> None:
    """Bring a person's posts to these: new ones (``id`` 0) are added, those left out are removed.

    Raises:
        AppError: a title is missing, a day cannot be read, a term ends before it begins, or the
            person is no longer there. Nothing is changed then.
    """
    name = row_sets.name_of(member_id)
    rows = []
    for post in posts:
        if not post.title.strip():
            raise AppError(_("请填写职务。"))
        values = {
            "title": post.title.strip(),
            "since": read_day(post.since),
            "until": read_day(post.until),
            "duties": post.duties.strip(),
            "end_reason": post.end_reason.strip(),
        }
        rows.append((post.id, values))
    hard = [one for one in findings(member_id, posts) if one.strength == "hard"]
    if hard:
        raise AppError(hard[0].message)
    with action(_("{name}：修改党内职务").format(name=name)):
        row_sets.keep(Post, member_id, rows)


def findings(member_id: int, posts: Sequence[Held]) -> list[Finding]:
    """What contradicts itself in a person's posts, or another's; ``field`` is the place in the list.

    A day that cannot be read counts as unknown.
    """
    others = (
        Post.select(Member.name, Post.title, Post.since, Post.until)
        .join(Member)
        .where((Post.member != member_id) & (Member.trashed == "") & Post.title.contains("书记"))
    )
    facts = Fact.select(Fact.kind, Fact.day).where(Fact.member == member_id)
    return law.posts(
        [law.Term(post.title, known_day(post.since), known_day(post.until)) for post in posts],
        [(name, law.Term(title, since, until)) for name, title, since, until in tuples(others)],
        tuples(facts),
        date.today(),
    )


def known_day(text: str) -> str:
    """A day as it is being typed, as ISO text; '' while it is none."""
    try:
        return dates.parse_day(text)
    except ValueError:
        return ""


def read_day(text: str) -> str:
    """A day as it was typed, as ISO text.

    Raises:
        AppError: it is no day.
    """
    try:
        return dates.parse_day(text)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=text)) from error
