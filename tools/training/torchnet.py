"""Tesseract's network as a PyTorch module with the same arithmetic, for training on a graphics card; weights go in from and out to network.py.

Module(network)(pictures, widths) -> (log probabilities T x N x outputs, lengths). Pictures are N x 48 x W, paper 1, ink -1 (normalise), padded on
the right; `widths` are the true ones. With Module.integer set it computes as Tesseract does with integer weights, but for the LSTMs' own feedback: whatever
goes from layer to layer is rounded to 1/127 (gradients pass through), and `integer_weights` rounds the weights. As in Tesseract: outside the picture lies noise, pooling rounds down, the LSTM's order of gates is cell input,
input, forget, output with the bias as the last column, the vertical LSTM gives its last row, reversed layers begin at the line's true end.
"""
import contextlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from network import Layer, Network

GATES = (1, 2, 0, 3)  # PyTorch's input, forget, cell, output among Tesseract's matrices


def normalise(picture):
    """Tesseract's stretch: quartiles of the local extremes along the middle row; float32, about -1 (ink) to 1 (paper)."""
    row = picture[picture.shape[0] // 2].astype(np.int16)
    if len(row) >= 3:
        before, now, after = row[:-2], row[1:-1], row[2:]
        low = now[((now < before) & (now <= after)) | ((now <= before) & (now < after))]
        high = now[((now > before) & (now >= after)) | ((now >= before) & (now > after))]
    else:
        low = high = row[:0]
    black, white = ile(low if len(low) else np.array([0]), 0.25), ile(high if len(high) else np.array([255]), 0.75)
    contrast = (white - black) / 2
    contrast = contrast if contrast > 0 else 1.0
    return np.clip((picture.astype(np.float32) - black) / contrast - 1, -1, 1)


def ile(values, part):
    target = min(max(part * len(values), 1.0), float(len(values)))
    counts = np.bincount(values, minlength=256)
    sums = np.cumsum(counts)
    index = int(np.searchsorted(sums, target)) + 1
    return index - (sums[index - 1] - target) / max(1, counts[index - 1])


def rounded(x):
    """Rounded to what an int8 between layers holds; the gradient is that of x."""
    return x + ((x * 127).round() / 127 - x).detach()


@contextlib.contextmanager
def integer_weights(module):
    """Within it the weights are those that network.py's `int` would write, one scale a row; afterwards they are as before."""
    kept = {}
    for part in module.parts:
        group = part.rows()
        together = torch.cat([w.data.reshape(len(w), -1) for w in group], dim=1)
        scale = together.abs().amax(dim=1).clamp(min=1e-12) / 127
        for w in group:
            kept[w] = w.data
            by_row = scale if w.dim() == 1 else scale[:, None]
            w.data = (w.data / by_row).round() * by_row
    try:
        yield
    finally:
        for w, data in kept.items():
            w.data = data


class Lstm(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.size, self.inputs = layer.no, layer.ni
        self.lstm = nn.LSTM(layer.ni, layer.no)
        self.lstm.bias_hh_l0.requires_grad_(False)
        with torch.no_grad():
            m = np.concatenate([layer.matrices[g] for g in GATES])
            self.lstm.weight_ih_l0.copy_(torch.tensor(m[:, :layer.ni]))
            self.lstm.weight_hh_l0.copy_(torch.tensor(m[:, layer.ni:-1]))
            self.lstm.bias_ih_l0.copy_(torch.tensor(m[:, -1]))
            self.lstm.bias_hh_l0.zero_()

    def rows(self):
        """The parameters that share a matrix's rows."""
        return self.lstm.weight_ih_l0, self.lstm.weight_hh_l0, self.lstm.bias_ih_l0

    def matrices(self):
        m = np.concatenate([self.lstm.weight_ih_l0.detach().cpu().numpy(), self.lstm.weight_hh_l0.detach().cpu().numpy(),
                            self.lstm.bias_ih_l0.detach().cpu().numpy()[:, None]], axis=1).reshape(4, self.size, -1)
        out = [None] * 4
        for at, gate in enumerate(GATES):
            out[gate] = m[at]
        return out

    def forward(self, x, lengths):
        return self.lstm(x)[0]


class Dense(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.kind = layer.type
        self.linear = nn.Linear(layer.ni, layer.no)
        with torch.no_grad():
            self.linear.weight.copy_(torch.tensor(layer.matrices[0][:, :-1]))
            self.linear.bias.copy_(torch.tensor(layer.matrices[0][:, -1]))

    def rows(self):
        return self.linear.weight, self.linear.bias

    def matrices(self):
        return [np.concatenate([self.linear.weight.detach().cpu().numpy(), self.linear.bias.detach().cpu().numpy()[:, None]], axis=1)]


def reversed_index(lengths, steps, device):
    """For each line, its steps from the last to the first; what lies behind the line stays."""
    t = torch.arange(steps, device=device)[:, None]
    return torch.where(t < lengths[None, :], lengths[None, :] - 1 - t, t)


class Module(nn.Module):
    """Pictures are N x C x H x W until the vertical LSTM, then T x N x C."""

    def __init__(self, network):
        super().__init__()
        self.network, self.parts, self.integer = network, nn.ModuleList(), False
        self.made = {}
        for layer in network.root.walk():
            if layer.matrices:
                self.parts.append(Lstm(layer) if "LSTM" in layer.type and layer.type != "ParBidiLSTM" else Dense(layer))
                self.made[id(layer)] = self.parts[-1]

    def write_back(self):
        for layer in self.network.root.walk():
            if layer.matrices:
                layer.matrices = self.made[id(layer)].matrices()
        return self.network

    def run(self, layer, x, lengths):
        y, lengths = self.run_float(layer, x, lengths)
        return (rounded(y) if self.integer and layer.type in ("Input", "Tanh", "LSTM", "XYTranspose") else y), lengths

    def run_float(self, layer, x, lengths):
        kind = layer.type
        if kind == "Series":
            for child in layer.children:
                x, lengths = self.run(child, x, lengths)
            return x, lengths
        if kind == "Input":
            return x, lengths
        if kind == "Convolve":
            inside = torch.arange(x.shape[3], device=x.device)[None, :] < lengths[:, None]
            x = torch.where(inside[:, None, None, :], x, torch.rand_like(x) * 2 - 1)
            padded = torch.rand(x.shape[0], x.shape[1], x.shape[2] + 2, x.shape[3] + 2, device=x.device, dtype=x.dtype) * 2 - 1
            padded[:, :, 1:-1, 1:-1] = x
            return padded, lengths  # the dense layer that follows convolves
        if kind == "Tanh":
            m = self.made[id(layer)].linear
            c = m.in_features // 9
            # Tesseract lists columns from left to right, in each the rows from top to bottom, in each the channels.
            kernel = m.weight.view(m.out_features, 3, 3, c).permute(0, 3, 2, 1)
            return torch.tanh(F.conv2d(x, kernel, m.bias)), lengths
        if kind == "Maxpool":
            across, down = layer.extra
            return F.max_pool2d(x, (down, across)), torch.div(lengths, across, rounding_mode="floor")
        if kind == "XYTranspose":
            n, c, h, w = x.shape
            columns = x.permute(2, 0, 3, 1).reshape(h, n * w, c)
            last = self.made[id(layer.children[0])](columns, None)[-1]
            return last.view(n, w, -1).permute(1, 0, 2), lengths
        if kind == "LSTM":
            return self.made[id(layer)](x, lengths), lengths
        if kind == "RTLReversed":
            index = reversed_index(lengths, x.shape[0], x.device)[:, :, None]
            y, _ = self.run(layer.children[0], torch.gather(x, 0, index.expand(-1, -1, x.shape[2])), lengths)
            return torch.gather(y, 0, index.expand(-1, -1, y.shape[2])), lengths
        if kind in ("ParBidiLSTM", "Parallel"):
            return torch.cat([self.run(child, x, lengths)[0] for child in layer.children], dim=2), lengths
        if kind == "Softmax":
            return F.log_softmax(self.made[id(layer)].linear(x).float(), dim=2), lengths
        raise ValueError(f"a layer of type {kind!r} cannot be trained here")

    def forward(self, x, lengths):
        return self.run(self.network.root, x[:, None], lengths)


def fresh(spec, outputs, seed):
    """A new network with random weights: spec is "conv 16, pool 3 3, up 64, forward 96, back 96, both 96"."""
    rng = np.random.default_rng(seed)
    flags = 192

    def matrix(no, ni, forget=False):
        m = rng.uniform(-1, 1, (no, ni + 1)) / np.sqrt(ni)
        m[:, -1] = 1.0 if forget else 0.0
        return m

    def lstm(name, ni, no, kind="LSTM"):
        return Layer(kind, ni, no, name, flags, 0, 1, (ni + no,), [], [], [matrix(no, ni + no), matrix(no, ni + no), matrix(no, ni + no, True), matrix(no, ni + no)])

    layers, text, c = [Layer("Input", 48, 1, "Input", flags, 0, 0, (1, 48, 0, 1, 0))], "[1,48,0,1", 1
    for part in spec.split(","):
        kind, *numbers = part.split()
        numbers = [int(n) for n in numbers]
        no = numbers[0]
        if kind == "conv":
            dense = Layer("Tanh", 9 * c, no, "ConvNL", flags, 0, 1, (), [], [], [matrix(no, 9 * c)])
            layers.append(Layer("Series", c, no, "ConvSeries", flags, 0, 1, (), [0.001, 0.001], [Layer("Convolve", c, 9 * c, "Convolve", flags, 0, 1, (1, 1)), dense]))
            text += f"Ct3,3,{no}"
        elif kind == "pool":  # down, across
            layers.append(Layer("Maxpool", c, c, "Maxpool", flags, 0, 1, (numbers[1], numbers[0])))
            text, no = text + f"Mp{numbers[0]},{numbers[1]}", c
        elif kind == "up":
            layers.append(Layer("XYTranspose", c, no, "XYTransLSTM", flags, 0, 1, (), [0.001], [lstm(f"Lfys{no}", c, no, "SummLSTM")]))
            text += f"Lfys{no}"
        elif kind == "forward":
            layers.append(lstm(f"Lfx{no}", c, no))
            text += f"Lfx{no}"
        elif kind == "back":
            layers.append(Layer("RTLReversed", c, no, "RevLSTM", flags, 0, 1, (), [0.001], [lstm(f"Lrx{no}", c, no)]))
            text += f"Lrx{no}"
        elif kind == "both":
            back = Layer("RTLReversed", c, no, "RevLSTM", flags, 0, 1, (), [0.001], [lstm(f"Lrx{no}", c, no)])
            layers.append(Layer("ParBidiLSTM", c, 2 * no, f"Lbx{no}", flags, 0, 1, (), [0.001, 0.001], [lstm(f"Lfx{no}", c, no), back]))
            text, no = text + f"Lbx{no}", 2 * no
        c = no
    layers.append(Layer("Softmax", c, outputs, "Output", flags, 0, 1, (), [], [], [matrix(outputs, c)]))
    root = Layer("Series", 48, outputs, "Series", flags, 0, 0, (), [0.001] * len(layers), layers)
    return Network(root, text + "O1c1]", 64, 0, 0, 2)
