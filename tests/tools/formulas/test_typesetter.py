"""Formulas are laid out whole or not at all, and no formula takes the program's time or memory with it."""

from __future__ import annotations

import array
import time
from collections.abc import Iterator

import pytest

from llmdesk.tools.formulas import Formula, may_be_laid_out
from llmdesk.tools.formulas.typesetter import Typesetter


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    made = Typesetter()
    yield made
    made.end()


@pytest.mark.parametrize(
    "tex",
    [
        r"a^2 + b^2 = c^2",
        r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}",
        r"\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\begin{aligned} f(x) &= (x+1)^2 \\[2pt] &= x^2+2x+1 \end{aligned}",
        r"|x| = \begin{cases} x & x \ge 0 \\ -x & \text{otherwise} \end{cases}",
        r"\left. \frac{dy}{dx} \right|_{x=0} \in \mathbb{R}",
        r"\operatorname*{arg\,max}_{\theta} \mathcal{L}(\hat{\theta})",
        r"50% \neq 50\%",
        r"\boxed{E = mc^2} \cancel{x} \tag{1}",
    ],
)
def test_what_models_write_is_laid_out(typesetter: Typesetter, tex: str) -> None:
    formula = typesetter.lay_out(tex, True)
    assert formula is not None
    assert formula.width > 1
    assert formula.ascent > 0.4
    numbers = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
    points = array.array("f", formula.points)
    assert len(points) == sum(numbers[segment] for segment in formula.outline)
    assert -0.5 < points[0] < formula.width + 0.5


def test_chinese_in_a_formula_is_left_to_the_fonts_of_the_window(typesetter: Typesetter) -> None:
    formula = typesetter.lay_out(r"\text{速度} = \frac{路程}{\text{时间}}", True)
    assert formula is not None
    assert sorted(sign.text for sign in formula.signs) == sorted("速度路程时间")
    assert formula.outline  # the sign of equality


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{1}{",
        r"\frac{1}{2",
        r"x}",
        r"\left( x",
        r"\foo{x}",
        r"a \notacommand b",
        r"\begin{foo} x \end{foo}",
        r"\begin{matrix} x",
        r"a & b",
        r"x^1^2",
        r"\binom{\frac{a}{b}}{c}",
        r"\begin{array}{c|c} a & b \end{array}",
        "नमस्ते",
        "",
        "   ",
    ],
)
def test_what_is_broken_or_unknown_is_not_laid_out(typesetter: Typesetter, tex: str) -> None:
    assert typesetter.lay_out(tex, True) is None


@pytest.mark.parametrize(
    "tex", [r"\mathop{\mathrm{argmax}}_x f(x)", r"\widehat{xyz}", r"\ce{2H2 + O2 -> 2H2O}"]
)
def test_a_formula_of_which_letters_would_be_missing_is_not_laid_out(
    typesetter: Typesetter, tex: str
) -> None:
    """The library drops these letters, or does not know the command. Should it learn: so much the better."""
    formula = typesetter.lay_out(tex, True)
    assert formula is None or len(formula.outline) > 100


@pytest.mark.parametrize(
    ("tex", "without"),
    [
        (r"\begin{aligned}a&=b\\[x,y]&=c\end{aligned}", r"\begin{aligned}a&=b\\&=c\end{aligned}"),
        ("\\begin{aligned}a&=b\\\\\n[x,y]&=c\\end{aligned}", r"\begin{aligned}a&=b\\&=c\end{aligned}"),
        (r"\begin{matrix}a\\ [A]_0\end{matrix}", r"\begin{matrix}a\\ _0\end{matrix}"),
        (r"\begin{matrix}a\\ [H^+]\end{matrix}", r"\begin{matrix}a\\ \end{matrix}"),
    ],
)
def test_brackets_at_the_beginning_of_a_line_are_drawn(
    typesetter: Typesetter, tex: str, without: str
) -> None:
    formula, less = typesetter.lay_out(tex, True), typesetter.lay_out(without, True)
    assert formula is None or less is None or len(formula.outline) > len(less.outline)


@pytest.mark.parametrize("space", ["2pt", "-1.5 em", " 10mu "])
def test_a_space_between_lines_is_not_drawn(typesetter: Typesetter, space: str) -> None:
    formula = typesetter.lay_out(f"\\begin{{matrix}}a\\\\[{space}]b\\end{{matrix}}", True)
    plain = typesetter.lay_out(r"\begin{matrix}a\\b\end{matrix}", True)
    assert formula == plain is not None


@pytest.mark.parametrize("kind", ["op", "bin", "rel", "ord", "open", "close", "punct", "inner"])
def test_a_sign_of_another_kind_is_not_lost(typesetter: Typesetter, kind: str) -> None:
    tex = f"a\\math{kind}{{-}}b"
    formula, less = typesetter.lay_out(tex, True), typesetter.lay_out("ab", True)
    assert formula is None or (less is not None and len(formula.outline) > len(less.outline))


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}\a",
        r"\let\x=\x \x",
        r"\input{/etc/passwd}",
        r"\href{https://example.com}{x}",
        r"\colorbox{red}{x}",
        "x" * 1_000_000,
        "{" * 500_000 + "}" * 500_000,
        r"\frac{1}{" * 400 + "x" + "}" * 400,
        "x" + "_x" * 700,
        r"\begin{matrix}" * 100,
    ],
)
def test_what_could_grow_or_do_more_than_show_is_not_even_tried(tex: str) -> None:
    begin = time.process_time()
    assert not may_be_laid_out(tex)
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a}{" * 12 + "b" + "}" * 12,
        r"\left(" * 12 + "b" + r"\right)" * 12,
        r"\sqrt{" * 12 + "b" + "}" * 12,
        r"x^{" * 12 + "b" + "}" * 12,
    ],
)
def test_formulas_in_one_another_do_not_take_twice_as_long_each(typesetter: Typesetter, tex: str) -> None:
    """ziamath itself needs minutes for these."""
    assert isinstance(typesetter.lay_out(tex, True), Formula)


def test_a_formula_that_takes_too_long_costs_its_process_and_no_more(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from llmdesk.tools.formulas import typesetter as module
    from llmdesk.tools.reading import process
    from llmdesk.tools.reading.allowance import Allowance

    with monkeypatch.context() as patch:
        patch.setattr(module, "_ALLOWED", Allowance(memory=256 << 20, seconds=-1.0, quiet=-1.0))
        patch.setattr(process, "_MEASURE_S", 0.0)  # it is looked at before its answer is taken
        assert typesetter.lay_out("y", True) is None
    assert typesetter.lay_out("x", True) is not None
