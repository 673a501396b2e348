#!/usr/bin/python3
"""Draws a document's source: a born-digital PDF, the records it must give, and what each page says.

usage: draw.py SOURCE.toml OUT_DIR [--fonts DIR]

Writes OUT_DIR/NAME.pdf, NAME.expected.json (NAME-1.expected.json, NAME-2.expected.json where the file holds several documents) and
NAME.truth.json, a list of pages as truth.py gives them. NAME is the source's folder. As a module: load, draw, expected.
What a source may hold: samples/README.md.
"""
import json
import pathlib
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# Points of body text and of line spacing that look the same in each family; 16 pt TH Sarabun is what offices use.
SIZES = {"TH Sarabun New": (16, 1.12), "TH SarabunIT๙": (16, 1.12), "TH Sarabun": (16, 1.12), "Laksaman": (13, 1.3), "Norasi": (12, 1.3),
         "Garuda": (10.5, 1.5), "Loma": (11, 1.45), "Kinnari": (12, 1.35), "Umpush": (10.5, 1.5), "Sawasdee": (11, 1.45), "Waree": (10, 1.5),
         "Noto Sans Thai": (11, 1.55), "Noto Serif Thai": (11, 1.55), "Noto Looped Thai": (11, 1.6)}


def bank():
    with open(ROOT / "samples" / "bank.toml", "rb") as f:
        return tomllib.load(f)["measure"]


def filled(value, names):
    """Texts with {office}, {short}, {year}, {last} put in."""
    if isinstance(value, str):
        for key, text in names.items():
            value = value.replace("{" + key + "}", text)
        return value
    if isinstance(value, list):
        return [filled(v, names) for v in value]
    return {k: filled(v, names) for k, v in value.items()} if isinstance(value, dict) else value


def resolve(source):
    """The source with each row's `use` taken out of the bank and the document's names put in."""
    phrases = bank()
    for document in source["document"]:
        for block in document["block"]:
            for row in block.get("rows", []):
                if "use" in row:
                    word = phrases[row.pop("use")]
                    row.update({k: v for k, v in word.items() if k not in row and k != "group"})
        document["block"] = filled(document["block"], document.get("names", {}))
    return source


def load(path):
    with open(path, "rb") as f:
        return resolve(tomllib.load(f))


def font_faces(folder):
    """@font-face rules for the TH Sarabun files in folder, where it is there."""
    rules = ""
    for path in sorted(pathlib.Path(folder).glob("*.ttf")) if folder else []:
        family, _, face = path.stem.partition(" ")
        family = {"THSarabun": "TH Sarabun", "THSarabunNew": "TH Sarabun New"}.get(family, "TH SarabunIT๙")
        rules += (f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}"); font-weight: {"bold" if "Bold" in face else "normal"}; '
                  f'font-style: {"italic" if "Italic" in face else "normal"} }}\n')
    return rules


def default_fonts():
    folder = ROOT.parent / "shared" / "fonts"
    return folder if folder.is_dir() else None


def css(style, fonts):
    family = style.get("font", "Laksaman")
    if family.startswith("TH ") and not fonts:
        family = "Laksaman"
    size, leading = SIZES.get(family, (12, 1.4))
    size, leading = size * style.get("scale", 1.0), leading * style.get("leading", 1.0)
    line = round(size * leading, 2)
    number = style.get("page_number", "- {n} -")
    if number:
        before, after = number.split("{n}")
        place = style.get("page_number_at", "@top-center")
        number = f'{place} {{ content: "{before}" counter(page, {style.get("digits", "thai")}) "{after}"; font-family: "{family}"; font-size: {size}pt }}'
    text = (HERE / "style.css").read_text(encoding="utf8")
    for key, value in {"PAGENUMBER": number, "FONTS": f'"{family}", "Laksaman", "DejaVu Sans"', "SIZE": f"{size:.2f}", "MARGINS": style.get("margins", "22mm 18mm 18mm 28mm"),
                       "TLEADING": f'{leading * style.get("table_leading", 1.0):.3f}', "LEADING": f"{leading:.3f}", "LINE": f"{line}", "LOW": f"{line * 0.86:.2f}",
                       "TABLE": str(style.get("table_scale", 0.88)), "RULE": style.get("rule", ".6pt"), "MARK": str(style.get("mark_scale", 1.1)),
                       "SHADE": style.get("group_shade", "#eee"), "ROWS": "auto" if style.get("rows_break", True) else "avoid",
                       "ALIGN": "text-align: justify" if style.get("justify", True) else ""}.items():
        text = text.replace(key, value)
    if place_of := style.get("page_number_at"):
        text = text.replace("@page :first { @top-center", f"@page :first {{ {place_of}")
    if head := style.get("running"):  # a running head, on every page of it
        boxes = "".join(f'{at} {{ content: "{word}"; font-size: {0.8 * size:.1f}pt; white-space: nowrap }} ' for at, word in zip(("@top-left", "@top-center", "@top-right"), head))
        text += f"@page {{ {boxes} }} @page :first {{ {boxes} }}\n"
    return font_faces(fonts) + text


