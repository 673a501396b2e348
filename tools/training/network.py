#!/usr/bin/python3
"""Tesseract's network files (the `lstm` component of a .traineddata), field by field: read, changed, written.

usage: network.py show FILE.lstm
       network.py float IN.lstm OUT.lstm                         integer weights to float ones, so that lstmtraining can go on from them
       network.py extend IN.lstm IN.unicharset IN.recoder OUT.lstm OUT.unicharset   the same, with outputs for another unicharset (pass-through recoder)
       network.py int IN.lstm OUT.lstm                           float weights to integer ones, as `lstmtraining --convert_to_int` does
       network.py average OUT.lstm IN.lstm...                    the mean of float weights, of checkpoints of one training

A file is a tree of layers, then the recogniser's own fields. All numbers little-endian; a text is u32 length + bytes.

  layer       i8 0, text type, i8 training (1 on), i8 needs to propagate back, i32 flags (64: a learning rate per child follows), i32 inputs,
              i32 outputs, i32 number of weights, text name; then by type:
  Input       5 x i32 (batch, height, width, depth, loss)
  Convolve    i32 half width, i32 half height (3 x 3 is 1, 1)
  Maxpool, Reconfig   i32 x scale, i32 y scale
  Series, Parallel, ParBidiLSTM, RTLReversed, TTBReversed, XYTranspose ...   u32 children, the children, where flag 64 is set u32 n + n x f32
  LSTM, SummLSTM      i32 inputs with feedback, then matrices: cell input, input gate, forget gate, output gate (a fifth in two dimensions)
  Tanh, Softmax ...   one matrix
  matrix      u8 mode (1 int8, 4 Adam, 128 always). int8: u32 rows, u32 columns, i8 empty, rows*columns i8, u32 n, n x f64 scale of a row (weight =
              i8 * scale; n may be more than the rows). Float: u32 rows, u32 columns, f64 empty, rows*columns f64; where training is on or Adam
              is set more follows, which a finished file does not have. The last column is the bias.
  recogniser  text network string, i32 training flags (bit 0 integer, bit 1 recoder), i32 iteration, i32 sample iteration, i32 the null output,
              f32 Adam beta, f32 learning rate, f32 momentum
"""
import pathlib
import struct
import sys
from dataclasses import dataclass, field

import numpy as np

PLUMBING = {"Series", "Parallel", "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM", "RTLReversed", "TTBReversed", "XYTranspose"}
FULL = {"Logistic", "LinLogistic", "LinTanh", "Tanh", "Relu", "Linear", "Softmax", "SoftmaxNoCTC"}
LAYER_RATES = 64
# New characters begin as what they look like.
LOOK_ALIKES = {"๔": "๕", "๖": "๒", "๗": "๓", "๘": "๕", "๙": "๑", "ำ": "า", "฿": "B", "ฌ": "ณ", "ๅ": "า", "ฃ": "ข", "ฅ": "ค", "ฦ": "ภ", "ฯ": "ๆ", "๏": "๐", "ฺ": ".",
               "–": "-", "—": "-", "•": ".", "…": ".", "○": "O", "●": "O", "⊗": "O", "☐": "[", "☑": "[", "☒": "[", "□": "[", "■": "[", "✓": "/", "✗": "x", "×": "x", "÷": "+",
               "±": "+", "→": "-", "▪": ".", "‘": "'", "’": "'", "“": '"', "”": '"', "°": "๐", "^": "์", "`": "'", "_": "-"}


@dataclass
class Layer:
    type: str
    ni: int
    no: int
    name: str = ""
    flags: int = 0
    training: int = 0
    back: int = 0
    extra: tuple = ()
    rates: list = field(default_factory=list)
    children: list = field(default_factory=list)
    matrices: list = field(default_factory=list)  # float64 arrays, outputs x (inputs + 1)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Network:
    root: Layer
    spec: str
    flags: int
    iteration: int
    samples: int
    null: int
    beta: float = 0.999
    rate: float = 0.001
    momentum: float = 0.5


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def text(self):
        n = self.take("I")
        self.at += n
        return self.data[self.at - n:self.at].decode()

    def array(self, kind, n):
        out = np.frombuffer(self.data, kind, n, self.at)
        self.at += out.nbytes
        return out

    def matrix(self):
        mode = self.take("B")
        if not mode & 128:
            raise ValueError("a matrix of an old file (mode %d); only files of Tesseract 4.0 and later can be read" % mode)
        rows, columns = self.take("II")
        if mode & 1:
            self.take("b")
            whole = self.array(np.int8, rows * columns).reshape(rows, columns)
            scales = self.array(np.float64, self.take("I"))
            return whole * scales[:rows, None]
        self.take("d")
        return self.array(np.float64, rows * columns).reshape(rows, columns).copy()

    def layer(self):
        if self.take("b") != 0:
            raise ValueError(f"no layer begins at byte {self.at - 1}")
        kind = self.text()
        training, back, flags, ni, no, _ = self.take("bbiiii")
        layer = Layer(kind, ni, no, self.text(), flags, training, back)
        if kind in PLUMBING:
            layer.children = [self.layer() for _ in range(self.take("I"))]
            if flags & LAYER_RATES:
                layer.rates = list(self.array(np.float32, self.take("I")))
        elif kind == "Input":
            layer.extra = self.take("5i")
        elif kind in ("Convolve", "Maxpool", "Reconfig"):
            layer.extra = self.take("2i")
        elif kind in ("LSTM", "SummLSTM"):
            layer.extra = (self.take("i"),)
            layer.matrices = [self.matrix() for _ in range(4)]
        elif kind in FULL:
            layer.matrices = [self.matrix()]
        else:
            raise ValueError(f"a layer of type {kind!r} is not known")
        return layer


