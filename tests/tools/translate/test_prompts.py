"""What a model is asked: ours with examples, or the prompts of its makers for one that only translates."""

from __future__ import annotations

import tomllib

import pytest

from llmdesk.engine.types import Message
from llmdesk.paths import resource
from llmdesk.tools.fidelity import Finding, Term
from llmdesk.tools.translate.checking import Checks
from llmdesk.tools.translate.prompts import GeneralPrompts, MakersPrompts, prompts_for
from llmdesk.tools.translate.types import TranslateOptions

EN, ZH, FR = (
    TranslateOptions("en", "zh"),
    TranslateOptions("zh", "en"),
    TranslateOptions("fr", "en", "formal"),
)


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("Hy-MT2-1.8B-Q4_K_M", MakersPrompts),
        ("tencent Hy-MT2 7B", MakersPrompts),
        ("Qwen2.5-Coder-1.5B-Instruct", GeneralPrompts),
        ("", GeneralPrompts),
    ],
)
def test_a_model_that_only_translates_gets_the_prompts_of_its_makers(model: str, kind: type) -> None:
    assert isinstance(prompts_for(ZH, model), kind)


def test_the_prompts_of_the_makers_are_one_message_without_a_system_prompt() -> None:
    prompts = prompts_for(ZH, "Hy-MT2-1.8B")
    (message,) = prompts.ask("Hello {name}", "", ())
    assert message.role == "user"
    assert (
        message.content
        == "将以下文本翻译为简体中文，注意只需要输出翻译后的结果，不要额外解释：\n\nHello {name}"
    )
    (message,) = prompts.ask("Hello", "It was late.", (Term("hello", "喂"),))
    assert "hello 翻译成 喂" in message.content
    (message,) = prompts_for(FR, "Hy-MT2-1.8B").ask("Hello", "", ())
    assert "[formal written language]" in message.content
    assert "French" in message.content


def test_ours_have_examples_in_both_languages_and_a_tone() -> None:
    messages = prompts_for(TranslateOptions("en", "zh", "plain"), "").ask("你好", "", ())
    assert messages[0].content.endswith("everyday language.")
    assert len(messages) == 12
    assert {message.role for message in messages[1:]} == {"user", "assistant"}


def test_other_languages_are_named() -> None:
    messages = prompts_for(TranslateOptions("de", "fr"), "").ask("Bonjour", "", ())
    assert "from French into German" in messages[0].content


@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("zh", "en")])
def test_the_examples_pass_the_checks_that_their_answers_would(source: str, target: str) -> None:
    checks = Checks(TranslateOptions(target, source), markdown=True)
    for example in tomllib.loads(resource("translate", "prompts.toml").read_text(encoding="utf-8"))[
        f"{source}-{target}"
    ]["examples"]:
        assert not checks.findings(example["text"], example["answer"]), example


def test_each_text_is_asked_for_as_somebody_would_in_a_chat() -> None:
    asked = prompts_for(ZH, "").ask("It is late.", "", ())
    assert asked[-1].content == "把下面的英文译成简体中文：It is late."
    assert all("译成简体中文：" in message.content for message in asked if message.role == "user")


@pytest.mark.parametrize(
    ("options", "text", "before", "terms"),
    [
        (ZH, "Save {name} now.", "", ()),
        (ZH, "Read the **notes** first.", "", ()),
        (ZH, "It is late.", "We walked.", ()),
        (ZH, "The seal is worn.", "", (Term("seal", "密封圈"),)),
        (TranslateOptions("zh", "en", "formal"), "It is late.", "", ()),
    ],
)
def test_what_must_be_kept_is_said_from_the_first_try_on(
    options: TranslateOptions, text: str, before: str, terms: tuple[Term, ...]
) -> None:
    prompts = prompts_for(options, "")
    assert prompts.first(text, before, terms) == prompts.ask(text, before, terms)
    assert len(prompts.ask(text, before, terms)) > 2


def test_prose_is_asked_for_alone_first_and_with_all_rules_again() -> None:
    prompts = prompts_for(ZH, "", 1_500_000_000)
    assert prompts.first("It is late.", "", ()) == (
        Message("user", "Translate into Simplified Chinese: It is late."),
    )
    assert prompts.ask_again("It is late.", "", (), "", ())[0].role == "system"


def test_a_small_model_needs_no_text_before_where_nothing_must_be_kept() -> None:
    small, large = (prompts_for(ZH, "", size) for size in (1_500_000_000, 7_000_000_000))
    assert not small.needs_before("It is late.", ())
    assert small.needs_before("Save {name}.", ())
    assert large.needs_before("It is late.", ())


def test_a_second_try_says_how_the_other_language_writes_large_numbers() -> None:
    prompts = GeneralPrompts(TranslateOptions("en", "zh"))
    wrong = Finding("numbers", "“{text}” is missing.", (("text", "18.6万"),))
    text = "全市有学生18.6万人。"
    again = prompts.ask_again(text, "", (), "18.6 million pupils.", [wrong])[-1].content
    assert "18.6万 = 186,000." in again
    other = Finding("tags", "x", ())
    assert "186,000" not in prompts.ask_again(text, "", (), "Pupils.", [other])[-1].content


@pytest.mark.parametrize(
    ("options", "text", "answer", "echo"),
    [
        (
            ZH,
            "Minutes of 4 March",
            "4 March is missing. 请重新翻译下面的原文，只写译文。",
            "请重新翻译下面的原文",
        ),
        (ZH, "Minutes of 4 March", "3月4日会议记录", ""),
        (ZH, "He wrote: 请重新翻译下面的原文。", "他写道：请重新翻译下面的原文。", ""),
        (
            TranslateOptions("en", "zh"),
            "会议记录",
            "This translation is wrong: minutes",
            "This translation is wrong",
        ),
        (TranslateOptions("en", "zh"), "会议记录", "Minutes of the meeting", ""),
    ],
)
def test_words_of_the_second_question_in_an_answer_are_found(
    options: TranslateOptions, text: str, answer: str, echo: str
) -> None:
    assert prompts_for(options, "").echoed(text, answer) == echo
