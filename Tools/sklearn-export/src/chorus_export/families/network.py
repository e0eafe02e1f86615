"""Multi-layer perceptrons: one `dense` stage a hidden layer."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.certainty import by_scores
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage
from chorus_export.parts import Tolerance
from chorus_export.table import Table, dense


@predicts("sklearn.MLPRegressor")
def regressor(estimator: Any, table: Table) -> Answers:
    """The last layer's sums, or by their exponential for the Poisson loss, are the answer."""
    links = {"identity": "identity", "exp": "exp", "logistic": "logistic"}
    if estimator.out_activation_ not in links:
        raise ExportError(
            f"MLPRegressor with the output {estimator.out_activation_!r} cannot be exported; "
            "use loss='squared_error'."
        )
    stages = [
        *_layers(estimator, table),
        Stage.of("regress", link=links[estimator.out_activation_]),
    ]
    made = table.builder.predict(table.finite(), stages, {"value": int(estimator.n_outputs_)})
    return Answers(task="regression", value=made["value"])


@predicts("sklearn.MLPClassifier")
def classifier(estimator: Any, table: Table) -> Answers:
    """Two classes logistic, several softmax; the label is the largest probability's."""
    if estimator._label_binarizer.y_type_ not in ("binary", "multiclass"):
        raise ExportError(
            "MLPClassifier for several labels at once cannot be exported; fit one model a label."
        )
    classes = len(estimator.classes_)
    if classes == 1:
        raise ExportError(
            "MLPClassifier that saw one class alone cannot be exported; use DummyClassifier."
        )
    binary: dict[str, Any] = {"binary": "complement"} if estimator.n_outputs_ == 1 else {}
    head = Stage.of(
        "classify",
        link="softmax" if estimator.out_activation_ == "softmax" else "logistic",
        label={"rule": "largest-probability"},
        **binary,
    )
    by_scores(table, lambda rows: estimator.predict_proba(dense(rows)))
    outputs = {"label": 1, "probabilities": classes}
    stages = [*_layers(estimator, table), head]
    made = table.builder.predict(table.finite(), stages, outputs, classes=classes)
    return Answers(task="classification", **made)


def _layers(estimator: Any, table: Table) -> list[Stage]:
    """The hidden layers, and the last as a linear stage."""
    table.builder.tolerate(lambda _rows, _answers: Tolerance(1e-10, 1e-9))
    layers = [
        (np.ascontiguousarray(weights.T, dtype=np.float64), np.asarray(bias, dtype=np.float64))
        for weights, bias in zip(estimator.coefs_, estimator.intercepts_, strict=True)
    ]
    *hidden, (weights, bias) = layers
    return [
        *(
            Stage.of("dense", coefficients=w, intercepts=b, activation=estimator.activation)
            for w, b in hidden
        ),
        Stage.of("linear", coefficients=weights, intercepts=bias),
    ]
