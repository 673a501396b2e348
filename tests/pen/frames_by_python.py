#!/usr/bin/python3
"""What tools/training/pen_network.py computes of a network and a picture that both are counted out of one row of numbers, as digit_network_test.cpp counts them.

usage: frames_by_python.py >expected/frames.txt
"""
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools/training"))
import pen_network

WIDTH = 37


class Numbers:
    def __init__(self):
        self.state = 1

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state >> 16


def main():
    numbers, layers = Numbers(), []
    for inputs, outputs, rows, columns, _ in pen_network.SHAPE:
        count = outputs * rows * columns * inputs
        weights = np.array([numbers.next() % 255 - 127 for _ in range(count)]).reshape(outputs, rows, columns, inputs)
        biases = np.array([numbers.next() % 2001 - 1000 for _ in range(outputs)])
        multipliers = np.array([20000 + numbers.next() % 20000 for _ in range(outputs)])
        layers.append((weights, biases, multipliers))
    picture = np.array([numbers.next() % 256 for _ in range(48 * WIDTH)], np.uint8).reshape(48, WIDTH)
    for frame in pen_network.run_whole(layers, picture):
        print(*frame)


main()
