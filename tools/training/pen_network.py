"""The network that reads a pen's digits: in PyTorch to train it, in whole numbers as the program runs it, and its file.

File (little-endian): "BTPEN1\\0\\0", the count of networks, then for each: layers of uint32 (inputs, outputs, rows, columns of the kernel), int8 weights
[output][row][column][input], int32 biases, int32 multipliers. A layer's sum of products plus bias, times multiplier, over 2^20 and rounded, is its value: 0 to
VALUE_MOST between layers, logits in 1/LOGIT of a nat at the end. The input is 0 to 255. What lies between the layers (halving, residuals) is the same for every
network and stands in SHAPE.
"""
import struct

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

MAGIC = b"BTPEN1\0\0"
VALUE_MOST, LOGIT, SHIFT = 1023, 256, 20
CLASSES, BLANK = 12, 11  # 0-9, X, blank
# (inputs, outputs, kernel rows, kernel columns, then): "2x2", "2x1" halve by the largest, "add" adds what went in, "fold" has no rows left.
SHAPE = [(1, 16, 3, 3, "2x2"), (16, 32, 3, 3, "2x2"), (32, 48, 3, 3, "2x1"), (48, 96, 6, 3, "fold"), (96, 96, 1, 5, "add"), (96, 96, 1, 5, "add"), (96, CLASSES, 1, 1, "end")]


class PenNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers, self.norms = nn.ModuleList(), nn.ModuleList()
        for inputs, outputs, rows, columns, then in SHAPE:
            padding = (0 if then == "fold" else rows // 2, columns // 2)
            self.layers.append(nn.Conv2d(inputs, outputs, (rows, columns), padding=padding, bias=then == "end"))
            self.norms.append(nn.Identity() if then == "end" else nn.BatchNorm2d(outputs))

    def forward(self, x):
        """x: lines x 1 x 48 x width, 0 to 1; gives lines x classes x width / 4."""
        for (_, _, _, _, then), layer, norm in zip(SHAPE, self.layers, self.norms):
            y = norm(layer(x))
            if then == "end":
                return y[:, :, 0]
            y = F.relu(y + x if then == "add" else y)
            x = F.max_pool2d(y, (2, 2)) if then == "2x2" else F.max_pool2d(y, (2, 1)) if then == "2x1" else y

    @torch.no_grad()
    def values(self, x):
        """The largest value of each layer, for the scale of its whole numbers: all but one in 20,000 are below it."""
        out = []
        for (_, _, _, _, then), layer, norm in zip(SHAPE, self.layers, self.norms):
            y = norm(layer(x))
            if then == "end":
                return out
            y = F.relu(y + x if then == "add" else y)
            flat = np.sort(y.numpy().ravel())
            out.append(float(flat[int(len(flat) * (1 - 1 / 20000))]))
            x = F.max_pool2d(y, (2, 2)) if then == "2x2" else F.max_pool2d(y, (2, 1)) if then == "2x1" else y


def whole_numbers(network, lines):
    """[(weights int8 [output][row][column][input], biases int32, multipliers int32)] of a trained network. `lines`: pictures to find the scales with."""
    network.eval()
    width = max(p.shape[1] for p in lines)
    batch = np.zeros((len(lines), 1, lines[0].shape[0], width), np.float32)
    for i, p in enumerate(lines):
        batch[i, 0, :, :p.shape[1]] = p / 255
    largest = network.values(torch.from_numpy(batch))
    largest[3:6] = [max(largest[3:6])] * 3  # what is added is of one scale
    out, scale = [], 1 / 255
    for i, ((_, outputs, _, _, then), layer, norm) in enumerate(zip(SHAPE, network.layers, network.norms)):
        weights = layer.weight.detach().double()
        if then == "end":
            biases, unit = layer.bias.detach().double(), 1 / LOGIT
        else:
            gain = norm.weight.detach().double() / torch.sqrt(norm.running_var.double() + norm.eps)
            weights, biases = weights * gain[:, None, None, None], norm.bias.detach().double() - norm.running_mean.double() * gain
            unit = largest[i] / VALUE_MOST
        step = weights.abs().amax((1, 2, 3)).clamp(min=1e-9) / 127
        rounded = torch.round(weights / step[:, None, None, None]).clamp(-127, 127).permute(0, 2, 3, 1).contiguous().numpy().astype(np.int8)
        out.append((rounded, np.round((biases / (step * scale)).numpy()).clip(-2**30, 2**30).astype(np.int32),
                    np.round((step * scale / unit).numpy() * 2**SHIFT).clip(1, 2**31 - 1).astype(np.int32)))
        scale = unit
    return out


def run_whole(layers, picture):
    """Logits (frames x CLASSES int64, 1/LOGIT nat) of a picture (48 x width uint8) in whole numbers, as the program computes them."""
    x = picture.astype(np.int64)[:, :, None]
    for (weights, biases, multipliers), (_, outputs, rows, columns, then) in zip(layers, SHAPE):
        up, left = (0 if then == "fold" else rows // 2), columns // 2
        padded = np.pad(x, ((up, up), (left, left), (0, 0)))
        high, wide = padded.shape[0] - rows + 1, x.shape[1]
        total = np.zeros((high, wide, outputs), np.int64) + biases
        for r in range(rows):
            for c in range(columns):
                total += padded[r:r + high, c:c + wide] @ weights[:, r, c].T.astype(np.int64)
        total = (total * multipliers + (1 << (SHIFT - 1))) >> SHIFT
        if then == "end":
            return total[0]
        total = (total + x if then == "add" else total).clip(0, VALUE_MOST)
        if then in ("2x2", "2x1"):
            total = np.maximum(total[0:high // 2 * 2:2], total[1:high // 2 * 2:2])
        if then == "2x2":
            total = np.maximum(total[:, 0:wide // 2 * 2:2], total[:, 1:wide // 2 * 2:2])
        x = total
    raise AssertionError("SHAPE has no end")


def to_bytes(networks):
    out = MAGIC + struct.pack("<I", len(networks))
    for layers in networks:
        for weights, biases, multipliers in layers:
            outputs, rows, columns, inputs = weights.shape
            out += struct.pack("<IIII", inputs, outputs, rows, columns) + weights.tobytes() + biases.astype("<i4").tobytes() + multipliers.astype("<i4").tobytes()
    return out


def from_bytes(data):
    if data[:8] != MAGIC:
        raise ValueError("no file of a pen's network")
    at, out = 12, []

    def take(kind, shape):
        nonlocal at
        count = int(np.prod(shape))
        values = np.frombuffer(data, kind, count, at).reshape(shape)
        at += values.nbytes
        return values

    for _ in range(struct.unpack_from("<I", data, 8)[0]):
        layers = []
        for _ in SHAPE:
            inputs, outputs, rows, columns = struct.unpack_from("<IIII", data, at)
            at += 16
            layers.append((take(np.int8, (outputs, rows, columns, inputs)), take("<i4", (outputs,)), take("<i4", (outputs,))))
        out.append(layers)
    return out
