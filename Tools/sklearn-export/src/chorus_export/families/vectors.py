"""Support vector machines, as libsvm evaluates them."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.certainty import by_scores, by_signs
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense

_KERNELS = {"linear": "linear", "poly": "polynomial", "rbf": "rbf", "sigmoid": "sigmoid"}


@predicts("sklearn.SVR", "sklearn.NuSVR")
def regression(estimator: Any, table: Table) -> Answers:
    """The sum over support vectors is the answer."""
    stages = [_machine(estimator, table), Stage.of("regress", link="identity")]
    made = table.builder.predict(table.finite(), stages, {"value": 1})
    return Answers(task="regression", value=made["value"])


@predicts("sklearn.OneClassSVM")
def one_class(estimator: Any, table: Table) -> Answers:
    """A decision, positive for inliers; the score is the decision and the offset."""
    builder = table.builder
    size = float(np.abs(dense(estimator._dual_coef_)).sum())
    by_scores(table, lambda rows: estimator.decision_function(dense(rows)), size)
    head = Stage.of("outlier", threshold=0, inclusive=False)
    stages = [_machine(estimator, table), head]
    made = builder.predict(table.finite(), stages, {"label": 1, "score": 1}, classes=2)
    offset = builder.constant(np.asarray(estimator.offset_, dtype=np.float64).reshape(1))
    score = builder.binary("add", made["score"], offset)
    return Answers(task="outlier", label=made["label"], decision=made["score"], score=score)


@predicts("sklearn.SVC", "sklearn.NuSVC")
def classifier(estimator: Any, table: Table) -> Answers:
    """One score a pair of classes: votes, one-versus-rest decision, coupled probabilities."""
    classes = len(estimator.classes_)
    pairs = classes * (classes - 1) // 2
    is_one_versus_rest = estimator.decision_function_shape == "ovr" or classes == 2
    breaks_ties = estimator.break_ties and is_one_versus_rest and classes > 2
    fields: dict[str, Any] = {
        "link": "none",
        "label": {"rule": "largest-score" if breaks_ties else "votes"},
        "decision": "one-versus-rest" if is_one_versus_rest else "scores",
    }
    decisions = 1 if classes == 2 else classes if is_one_versus_rest else pairs
    outputs = {"label": 1, "decision": decisions}
    slopes, offsets = np.asarray(estimator._probA), np.asarray(estimator._probB)
    if getattr(estimator, "_effective_probability", estimator.probability) and slopes.size:
        fields["link"] = "pairwise-coupling"
        fields["probability"] = {"a": slopes.astype(float), "b": offsets.astype(float)}
        outputs["probabilities"] = classes
        # The coupling is iterated until it is good enough: a last bit may cost a round more.
        table.builder.tolerate(lambda _rows, _answers: Tolerance(1e-9, 1e-9))
    size = float(np.abs(dense(estimator._dual_coef_)).sum())
    by_signs(table, lambda rows: estimator._decision_function(dense(rows)), size)
    if breaks_ties:
        by_scores(table, lambda rows: estimator.decision_function(dense(rows)), size)
    counts = [int(count) for count in estimator._n_support]
    stages = [_machine(estimator, table, counts), Stage.of("classify", **fields)]
    made = table.builder.predict(table.finite(), stages, outputs, classes=classes)
    return Answers(task="classification", **made)


def _machine(estimator: Any, table: Table, counts: list[int] | None = None) -> Stage:
    name = type(estimator).__name__
    if estimator.kernel not in _KERNELS:
        raise ExportError(
            f"{name} with the kernel {estimator.kernel!r} cannot be exported; "
            "use linear, poly, rbf or sigmoid."
        )
    vectors = dense(estimator.support_vectors_).astype(np.float64)
    coefficients = dense(estimator._dual_coef_).astype(np.float64)
    _tolerate(estimator, table, vectors, coefficients)
    table.spread(*_spread(vectors, table.width))
    fields: dict[str, Any] = {} if counts is None else {"vectors_per_class": counts}
    return Stage.of(
        "svm",
        kernel=_KERNELS[estimator.kernel],
        gamma=float(estimator._gamma),
        coef0=float(estimator.coef0),
        degree=float(estimator.degree),
        support_vectors=vectors.reshape(-1, table.width),
        coefficients=np.atleast_2d(coefficients),
        intercepts=np.asarray(estimator._intercept_, dtype=np.float64).reshape(-1),
        **fields,
    )


def _spread(vectors: Array, width: int) -> tuple[Array, Array]:
    if len(vectors) < 2:
        return np.zeros(width), np.ones(width)
    return vectors.mean(axis=0), vectors.std(axis=0) + 1e-9


def _tolerate(estimator: Any, table: Table, vectors: Array, coefficients: Array) -> None:
    """Allows for sums of kernel values in another order.

    A kernel is at most about 1 for `rbf`; others grow with the products of rows and vectors.
    """

    def measure(rows: Any, _: Mapping[str, Array]) -> Tolerance:
        given = np.abs(dense(table.through(rows)).astype(np.float64))
        reach = given @ np.abs(vectors.reshape(-1, table.width)).T
        scaled = estimator._gamma * reach + abs(estimator.coef0)
        kernels = {"linear": reach, "poly": scaled**estimator.degree, "sigmoid": 1 + scaled}
        sizes = kernels.get(estimator.kernel, np.ones_like(reach))
        largest = float((sizes @ np.abs(np.atleast_2d(coefficients)).T).max(initial=0.0))
        slack = (
            16 * float(np.finfo(np.float64).eps) * max(largest, float(np.abs(coefficients).sum()))
        )
        return Tolerance(slack, 1e-9)

    table.builder.tolerate(measure)
