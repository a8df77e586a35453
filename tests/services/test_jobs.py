import pytest

from app.services.jobs import Job, Step, run


def _count(to: int, closed: list[str]) -> Job[str]:
    try:
        for number in range(to):
            yield Step(number, to, f"step {number}")
        return "done"
    finally:
        closed.append("closed")


@pytest.mark.parametrize("to", [0, 1, 3])
def test_run_reports_every_step_and_gives_the_result(to: int) -> None:
    steps: list[Step] = []
    assert run(_count(to, []), steps.append) == "done"
    assert steps == [Step(number, to, f"step {number}") for number in range(to)]
    assert run(_count(to, [])) == "done"


def test_what_the_report_raises_closes_the_job() -> None:
    closed: list[str] = []

    def stop(step: Step) -> None:
        if step.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(_count(3, closed), stop)
    assert closed == ["closed"]
