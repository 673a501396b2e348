#!/usr/bin/python3
"""Trains the two networks that read a pen's digits, and packs them. Run by tools/train --pen.

usage: pen_fit.py --writers FOLDER --out FOLDER [--lines N] [--visits N]

FOLDER holds the sheets of ../shared/handwriting. Lines are drawn as they are needed (pen_pictures.py, seeded by their number); each is looked at `--visits`
times among the last 8,192 drawn. OUT/checkpoint.pt is gone on from when it is there; OUT/thai_pen.digits are the packed networks, OUT/log.tsv the figures.
Loss: CTC, at first with the digits' places (known, since they are drawn) told frame by frame. The two networks differ in their first weights and in the order
of lines: the program believes what both read.
"""
import argparse
import math
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import pen_network
import pen_pictures
from pen_network import BLANK, PenNetwork
from pen_pictures import HEIGHT, X

NETWORKS, BATCH, KEEP, CHUNK = 2, 20, 8192, 512
RATE = 2.5e-3
HELD_OUT = 900_000_000  # first seed of lines by kept writers


def batch_of(lines):
    width = (max(l.picture.shape[1] for l in lines) + 3) // 4 * 4
    pictures = np.zeros((len(lines), 1, HEIGHT, width), np.float32)
    frames = np.full((len(lines), width // 4), BLANK, np.int64)
    for i, line in enumerate(lines):
        pictures[i, 0, :, :line.picture.shape[1]] = line.picture / 255
        for label, (left, right) in zip(line.labels, line.extents):
            a, b = left / 4, right / 4
            frames[i, max(0, math.floor(a)):math.ceil(b)] = -100  # where a digit begins and ends is not told
        for label, (left, right) in zip(line.labels, line.extents):
            inset = 0.08 if label == X else 0.3
            a, b = (left + inset * (right - left)) / 4, (right - inset * (right - left)) / 4
            frames[i, max(0, int(a)):max(int(a) + 1, math.ceil(b))] = label
    return torch.from_numpy(pictures), torch.from_numpy(frames)


def loss_of(network, lines, told):
    pictures, frames = batch_of(lines)
    logits = network(pictures)
    targets = torch.tensor([v for l in lines for v in l.labels])
    lengths = torch.tensor([len(l.labels) for l in lines])
    widths = torch.tensor([(l.picture.shape[1] + 3) // 4 for l in lines])
    loss = F.ctc_loss(F.log_softmax(logits, 1).permute(2, 0, 1), targets, widths, lengths, blank=BLANK, zero_infinity=True)
    return loss + told * F.cross_entropy(logits, frames, ignore_index=-100) if told > 0 else loss


def best_path(logits):
    best = logits.argmax(-1)
    return [int(v) for i, v in enumerate(best) if v != BLANK and (i == 0 or v != best[i - 1])]


@torch.no_grad()
def measure(networks, lines):
    """Share of lines read whole by each network, by both, and of those on which both agree the wrong ones."""
    reads = []
    for network in networks:
        network.eval()
        reads.append([best_path(network(batch_of([l])[0])[0].T.numpy()) for l in lines])
        network.train()
    truth = [l.labels for l in lines]
    agreed = [i for i in range(len(lines)) if all(r[i] == reads[0][i] for r in reads)]
    return [sum(a == b for a, b in zip(r, truth)) / len(lines) for r in reads] + [len(agreed) / len(lines), sum(reads[0][i] != truth[i] for i in agreed) / max(1, len(agreed))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--lines", type=int, default=120_000)
    parser.add_argument("--visits", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    pens = pen_pictures.Pens(options.writers)
    trained = [w for w in range(pens.writers) if not pen_pictures.kept(w)]
    kept = [w for w in range(pens.writers) if pen_pictures.kept(w)]
    held_out = [pens.draw(HELD_OUT + i, kept, "number" if i < 300 else None) for i in range(400)]
    networks, steps = [], []
    for i in range(NETWORKS):
        torch.manual_seed(1000 + i)
        networks.append(PenNetwork().to(memory_format=torch.channels_last))
        steps.append(torch.optim.Adam(networks[-1].parameters(), RATE))
    drawn, pool, log = 0, [], options.out / "log.tsv"
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        drawn, pool = state["drawn"], state["pool"]
        for network, step, n, s in zip(networks, steps, state["networks"], state["steps"]):
            network.load_state_dict(n), step.load_state_dict(s)
    begun, begun_at = time.process_time(), drawn
    while drawn < options.lines:
        for _ in range(CHUNK):
            line = pens.draw(drawn, trained)
            if len(pool) < KEEP:
                pool.append(line)
            else:
                pool[drawn % KEEP] = line
            drawn += 1
        done = drawn / options.lines
        rate = RATE * min(1, 10 * done + 0.05) * (0.5 + 0.5 * math.cos(math.pi * done)) + 1e-5
        total = 0.0
        for number, (network, step) in enumerate(zip(networks, steps)):
            order = np.random.default_rng(drawn * NETWORKS + number)
            for group in step.param_groups:
                group["lr"] = rate
            chosen = order.choice(len(pool), min(len(pool), CHUNK * options.visits), replace=False)
            batches = []
            for part in np.array_split(chosen, max(1, len(chosen) // CHUNK)):
                part = sorted(part, key=lambda i: pool[i].picture.shape[1])
                batches += [part[i:i + BATCH] for i in range(0, len(part), BATCH)]
            for i in order.permutation(len(batches)):
                step.zero_grad()
                loss = loss_of(network, [pool[j] for j in batches[i]], max(0.0, 1 - 1.6 * done))
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
                step.step()
                total += float(loss.detach()) / len(batches) / NETWORKS
        if drawn // CHUNK % 8 == 0 or drawn >= options.lines:
            figures = measure(networks, held_out[:300])
            spent = time.process_time() - begun
            with log.open("a") as f:
                f.write("\t".join([str(drawn), f"{total:.4f}", *(f"{v:.4f}" for v in figures), f"{spent:.0f}"]) + "\n")
            print(f"{drawn} lines, loss {total:.4f}, whole numbers of kept writers {figures}, {spent:.0f} s, {spent / (drawn - begun_at) * 1000:.1f} ms a line", flush=True)
            part = checkpoint.with_suffix(".part")
            torch.save({"drawn": drawn, "pool": pool, "networks": [n.state_dict() for n in networks], "steps": [s.state_dict() for s in steps]}, part)
            part.replace(checkpoint)
            packed = [pen_network.whole_numbers(n, [l.picture for l in held_out[:300]]) for n in networks]
            for n in networks:
                n.train()
            (options.out / "thai_pen.digits").write_bytes(pen_network.to_bytes(packed))
    packed = pen_network.from_bytes((options.out / "thai_pen.digits").read_bytes())
    right = [sum(best_path(pen_network.run_whole(layers, l.picture)) == l.labels for l in held_out) for layers in packed]
    print(f"in whole numbers: {right} of {len(held_out)}")


if __name__ == "__main__":
    main()
