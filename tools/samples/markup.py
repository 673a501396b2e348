"""Blocks of a document's source -> HTML. Pure: takes the source's tables (README.md lists the kinds), gives text.

Each kind of block is the function of that name. Texts are plain but for **bold** and [[handwriting]], which is drawn as a
picture of blue pen strokes, so that it stands in no text layer and in no truth.
"""
import base64
import functools
import html
import re

import numpy as np

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def thai(value):
    return str(value).translate(THAI)


def picture(svg, css):
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" style="{css}">'


def inline(text):
    text = html.escape(str(text)).replace("\n", "<br>")
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\[\[(.+?)\]\]", lambda m: handwriting(html.unescape(m[1])), text)


def paragraphs(text):
    """The text of a cell, one <div> a paragraph."""
    return "".join(f"<div>{inline(part)}</div>" for part in str(text).split("\n"))


@functools.lru_cache(maxsize=256)
def handwriting(text):
    """Digits as a pen writes them: open curves, each a little different; anything else becomes a wave."""
    shapes = {"๐": "M9 3C2 3 2 17 9 17S16 3 9 3", "๑": "M10 10c-4 0-4 5 0 5s5-12-2-12-6 8-5 13", "๒": "M4 5c4-3 5 1 4 4s-3 5-3 8c6 1 8-4 8-12",
              "๓": "M3 8c1-6 6-5 6 0v6c0-8 7-9 7-3v6", "๔": "M15 3C3 4 2 17 9 17s6-9 1-8c2 1 4 4 6 8", "๕": "M16 2C3 4 2 17 9 17s6-9 1-8M9 5l5 2",
              "๖": "M6 2c0 4 8 3 8 10 0 6-9 6-9 0s6-3 4 1", "๗": "M3 6c0 9 4 12 5 4 0-5 5-6 5 1 0 9 4 6 4-8", "๘": "M15 3C4 2 2 17 8 17s5-7 8-13",
              "๙": "M9 10c-4 0-4 5 0 5s5-12-2-12-7 10-3 14c5 1 10-4 12-14"}
    rng = np.random.default_rng(list(text.encode()))
    body, x = "", 0
    for letter in text:
        path = shapes.get(letter.translate(THAI), "M2 12c2-8 4-8 5 0s4 4 8-6")
        body += f'<path transform="translate({x:.1f} {rng.uniform(-1.5, 1.5):.1f}) rotate({rng.uniform(-9, 9):.0f} 9 10)" d="{path}"/>'
        x += 14 + rng.uniform(-1, 2)
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -4 {x + 6:.0f} 28" fill="none" stroke="#2b3fae" '
           f'stroke-width="1.4" stroke-linecap="round">{body}</svg>')
    return picture(svg, "height:1.25em;vertical-align:-.3em")


def scribble(seed, colour):
    """A signature: loops that drift right."""
    rng = np.random.default_rng([seed, 11])
    t = np.linspace(0, 1, 90)
    waves = rng.integers(3, 7)
    x = 100 * (t + 0.11 * np.sin(2 * np.pi * waves * t + rng.uniform(0, 6)) * (1 - t))
    y = 18 + 13 * np.cos(2 * np.pi * waves * t * rng.uniform(0.9, 1.2)) * np.exp(-1.2 * t) + np.interp(t, np.linspace(0, 1, 6), rng.uniform(-7, 7, 6))
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y))
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -6 128 46" fill="none" stroke="{colour}" stroke-width="1.5" '
           f'stroke-linejoin="round"><polyline points="{points}"/></svg>')
    return picture(svg, "height:11mm;display:block;margin:0 auto -1.2mm")


