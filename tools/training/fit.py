#!/usr/bin/python3
"""Trains a network with PyTorch, many lines at once. Run by tools/train.

usage: fit.py --lines FOLDER --network IN.lstm|SPEC --unicharset FILE --out FOLDER [--steps N | --seconds S] [--rate R] [--area PIXELS] [--wait LINES] ...

IN.lstm are float weights (network.py extend) or, with SPEC, a fresh network ("conv 16, pool 3 3, up 64, forward 96, back 96, forward 192").
FOLDER holds *.bin of lines.py; files that appear while it runs are taken in. Files named heldout-NAME.bin are only measured on.
OUT/checkpoint.pt is gone on from when it is there (the clock too), OUT/model.lstm is the averaged network, float, OUT/log.tsv the figures over time.
The rate falls as a cosine. The order of lines and the noise are seeded: with --steps and one thread the same lines give the same network.

Why not lstmtraining: on these lines, one at a time, it diverged at a rate of 0.0003 and stood at 34 % error after 16,000 lines at 0.0001; batches with
Adam went from 12 to 1.9 % on held-out clean lines with as many, at 54 lines a second of one core instead of 20.
"""
import argparse
import contextlib
import math
import pathlib
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

import lines as line_files
import network
import torchnet

HEIGHT = 48


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


class Pool:
    """All lines on the device: pixels of every line row by row in one long int8 array (127 paper, -127 ink)."""

    def __init__(self, folder, chars, device, room):
        self.folder, self.number, self.device = folder, {c: n for n, c in enumerate(chars)}, device
        self.seen = set()
        self.pixels = torch.empty(room, dtype=torch.int8, device=device)
        self.used = 0
        self.starts, self.widths, self.texts = [], [], []

    def refresh(self, limit=4):
        """Takes in at most `limit` new files."""
        for path in sorted(self.folder.glob("*.bin")):
            if path.name in self.seen or path.name.startswith("heldout"):
                continue
            self.seen.add(path.name)
            self.take(path)
            limit -= 1
            if limit <= 0:
                return

    def take(self, path):
        for picture, text in line_files.read(path):
            width = picture.shape[1]
            if width > 1500 or len(text) > width // 3 - 2 or not all(c in self.number for c in text):
                continue
            whole = np.rint(torchnet.normalise(picture) * 127).astype(np.int8)
            if self.used + whole.size > len(self.pixels):
                return
            self.pixels[self.used:self.used + whole.size] = torch.from_numpy(whole.reshape(-1)).to(self.device)
            self.starts.append(self.used)
            self.widths.append(width)
            self.texts.append(np.array([self.number[c] for c in text], np.int32))
            self.used += whole.size

    def batch(self, chosen):
        widths = torch.tensor([self.widths[i] for i in chosen], device=self.device)
        starts = torch.tensor([self.starts[i] for i in chosen], device=self.device)
        wide = int(widths.max())
        x = torch.arange(wide, device=self.device)
        rows = torch.arange(HEIGHT, device=self.device)
        inside = x[None, :] < widths[:, None]
        at = starts[:, None, None] + rows[None, :, None] * widths[:, None, None] + torch.minimum(x[None, :], widths[:, None] - 1)[:, None, :]
        pictures = self.pixels[at].float() / 127
        pictures = torch.where(inside[:, None, :], pictures, torch.ones_like(pictures))
        texts = [self.texts[i] for i in chosen]
        return pictures, widths, torch.from_numpy(np.concatenate(texts)).long(), torch.tensor([len(t) for t in texts])


def batches(pool, area, rng):
    """Lines of like width together, about `area` pixels across in all."""
    some = rng.permutation(len(pool.starts))[:16384]
    some = sorted(some.tolist(), key=lambda i: pool.widths[i] * (1 + 0.05 * rng.random()))
    out, now = [], []
    for i in some:
        if now and pool.widths[i] * (len(now) + 1) > area:
            out.append(now)
            now = []
        now.append(i)
    out.append(now)
    rng.shuffle(out)
    return out


def vary(pictures, widths):
    """A little more of everything: scale, shift, lean, contrast, noise; each line its own."""
    n, h, w = pictures.shape
    device = pictures.device
    def r(low, high):
        return torch.rand(n, device=device) * (high - low) + low
    across = float(torch.rand(()) * 0.2 + 0.9)  # as one, so that the lengths stay known
    wide = max(12, int(w * across))
    new_widths = (widths.float() * wide / w).floor().long().clamp(min=9)
    theta = torch.zeros(n, 2, 3, device=device)
    theta[:, 0, 0] = 1
    theta[:, 0, 1] = r(-0.12, 0.12) * h / w  # lean
    theta[:, 1, 1] = r(0.93, 1.08)
    theta[:, 1, 2] = r(-0.05, 0.05)
    grid = F.affine_grid(theta, (n, 1, h, wide), align_corners=False)
    pictures = 1 - F.grid_sample((1 - pictures)[:, None], grid, align_corners=False, padding_mode="zeros")[:, 0]
    pictures = pictures * r(0.8, 1.1)[:, None, None] + r(-0.1, 0.15)[:, None, None]
    pictures = pictures + torch.randn_like(pictures) * (r(0, 0.12) * (r(0, 1) < 0.5))[:, None, None]
    return pictures.clamp(-1, 1), new_widths


def greedy(best, lengths, null):
    out = []
    for row, length in zip(best.T.tolist(), lengths.tolist()):
        row, text, before = row[:length], [], null
        for k in row:
            if k != before and k != null:
                text.append(k)
            before = k
        out.append(text)
    return out


