"""How fast a model would answer on this computer, before it is downloaded.

Owns the estimate: all weights that work at a token are read once for it, and something is done beside. Pure
functions of sizes and of what `Machine.weights_speed` measured; loads nothing. Sizes in bytes.

`tests/benchmarks/pace.py` holds the estimate against what was measured with real models.
"""

from __future__ import annotations

import re

from llmdesk.engine.types import WeightsSpeed
from llmdesk.gguf import Header

#: As fast as most people read: 250 words a minute are 5 to 6 tokens a second in English.
READING_SPEED = 5.0
#: Without a measurement: two cores made 13 tokens/s with a file of 1.1 GB (Qwen2.5 1.5B Q4_K_M).
A_CORE = 9e9
# What a model reaches of the speed of its weights alone, and seconds beside them: attention, sampling,
# threads that wait for each other, the pipe. Of two models on two cores (98 MB: 92 tokens/s, 1.1 GB: 17);
# that of a graphics card was not measured.
_REACHED, _BESIDE_S = 0.95, 0.0055
_BESIDE_ON_GPU_S = 0.004
_ACTIVE = re.compile(r"([\d.]{1,8})B-[AE]([\d.]{1,8})B")


def guessed_speed(cores: int) -> WeightsSpeed:
    """Of a computer that was not measured, by its physical cores."""
    return WeightsSpeed(A_CORE * cores)


def tokens_per_second(active: float, speed: WeightsSpeed) -> float:
    """Of one answer, with so many bytes of weights at work at each token."""
    beside = _BESIDE_ON_GPU_S if speed.on_gpu else _BESIDE_S
    return 1 / (active / (_REACHED * speed.bytes_per_second) + beside)


def active_of_name(parameters: str, size: float) -> float:
    """The weights at work of a model of that size whose parameters are written so: "30B-A3B" has 3 of 30 at
    work."""
    found = _ACTIVE.fullmatch(parameters)
    return size * float(found[2]) / float(found[1]) if found else size


def active_of_header(header: Header) -> float:
    """The same by the header: of a mixture of experts only those that are used."""
    metadata, prefix = header.metadata, header.architecture
    count, used, wide = (
        metadata.get(f"{prefix}.{key}")
        for key in ("expert_count", "expert_used_count", "expert_feed_forward_length")
    )
    if not isinstance(count, int) or not isinstance(used, int) or not 0 < used < count:
        return header.size
    if not isinstance(wide, int):
        wide = metadata.get(f"{prefix}.feed_forward_length")
    if not isinstance(wide, int):
        return header.size
    expert = 3 * header.embedding * wide
    rest = 4 * header.embedding**2 + header.embedding * header.vocabulary / max(1, header.layers)
    return header.size * (rest + used * expert) / (rest + count * expert)
