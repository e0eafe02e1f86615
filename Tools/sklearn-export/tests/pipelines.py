"""Random pipelines of the supported parts, fitted on random data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas
from sklearn import (
    decomposition,
    discriminant_analysis,
    ensemble,
    feature_selection,
    impute,
    linear_model,
    naive_bayes,
    neighbors,
    neural_network,
    preprocessing,
    svm,
    tree,
)
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import FeatureUnion, make_pipeline

Make = Callable[[np.random.Generator], Any]


@dataclass(frozen=True)
class Recipe:
    """What a pipeline is made of; `make` gives it unfitted."""

    numbers: int
    texts: int
    missing: bool
    classes: int
    seed: int
    scaling: tuple[Make, ...]
    encoding: Make | None
    reducing: tuple[Make, ...]
    predictor: Make

    def make(self) -> Any:
        random = np.random.default_rng(self.seed)
        steps = [step(random) for step in self.scaling]
        if self.missing:
            indicator = bool(random.integers(2))
            strategy = str(random.choice(["mean", "median", "most_frequent"]))
            steps.insert(0, impute.SimpleImputer(strategy=strategy, add_indicator=indicator))
        columns = list(range(self.numbers))
        parts = [("n", make_pipeline(*steps) if steps else "passthrough", columns)]
        if self.texts and self.encoding is not None:
            places = list(range(self.numbers, self.numbers + self.texts))
            parts.append(("t", self.encoding(random), places))
        first = ColumnTransformer(parts, remainder="drop", sparse_threshold=0)
        return make_pipeline(first, *(s(random) for s in self.reducing), self.predictor(random))

    def data(self) -> tuple[Any, Any]:
        random = np.random.default_rng(self.seed)
        rows = 90
        numbers = random.normal(random.uniform(-3, 3), random.uniform(0.5, 4), (rows, self.numbers))
        weights = random.normal(size=self.numbers)
        target = numbers @ weights + random.normal(0, 0.5, rows)
        if self.missing:
            numbers[random.random(numbers.shape) < 0.1] = np.nan
        table: Any = numbers
        if self.texts:
            words = random.choice(["red", "green", "blue", "Grün ✓"], (rows, self.texts))
            table = pandas.concat(
                [
                    pandas.DataFrame(numbers).add_prefix("n"),
                    pandas.DataFrame(words.astype(object)).add_prefix("t"),
                ],
                axis=1,
            )
        if self.classes == 0:
            return table, target
        labels = np.digitize(target, np.quantile(target, np.linspace(0, 1, self.classes + 1)[1:-1]))
        return table, np.array(["a", "b", "c", "d"])[labels] if self.seed % 2 else labels

    def simpler(self) -> Iterator["Recipe"]:
        """The same with one thing less."""
        if self.texts:
            yield replace(self, texts=0, encoding=None)
        if self.missing:
            yield replace(self, missing=False)
        for index in range(len(self.reducing)):
            yield replace(self, reducing=self.reducing[:index] + self.reducing[index + 1 :])
        for index in range(len(self.scaling)):
            yield replace(self, scaling=self.scaling[:index] + self.scaling[index + 1 :])
        if self.numbers > 2:
            yield replace(self, numbers=2)
        if self.classes > 2:
            yield replace(self, classes=2)


def recipe(random: np.random.Generator, seed: int) -> Recipe:
    """A recipe drawn at random."""
    classes = int(random.choice([0, 2, 3, 4]))
    texts = int(random.choice([0, 0, 1, 2]))
    predictors = CLASSIFIERS if classes else REGRESSORS
    return Recipe(
        numbers=int(random.integers(2, 7)),
        texts=texts,
        missing=bool(random.integers(2)),
        classes=classes,
        seed=seed,
        scaling=tuple(some(random, SCALING, 2)),
        encoding=one(random, ENCODING) if texts else None,
        reducing=tuple(some(random, REDUCING, 1)),
        predictor=one(random, predictors),
    )


def one(random: np.random.Generator, choices: list[Make]) -> Make:
    return choices[int(random.integers(len(choices)))]


def some(random: np.random.Generator, choices: list[Make], most: int) -> list[Make]:
    return [one(random, choices) for _ in range(int(random.integers(0, most + 1)))]


SCALING: list[Make] = [
    lambda r: preprocessing.StandardScaler(with_mean=bool(r.integers(2))),
    lambda r: preprocessing.MinMaxScaler(clip=bool(r.integers(2))),
    lambda _: preprocessing.MaxAbsScaler(),
    lambda r: preprocessing.RobustScaler(with_centering=bool(r.integers(2))),
    lambda r: preprocessing.Normalizer(norm=str(r.choice(["l1", "l2", "max"]))),
    lambda r: preprocessing.Binarizer(threshold=float(r.normal())),
    lambda r: preprocessing.PolynomialFeatures(2, interaction_only=bool(r.integers(2))),
    lambda r: preprocessing.PowerTransformer(standardize=bool(r.integers(2))),
    lambda r: preprocessing.QuantileTransformer(
        n_quantiles=20, output_distribution=str(r.choice(["uniform", "normal"]))
    ),
    lambda r: preprocessing.KBinsDiscretizer(
        4, encode=str(r.choice(["onehot-dense", "ordinal"])), strategy="uniform"
    ),
    lambda _: preprocessing.FunctionTransformer(np.cbrt),
    lambda _: FeatureUnion(
        [("s", preprocessing.StandardScaler()), ("p", decomposition.PCA(2, random_state=0))]
    ),
]
ENCODING: list[Make] = [
    lambda r: preprocessing.OneHotEncoder(
        handle_unknown="ignore", drop=None if r.integers(2) else "if_binary"
    ),
    lambda _: preprocessing.OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=20),
    lambda _: preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1),
]
REDUCING: list[Make] = [
    lambda r: decomposition.PCA(2, whiten=bool(r.integers(2)), random_state=0),
    lambda _: decomposition.TruncatedSVD(2, random_state=0),
    lambda _: feature_selection.VarianceThreshold(1e-3),
    lambda _: feature_selection.SelectKBest(k=2),
    lambda _: preprocessing.StandardScaler(),
]


def _count(random: np.random.Generator) -> int:
    return int(random.integers(2, 12))


CLASSIFIERS: list[Make] = [
    lambda _: linear_model.LogisticRegression(max_iter=500),
    lambda _: linear_model.RidgeClassifier(),
    lambda r: linear_model.SGDClassifier(
        loss=str(r.choice(["hinge", "log_loss", "modified_huber"])), random_state=0
    ),
    lambda r: svm.SVC(
        kernel=str(r.choice(["linear", "poly", "rbf", "sigmoid"])),
        decision_function_shape=str(r.choice(["ovr", "ovo"])),
    ),
    lambda _: svm.LinearSVC(max_iter=3000, dual=True),
    lambda r: tree.DecisionTreeClassifier(max_depth=_count(r), random_state=0),
    lambda r: ensemble.RandomForestClassifier(_count(r), random_state=0),
    lambda r: ensemble.ExtraTreesClassifier(_count(r), random_state=0),
    lambda r: ensemble.GradientBoostingClassifier(n_estimators=_count(r), random_state=0),
    lambda r: ensemble.HistGradientBoostingClassifier(
        max_iter=_count(r), min_samples_leaf=5, random_state=0
    ),
    lambda r: ensemble.AdaBoostClassifier(n_estimators=_count(r), random_state=0),
    lambda r: ensemble.BaggingClassifier(n_estimators=_count(r), max_features=0.5, random_state=0),
    lambda _: ensemble.VotingClassifier(
        [("a", naive_bayes.GaussianNB()), ("b", tree.DecisionTreeClassifier(random_state=0))],
        voting="soft",
    ),
    lambda _: ensemble.StackingClassifier(
        [("a", naive_bayes.GaussianNB()), ("b", linear_model.RidgeClassifier())], cv=2
    ),
    lambda _: naive_bayes.GaussianNB(),
    lambda _: naive_bayes.BernoulliNB(),
    lambda r: neighbors.KNeighborsClassifier(
        3, weights=str(r.choice(["uniform", "distance"])), algorithm="kd_tree"
    ),
    lambda r: neural_network.MLPClassifier(
        (5,), activation=str(r.choice(["relu", "tanh", "logistic"])), max_iter=30, random_state=0
    ),
    lambda _: discriminant_analysis.LinearDiscriminantAnalysis(),
]
REGRESSORS: list[Make] = [
    lambda _: linear_model.Ridge(),
    lambda _: linear_model.Lasso(0.1),
    lambda _: linear_model.HuberRegressor(max_iter=500),
    lambda r: svm.SVR(kernel=str(r.choice(["linear", "rbf"]))),
    lambda r: tree.DecisionTreeRegressor(max_depth=_count(r), random_state=0),
    lambda r: ensemble.RandomForestRegressor(_count(r), random_state=0),
    lambda r: ensemble.GradientBoostingRegressor(
        n_estimators=_count(r), loss=str(r.choice(["squared_error", "huber"])), random_state=0
    ),
    lambda r: ensemble.HistGradientBoostingRegressor(
        max_iter=_count(r), min_samples_leaf=5, random_state=0
    ),
    lambda r: ensemble.AdaBoostRegressor(n_estimators=_count(r), random_state=0),
    lambda r: ensemble.BaggingRegressor(
        linear_model.Ridge(), n_estimators=_count(r), max_features=0.5, random_state=0
    ),
    lambda _: neighbors.KNeighborsRegressor(3, weights="distance", algorithm="kd_tree"),
    lambda _: neural_network.MLPRegressor((5,), max_iter=30, random_state=0),
    lambda _: ensemble.VotingRegressor(
        [("a", linear_model.Ridge()), ("b", tree.DecisionTreeRegressor(random_state=0))]
    ),
]
