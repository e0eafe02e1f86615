"""The models of the comparison: each is trained once and written in its library's own format, as ONNX
where a converter knows it, and as a weight file."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rows import Labels, Rows, category_rows, class_rows, event_rows

Train = Callable[[Path], Rows]


def chorus(*arguments: str) -> str:
    command = [os.environ["CHORUS"], *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def import_model(source: Path) -> None:
    chorus("weights", "export", str(source), "-o", str(source.parent / "model.safetensors"))


def xgboost_model(folder: Path, data: tuple[Rows, Labels], classes: int, rounds: int) -> None:
    import xgboost as xgb
    from onnxmltools import convert_xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType

    rows, labels = data
    model = xgb.XGBClassifier(
        n_estimators=rounds, max_depth=6, learning_rate=0.1, tree_method="hist", n_jobs=2
    ).fit(rows, labels)
    model.get_booster().save_model(folder / "model.ubj")
    kind = FloatTensorType([None, rows.shape[1]])
    save_onnx(folder, lambda: convert_xgboost(model, initial_types=[("rows", kind)]))
    import_model(folder / "model.ubj")


def save_onnx(folder: Path, convert: Callable[[], Any]) -> None:
    """Without an ONNX file where the converter does not know the model."""
    try:
        model = convert()
    except (RuntimeError, TypeError, ValueError) as error:
        print(f"{folder.name} has no ONNX form: {type(error).__name__}: {error}"[:160])
        return
    (folder / "model.onnx").write_bytes(without_map(model).SerializeToString())


def without_map(model: Any) -> Any:
    """The probabilities as a tensor: a list of dictionaries would cost more than the model."""
    import onnx

    for node in [node for node in model.graph.node if node.op_type == "ZipMap"]:
        model.graph.node.remove(node)
        for output in [o for o in model.graph.output if o.name == node.output[0]]:
            model.graph.output.remove(output)
        tensor = onnx.helper.make_tensor_value_info(
            node.input[0], onnx.TensorProto.FLOAT, [None, None]
        )
        model.graph.output.append(tensor)
    return model


def lightgbm_model(
    folder: Path, data: tuple[Rows, Labels], rounds: int, categories: list[int]
) -> None:
    import lightgbm as lgb
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType

    rows, labels = data
    settings = {"objective": "binary", "num_leaves": 31, "learning_rate": 0.05, "verbose": -1}
    table = lgb.Dataset(rows, labels, categorical_feature=categories or "auto")
    model = lgb.train(settings | {"num_threads": 2}, table, rounds)
    model.save_model(folder / "model.txt")
    kind = FloatTensorType([None, rows.shape[1]])
    if not categories:
        save_onnx(
            folder, lambda: convert_lightgbm(model, initial_types=[("rows", kind)], zipmap=False)
        )
    import_model(folder / "model.txt")


def catboost_model(folder: Path, data: tuple[Rows, Labels]) -> None:
    import onnx
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(
        iterations=1000,
        depth=6,
        learning_rate=0.05,
        thread_count=2,
        verbose=0,
        allow_writing_files=False,
    ).fit(*data)
    model.save_model(folder / "model.cbm")
    model.save_model(folder / "model.json", format="json")
    model.save_model(folder / "mapped.onnx", format="onnx")
    save_onnx(folder, lambda: onnx.load(folder / "mapped.onnx"))
    import_model(folder / "model.json")


def sklearn_model(folder: Path, model: Any, data: tuple[Rows, Labels]) -> None:
    import joblib
    from skl2onnx import to_onnx

    rows, labels = data
    model.fit(rows, labels)
    joblib.dump(model, folder / "model.joblib")
    options = {id(model): {"zipmap": False}}
    save_onnx(folder, lambda: to_onnx(model, rows[:1], options=options))
    if (folder / "model.onnx").exists():
        import_model(folder / "model.onnx")
    else:
        from chorus_export import export

        export(model, folder / "model.safetensors")


def ydf_model(folder: Path, data: tuple[Rows, Labels]) -> None:
    import ydf

    learner = ydf.GradientBoostedTreesLearner(
        label="label",
        num_trees=500,
        max_depth=7,
        shrinkage=0.1,
        early_stopping="NONE",
        validation_ratio=0.0,
        num_threads=2,
    )
    columns = {f"f{index:02d}": column for index, column in enumerate(data[0].T)}
    learner.train({**columns, "label": data[1]}, verbose=0).save(str(folder / "ydf"))


def xgb_500x6(folder: Path) -> Rows:
    data = event_rows(50_000, 28, 1)
    xgboost_model(folder, data, 2, 500)
    ydf_model(folder, data)
    return event_rows(32_768, 28, 2)[0]


def xgb_10x100(folder: Path) -> Rows:
    xgboost_model(folder, class_rows(20_000, 64, 10, 3), 10, 100)
    return class_rows(32_768, 64, 10, 4)[0]


def lgb_1000x31(folder: Path) -> Rows:
    lightgbm_model(folder, event_rows(50_000, 28, 5), 1000, [])
    return event_rows(32_768, 28, 6)[0]


def lgb_categories(folder: Path) -> Rows:
    lightgbm_model(folder, category_rows(50_000, 7), 300, [20, 21, 22, 23])
    return category_rows(32_768, 8)[0]


def cat_1000x6(folder: Path) -> Rows:
    catboost_model(folder, event_rows(50_000, 28, 9))
    return event_rows(32_768, 28, 10)[0]


def forest(folder: Path, trees: int, depth: int | None) -> Rows:
    from sklearn.ensemble import RandomForestClassifier

    model = RandomForestClassifier(trees, max_depth=depth, random_state=0, n_jobs=2)
    sklearn_model(folder, model, event_rows(20_000, 30, 11))
    return event_rows(32_768, 30, 12)[0]


def hist_200x31(folder: Path) -> Rows:
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=200, early_stopping=False, random_state=0)
    sklearn_model(folder, model, event_rows(50_000, 28, 13))
    return event_rows(32_768, 28, 14)[0]


def tree_12(folder: Path) -> Rows:
    from sklearn.tree import DecisionTreeClassifier

    model = DecisionTreeClassifier(max_depth=12, random_state=0)
    sklearn_model(folder, model, event_rows(20_000, 30, 15))
    return event_rows(32_768, 30, 16)[0]


def svc_rbf(folder: Path) -> Rows:
    from sklearn.svm import SVC

    sklearn_model(folder, SVC(gamma=1 / 30), event_rows(900, 30, 17))
    return event_rows(16_384, 30, 18)[0]


def logistic(folder: Path, features: int, classes: int, train: int, count: int) -> Rows:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=20)
    sklearn_model(folder, model, class_rows(train, features, classes, 19))
    return class_rows(count, features, classes, 20)[0]


MODELS: dict[str, Train] = {
    "xgboost-500x6": xgb_500x6,
    "xgboost-10-classes": xgb_10x100,
    "lightgbm-1000x31": lgb_1000x31,
    "lightgbm-categories": lgb_categories,
    "catboost-1000x6": cat_1000x6,
    "forest-100x8": lambda folder: forest(folder, 100, 8),
    "forest-500-deep": lambda folder: forest(folder, 500, None),
    "hist-200x31": hist_200x31,
    "svc-rbf": svc_rbf,
    "tree-12": tree_12,
    "logistic-4": lambda folder: logistic(folder, 4, 2, 1_000, 65_536),
    "logistic-784x10": lambda folder: logistic(folder, 784, 10, 4_000, 16_384),
    "logistic-10000x100": lambda folder: logistic(folder, 10_000, 100, 2_000, 1_024),
}


def prepare(folder: Path, name: str) -> Rows:
    """Trains the model unless it is there; the rows to time it with."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "rows.f32"
    if not file.exists():
        rows = np.ascontiguousarray(MODELS[name](folder), dtype=np.float32)
        (folder / "shape").write_text(str(rows.shape[1]))
        rows.tofile(file)
    width = int((folder / "shape").read_text())
    return np.fromfile(file, np.float32).reshape(-1, width)
