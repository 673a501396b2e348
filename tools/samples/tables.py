"""Table blocks of a document's source -> HTML: columns by heading, merged cells, group rows, marks, cuts over pages.

A row may be cut over a page break where its texts hold CUT: all before it is drawn on one page, all after it, without
number, mark or merged cell, on the next; the record it makes is one. Merged cells never reach over a cut.
"""
from markup import inline, paragraphs, thai

CUT = "‖"
STATUS = ("not_started", "in_progress", "done")


def cell_text(row, column, block):
    key = column["key"]
    if key.startswith("status:"):
        marks = block.get("marks", {"on": "⊗", "off": "○"})
        return marks["on"] if row.get("status") == key[7:] else marks["off"]
    if key == "status":
        return block.get("status_words", {}).get(row.get("status") or "", "")
    if key == "no":
        return block.get("number", "{n}").format(n=thai(row["no"])) if row.get("no") else ""
    if key == "period":
        return (row.get("period") or {}).get("raw", "")
    text = row.get(key) or ""
    if key == "title" and row.get("no") and not any(c["key"] == "no" for c in block["columns"]):
        text = row.get("number", block.get("number", "{n}. ")).format(n=thai(row["no"])) + text
    return text


def drawn_rows(block):
    """Rows as drawn: ("group", text) | ("row", {key: text}) | ("cut", catchword)."""
    out = []
    for row in block["rows"]:
        if "group_row" in row:
            out.append(("group", row["group_row"]))
            continue
        if "cut" in row:
            out.append(("cut", row))
            continue
        texts = {c["key"]: cell_text(row, c, block) for c in block["columns"]}
        parts = max(text.count(CUT) for text in texts.values()) + 1
        for k in range(parts):
            if k:
                out.append(("cut", row))
            pieces = {}
            for key, text in texts.items():
                split = text.split(CUT)
                pieces[key] = split[k] if k < len(split) else ""
            if k:
                pieces = {key: text if CUT in texts[key] else row.get("again", {}).get(key, "") for key, text in pieces.items()}
            out.append(("row", pieces))
    return out


def head(block, columns):
    """The heading rows; two where neighbours share an `over`."""
    if not any("over" in c for c in columns):
        return "<tr>" + "".join(f'<th>{inline(c["head"])}</th>' for c in columns) + "</tr>"
    top, low, i = "", "", 0
    while i < len(columns):
        over = columns[i].get("over")
        n = 1
        while over and i + n < len(columns) and columns[i + n].get("over") == over:
            n += 1
        if over:
            top += f'<th colspan="{n}">{inline(over)}</th>'
            low += "".join(f'<th>{inline(c["head"])}</th>' for c in columns[i:i + n])
        else:
            top += f'<th rowspan="2">{inline(columns[i]["head"])}</th>'
        i += n
    return f"<tr>{top}</tr><tr>{low}</tr>"


def body(rows, columns, merge):
    """<tr>s of one run of rows between cuts; equal neighbours in a merged column become one cell."""
    out = ""
    for i, (kind, row) in enumerate(rows):
        if kind == "group":
            out += f'<tr class="group"><td colspan="{len(columns)}">{inline(row)}</td></tr>'
            continue
        cells = ""
        for column in columns:
            key = column["key"]
            same = lambda j: key in merge and 0 <= j < len(rows) and rows[j][0] == "row" and row[key] and rows[j][1][key] == row[key]
            if same(i - 1):
                continue
            span = 1
            while same(i + span):
                span += 1
            classes = "mark" if key.startswith("status:") else column.get("align", "centre" if key in ("no", "iit", "eit", "oit", "total", "level") else "")
            cells += f'<td{f" rowspan={span}" if span > 1 else ""} class="{classes}">{paragraphs(row[key]) if row[key] else ""}</td>'
        out += f"<tr>{cells}</tr>"
    return out


def table(block, style):
    columns, merge = block["columns"], set(block.get("merge", []))
    total = sum(c.get("width", 10) for c in columns)
    widths = "<colgroup>" + "".join(f'<col style="width:{100 * c.get("width", 10) / total:.2f}%">' for c in columns) + "</colgroup>"
    runs, run, foots = [], [], []
    for kind, row in drawn_rows(block):
        if kind == "cut":
            runs.append(run)
            foots.append(row.get("catchword", ""))
            run = []
        else:
            run.append((kind, row))
    runs.append(run)
    out = ""
    for i, run in enumerate(runs):
        repeat = block.get("repeat_header", True)
        titles = ""
        if (i == 0 or repeat) and not block.get("headless"):
            again = block.get("heads_again", {}) if i else {}
            titles = head(block, [c | {"head": again.get(c["key"], c["head"])} for c in columns])
            titles = f"<thead>{titles}</thead>" if repeat else titles
        rows = f"{titles}<tbody>{body(run, columns, merge)}</tbody>" if repeat else f"<tbody>{titles}{body(run, columns, merge)}</tbody>"
        out += f'<table class="grid {block.get("rules", "full")}">{widths}{rows}</table>'
        if i < len(runs) - 1:
            out += (f'<div class="catchword">{inline(foots[i])}</div>' if foots[i] else "") + '<div class="break"></div>'
    return out


def scores(block, style):
    return table(block, style)
