"""A verdict spelled out, on the screen or on paper."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import N_, _
from app.rules.ballots import ELECTIONS, Verdict

_WHOLE = N_("（{counts}：{outcome}）")
_SEATS = N_("应选 {seats} 名")
_COUNTS = N_("应到有表决权 {should}，实到 {present}")
_COUNTS_ELECTION = N_("应到有选举权 {should}，实到 {present}")
_COUNTS_COMMITTEE = N_("应到委员 {should}，实到 {present}")
_YES = N_("赞成 {yes}")
_YES_WRITTEN = N_("赞成 {yes}（其中书面 {written}）")
_MOST = {"should": N_("过半数应为 {needed}"), "present": N_("超过实到半数应为 {needed}")}
# 以上 includes the number, 超过 does not
_QUORUMS = {
    ">=1/2": N_("半数以上应到 {needed}"),
    ">1/2": N_("过半数应到 {needed}"),
    ">=2/3": N_("三分之二以上应到 {needed}"),
    ">=4/5": N_("五分之四以上应到 {needed}"),
    ">4/5": N_("超过五分之四应到 {needed}"),
}
_PASSED, _ELECTED = N_("通过"), N_("当选")
_FAILED = N_("未通过，还差 {count} 票")
_NOT_ELECTED = N_("未当选，还差 {count} 票")
_TOO_FEW = N_("到会还差 {count} 人，不能表决")
_WRONG = N_("无效，请核对后再下结论")
_NAMES = N_("{names}当选")
_NOBODY = N_("无人当选")
_TIED = N_("{names}票数相等，须再次投票选 {count} 名")
_OPEN = N_("还缺 {count} 名，须另行选举")
_COMMA, _SEMICOLON, _ENUMERATION = N_("，"), N_("；"), N_("、")


def sentence(verdict: Verdict, say: Callable[[str], str] = _) -> str:
    """The verdict spelled out: （应到有表决权 12，实到 10，赞成 9，过半数应为 7：通过）.

    In the language of the screen; ``say=str`` gives the Chinese that paper wants.
    """
    counts = [_attendance(verdict, say)]
    if not verdict.valid:
        counts += [_quorum(verdict, say)] if _lacks_only_people(verdict) else []
        outcome = _invalid(verdict, say)
    elif verdict.ballot.candidates:
        counts = [say(_SEATS).format(seats=verdict.ballot.seats), *counts, _majority(verdict, say)]
        outcome = _of_election(verdict, say)
    else:
        counts += [_votes(verdict, say), _majority(verdict, say)]
        outcome = _of_motion(verdict, say)
    return say(_WHOLE).format(counts=say(_COMMA).join(counts), outcome=outcome)


def _attendance(verdict: Verdict, say: Callable[[str], str]) -> str:
    ballot = verdict.ballot
    words = _COUNTS_ELECTION if ballot.kind in ELECTIONS else _COUNTS
    if ballot.kind == "committee":
        words = _COUNTS_COMMITTEE
    return say(words).format(should=ballot.should, present=ballot.present)


def _quorum(verdict: Verdict, say: Callable[[str], str]) -> str:
    share = str(verdict.rules[0].value)
    return say(_QUORUMS[share]).format(needed=verdict.needed_present)


def _votes(verdict: Verdict, say: Callable[[str], str]) -> str:
    written = verdict.yes - verdict.ballot.yes
    words = _YES_WRITTEN if written else _YES
    return say(words).format(yes=verdict.yes, written=written)


def _majority(verdict: Verdict, say: Callable[[str], str]) -> str:
    return say(_MOST[verdict.base_of]).format(needed=verdict.needed_yes)


def _lacks_only_people(verdict: Verdict) -> bool:
    hard = sum(one.strength == "hard" for one in verdict.findings)
    return hard == 1 and verdict.ballot.present < verdict.needed_present


def _invalid(verdict: Verdict, say: Callable[[str], str]) -> str:
    if _lacks_only_people(verdict):
        return say(_TOO_FEW).format(count=verdict.needed_present - verdict.ballot.present)
    return say(_WRONG)


def _of_motion(verdict: Verdict, say: Callable[[str], str]) -> str:
    person = verdict.ballot.kind in ELECTIONS
    if verdict.passed:
        return say(_ELECTED if person else _PASSED)
    return say(_NOT_ELECTED if person else _FAILED).format(count=-verdict.margin)


def _of_election(verdict: Verdict, say: Callable[[str], str]) -> str:
    between = say(_ENUMERATION)
    parts = [say(_NAMES).format(names=between.join(verdict.elected))] if verdict.elected else []
    if verdict.tied:
        names = between.join(verdict.tied)
        parts.append(say(_TIED).format(names=names, count=verdict.open_seats))
    elif verdict.open_seats:
        parts += [] if parts else [say(_NOBODY)]
        parts.append(say(_OPEN).format(count=verdict.open_seats))
    return say(_SEMICOLON).join(parts)
