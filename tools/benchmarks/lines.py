#!/usr/bin/python3
"""Single lines: the project's model against the stock ones, on real lines and on rendered ones in fonts and wear that training never saw.

usage: tools/bench lines [--lines N] [--model FILE] [--against FILE] [--ours] [--seed N] [--calibrate] [--only real|NAME]...

--lines N     rendered lines of each set (default 100)
--model FILE  another .traineddata of ours
--against FILE  a second one, read in pairs with the first: the line under it, and at the end where it is worse or better
--ours        no stock models
--calibrate   prints what confidences are worth, and the table that pipeline/recognise/calibration.cpp holds, from the rendered lines

Real lines: the 55 of ../shared/scans/lines, scored by ../shared/eval/score_lines.py. Rendered sets: SETS of tools/training/pictures.py that are held out
(font families, one kind of wear, seeds); of `gazette` the face is the nearest free kin of Angsana, of `numbers`, `abbreviations`, `inked` (text markers,
stamps, ink taken away) and `broken` (faded, thresholded) the text is of the second edition's kinds. White space is not counted. Readers: `ours` is the program's way (prepared, the network run directly), `ours
plain` is plain `tesseract --psm 7` with our model, the others plain Tesseract with stock models. CPU is user and system time of the whole process over its lines.
"""
import argparse
import difflib
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata

from _report import BENCH, ROOT, SHARED, cost, write_figures

sys.path.insert(0, str(ROOT / "tools/training"))
THAI, ASCII = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
STOCK = ["tha", "Thai", "tha+Thai"]
SETS = ["clean", "photocopy", "rule", "stamp", "low", "worn", "gazette", "abbreviations", "numbers", "inked", "broken", "names"]
FEWEST = {"abbreviations": 200}  # lines: of each rare letter a few
READ_LINES = ROOT / "build/tools/read_lines"


def normal(s):
    s = unicodedata.normalize("NFC", s)
    s = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", s)
    return re.sub(r"[\s\u200b\ufeff]+", "", re.sub("([\u0e48-\u0e4b])\u0e4d\u0e32", "\\1\u0e33", s))


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def is_latin(c):
    return c.isascii() and c.isalpha()


