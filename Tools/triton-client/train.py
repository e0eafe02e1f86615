"""Trains the model that the test serves, and writes XGBoost's own answers beside it.

Run by hand, with xgboost and pandas: python train.py. What it wrote is committed.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb

SKIES = ["clear", "cloudy", "fog", "rain", "snow", "hail, sleet"]


def rows(random: np.random.Generator, count: int) -> pd.DataFrame:
    temperature = random.normal(10, 8, count).astype(np.float32)
    temperature[random.random(count) < 0.15] = np.nan
    sky = pd.Series(random.choice(SKIES, count)).where(random.random(count) > 0.15)
    hour = random.integers(0, 24, count)
    return pd.DataFrame(
        {
            "temperature": temperature,
            "sky": pd.Categorical(sky, categories=SKIES),
            "hour": hour.astype(np.int64),
        }
    )


def main() -> None:
    random = np.random.default_rng(3)
    train = rows(random, 600)
    warm = np.nan_to_num(train["temperature"].to_numpy(), nan=5) > 12
    wet = train["sky"].isin(["rain", "snow"]).to_numpy()
    target = np.where(wet, 0, np.where(warm ^ (train["hour"].to_numpy() > 17), 2, 1))
    booster = xgb.train(
        {"objective": "multi:softprob", "num_class": 3, "max_depth": 4, "max_cat_to_onehot": 3},
        xgb.DMatrix(train, target, enable_categorical=True),
        num_boost_round=4,
    )
    folder = Path(__file__).parent
    booster.save_model(folder / "bicycle.json")
    asked = xgb.DMatrix(test := rows(random, 64), enable_categorical=True)
    probabilities = booster.predict(asked)
    columns = {
        "temperature": [None if np.isnan(x) else float(x) for x in test["temperature"]],
        "sky": [None if x != x else x for x in test["sky"].astype(object)],
        "hour": [int(x) for x in test["hour"]],
    }
    answers = {
        "library": f"xgboost {xgb.__version__}",
        "columns": columns,
        "label": [int(x) for x in probabilities.argmax(axis=1)],
        "probabilities": [[float(x) for x in row] for row in probabilities],
        "decision": [
            [float(x) for x in row] for row in booster.predict(asked, output_margin=True)
        ],
    }
    (folder / "answers.json").write_text(json.dumps(answers, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
