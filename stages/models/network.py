"""The network itself, as sentence-transformers loads it, on torch or OpenVINO: ids and mask go in, vectors come out."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from schemas.errors import RecipeError
from stages.models.quiet import quiet

Ids = NDArray[np.int64]
Network = Callable[[Ids, Ids], NDArray[np.float32]]


def network(folder: Path, backend: Literal["torch", "openvino"], precision: str, device: str) -> Network:
    """Token vectors come from the transformer in the wanted precision; pooling and what follows is always fp32."""
    import torch

    model = _loaded(folder, precision if backend == "torch" else "fp32", device)
    transformer, *rest = model
    made = _on_torch(transformer, precision, device) if backend == "torch" else _on_openvino(transformer, precision)

    def vectors(ids: Ids, mask: Ids) -> NDArray[np.float32]:
        with _one_thread(), torch.inference_mode():
            features = {"token_embeddings": made(ids, mask), "attention_mask": torch.from_numpy(mask).to(device)}
            for module in rest:
                features = module(features)
            found: NDArray[np.float32] = features["sentence_embedding"].float().cpu().numpy()
            return found

    return vectors


def _loaded(folder: Path, precision: str, device: str) -> Any:
    """Eager attention: the others take another path where a batch has no padding, so that neighbours would matter."""
    import torch
    from sentence_transformers import SentenceTransformer

    try:
        with quiet(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            model = SentenceTransformer(
                str(folder),
                device=device,
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True, "attn_implementation": "eager", "dtype": torch.float32},
            )
            if precision == "bf16":
                for module in model[0].modules():
                    if isinstance(module, torch.nn.Linear):
                        module.to(torch.bfloat16)
            return model.eval()
    except Exception as error:  # a model of somebody's own can fail in every way
        told = str(error).strip().splitlines() or [type(error).__name__]
        raise RecipeError(f"{folder}: the model cannot be loaded ({told[0][:200]}); name another model") from None


def _on_torch(transformer: Any, precision: str, device: str) -> Callable[[Ids, Ids], Any]:
    """The products in bf16, sums and norms in fp32: all in bf16 is no faster, and twice as many decisions differ."""
    import torch

    def tokens(ids: Ids, mask: Ids) -> Any:
        features = {
            "input_ids": torch.from_numpy(ids).to(device),
            "attention_mask": torch.from_numpy(mask).to(device),
        }
        with torch.autocast(device, torch.bfloat16, enabled=precision == "bf16"):
            return transformer(features)["token_embeddings"].float()

    return tokens


def _on_openvino(transformer: Any, precision: str) -> Callable[[Ids, Ids], Any]:
    """Through the frontend and not `openvino.convert_model`, which reports each use to its maker."""
    import openvino
    import torch
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    class Tokens(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, ids: Any, mask: Any) -> Any:
            return self.transformer({"input_ids": ids, "attention_mask": mask})["token_embeddings"]

    mask = torch.ones((2, 16), dtype=torch.long)
    mask[:, 8:] = 0
    with quiet(), _one_thread(), torch.no_grad():
        traced = torch.jit.trace(Tokens().eval(), (mask, mask), check_trace=False, strict=False)
        decoder = TorchScriptPythonDecoder(traced)
        frontend = FrontEndManager().load_by_framework("pytorch")
        converted = frontend.convert(frontend.load(decoder))
    settings = {
        "INFERENCE_NUM_THREADS": 1,
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,  # two workers would be pinned to one core
        "INFERENCE_PRECISION_HINT": "bf16" if precision == "bf16" else "f32",
    }
    request = openvino.Core().compile_model(converted, "CPU", settings).create_infer_request()

    def tokens(ids: Ids, mask: Ids) -> Any:
        return torch.from_numpy(request.infer([ids, mask])[0].copy())

    return tokens


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Sums must not depend on the machine's size; whoever called gets his threads back."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
