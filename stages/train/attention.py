"""Attention over packed rows, where each example sees itself alone: a kernel on CUDA, groups of lengths elsewhere."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

PACKED = "winnow_packed"


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
    borders: Sequence[int] | None = None,
    grouped: Any = None,
    sliding_window: int | None = None,
    **_: Any,
) -> tuple[Any, None]:
    """Query, key and value are (1, heads, tokens, width); `borders` are where examples begin, and the end."""
    if borders is None:
        raise RuntimeError("packed attention was called without the borders of the examples")
    if grouped is None:
        return _by_kernel(query, key, value, scaling, borders, sliding_window), None
    dropped = dropout if module.training else 0.0
    return _in_groups(query, key, value, dropped, scaling, grouped, sliding_window), None


def _by_kernel(query: Any, key: Any, value: Any, scaling: float | None, borders: Any, window: int | None) -> Any:
    import torch
    from torch.nn.attention.varlen import varlen_attn

    starts = torch.tensor(borders, dtype=torch.int32, device=query.device)
    longest = max(b - a for a, b in pairwise(borders))
    q, k, v = (states[0].transpose(0, 1).contiguous() for states in (query, key, value))
    look_back = (window - 1) if window else -1
    made = varlen_attn(
        q,
        k,
        v,
        starts,
        starts,
        longest,
        longest,
        scale=scaling,
        window_size=(look_back, 0),
        enable_gqa=q.shape[1] != k.shape[1],
    )
    return made.unsqueeze(0)


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
