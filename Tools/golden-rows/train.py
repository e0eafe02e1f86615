"""``train.py LIBRARY FILE``: a small model of two classes with missing values, for the test."""

import importlib
import sys

import numpy as np

library, path = sys.argv[1:]
generator = np.random.default_rng(7)
x = generator.normal(size=(500, 5))
x[generator.random(x.shape) < 0.1] = np.nan
y = (np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 1]) * np.nan_to_num(x[:, 2]) > 0).astype(int)

module = importlib.import_module(library)
if library == "xgboost":
    settings = {"objective": "binary:logistic", "max_depth": 4}
    model = module.train(settings, module.DMatrix(x, label=y), num_boost_round=20)
    model.save_model(path + ".json")
    with open(path + ".json", "rb") as saved, open(path, "wb") as file:
        file.write(saved.read())
elif library == "lightgbm":
    settings = {"objective": "binary", "verbose": -1}
    module.train(settings, module.Dataset(x, label=y), num_boost_round=20).save_model(path)
else:
    settings = {"iterations": 20, "depth": 4, "verbose": False, "allow_writing_files": False}
    model = module.CatBoostClassifier(**settings)
    model.fit(x, y)
    model.save_model(path, format="json")
