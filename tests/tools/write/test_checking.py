"""What is wrong with a text that was written anew."""

from __future__ import annotations

from llmdesk.tools.write.checking import NO_POINTS, NOT_LONGER, NOT_SHORTER, findings

SOURCE = (
    "The fair takes place on 12 June in the Miller Hall, and Mrs Okafor presents the plans for 1,250 pounds."
)


def rules(target: str, style: str) -> set[str]:
    return {finding.rule for finding in findings(SOURCE, target, style, "en")}  # type: ignore[arg-type]


def test_a_good_shorter_text_has_nothing_wrong() -> None:
    assert not rules("The fair is on 12 June in the Miller Hall.", "shorter")


def test_a_number_from_nowhere_is_told_in_every_style() -> None:
    assert "numbers" in rules("The fair is in the Miller Hall, for 900 people.", "shorter")
    assert "numbers" in rules("- The fair: Miller Hall\n- 900 people", "bullets")


def test_what_is_left_out_is_told_where_nothing_may_be() -> None:
    formal = (
        "The fair will be held in the Miller Hall, where Mrs Okafor will present the plans for 1,250 pounds."
    )
    assert rules(formal, "formal") & {"dates", "numbers"}


def test_the_form_of_the_style_is_asked_for() -> None:
    told = {finding.template for finding in findings(SOURCE, SOURCE, "shorter", "en")}
    assert told == {NOT_SHORTER}
    assert NOT_LONGER in {finding.template for finding in findings(SOURCE, SOURCE, "longer", "en")}
    assert NO_POINTS in {finding.template for finding in findings(SOURCE, SOURCE, "bullets", "en")}


def test_another_language_is_of_no_use() -> None:
    assert rules("Die Messe findet am zwölften Juni in der großen Halle statt, und alle sind da.", "formal")


def test_what_one_is_told_to_do_is_no_name() -> None:
    source = "As the water is off on Tuesday, 14 October, please do not leave any tap open, Anna said."
    for text in (
        "Keep taps closed on Tuesday, 14 October, Anna said.",
        "Anna: close taps. Tuesday, 14 October.",
    ):
        assert findings(source, text, "shorter", "en") == ()
    (found,) = findings(source, "Brenda closed taps on Tuesday, 14 October.", "shorter", "en")
    assert found.detail == "“Brenda” is not in the source."