def emblem(height="15mm"):
    """A winged figure in the manner of the state emblem; drawn for this project."""
    feathers = "".join(f'<path d="M{50 + s * 7} {36 + k * 2}Q{50 + s * (26 + k)} {14 + k * 6} {50 + s * (46 - k * 4)} {6 + k * 11}Q{50 + s * (28 - k)} {30 + k * 7} {50 + s * 7} {42 + k * 3}Z"/>'
                       for s in (-1, 1) for k in range(4))
    scales = "".join(f'<path d="M{42 + 4 * (i % 5)} {52 + 4 * (i // 5)}q2 3 4 0" stroke="#fff" stroke-width=".8" fill="none"/>' for i in range(15))
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 104" fill="#111">{feathers}'
           '<path d="M50 0l4 12 5 3-3 4v8l-6 5-6-5v-8l-3-4 5-3z"/><path d="M38 36h24l-3 30q-9 8-18 0z"/>'
           f'{scales}<path d="M40 66l-16 12 4 4 14-8 2 16 6 12 6-12 2-16 14 8 4-4-16-12z"/>'
           '<circle cx="47" cy="19" r="1.2" fill="#fff"/><circle cx="53" cy="19" r="1.2" fill="#fff"/></svg>')
    return picture(svg, f"height:{height}")


def field_line(pairs, style):
    """One line of a memo's head: label and value, the value on a dotted line, a rule or nothing."""
    cells = "".join(f'<td class="label">{inline(label)}</td><td class="value"{f" style=width:{width}%" if width else ""}>{inline(value)}</td>'
                    for label, value, width in pairs)
    return f'<table class="fieldline {style.get("leader", "dotted")}"><tr>{cells}</tr></table>'


def memo(block, style):
    phone = block.get("telephone")
    office = block["department"] + (f' {block.get("telephone_label", "โทร.")} {phone}' if phone else "")
    labels = {"office": "ส่วนราชการ", "number": "ที่", "date": "วันที่", "subject": "เรื่อง", "to": "เรียน"} | style.get("labels", {})
    reference, date = block.get("reference_drawn", block["reference"]), block.get("date_drawn", block["date"])
    second = [(labels["number"], reference, 50), (labels["date"], date, 50)]
    if style.get("date_below"):  # the number and the date each on its own line
        second = [field_line([pair], style) for pair in ((labels["number"], reference, 0), (labels["date"], date, 0))]
    else:
        second = [field_line(second, style)]
    mark = emblem(style.get("emblem", "15mm")) if style.get("emblem", "15mm") else ""
    return (f'<div class="memohead" style="height:{max(17.0, float(style.get("emblem", "15mm")[:-2] or 0) + 2)}mm"><div class="mark">{mark}</div><div class="memotitle">{style.get("memo_title", "บันทึกข้อความ")}</div></div>'
            + field_line([(labels["office"], office, 0)], style) + "".join(second)
            + field_line([(labels["subject"], block["subject"], 0)], style)
            + (f'<div class="to"><span class="tolabel">{labels["to"]}</span> {inline(block["to"])}</div>' if block.get("to") else ""))


def announcement(block, style):
    ornament = f'<div class="centre">{block["ornament"]}</div>' if block.get("ornament") else '<div class="centre short"></div>'
    return f'<div class="centre">{emblem("20mm")}</div>' + "".join(f'<div class="centre head">{inline(line)}</div>' for line in block["lines"]) + ornament


def heading(block, style):
    colour = f' style="color:{style["heading_colour"]}"' if style.get("heading_colour") else ""
    return "".join(f'<div class="head {block.get("align", "centre")}"{colour}>{inline(line)}</div>' for line in block["text"].split("\n"))


def paragraph(block, style):
    return "".join(f'<p class="{block.get("class", "indent")}">{inline(part)}</p>' for part in block["text"].split("\n"))


def cover(block, style):
    parts = "".join(f'<div class="{"coverfoot" if i else "covertop"}">' + "".join(f"<div>{inline(line)}</div>" for line in text.split("\n")) + "</div>"
                    for i, text in enumerate(block["texts"]))
    return f'<div class="cover"><div class="centre">{emblem("26mm")}</div>{parts}</div><div class="break"></div>'


def numbered(block, style):
    """Measures in running text, one paragraph each."""
    form = block.get("number", "{n}. ")
    return "".join(f'<p class="indent">{inline(form.format(n=thai(row["no"])) + row["title"])}</p>' for row in block["rows"])


def items(block, style):
    """OIT items: the code as written, then the title."""
    return "".join(f'<p class="item">{inline(block.get("form", "ข้อ {code} {title}").format(code=row.get("written", row["code"]), title=row["title"]))}</p>'
                   for row in block["rows"])


