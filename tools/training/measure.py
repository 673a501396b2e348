#!/usr/bin/python3
"""Measures the shipped model with tools/bench lines and writes pipeline/models/tha_saraban.json: its SHA-256, what it was made from, its figures."""
import hashlib
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODEL = ROOT / "pipeline/models/tha_saraban.traineddata"
# What a person asks of a model; all others stand in build/bench/lines.json.
WANTED = {"real_ours_cer": "real lines, prepared: CER %", "real_ours_thai_digits": "real lines, prepared: Thai digits right %", "real_ours_plain_cer": "real lines, plain tesseract: CER %",
          "real_tha_cer": "real lines, stock tha: CER %", "real_cpu_of_tha": "real lines: CPU of stock tha's", "clean_ours_cer": "rendered 200-300 dpi, unseen fonts: CER %",
          "photocopy_ours_cer": "rendered photocopies: CER %", "rule_ours_cer": "rendered with rules at the edges: CER %", "stamp_ours_cer": "rendered with a stamp across: CER %",
          "low_ours_cer": "rendered 75-110 dpi, worn: CER %", "worn_ours_cer": "rendered with unseen wear: CER %", "right_at_0.99": "characters read at 0.99 that are right %"}


def main():
    subprocess.run([ROOT / "tools/bench", "lines", *sys.argv[1:]], check=True)
    figures = json.loads((ROOT / "build/bench/lines.json").read_text(encoding="utf8"))["figures"]
    known = {"sha256": hashlib.sha256(MODEL.read_bytes()).hexdigest(), "from": "Thai.traineddata of tesseract-ocr-script-thai 4.1.0",
             "figures": {words: figures[name] for name, words in WANTED.items() if name in figures}}
    MODEL.with_suffix(".json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    print(f"written: {MODEL.with_suffix('.json').relative_to(ROOT)}")


if __name__ == "__main__":
    main()
