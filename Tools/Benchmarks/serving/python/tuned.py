"""The same as well as Python does it: Starlette, orjson, one aiohttp session, the body forwarded as it
came, ONNX Runtime with one thread."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import numpy as np
import onnxruntime
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HEADERS = {"content-type": "application/json"}
SERVICES = {
    name.removeprefix("SERVICE_").lower(): f"http://{address}/predict"
    for name, address in os.environ.items()
    if name.startswith("SERVICE_")
}

if "MODEL" in os.environ:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(os.environ["MODEL"], options)
    name, output = session.get_inputs()[0].name, session.get_outputs()[1].name


async def predict(request: Request) -> Response:
    rows = np.array(orjson.loads(await request.body())["data"], dtype=np.float32)
    probabilities = session.run([output], {name: rows})[0]
    prediction = probabilities[0] if len(rows) == 1 else probabilities
    body = orjson.dumps({"prediction": prediction}, option=orjson.OPT_SERIALIZE_NUMPY)
    return Response(body, media_type="application/json")


async def fan_out(request: Request) -> Response:
    body = await request.body()
    orjson.loads(body)
    id = uuid.uuid4().hex[:6]
    client = request.app.state.client

    async def ask(url: str) -> bytes:
        async with client.post(f"{url}?id={id}", data=body, headers=HEADERS) as response:
            return await response.read()

    answers = await asyncio.gather(*[ask(url) for url in SERVICES.values()])
    parts = [b'"%s":%s' % (name.encode(), answer) for name, answer in zip(SERVICES, answers)]
    return Response(b"{" + b",".join(parts) + b"}", media_type="application/json")


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector) as client:
        app.state.client = client
        yield


classifier = Starlette(routes=[Route("/predict", predict, methods=["POST"])])
proxy = Starlette(routes=[Route("/predict", fan_out, methods=["POST"])], lifespan=lifespan)
