"""The loss at labelled places only: the head is never applied to a token that nobody learns."""

from collections.abc import Callable
from typing import Any

from schemas.errors import RecipeError
from stages.train.attention import PACKED, groups, in_kernel
from stages.train.batch import Batch

_CHUNK = 4096  # places a head is applied to at once: 2 GB of logits at 128k words
_KEPT_LOGITS = 1 << 26  # 256 MB of them, and as much again for each step of the way back
_SAME = 1e-4  # at any place
_SAME_HALVES = 0.1  # on average: a logit of 20 alone is rounded by that much


def hidden(model: Any, batch: Batch, varlen: bool = False) -> Any:
    """The last hidden states at the labelled places of a packed batch, through the packed attention."""
    import torch

    device = model.device
    ids, positions, places = (
        torch.from_numpy(one).to(device, non_blocking=True) for one in (batch.ids, batch.positions, batch.places)
    )
    causal = model.get_base_model() if hasattr(model, "get_base_model") else model
    states = getattr(causal, causal.base_model_prefix)(
        input_ids=ids.unsqueeze(0),
        position_ids=positions.unsqueeze(0),
        attention_mask=None,
        use_cache=False,
        borders=in_kernel(batch.borders, device) if varlen else None,
        grouped=None if varlen else groups(batch.borders, device),
    ).last_hidden_state[0]
    return states[places]


def losses(model: Any, batch: Batch, varlen: bool = False) -> Any:
    """The negative log-likelihood of each target, in fp32."""
    import torch

    states = hidden(model, batch, varlen)
    targets = torch.from_numpy(batch.targets).to(model.device, non_blocking=True)
    head, words = _head(model), model.config.vocab_size
    parts = [
        _apart(head, words, states[at : at + _CHUNK], targets[at : at + _CHUNK])
        for at in range(0, len(targets), _CHUNK)
    ]
    return torch.cat(parts)


def prove(model: Any, batch: Batch, varlen: bool = False) -> None:
    """Refuse a model whose packed logits are not those of each example alone: it would learn across borders."""
    import torch

    if model.config._attn_implementation != PACKED:
        raise RuntimeError("the packed attention is not switched on")
    with torch.inference_mode():
        packed = losses(model, batch, varlen)
        model.set_attn_implementation("sdpa")
        alone = []
        for begin, end in zip(batch.borders, batch.borders[1:], strict=False):
            ids = torch.from_numpy(batch.ids[begin:end]).to(model.device).unsqueeze(0)
            logits = model(input_ids=ids, use_cache=False).logits[0].float()
            inside = (batch.places >= begin) & (batch.places < end)
            places = torch.from_numpy(batch.places[inside] - begin).to(model.device)
            targets = torch.from_numpy(batch.targets[inside]).to(model.device)
            alone.append(torch.nn.functional.cross_entropy(logits[places], targets, reduction="none"))
        model.set_attn_implementation(PACKED)
        apart = (packed - torch.cat(alone)).abs()
    exact = next(model.parameters()).dtype == torch.float32 and not varlen
    wrong = float(apart.max() if exact else apart.mean())
    if not wrong < (_SAME if exact else _SAME_HALVES):
        raise RecipeError(f"[train] packed and alone this model differs by {wrong:.3g} in its loss; name another model")


def _head(model: Any) -> Callable[[Any], Any]:
    causal = model.get_base_model() if hasattr(model, "get_base_model") else model
    head: Callable[[Any], Any] = causal.get_output_embeddings()
    return head


def _apart(head: Callable[[Any], Any], words: int, states: Any, targets: Any) -> Any:
    """A chunk's logits are made again on the way back where they are too large to keep."""
    import torch
    from torch.utils.checkpoint import checkpoint

    def apart(some: Any, wanted: Any) -> Any:
        return torch.nn.functional.cross_entropy(head(some).float(), wanted, reduction="none")

    if torch.is_grad_enabled() and len(states) * words > _KEPT_LOGITS:
        return checkpoint(apart, states, targets, use_reentrant=False)
    return apart(states, targets)