def load(path):
    r = Reader(pathlib.Path(path).read_bytes())
    root, spec = r.layer(), r.text()
    return Network(root, spec, *r.take("iiiifff"))


def text(s):
    return struct.pack("<I", len(s.encode())) + s.encode()


def matrix(m, integer):
    m = np.asarray(m, np.float64)
    rows, columns = m.shape
    if not integer:
        return struct.pack("<BIId", 128, rows, columns, 0.0) + np.ascontiguousarray(m, np.float64).tobytes()
    scale = np.abs(m).max(axis=1) / 127
    scale[scale == 0] = 1
    whole = np.clip(np.rint(m / scale[:, None]), -127, 127).astype(np.int8)
    return struct.pack("<BIIb", 129, rows, columns, 0) + whole.tobytes() + struct.pack("<I", rows) + scale.tobytes()


def weights(layer):
    return sum(m.size for m in layer.matrices) + sum(weights(c) for c in layer.children)


def layer_bytes(layer, integer):
    out = struct.pack("<b", 0) + text(layer.type) + struct.pack("<bbiiii", layer.training, layer.back, layer.flags, layer.ni, layer.no, weights(layer)) + text(layer.name)
    if layer.type in PLUMBING:
        out += struct.pack("<I", len(layer.children)) + b"".join(layer_bytes(c, integer) for c in layer.children)
        if layer.flags & LAYER_RATES:
            out += struct.pack("<I", len(layer.rates)) + np.asarray(layer.rates, np.float32).tobytes()
        return out
    out += struct.pack(f"<{len(layer.extra)}i", *layer.extra)
    return out + b"".join(matrix(m, integer) for m in layer.matrices)


def save(network, path, integer=False):
    flags = network.flags | 1 if integer else network.flags & ~1
    tail = struct.pack("<iiiifff", flags, network.iteration, network.samples, network.null, network.beta, network.rate, network.momentum)
    pathlib.Path(path).write_bytes(layer_bytes(network.root, integer) + text(network.spec) + tail)


def unichars(path):
    """The characters of a unicharset file in the order of their numbers; the space is first."""
    lines = pathlib.Path(path).read_text(encoding="utf8").split("\n")
    names = [line.split(" ")[0] for line in lines[1:int(lines[0].split()[0]) + 1]]
    return [" " if name == "NULL" else name for name in names]


def recoder(path):
    """Output number of each unichar, where each has one."""
    r = Reader(pathlib.Path(path).read_bytes())
    out = []
    for _ in range(r.take("I")):
        r.take("b")
        codes = r.array(np.int32, r.take("i"))
        if len(codes) != 1:
            raise ValueError("a recoder with several outputs for one character")
        out.append(int(codes[0]))
    return out


def extend(network, old_chars, old_codes, new_chars):
    """Outputs for new_chars (output number = number of the character, null = 2): known ones keep their weights, others start as look-alikes, a bit less likely."""
    softmax = [layer for layer in network.root.walk() if layer.type == "Softmax"][0]
    old = softmax.matrices[0]
    row_of = {c: old[code] for c, code in zip(old_chars, old_codes)}
    rng = np.random.default_rng(1)
    rows = []
    for number, c in enumerate(new_chars):
        if number == 2:
            rows.append(old[network.null])
        elif c in row_of:
            rows.append(row_of[c])
        else:
            row = row_of.get(LOOK_ALIKES.get(c), old.mean(axis=0)).copy()
            row += rng.normal(0, 0.02 * np.abs(old).mean(), row.shape)
            row[-1] -= 2.0
            rows.append(row)
    softmax.matrices[0] = np.array(rows)
    softmax.no = network.root.no = len(rows)
    network.null = 2
    network.iteration = network.samples = 0
    return network


def averaged(networks):
    """The mean of the weights of networks of one shape, in the first."""
    for layers in zip(*(network.root.walk() for network in networks)):
        for i in range(len(layers[0].matrices)):
            layers[0].matrices[i] = sum(layer.matrices[i] for layer in layers) / len(layers)
    return networks[0]


def main(argv):
    if len(argv) < 3 or argv[1] not in ("show", "float", "int", "extend", "average"):
        print(__doc__)
        return 2
    if argv[1] == "average":
        save(averaged([load(path) for path in argv[3:]]), argv[2])
        return 0
    network = load(argv[2])
    if argv[1] == "show":
        def show(layer, depth=0):
            print("  " * depth + f"{layer.type} {layer.name} {layer.ni}->{layer.no} {layer.extra or ''} {[m.shape for m in layer.matrices] or ''}")
            for child in layer.children:
                show(child, depth + 1)
        show(network.root)
        print(network.spec, f"flags {network.flags} iteration {network.iteration} null {network.null} beta {network.beta} rate {network.rate} momentum {network.momentum}")
    elif argv[1] == "float":
        save(network, argv[3])
    elif argv[1] == "int":
        save(network, argv[3], integer=True)
    elif argv[1] == "extend":
        save(extend(network, unichars(argv[3]), recoder(argv[4]), unichars(argv[6])), argv[5])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
