"""How much faster a text with its mistakes corrected is written when the engine looks ahead in it.

    python -m tests.benchmarks.lookup --model FILE

A page with a mistake in every third sentence is to be written again without them, at temperature 0: once
token by token, once with guesses from the page itself (`GenerateRequest.copies`). Compared are the tokens/s
of the answers, in turns, and whether they are the same.
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


def answer(engine: Engine, page: str, *, copies: bool) -> Completion:
    request = GenerateRequest(
        (Message("user", _TASK + page),),
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
            for page in PAGES:
                plain, ahead = answer(engine, page, copies=False), answer(engine, page, copies=True)
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