def score(truth, read):
    """Figures over pairs of texts: characters wrong, lines perfect, and by kind of character how many are matched."""
    wrong = chars = perfect = invented = 0
    right, total = {"thai": 0, "ascii": 0, "latin": 0}, {"thai": 0, "ascii": 0, "latin": 0}
    kinds = {"thai": lambda c: c in THAI, "ascii": lambda c: c in ASCII, "latin": is_latin}
    for want, got in zip(map(normal, truth), map(normal, read)):
        d = min(distance(want, got), len(want))
        wrong, chars, perfect = wrong + d, chars + len(want), perfect + (d == 0)
        matched = "".join(want[b.a:b.a + b.size] for b in difflib.SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
        for kind, test in kinds.items():
            right[kind] += sum(map(test, matched))
            total[kind] += sum(map(test, want))
        invented += max(0, sum(c in THAI for c in got) - sum(c in THAI for c in want))
    percent = lambda kind: 100 * right[kind] / total[kind] if total[kind] else None
    return {"cer": 100 * wrong / max(1, chars), "perfect": perfect, "lines": len(truth), "thai_right": right["thai"], "thai": total["thai"],
            "ascii_percent": percent("ascii"), "latin_percent": percent("latin"), "invented": invented}


def crop_bytes(path):
    import cv2
    import numpy as np
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if picture.ndim == 3:
        picture = np.ascontiguousarray(picture[:, :, 2::-1])
    return struct.pack("<IIIff", picture.shape[1], picture.shape[0], 1 if picture.ndim == 2 else 3, 0, 0) + picture.tobytes()


def read_ours(files, model):
    """(texts, CPU seconds, symbols) as the program reads."""
    with tempfile.TemporaryFile() as crops, tempfile.TemporaryFile() as out:
        for path in files:
            crops.write(crop_bytes(path))
        crops.seek(0)
        status, cpu, _ = cost([READ_LINES, str(model or "")], stdin=crops, stdout=out)
        if status != 0:
            raise SystemExit(f"tools/bench lines: read_lines ended with {status}")
        out.seek(0)
        lines = json.loads(out.readline())
    return [line["text"] for line in lines], cpu, [line["symbols"] for line in lines]


def read_plain(files, language, folder=None):
    with tempfile.TemporaryDirectory() as place:
        listed = pathlib.Path(place, "list.txt")
        listed.write_text("".join(f"{path}\n" for path in files))
        command = ["tesseract", str(listed), str(pathlib.Path(place, "out")), "-l", language, "--psm", "7", "-c", "preserve_interword_spaces=1"]
        status, cpu, _ = cost(command + (["--tessdata-dir", str(folder)] if folder else []), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env=dict(os.environ, OMP_THREAD_LIMIT="1"))
        if status != 0:
            raise SystemExit(f"tools/bench lines: tesseract -l {language} ended with {status}")
        return pathlib.Path(place, "out.txt").read_text(encoding="utf8").split("\f")[:len(files)], cpu


def rendered(name, count, seed):
    """Files and texts of a held-out set, drawn once and kept in build/bench/lines."""
    folder = BENCH / "lines" / f"{name}-{seed}"
    index = folder / "truth.json"
    known = json.loads(index.read_text(encoding="utf8")) if index.exists() else []
    if len(known) < count:
        import cv2
        import fonts
        import pictures
        where = BENCH / "lines" / "fonts"
        if not (where / "fonts.json").exists():
            fonts.collect(where, fonts.npm_folder())
        studio = pictures.Studio(where, ROOT / "build/tools/prepare_lines")
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(len(known), count):
            sample = studio.draw(seed + number, name)
            file = folder / f"{number:04d}.png"
            cv2.imwrite(str(file), sample.crop if sample.crop.ndim == 2 else sample.crop[:, :, ::-1])
            known.append({"image": file.name, "text": sample.text, "kind": sample.kind, "font": sample.family})
        index.write_text(json.dumps(known, ensure_ascii=False, indent=0), encoding="utf8")
    return [folder / k["image"] for k in known[:count]], [k["text"] for k in known[:count]]


def score_shared(files, read):
    """The figures line of ../shared/eval/score_lines.py."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf8") as out:
        json.dump({path.name: text for path, text in zip(files, read)}, out, ensure_ascii=False)
        out.flush()
        done = subprocess.run([sys.executable, SHARED / "eval/score_lines.py", SHARED / "scans/lines/truth.json", out.name], capture_output=True, text=True, check=True)
    m = re.search(r"perfect (\d+)/(\d+)  CER ([\d.]+) %  Thai digits right (\d+)/(\d+).*invented (\d+)", done.stdout)
    return {"perfect": int(m[1]), "lines": int(m[2]), "cer": float(m[3]), "thai_right": int(m[4]), "thai": int(m[5]), "invented": int(m[6])}


def calibration(triples):
    """Prints reliability by confidence, and points for confidence.cpp. triples: (confidence, right, whether a digit) of characters."""
    pairs = sorted((confidence, right) for confidence, right, _ in triples)
    print(f"\nconfidence   characters   right %   ({len(pairs)} characters)")
    edges = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.01]
    for low, high in zip(edges, edges[1:]):
        inside = [right for c, right in pairs if low <= c < high]
        if inside:
            print(f"{low:.3f}-{min(high, 1):.3f}  {len(inside):10d}   {100 * sum(inside) / len(inside):7.2f}")
    for least in (0.95, 0.99, 0.995):
        sure = [right for confidence, right, digit in triples if digit and confidence >= least]
        print(f"digits read at {least} and more: {len(sure)}, wrong {len(sure) - sum(sure)}")


def aligned(truth, read, symbols):
    """(confidence, right, whether a digit) of every character read that is no space."""
    out = []
    for want, got, marks in zip(truth, read, symbols):
        want = normal(want)
        kept = [(t, c) for t, c in marks if t.strip()]
        text = "".join(t for t, _ in kept)
        owner = [i for i, (t, _) in enumerate(kept) for _ in t]
        matched = set()
        for b in difflib.SequenceMatcher(None, want, text, autojunk=False).get_matching_blocks():
            matched.update(owner[b.b:b.b + b.size])
        out += [(c, i in matched, t in THAI or t in ASCII) for i, (t, c) in enumerate(kept)]
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--lines", type=int, default=100)
    p.add_argument("--model", type=pathlib.Path)
    p.add_argument("--against", type=pathlib.Path)
    p.add_argument("--ours", action="store_true")
    p.add_argument("--seed", type=int, default=900_000_000)
    p.add_argument("--calibrate", action="store_true")
    p.add_argument("--only", action="append")
    a = p.parse_args()
    subprocess.run([ROOT / "tools/build", "read_lines", "prepare_lines"], check=True, stdout=subprocess.DEVNULL)
    model = a.model or ROOT / "pipeline/models/tha_saraban.traineddata"
    figures, pairs, other_pairs, compared = {}, [], [], []
    print(f"{'lines':13s} {'reader':13s} {'CER %':>7s} {'perfect':>9s} {'Thai digits':>12s} {'invented':>8s} {'ASCII %':>8s} {'Latin %':>8s} {'CPU ms':>7s}")

    def report(name, reader, s, cpu):
        show = lambda key: f"{s[key]:8.2f}" if s.get(key) is not None else " " * 8
        print(f"{name:13s} {reader:13s} {s['cer']:7.2f} {s['perfect']:5d}/{s['lines']:<3d} {s['thai_right']:6d}/{s['thai']:<5d} {s['invented']:8d} {show('ascii_percent')} {show('latin_percent')} "
              f"{1000 * cpu / s['lines']:7.1f}", flush=True)
        key = f"{name}_{reader.replace(' ', '_').replace('+', '_')}"
        figures[f"{key}_cer"] = round(s["cer"], 3)
        figures[f"{key}_thai_digits"] = round(100 * s["thai_right"] / max(1, s["thai"]), 2)
        figures[f"{key}_cpu_ms"] = round(1000 * cpu / s["lines"], 2)
        for part in ("ascii_percent", "latin_percent"):
            if s.get(part) is not None:
                figures[f"{key}_{part}"] = round(s[part], 2)
        return s

    def all_readers(name, files, truth, scorer):
        ours, cpu, symbols = read_ours(files, model)
        mine = report(name, "ours", scorer(files, ours), cpu)
        if name != "real":
            pairs.extend(aligned(truth, ours, symbols))
        texts, plain_cpu = read_plain(files, model.stem, model.parent)
        plain = report(name, "ours plain", scorer(files, texts), plain_cpu)
        if a.against:
            ours, other_cpu, symbols = read_ours(files, a.against)
            other = report(name, "against", scorer(files, ours), other_cpu)
            if name != "real":
                other_pairs.extend(aligned(truth, ours, symbols))
            texts, other_cpu = read_plain(files, a.against.stem, a.against.parent)
            other_plain = report(name, "against plain", scorer(files, texts), other_cpu)
            compared.append((name, mine, other, plain, other_plain))
        for language in [] if a.ours else STOCK:
            texts, stock_cpu = read_plain(files, language)
            report(name, language, scorer(files, texts), stock_cpu)
            if language == "tha":
                figures[f"{name}_cpu_of_tha"] = round(cpu / stock_cpu, 3)
        return mine

    wanted = lambda name: not a.only or name in a.only
    last = []
    if wanted("real"):
        folder = SHARED / "scans/lines"
        if folder.exists():
            files = [folder / entry["image"] for entry in json.loads((folder / "truth.json").read_text(encoding="utf8"))]
            mine = all_readers("real", files, None, score_shared)
            last.append(f"real CER {mine['cer']:.2f} % digits {mine['thai_right']}/{mine['thai']} invented {mine['invented']} plain {figures['real_ours_plain_cer']:.2f} %" +
                        ("" if a.ours else f" CPU {figures['real_cpu_of_tha']:.2f} of tha"))
        else:
            print("SKIPPED: the real lines, ../shared/scans/lines is not there")
    for name in [s for s in SETS if wanted(s)]:
        try:
            files, truth = rendered(name, max(a.lines, FEWEST.get(name, 0)), a.seed)
        except (ImportError, RuntimeError) as missing:
            print(f"SKIPPED: rendered lines, {missing}; tools/setup train brings what is missing")
            continue
        mine = all_readers(name, files, truth, lambda f, read: score(truth, read))
        last.append(f"{name} {mine['cer']:.2f} %")
    if compared:
        print("\nlines           CER %: model  against    plain  against    Thai digits  against")
        for name, mine, other, plain, other_plain in compared:
            print(f"{name:14s} {mine['cer']:13.2f} {other['cer']:8.2f} {plain['cer']:8.2f} {other_plain['cer']:8.2f} {mine['thai_right']:8d}/{mine['thai']:<5d}{other['thai_right']:7d}")
    for title, triples in (("model", pairs), ("against", other_pairs)) if a.calibrate else ():
        if triples:
            print(f"\n{title}:")
            calibration(triples)
    if pairs:
        sure = [right for c, right, _ in pairs if c >= 0.99]
        figures["right_at_0.99"] = round(100 * sum(sure) / max(1, len(sure)), 3)
        last.append(f"right at 0.99: {figures['right_at_0.99']:.2f} %")
    write_figures("lines", figures)
    print("lines: " + "; ".join(last))


if __name__ == "__main__":
    sys.exit(main())
