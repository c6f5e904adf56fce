"""Attention over packed rows, where each example sees itself alone: a kernel on CUDA, groups of lengths elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

PACKED = "winnow_packed"
_WIDEST = 256


@dataclass(frozen=True)
class Borders:
    """Where examples begin, and the end, as the kernel wants it; made once for all layers, since making it waits."""

    starts: Any
    longest: int


def register() -> None:
    """Known to transformers under a name of its own, for which it makes no mask: the borders travel with the batch."""
    from transformers import AttentionInterface

    AttentionInterface.register(PACKED, _packed)


def _packed(
    module: Any,
    query: Any,
    key: Any,
    value: Any,
    attention_mask: Any,
    dropout: float = 0.0,
    scaling: float | None = None,
    borders: Borders | None = None,
    grouped: Any = None,
    sliding_window: int | None = None,
    **_: Any,
) -> tuple[Any, None]:
    """Query, key and value are (1, heads, tokens, width); with `borders` they go to the kernel."""
    if borders is None and grouped is None:
        raise RuntimeError("packed attention was called without the borders of the examples")
    if borders is not None:
        return _by_kernel(query, key, value, scaling, borders, sliding_window), None
    dropped = dropout if module.training else 0.0
    return _in_groups(query, key, value, dropped, scaling, grouped, sliding_window), None


def _by_kernel(query: Any, key: Any, value: Any, scaling: float | None, borders: Borders, window: int | None) -> Any:
    """The kernel knows halves alone, and a base in 4 bits hands it full floats; (-1, 0) is its word for causal."""
    import torch
    from torch.nn.attention.varlen import varlen_attn

    half = query.dtype if query.dtype in (torch.float16, torch.bfloat16) else torch.bfloat16
    q, k, v = (states[0].transpose(0, 1).to(half).contiguous() for states in (query, key, value))
    made = varlen_attn(
        q,
        k,
        v,
        borders.starts,
        borders.starts,
        borders.longest,
        borders.longest,
        scale=scaling,
        window_size=(window - 1 if window else -1, 0),
        enable_gqa=q.shape[1] != k.shape[1],
    )
    return made.to(query.dtype).unsqueeze(0)


def _in_groups(
    query: Any, key: Any, value: Any, dropout: float, scaling: float | None, groups: Any, window: int | None
) -> Any:
    """Examples of nearly one length together: what pads them lies behind them, where a causal look never goes."""
    import torch
    from torch.nn.functional import scaled_dot_product_attention

    grouped = query.shape[1] != key.shape[1]
    made = torch.empty_like(query)
    for places, real in groups:
        q, k, v = (states[0][:, places].transpose(0, 1) for states in (query, key, value))
        width = places.shape[1]
        mask = None
        if window and width > window:
            row = torch.arange(width, device=query.device)
            back = row[:, None] - row[None, :]
            mask = (back >= 0) & (back < window)
        found = scaled_dot_product_attention(
            q, k, v, mask, dropout_p=dropout, is_causal=mask is None, scale=scaling, enable_gqa=grouped
        )
        made[0, :, places[real]] = found.transpose(0, 1)[:, real]
    return made.transpose(1, 2).contiguous()


def fits_kernel(config: Any) -> bool:
    """Whether GPU, width of a head and dropout are such as the kernel takes."""
    import torch

    width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    able = torch.cuda.get_device_capability()[0] >= 8 and width <= _WIDEST and not width % 8
    return able and not getattr(config, "attention_dropout", 0.0)


def in_kernel(borders: Sequence[int], device: Any) -> Borders:
    import torch

    longest = max(end - begin for begin, end in pairwise(borders))
    return Borders(torch.tensor(borders, dtype=torch.int32).to(device, non_blocking=True), longest)


def groups(borders: Sequence[int], device: Any) -> list[tuple[Any, Any]]:
    """Where the tokens of each group lie, padded with the last of each example, and which of them are no padding."""
    import torch

    by_width: dict[int, list[tuple[int, int]]] = {}
    for begin, end in pairwise(borders):
        by_width.setdefault(_width(end - begin), []).append((begin, end))
    made = []
    for width, spans in sorted(by_width.items()):
        begins, ends = torch.tensor(spans, device=device).T[:, :, None]
        places = begins + torch.arange(width, device=device)
        made.append((torch.minimum(places, ends - 1), places < ends))
    return made


def _width(length: int) -> int:
    """Steps of a quarter of the next lower power of two, so that little is padding and groups are few."""
    step = max(4, (1 << (length.bit_length() - 1)) // 4)
    return -(-length // step) * step