def html(document, style):
    import markup
    import tables
    kinds = {"memo": markup.memo, "announcement": markup.announcement, "heading": markup.heading, "paragraph": markup.paragraph, "cover": markup.cover,
             "numbered": markup.numbered, "items": markup.items, "signatures": markup.signatures, "break": markup.page_break, "boxed": markup.boxed,
             "letter": markup.letter, "names": markup.names, "chart": markup.chart, "slide": markup.slide, "table": tables.table, "grid": tables.table, "scores": tables.scores,
             "html": lambda block, style: block["html"]}
    body = ""
    for block in document["block"]:
        part = kinds[block["kind"]](block, style)
        body += f'<div class="{block.get("look", "wide")}">{part}</div>' if block.get("landscape") else part
    return f'<html lang="th"><body>{body}</body></html>'


def draw(source, pdf_path, fonts=None, title=None, defect=None):
    """Lays the source out and writes the PDF; gives the truth of its pages, the document of each noted from 0. defect: layer.py."""
    import weasyprint
    import layer
    import truth
    from weasyprint.text.fonts import FontConfiguration
    layer.install(defect)
    style = source.get("style", {})
    config, drawn, pages, truths = FontConfiguration(), [], [], []
    sheet = weasyprint.CSS(string=css(style, fonts), font_config=config)
    for number, document in enumerate(source["document"]):
        laid = weasyprint.HTML(string=html(document, style)).render(stylesheets=[sheet], font_config=config)
        drawn.append(laid)
        pages += laid.pages
        truths += [{"page": len(truths) + i + 1, "document": number} | truth.page_truth(page) for i, page in enumerate(laid.pages)]
    drawn[0].metadata.title = title
    drawn[0].copy(pages).write_pdf(str(pdf_path))
    return truths


def expected(source, name):
    import records
    return [records.record(document, name if i == 0 else f"{name}-{i + 1}") for i, document in enumerate(source["document"])]


def archive_truth(source, name, truths):
    """What a file's documents hold, in the form of ../shared/archive/truth."""
    import records
    made = expected(source, name)
    pages = lambda i: [t["page"] for t in truths if t["document"] == i]
    return {"source": f"{name}.pdf", "pages": len(truths), "documents": [records.archive(d, made[i], [min(pages(i)), max(pages(i))]) for i, d in enumerate(source["document"])],
            "scores": [row for record in made for row in record.get("scores", [])]}


def write(source, name, folder, fonts=None):
    folder.mkdir(parents=True, exist_ok=True)
    truths = draw(source, folder / f"{name}.pdf", fonts)
    dump = lambda path, value: path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    dump(folder / f"{name}.truth.json", truths)
    made = expected(source, name)
    for i, record in enumerate(made):
        dump(folder / f"{name}{f'-{i + 1}' if len(made) > 1 else ''}.expected.json", record)
    return truths


def main(argv):
    import argparse
    p = argparse.ArgumentParser(description="Draws a document's source.", epilog="draw.py samples/memo-and-measures/source.toml build/samples")
    p.add_argument("source", type=pathlib.Path)
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--fonts", type=pathlib.Path, default=default_fonts(), help="folder with the TH Sarabun files (../shared/fonts where it is there)")
    a = p.parse_args(argv)
    name = a.source.parent.name if a.source.stem == "source" else a.source.stem
    truths = write(load(a.source), name, a.out, a.fonts)
    print(f"{name}: {len(truths)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
