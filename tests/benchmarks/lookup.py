"""How much faster a text with its mistakes corrected is written when the engine looks ahead in it.

    python -m tests.benchmarks.lookup --model FILE

A page with a mistake in every third sentence, English or Chinese, is to be written again without them, at
temperature 0: once token by token, once with guesses from the page itself (`GenerateRequest.copies`).
Compared are the tokens/s of the answers, in turns, and whether they are the same.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion, GenerateRequest, Message, Sampling
from tests.benchmarks import measure

_TASK = "Correct the spelling mistakes in this text. Change nothing else. Write the corrected text only.\n\n"
PAGES = (
    "The harbour of Lowick was built in 1874 by the Marsden brothers. It was never ment for large ships. "
    "Two stone piers, each 120 metres long, keep out the swell from the north. In winter the fishing boats "
    "lie three deep along the quay, and their crews repare the nets in the old customs house. Until 1931 a "
    "railway carried herring to the city every morning. When the line was closed, most of the traders "
    "moved away, and the warehouses stood emty for thirty years. Today they hold a library, a school for "
    "boat builders and a small museum. The museum shows photographs, tools and the log of the lifeboat "
    "Caroline, which saved 214 people betwen 1880 and 1923. Visitors come mostly in July and August. "
    "The town would like to see them in spring too, when the cliffs are full of birds. A new path, opend "
    "last year, leads along the coast to the lighthouse.",
    "Our comittee met on Tuesday to discuss the garden behind the school. Everyone agreed that the old "
    "shed has to go before winter. Mr Patel offered to take it down with his two sons. The wood can be used "
    "for raised beds, if it is not roten. Mrs Lindqvist has already asked three nurseries for prices: apple "
    "trees cost between 25 and 40 pounds each, currant bushes about nine. We decided to begin with six "
    "trees and twelve bushes. The children of the fourth class will water them on weekdays, and thier "
    "parents at the weekend. The council pays half of the costs, up to 500 pounds. The rest has to come "
    "from the summer fair. We still need a hose, four watering cans and somebody who knows how to prune. "
    "The next meeting is on 14 March at seven in the evning, in the library.",
)


# The same in Chinese, with a wrong character here and there.
_CHINESE_TASK = "改正下面这段文字里的错别字，其他什么都不要改。只写改正后的文字。\n\n"
CHINESE_PAGES = (
    "利文港建于一八七四年，由马斯登兄弟出资。它从来不是为大船准备的。两道石堤各长一百二十米，挡住北面的涌浪。"
    "冬天渔船三只一排靠在码头上，船员在旧海关楼里修补鱼网。直到一九三一年，每天早上都有一列火车把鲱鱼运到城里。"
    "铁路停运以后，大多数商人都般走了，仓库空了三十年。如今那里有一座图书馆、一所造船学校和一间小小的博物馆。"
    "博物馆里有照片、工具，还有救生艇“卡罗琳号”的航行日记。游客大多在七八月来。镇上希望他们春天也来，"
    "那时侯悬崖上到处是鸟。去年开通的一条新路沿着海岸通向灯塔。",
    "我们的委员会星期二开会，讨论学校后面的园子。大家都同意，旧棚子要在冬天以前拆掉。李先生愿意和两个儿子一起动手。"
    "木头如果没有腐烂，可以用来做花坛。王女士已经向三家苗圃问过价钱：苹果树每棵二十五到四十元，醋栗大约九元。"
    "我们绝定先买六棵树和十二丛灌木。四年级的孩子在工作日浇水，家长在周末浇水。街道办事处负担一半费用，最多五百元。"
    "其余的要靠夏季的义卖。我们还却一根水管、四把水壶，和一位会修剪的人。下次会议定在三月十四日晚上七点，在图书馆里。",
)
ASKED = (*(_TASK + page for page in PAGES), *(_CHINESE_TASK + page for page in CHINESE_PAGES))


def answer(engine: Engine, asked: str, *, copies: bool) -> Completion:
    request = GenerateRequest(
        (Message("user", asked),),
        sampling=Sampling(temperature=0.0, repeat_penalty=1.0),
        max_tokens=400,
        priority="batch",
        fresh=True,  # what is cached changes the last digits
    )
    return engine.generate(replace(request, copies=copies)).result(600)


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    options = parser.parse_args()
    ratios: list[float] = []
    same = stood = guessed = 0
    with measure.engine(options) as engine:
        for _ in range(options.rounds):
            for asked in ASKED:
                plain, ahead = answer(engine, asked, copies=False), answer(engine, asked, copies=True)
                ratios.append(ahead.tokens_per_s / plain.tokens_per_s)
                same += plain.text == ahead.text
                guessed, stood = guessed + ahead.guessed_tokens, stood + ahead.stood_tokens
    results = {
        "with guesses to without": measure.median(ratios),
        "the same text": same / len(ratios),
        "guessed right": stood / guessed,
    }
    return measure.report(results, {"with guesses to without": 1.5, "the same text": 1.0}, options.json)


if __name__ == "__main__":
    sys.exit(main())