def signature(one, number, style):
    opinion = f'<div class="opinion">{inline(one.get("opinion_label", "ความเห็นของ") + one["opinion_of"])}' if one.get("opinion_of") and not one.get("suffix") else ""
    if opinion:
        dots = "." * one.get("dots", 0)
        comment = f'{dots}{one.get("comment_mark", "-")}{one["comment"]}{dots}' if one.get("comment") else ""
        opinion += (inline(comment) if one.get("comment_inline") else f'</div><div class="comment">{inline(comment)}' if comment else "") + "</div>"
    elif one.get("comment"):
        opinion = f'<div class="comment">{inline(one["comment"])}</div>'
    pen = scribble(number, style.get("pen", "#2b3fae")) if style.get("signed", True) else '<div style="height:9mm"></div>'
    line = "." * one.get("line", 0)
    signed = f'<div class="sign">{inline(one.get("sign", ""))}{line}{inline(one.get("suffix", ""))}</div>' if one.get("sign") else ""
    lines = "".join(f"<div>{inline(text)}</div>" for text in one["position"].split("\n"))
    after = f'<div>{inline(one["after"])}</div>' if one.get("after") else ""
    return f'<div class="signature">{opinion}{pen}{signed}<div>{inline(one.get("brackets", "({})").format(one["name"]))}</div>{lines}{after}</div>'


def signatures(block, style):
    across, out = block.get("across", 1), ""
    people = block["people"]
    for at in range(0, len(people), across):
        cells = [signature(one, at + i + len(people[0]["name"]), style) for i, one in enumerate(people[at:at + across])]
        if across == 1:
            out += f'<div class="alone {block.get("place", "right")}">{cells[0]}</div>'
        else:
            out += '<table class="blocks"><tr>' + "".join(f"<td>{c}</td>" for c in cells) + "</tr></table>"
    return out


def letter(block, style):
    """The head of a letter: the number on the left, the office on the right of the emblem, the day below in the middle, then the labels."""
    right = "".join(f"<div>{inline(line)}</div>" for line in block["office"])
    day = f'<div class="middle day">{inline(block["date"])}</div>' if block.get("date") else ""
    labels = "".join(f'<table class="fieldline none letterline"><tr><td class="plain">{inline(label)}</td><td class="value">{inline(value)}</td></tr></table>' for label, value in block["labels"])
    return (f'<table class="letterhead"><tr><td>ที่ {inline(block["reference"])}</td><td class="centre">{emblem(style.get("emblem", "15mm"))}</td><td>{right}</td></tr></table>{day}{labels}')


def names(block, style):
    """A list of persons with their posts and roles: in columns, in ruled cells or in running lines."""
    rows = [(block["number"].format(n=thai(i + 1)) + row["name"], row["position"], row["role"]) for i, row in enumerate(block["rows"])]
    if block["form"] == "running":
        return "".join(f'<p class="item">{inline(" ".join(row))}</p>' for row in rows)
    cells = "".join("<tr>" + "".join(f"<td>{inline(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f'<table class="{"grid full" if block["form"] == "ruled" else "names"}">{cells}</table>'


def chart(block, style):
    """Boxes of names and posts, a level below the other, joined by a line."""
    out = ""
    for i, level in enumerate(block["levels"]):
        boxes = "".join(f'<td><div class="box"><div>{inline(name)}</div><div>{inline(post)}</div></div></td>' for name, post in level)
        out += ('<div class="stem"></div>' if i else "") + f'<table class="blocks chart"><tr>{boxes}</tr></table>'
    return out


def slide(block, style):
    points = "".join(f'<p class="point">{inline(point)}</p>' for point in block["points"] if point)
    return f'<div class="slide"><div class="slidetitle">{inline(block["title"])}</div>{points}</div>' + ("" if block.get("last") else '<div class="break"></div>')


def page_break(block, style):
    foot = f'<div class="catchword">{inline(block["catchword"])}</div>' if block.get("catchword") else ""
    return f'{foot}<div class="break"></div>'


def boxed(block, style):
    return f'<div class="boxed">{paragraphs(block["text"])}</div>'