def measure(module, sets, null):
    module.eval()
    figures = {}
    with torch.no_grad():
        for name, pool in sets.items():
            wrong = total = 0
            order = sorted(range(len(pool.starts)), key=lambda i: pool.widths[i])
            for at in range(0, len(order), 64):
                chosen = order[at:at + 64]
                pictures, widths, _, _ = pool.batch(chosen)
                logs, lengths = module(pictures, widths)
                for i, got in zip(chosen, greedy(logs.argmax(2).cpu(), lengths.cpu(), null)):
                    want = [c for c in pool.texts[i].tolist() if c != 0]
                    wrong += min(len(want), distance(want, [c for c in got if c != 0]))
                    total += len(want)
            figures[name] = 100 * wrong / max(1, total)
    module.train()
    return figures


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--lines", type=pathlib.Path, required=True)
    p.add_argument("--network", required=True)
    p.add_argument("--unicharset", required=True)
    p.add_argument("--out", type=pathlib.Path, required=True)
    p.add_argument("--steps", type=int, help="batches in all, over every start; the rate falls over them")
    p.add_argument("--seconds", type=float, default=600, help="of training in all, in place of --steps")
    p.add_argument("--stop", type=float, default=1e9, help="seconds after which this start ends")
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--area", type=int, default=100_000, help="pixels across in a batch")
    p.add_argument("--room", type=float, default=16e9, help="bytes of lines at most")
    p.add_argument("--wait", type=int, default=2000, help="lines to wait for before it begins")
    p.add_argument("--every", type=float, default=60, help="seconds between checkpoints; every fourth is measured, and the last")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--integer", action="store_true", help="train, and measure, with weights and values between layers rounded as the packed model has them")
    a = p.parse_args()
    start = time.time()
    a.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    chars = network.unichars(a.unicharset)
    net = network.load(a.network) if pathlib.Path(a.network).exists() else torchnet.fresh(a.network, len(chars), a.seed)
    module = torchnet.Module(net).to(device)
    module.integer = a.integer
    rounding = (lambda: torchnet.integer_weights(module)) if a.integer else contextlib.nullcontext
    average = {k: v.detach().clone() for k, v in module.state_dict().items()}
    optimiser = torch.optim.AdamW([w for w in module.parameters() if w.requires_grad], lr=a.rate, betas=(0.9, 0.99), weight_decay=1e-3)
    steps, before = 0, 0.0
    saved = a.out / "checkpoint.pt"
    if saved.exists():
        state = torch.load(saved, map_location=device)
        module.load_state_dict(state["module"])
        average, steps, before = state["average"], state["steps"], state["seconds"]
        optimiser.load_state_dict(state["optimiser"])
        print(f"goes on from {steps} steps, {before:.0f} s", flush=True)
    sets = {}
    for path in sorted(a.lines.glob("heldout-*.bin")):
        pool = Pool(path.parent, chars, device, int(1e8))
        pool.take(path)
        sets[path.stem.split("-", 1)[1]] = pool
    pool = Pool(a.lines, chars, device, int(a.room))
    while len(pool.starts) < a.wait:
        pool.refresh(64)
        time.sleep(0.5)
    print(f"{device}: begins with {len(pool.starts)} lines, {sum(w.numel() for w in module.parameters())} weights, {net.spec}", flush=True)

    def save(measured):
        seconds = before + time.time() - begin
        torch.save({"module": module.state_dict(), "average": average, "steps": steps, "seconds": seconds, "optimiser": optimiser.state_dict()}, saved.with_suffix(".part"))
        saved.with_suffix(".part").rename(saved)
        own = {k: v.clone() for k, v in module.state_dict().items()}
        module.load_state_dict(average)
        figures = {}
        if measured:
            with rounding():
                figures = measure(module, sets, net.null)
        net.iteration = net.samples = steps
        network.save(module.write_back(), a.out / "model.lstm")
        module.load_state_dict(own)
        line = f"{seconds:.0f}\t{steps}\t{len(pool.starts)}\t{loss_mean:.3f}\t" + " ".join(f"{k} {v:.2f}" for k, v in figures.items())
        print(line, flush=True)
        with open(a.out / "log.tsv", "a") as f:
            f.write(line + "\n")

    begin, last, loss_mean, todo, saves = time.time(), time.time(), 0.0, [], 0
    while True:
        seconds = before + time.time() - begin
        part = steps / a.steps if a.steps else seconds / a.seconds
        if part >= 1 or time.time() - start > a.stop:
            break
        if not todo:
            pool.refresh(10)
            todo = batches(pool, a.area, rng)
        chosen = todo.pop()
        pictures, widths, targets, sizes = pool.batch(chosen)
        if torch.rand(()) < 0.6:
            pictures, widths = vary(pictures, widths)
        rate = a.rate * min(1, (steps + 1) / 300) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, part))))
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.zero_grad(set_to_none=True)
        with rounding():
            logs, lengths = module(pictures, widths)
            losses = F.ctc_loss(logs, targets.to(device), lengths, sizes.to(device), blank=net.null, reduction="none", zero_infinity=True)
            # A line that cannot be read at all must not pull hardest.
            losses = losses / sizes.to(device)
            loss = (losses.clamp(max=4) + 0.1 * (losses - 4).clamp(min=0)).mean()
            loss.backward()
        torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
        optimiser.step()
        steps += 1
        with torch.no_grad():
            keep = min(0.999, (steps + 1) / (steps + 30))
            for k, v in module.state_dict().items():
                average[k].mul_(keep).add_(v, alpha=1 - keep)
        if steps % 20 == 0:
            loss_mean = loss.item() if loss_mean == 0 else 0.9 * loss_mean + 0.1 * loss.item()
        if time.time() - last > a.every:
            saves += 1
            save(saves % 4 == 0)
            last = time.time()
    save(True)


if __name__ == "__main__":
    sys.exit(main())
