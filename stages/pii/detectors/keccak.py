"""Keccak-256 as Ethereum uses it (the padding before SHA-3), for the capitals of an address."""

_ROUNDS = 24
_MASK = (1 << 64) - 1
_RATE = 136


def keccak256(data: bytes) -> bytes:
    state = [[0] * 5 for _ in range(5)]
    padded = bytearray(data + b"\x01" + bytes(-(len(data) + 1) % _RATE))
    padded[-1] |= 0x80
    for block in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            at = block + 8 * lane
            state[lane % 5][lane // 5] ^= int.from_bytes(padded[at : at + 8], "little")
        _permute(state)
    return b"".join(state[lane][0].to_bytes(8, "little") for lane in range(4))


def _permute(state: list[list[int]]) -> None:
    register = 1
    for _ in range(_ROUNDS):
        sums = [state[x][0] ^ state[x][1] ^ state[x][2] ^ state[x][3] ^ state[x][4] for x in range(5)]
        for x in range(5):
            parity = sums[x - 1] ^ _turned(sums[(x + 1) % 5], 1)
            state[x] = [lane ^ parity for lane in state[x]]
        _turn_and_move(state)
        for y in range(5):
            row = [state[x][y] for x in range(5)]
            for x in range(5):
                state[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & _MASK)
        for bit in range(7):
            register = (register << 1) ^ ((register >> 7) * 0x171)
            if register & 2:
                state[0][0] ^= 1 << ((1 << bit) - 1)


def _turn_and_move(state: list[list[int]]) -> None:
    x, y, current = 1, 0, state[1][0]
    for step in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        current, state[x][y] = state[x][y], _turned(current, (step + 1) * (step + 2) // 2)


def _turned(lane: int, by: int) -> int:
    by %= 64
    return (lane << by | lane >> (64 - by)) & _MASK
