"""What in the numbers of a vote cannot be, and whether enough people came to it.

A hard finding makes the vote void or its record wrong; ``field`` is the field of ``Ballot``.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from app.i18n import N_, _
from app.rules.ballots import ELECTIONS, Ballot, Basis, Candidate, least
from app.rules.book import Cite, RuleBook, Ruled
from app.rules.committee import candidates as candidates_for
from app.rules.findings import Finding
from app.rules.roster import rule_at

_TITLES = {
    "should": N_("应到"), "present": N_("实到"), "yes": N_("赞成"), "no": N_("反对"),
    "abstain": N_("弃权"), "invalid": N_("无效票"), "written_yes": N_("书面赞成"),
    "written_no": N_("书面反对"), "written_abstain": N_("书面弃权"), "issued": N_("发出的票"),
    "returned": N_("收回的票"), "seats": N_("应选名额"),
}  # fmt: skip


def findings(book: RuleBook, ballot: Ballot, rules: Basis, day: date) -> list[Finding]:
    """All that is to be said of the numbers, people first; with negative numbers only that."""
    negative = _negative(ballot)
    if negative:
        return negative
    found = [*_people(ballot, rules), *_written(ballot, rules), *_papers(book, ballot, day)]
    found += _secrecy(ballot, rules)
    if ballot.candidates or ballot.seats:
        return [*found, *_seats(book, ballot, day), *_chosen(book, ballot, day)]
    return found + _sums(ballot)


def _negative(ballot: Ballot) -> list[Finding]:
    message = _("{title}不能是负数。")
    found = [
        Finding("hard", message.format(title=_(title)), field)
        for field, title in _TITLES.items()
        if (getattr(ballot, field) or 0) < 0
    ]
    for one in ballot.candidates:
        if min(one.yes, one.no or 0, one.abstain or 0) < 0:
            title = _("{name}的票数").format(name=one.name)
            found.append(Finding("hard", message.format(title=title), "candidates"))
    return found


# -- people --------------------------------------------------------------------------------------


def _people(ballot: Ballot, rules: Basis) -> list[Finding]:
    if not ballot.should:
        return [Finding("hard", _("应到人数是 0，没有人可以表决。"), "should")]
    if ballot.present > ballot.should:
        message = _("实到 {present} 人，多于应到 {should} 人。")
        words = message.format(present=ballot.present, should=ballot.should)
        return [Finding("hard", words, "present")]
    needed = least(str(rules.quorum.value), ballot.should)
    if ballot.present >= needed:
        return []
    message = _("应到 {should} 人，至少要到 {needed} 人，实到 {present} 人，还差 {lacking} 人。")
    words = message.format(
        should=ballot.should,
        needed=needed,
        present=ballot.present,
        lacking=needed - ballot.present,
    )
    return [Finding("hard", words, "present", rules.quorum.cite)]


def _written(ballot: Ballot, rules: Basis) -> list[Finding]:
    if not ballot.written:
        return []
    if not rules.counts_written:
        message = _("{count} 份书面意见没有计入票数。").format(count=ballot.written)
        return [Finding("general", message, "written_yes", _cite(rules.written))]
    absent = max(ballot.should - ballot.present, 0)
    if ballot.written <= absent:
        return []
    message = _("书面意见 {count} 份，多于没有到会的 {absent} 人。")
    words = message.format(count=ballot.written, absent=absent)
    return [Finding("hard", words, "written_yes", _cite(rules.written))]


def _secrecy(ballot: Ballot, rules: Basis) -> list[Finding]:
    if ballot.secret is not False or rules.secret is None:
        return []
    return [Finding(rules.secret.strength, rules.secret.text, "secret", rules.secret.cite)]


# -- papers --------------------------------------------------------------------------------------


def _papers(book: RuleBook, ballot: Ballot, day: date) -> list[Finding]:
    """Papers handed out and collected against each other and against the voters (ELEC-10)."""
    return [*_collected(book, ballot, day), *_handed_out(ballot)]


def _collected(book: RuleBook, ballot: Ballot, day: date) -> list[Finding]:
    if ballot.returned is None:
        return []
    ruled = rule_at(book, "votes.election_ballots", day) if ballot.kind in ELECTIONS else None
    compared = str(ruled.value) if ruled else "both"
    found = []
    for what, most, message in (
        ("issued", ballot.issued, _("收回 {returned} 张票，多于发出的 {most} 张。")),
        ("voters", ballot.present, _("收回 {returned} 张票，多于实到有表决权的 {most} 人。")),
    ):
        if most is not None and ballot.returned > most:
            words = message.format(returned=ballot.returned, most=most)
            void = compared in (what, "both")
            found.append(Finding("hard" if void else "general", words, "returned", _cite(ruled)))
    return found


def _handed_out(ballot: Ballot) -> list[Finding]:
    if ballot.issued is None or ballot.issued == ballot.present:
        return []
    message = _("发出 {issued} 张票，实到有表决权的是 {present} 人。")
    words = message.format(issued=ballot.issued, present=ballot.present)
    return [Finding("general", words, "issued")]


def _cast(ballot: Ballot) -> str:
    """What the votes have to add up to, in words."""
    if ballot.returned is None:
        return _("实到的 {count} 人").format(count=ballot.present)
    return _("收回的 {count} 张票").format(count=ballot.returned)


# -- sums ----------------------------------------------------------------------------------------


def _sums(ballot: Ballot) -> list[Finding]:
    others = (ballot.no, ballot.abstain, ballot.invalid)
    total = ballot.yes + sum(one or 0 for one in others)
    if total > ballot.cast:
        message = _("赞成、反对、弃权和无效一共 {total} 票，多于{whole}。")
        words = message.format(total=total, whole=_cast(ballot))
        return [Finding("hard", words, "yes")]
    if total < ballot.cast and any(one is not None for one in others):
        message = _(
            "赞成、反对、弃权和无效一共 {total} 票，比{whole}少 {lacking}，没有表态的请记为弃权。"
        )
        words = message.format(total=total, whole=_cast(ballot), lacking=ballot.cast - total)
        return [Finding("hard", words, "abstain")]
    return []


def _seats(book: RuleBook, ballot: Ballot, day: date) -> list[Finding]:
    """Seats and how many stand for them (ELEC-05)."""
    if not ballot.seats or not ballot.candidates:
        message = _("选举要写明应选名额和每个候选人的得票。")
        return [Finding("hard", message, "candidates" if ballot.seats else "seats")]
    names = Counter(one.name for one in ballot.candidates)
    found = [
        Finding(
            "hard", _("候选人中有两个“{name}”，请写得能够分清。").format(name=name), "candidates"
        )
        for name, count in names.items()
        if count > 1
    ]
    standing = sum(one.nominated for one in ballot.candidates)
    ruled = rule_at(book, "committee.candidate_surplus", day)
    if ruled is None:
        return found
    if ballot.kind == "secretary":
        if standing != ballot.seats:
            message = _("书记、副书记等额选举：应选 {seats} 名，候选人有 {standing} 名。")
            words = message.format(seats=ballot.seats, standing=standing)
            found.append(Finding("general", words, "candidates", ruled.cite))
        return found
    needed = candidates_for(book, ballot.seats, day)
    if standing < needed:
        message = _("应选 {seats} 名，候选人至少要有 {needed} 名，现在是 {standing} 名。")
        words = message.format(seats=ballot.seats, needed=needed, standing=standing)
        found.append(Finding("hard", words, "candidates", ruled.cite))
    return found


def _chosen(book: RuleBook, ballot: Ballot, day: date) -> list[Finding]:
    """Votes of the candidates against the valid papers (ELEC-09, ELEC-11)."""
    invalid = ballot.invalid or 0
    if invalid > ballot.cast:
        message = _("无效票 {invalid} 张，多于{whole}。")
        words = message.format(invalid=invalid, whole=_cast(ballot))
        return [Finding("hard", words, "invalid")]
    papers = ballot.cast - invalid
    found = [finding for one in ballot.candidates for finding in _of_candidate(one, papers)]
    total = sum(one.yes for one in ballot.candidates)
    most = papers * ballot.seats
    if ballot.seats and total > most:
        message = _(
            "{papers} 张有效票、每张最多选 {seats} 名，赞成票最多 {most} 票，现在一共 {total} 票。"
        )
        words = message.format(papers=papers, seats=ballot.seats, most=most, total=total)
        ruled = rule_at(book, "votes.election_choices", day)
        found.append(Finding("hard", words, "candidates", _cite(ruled)))
    return found


def _of_candidate(one: Candidate, papers: int) -> list[Finding]:
    total = one.yes + (one.no or 0) + (one.abstain or 0)
    if total > papers:
        message = _("{name}得到 {total} 票，多于有效票 {papers} 张。")
        words = message.format(name=one.name, total=total, papers=papers)
        return [Finding("hard", words, "candidates")]
    counted = one.no is not None or one.abstain is not None
    if one.nominated and counted and total < papers:
        message = _("{name}的赞成、反对和弃权一共 {total} 票，比有效票 {papers} 张少 {lacking}。")
        words = message.format(name=one.name, total=total, papers=papers, lacking=papers - total)
        # a mark that nobody can read makes a paper void for one name alone
        return [Finding("general", words, "candidates")]
    return []


def _cite(ruled: Ruled | None) -> Cite | None:
    return ruled.cite if ruled else None
