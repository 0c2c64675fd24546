"""What can be wrong with a cluster, as sentences for the user."""

from __future__ import annotations

from llmdesk.errors import QT_TRANSLATE_NOOP, UserError, shown
from llmdesk.paths import is_bundle


class ClusterError(UserError):
    """The cluster cannot be used, or cannot do this."""


def not_installed() -> ClusterError:
    return ClusterError(
        QT_TRANSLATE_NOOP("core", "Ray is not installed here."),
        QT_TRANSLATE_NOOP(
            "core", "A table is shared out over a cluster by Ray, which llmdesk does not bring."
        ),
        QT_TRANSLATE_NOOP(
            "core",
            "Nothing can be added to this program. An llmdesk that was installed with Python can have it: "
            'pip install "llmdesk[cluster]"',
        )
        if is_bundle()
        else QT_TRANSLATE_NOOP("core", 'Install it beside llmdesk: pip install "llmdesk[cluster]"'),
    )


def not_reached(address: str, error: BaseException) -> ClusterError:
    return ClusterError(
        QT_TRANSLATE_NOOP("core", "The cluster cannot be reached."),
        QT_TRANSLATE_NOOP("core", "{address}: {reason}"),
        QT_TRANSLATE_NOOP(
            "core", "Check that it runs (ray status) and has the same versions of Python and Ray."
        ),
        address=shown(address),
        reason=shown(" ".join(str(error).split()), 300),
    )


def nobody_answers(seconds: float) -> ClusterError:
    return ClusterError(
        QT_TRANSLATE_NOOP("core", "No machine of the cluster takes the work."),
        QT_TRANSLATE_NOOP(
            "core",
            "None had room for a model for {seconds} seconds. What is done is kept: --resume goes on there.",
        ),
        QT_TRANSLATE_NOOP("core", "Ask for fewer processors with --ray-cpus, or look at ray status."),
        seconds=f"{seconds:.0f}",
    )


def keeps_failing(reason: str) -> ClusterError:
    return ClusterError(
        QT_TRANSLATE_NOOP("core", "The same rows ended the machine that worked on them several times."),
        QT_TRANSLATE_NOOP("core", "{reason} What is done is kept: --resume goes on there."),
        QT_TRANSLATE_NOOP("core", "A smaller model or a smaller --context needs less memory."),
        reason=shown(" ".join(reason.split()), 300),
    )


def another_model(before: str, now: str) -> ClusterError:
    return ClusterError(
        QT_TRANSLATE_NOOP("core", "The engine elsewhere runs another model now."),
        QT_TRANSLATE_NOOP("core", "It was {before}, and is {now}. Nothing of the other one was used."),
        QT_TRANSLATE_NOOP("core", "Choose the model again to go on with this one."),
        before=shown(before),
        now=shown(now),
    )


def not_to_be_spread(name: str) -> ClusterError:
    return ClusterError(
        QT_TRANSLATE_NOOP("core", "This work cannot be shared out over a cluster."),
        QT_TRANSLATE_NOOP(
            "core", "What it does with a row depends on other rows, or on files of this computer ({name})."
        ),
        QT_TRANSLATE_NOOP("core", "Run it without --ray."),
        name=name,
    )
