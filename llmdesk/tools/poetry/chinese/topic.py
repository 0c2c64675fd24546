"""The topic as the prompt of a poem needs it: short, and in the poem's language.

Owns the one question to the model that shortens or translates a topic.
"""

from __future__ import annotations

import re

from llmdesk.engine.types import GenerateRequest, Message, Sampling
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.desk import Desk
from llmdesk.tools.poetry.types import Language

LONGEST = {"zh": 24, "en": 80}  # characters that are used as they are
_ASK = {
    "zh": "用不超过八个汉字概括下面的主题，只写这几个字：\n\n{topic}",
    "en": "Say what this is about in two to six plain English words. Write only these words.\n\n{topic}",
}
_GRAMMAR = {
    "zh": "root ::= [一-龥]{2,10}",
    "en": 'root ::= word (" " word){1,5}\nword ::= [A-Za-z] [a-z\']{0,14}',
}


def in_language(desk: Desk, topic: str, language: Language) -> str:
    """The topic itself where it is short and in the language; else in the model's few words."""
    topic = re.sub(r"\s+", " ", topic).strip()
    fits = bool(hanzi.characters(topic)) == (language == "zh")
    if fits and len(topic) <= LONGEST[language]:
        return topic
    desk.say("plan")
    request = GenerateRequest(
        messages=(Message("user", _ASK[language].format(topic=topic)),),
        sampling=Sampling(temperature=0.0, repeat_penalty=1.0),
        grammar=_GRAMMAR[language],
        max_tokens=32,
        template_variables={"enable_thinking": False},
    )
    stream = desk.engine.generate(request)
    desk.cancel.on_cancel(stream.cancel)
    words = stream.result().text.strip()
    desk.cancel.raise_if_cancelled()
    return words or topic[: LONGEST[language]]
