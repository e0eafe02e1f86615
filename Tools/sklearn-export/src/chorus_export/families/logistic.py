"""LogisticRegression: two classes, multinomial, and one-versus-rest where scikit-learn has it."""

from typing import Any

from sklearn import __version__ as sklearn_version

from chorus_export.answers import Answers
from chorus_export.families.certainty import by_linear
from chorus_export.families.linear import linear
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage
from chorus_export.table import Table

#: Solvers that know no multinomial loss; newton-cholesky learnt it in version 1.6.
_ONE_VERSUS_REST_SOLVERS = (
    ("liblinear",)
    if tuple(int(part) for part in sklearn_version.split(".")[:2]) >= (1, 6)
    else ("liblinear", "newton-cholesky")
)


@predicts("sklearn.LogisticRegression", "sklearn.LogisticRegressionCV")
def logistic(estimator: Any, table: Table) -> Answers:
    """A classifier of two classes (one score) or of more (one score a class)."""
    classes = len(estimator.classes_)
    head = _binary(estimator) if classes == 2 else _several(estimator)
    outputs = {"label": 1, "probabilities": classes, "decision": 1 if classes == 2 else classes}
    scores = linear(estimator, table)
    by_linear(table, scores.fields["coefficients"], scores.fields["intercepts"])
    made = table.builder.predict(table.finite(), [scores, head], outputs, classes=classes)
    return Answers(task="classification", **made)


def _binary(estimator: Any) -> Stage:
    """One score; by the multinomial loss it is half of the difference of two."""
    is_multinomial = getattr(estimator, "multi_class", None) == "multinomial"
    scale = {"scale": 2} if is_multinomial and not _is_one_versus_rest(estimator) else {}
    return Stage.of(
        "classify",
        link="logistic",
        binary="complement",
        label={"rule": "threshold", "at": 0, "inclusive": False},
        decision="scores",
        **scale,
    )


def _several(estimator: Any) -> Stage:
    return Stage.of(
        "classify",
        link="logistic-normalized" if _is_one_versus_rest(estimator) else "softmax",
        label={"rule": "largest-score"},
        decision="scores",
    )


def _is_one_versus_rest(estimator: Any) -> bool:
    """Whether `predict_proba` of the scikit-learn that runs normalises logistic scores.

    From the version that took the parameter `multi_class` away, several classes are always
    multinomial, also in a model that an older version stored with that attribute.
    """
    if "multi_class" not in estimator.get_params(deep=False):
        return False
    if estimator.multi_class in ("auto", "deprecated"):
        return len(estimator.classes_) == 2 or estimator.solver in _ONE_VERSUS_REST_SOLVERS
    return bool(estimator.multi_class == "ovr")
