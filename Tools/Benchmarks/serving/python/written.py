"""The stack that the pattern's book shows, as a team would write it after it: FastAPI, pydantic,
ONNX Runtime with its defaults, and an httpx client for each request of the proxy."""

import asyncio
import logging
import os
import uuid

import httpx
import numpy as np
import onnxruntime
from fastapi import FastAPI
from pydantic import BaseModel

logger = logging.getLogger("service")
SERVICES = {
    name.removeprefix("SERVICE_").lower(): f"http://{address}"
    for name, address in os.environ.items()
    if name.startswith("SERVICE_")
}


class Data(BaseModel):
    data: list[list[float]]


classifier = FastAPI()
proxy = FastAPI()

if "MODEL" in os.environ:
    session = onnxruntime.InferenceSession(os.environ["MODEL"])
    name = session.get_inputs()[0].name


@classifier.post("/predict")
def predict(data: Data, id: str = "") -> dict:
    rows = np.array(data.data).astype(np.float32)
    probabilities = session.run(None, {name: rows})[1]
    prediction = [float(value) for value in probabilities[0]]
    logger.info("%s: %s", id, prediction)
    return {"prediction": prediction}


@proxy.post("/predict")
async def fan_out(data: Data) -> dict:
    id = uuid.uuid4().hex[:6]
    async with httpx.AsyncClient() as client:

        async def ask(service: str, url: str) -> tuple[str, dict]:
            body = {"data": data.data}
            response = await client.post(f"{url}/predict", json=body, params={"id": id})
            return service, response.json()

        answers = await asyncio.gather(*[ask(*service) for service in SERVICES.items()])
    logger.info("%s: %s", id, answers)
    return dict(answers)
