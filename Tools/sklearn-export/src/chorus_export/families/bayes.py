"""Naive Bayes, all five: a joint log-likelihood a class, and its softmax."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.families.linear import product
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense

_HEAD = Stage.of("classify", link="softmax", label={"rule": "largest-score"})


@predicts("sklearn.GaussianNB")
def gaussian(estimator: Any, table: Table) -> Answers:
    """Independent normal features: squared distances in units of the class's variance."""
    builder, columns = table.builder, table.width
    means, variances = estimator.theta_, estimator.var_
    table.spread(means.mean(axis=0), np.sqrt(variances.max(axis=0)) + np.ptp(means, axis=0))
    x = builder.reshape(table.finite(), [None, 1, columns])
    difference = builder.binary("subtract", x, builder.constant(means))
    squares = builder.binary("multiply", difference, difference)
    sums = builder.reduce(
        builder.binary("divide", squares, builder.constant(variances)), "sum", axis=2
    )
    constant = -0.5 * np.sum(np.log(2.0 * np.pi * variances), axis=1)
    halves = builder.binary("multiply", sums, 0.5)
    likelihood = builder.binary("subtract", builder.constant(constant), halves)
    prior = builder.constant(np.log(estimator.class_prior_))
    return _answers(estimator, table, builder.binary("add", prior, likelihood))


@predicts("sklearn.MultinomialNB")
def multinomial(estimator: Any, table: Table) -> Answers:
    """Counts: linear in the features."""
    return _linear(
        estimator, table, table.finite(), estimator.feature_log_prob_, estimator.class_log_prior_
    )


@predicts("sklearn.ComplementNB")
def complement(estimator: Any, table: Table) -> Answers:
    """Counts against all other classes; the prior counts only where there is one class."""
    one = len(estimator.classes_) == 1
    prior = estimator.class_log_prior_ if one else np.zeros(len(estimator.classes_))
    return _linear(estimator, table, table.finite(), estimator.feature_log_prob_, prior)


@predicts("sklearn.BernoulliNB")
def bernoulli(estimator: Any, table: Table) -> Answers:
    """Features that are there or not, binarised above a threshold."""
    builder, x = table.builder, table.finite()
    if estimator.binarize is not None:
        x = builder.real(builder.compare("greater", x, float(estimator.binarize)))
    absent = np.log(1 - np.exp(estimator.feature_log_prob_))
    prior = estimator.class_log_prior_ + absent.sum(axis=1)
    return _linear(estimator, table, x, estimator.feature_log_prob_ - absent, prior)


@predicts("sklearn.CategoricalNB")
def categorical(estimator: Any, table: Table) -> Answers:
    """Features that are numbers of categories; one that training did not meet is refused."""
    builder, x = table.builder, table.finite()
    whole = builder.unary("truncate", x)
    total: Value | None = None
    for index, log_probabilities in enumerate(estimator.feature_log_prob_):
        count = log_probabilities.shape[1]
        table.choices(index, [float(code) for code in range(count)])
        codes = builder.constant(np.arange(count, dtype=np.float64))
        places = builder.constant(np.arange(count))
        column = builder.gather(whole, [index])
        place = builder.operator("encode-labels", [column, codes, places], "int64", (None, 1))
        flat = builder.reshape(place, [None])
        part = builder.gather(builder.constant(log_probabilities.T), flat, axis=0)
        total = part if total is None else builder.binary("add", total, part)
    assert total is not None
    prior = builder.constant(estimator.class_log_prior_)
    return _answers(estimator, table, builder.binary("add", total, prior))


def _linear(estimator: Any, table: Table, x: Value, coefficients: Any, intercepts: Any) -> Answers:
    classes = len(estimator.classes_)
    stage = product(table, np.asarray(coefficients), np.asarray(intercepts))
    rely(estimator, table)
    outputs = {"label": 1, "probabilities": classes}
    made = table.builder.predict(x, [stage, _HEAD], outputs, classes=classes)
    return Answers(task="classification", **made)


def _answers(estimator: Any, table: Table, likelihood: Value) -> Answers:
    builder = table.builder
    rely(estimator, table)
    return Answers(
        task="classification",
        label=builder.argument_maximum(likelihood),
        probabilities=builder.operator(
            "softmax", [likelihood], likelihood.kind, likelihood.shape, axis=1
        ),
    )


def rely(estimator: Any, table: Table) -> None:
    """Says how far the answers can be relied on.

    A likelihood of a million has its last digit at 1e-10, and that is what a probability may be
    off; of two classes that are equally likely up to that, chance names the label.
    """

    def likelihoods(rows: Any) -> Array:
        given = estimator._check_X(dense(table.through(rows)))
        return np.asarray(estimator._joint_log_likelihood(given))

    def slack(rows: Any) -> float:
        largest = np.nanmax(np.abs(likelihoods(rows)), initial=1.0, where=True)
        return 16 * float(np.finfo(np.float64).eps) * float(min(largest, 1e15))

    def doubt(rows: Any) -> Array:
        ordered = np.sort(likelihoods(rows), axis=1)
        if ordered.shape[1] < 2:
            return np.zeros(len(ordered), dtype=bool)
        return np.asarray(ordered[:, -1] - ordered[:, -2] <= 10 * slack(rows))

    table.builder.tolerate(lambda rows, _answers: Tolerance(slack(rows), 1e-9 + slack(rows)))
    table.builder.doubt_label(doubt)
