"""How many of 120 letters complain about delivery: counted by the program, against what is in them.

    python -m tests.benchmarks.ask MODEL.gguf [--language en|zh]
    python -m tests.benchmarks.ask --questions FOLDER

The second counts for how many questions the right passage is among the first five by words alone; FOLDER has
`zh_documents.jsonl` (id, text) and `zh_questions.jsonl` (question, document, answers).

The letters are put together from sentences of known meaning: complaints about delivery, praise of it,
complaints about other things, questions. Prints which are counted wrongly.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.ask import PassageIndex, ask_everything
from llmdesk.tools.documents import Document, from_text

LETTERS = 120
QUESTION = {"en": "How many of these letters complain about delivery?", "zh": "有多少封信抱怨送货？"}
WANTED = {
    "en": (
        "The parcel came nine days late, and nobody told us why.",
        "Your driver left the box in the rain, and the books are ruined.",
        "I waited at home all Tuesday, and the delivery never came.",
        "The package was delivered to the wrong house, for the second time.",
        "Delivery took three weeks instead of three days, which is not acceptable.",
        "The courier threw my parcel over the fence.",
        "I am angry that the delivery was late again.",
        "The box arrived crushed because the driver dropped it.",
    ),
    "zh": (
        "包裹晚到了九天，也没有人告诉我们原因。",
        "快递员把箱子扔在雨里，书全毁了。",
        "我星期二在家等了一整天，货一直没送来。",
        "包裹又一次送到了别人家，已经是第二次了。",
        "送货用了三个星期而不是三天，这让人无法接受。",
        "送货员把我的包裹直接扔过了围栏。",
        "送货又迟到了，我非常生气。",
        "司机把箱子摔了，送到时已经压扁。",
    ),
}
OTHERS = {
    "en": (
        "The parcel came a day early, and the driver was most friendly.",
        "Delivery was quick and free, thank you.",
        "The kettle leaks, and I would like my money back.",
        "You charged my card twice for the same lamp.",
        "Does the blue coat come in a larger size?",
        "Please change the address on my account to Mill Lane 4.",
        "The colours of the carpet are wonderful.",
        "Your shop assistant was rude when I asked about the guarantee.",
        "The instructions are only in German, which does not help me.",
        "Could you tell me when the new catalogue appears?",
        "The chair squeaks although it is new.",
        "My order came on the day you promised, well packed.",
    ),
    "zh": (
        "包裹提前一天到了，送货员非常和气。",
        "送货又快又免费，谢谢你们。",
        "水壶漏水，我想退款。",
        "同一盏灯你们扣了我两次钱。",
        "蓝色大衣有大一号的吗？",
        "请把我账户上的地址改成磨坊路4号。",
        "地毯的颜色非常漂亮。",
        "我问保修的时候，店员态度很差。",
        "说明书只有德文，对我没有用。",
        "请问新目录什么时候出？",
        "椅子是新的，却吱吱作响。",
        "订单在你们承诺的那天送到，包装很好。",
    ),
}
AROUND = {
    "en": (("Dear team,", "Hello,", "To whom it may concern,"), ("Regards, K. Moss", "Yours, P. Adeyemi")),
    "zh": (("你们好：", "客服您好，", "尊敬的经理："), ("此致，李明", "谢谢，王芳")),
}


def letters(language: str, seed: int = 3) -> list[tuple[Document, bool]]:
    """The letters, and whether each complains about delivery."""
    draw = random.Random(seed)
    made = []
    opening, closing = AROUND[language]
    for number in range(LETTERS):
        wanted = draw.random() < 0.4
        parts = draw.sample(OTHERS[language][2:11], draw.randint(0, 2))
        parts.append(draw.choice(WANTED[language]) if wanted else draw.choice(OTHERS[language]))
        draw.shuffle(parts)
        text = "\n\n".join((draw.choice(opening), " ".join(dict.fromkeys(parts)), draw.choice(closing)))
        made.append((replace(from_text(text), name=f"letter {number + 1}"), wanted))
    return made


def found_first(folder: Path, most: int = 5) -> tuple[int, int]:
    """For how many questions a passage with an answer is among the first `most`, and of how many."""
    lines = (folder / "zh_documents.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines]
    numbers = {each["id"]: number for number, each in enumerate(kept)}
    documents = [from_text(each["text"]) for each in kept]
    index = PassageIndex(documents)
    asked = (folder / "zh_questions.jsonl").read_text(encoding="utf-8").splitlines()
    right = 0
    for question in map(json.loads, asked):
        number = numbers[question["document"]]
        text = documents[number].text
        spans = [(at, at + len(each)) for each in question["answers"] if (at := text.find(each)) >= 0]
        passages = [each.passage for each in index.find(question["question"], most)]
        right += any(
            each.document == number and any(each.start < end and start < each.end for start, end in spans)
            for each in passages
        )
    return right, len(asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    options = parser.parse_args()
    if options.questions is not None:
        right, asked = found_first(options.questions)
        print(f"the right passage among the first five: {right} of {asked}")
        return
    if options.model is None:
        parser.error("name a model, or --questions")
    made = letters(options.language)
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder, "engine.log"), Path(folder, "machine.json"))
        engine.load(ModelSpec(FileRef(options.model), context=4096))
        began = time.monotonic()
        found = ask_everything(engine, QUESTION[options.language], [document for document, _wanted in made])
        engine.close()
    wrong = [row for row, (_document, wanted) in zip(found.rows, made, strict=True) if row.counts != wanted]
    for row in wrong:
        text = " ".join(made[row.document][0].text.split())
        print(f"  {'counted' if row.counts else 'missed'} ({row.log_odds:+.2f}): {text}")
    truth = sum(wanted for _document, wanted in made)
    print(
        f"{options.language}: {found.count} counted, {truth} complain; {LETTERS - len(wrong)} of {LETTERS} "
        f"letters right; {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
