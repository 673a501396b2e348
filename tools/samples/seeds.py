"""The seeds' text files -> HTML pages that look as the originals must have. Knows the form of those files, none of their words' meaning.

A file is paragraphs parted by empty lines; lines with tabs are table rows, and each run of them, beginning with its heading row,
was one page of the original. Marks of the form (#, **, <p>, <a>) are drawn, not printed. `parse` gives blocks:
  ("text", [lines]) | ("head", [lines], level) | ("grid", [[cell, ...], ...]) | ("break",)
and `html` the page's body. Breaks: between two grids (with what leads to the second), after a cover, before and after a preface, before a
report that follows signatures.
"""
import html as escape
import re

from markup import emblem, field_line, scribble

LABELS = ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน")


def chunks(text):
    """Runs of lines: paragraphs, and grids."""
    out, run, kind = [], [], None
    for line in text.replace("\r", "").split("\n"):
        now = "grid" if "\t" in line else "text" if line.strip() else None
        if now != kind and run:
            out.append((kind, run))
            run = []
        kind = now
        if now:
            run.append(line.strip(" ") if now == "text" else line)
    if run:
        out.append((kind, run))
    return out


def parse(text):
    blocks = []
    for kind, lines in chunks(text):
        if kind == "grid":
            rows = [line.split("\t") for line in lines]
            blocks.append(("grid", [row + [""] * (len(rows[0]) - len(row)) for row in rows]))
        elif lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            blocks.append(("head", [lines[0].lstrip("# ")] + lines[1:], level))
        else:
            blocks.append(("text", lines))
    return with_breaks(blocks)


def with_breaks(blocks):
    kinds = [b[0] for b in blocks]
    first = kinds.index("grid") if "grid" in kinds else len(blocks)
    cover = not any("บันทึกข้อความ" in b[1][0] for b in blocks[:first] if b[0] != "grid")
    out, covered, signed, preface = [], not cover, False, False
    for i, block in enumerate(blocks):
        words = block[1][0] if block[0] != "grid" else ""
        tables_before = any(b[0] == "grid" for b in out)
        leads = block[0] != "grid" and "grid" in kinds[i:] and not words.lstrip().startswith("/")
        previous = next((b for b in reversed(out) if not (b[0] == "text" and b[1][0].startswith("/"))), None)
        if previous and previous[0] == "grid" and (block[0] == "grid" or leads):
            out.append(("break",))
        elif words.startswith("คำนำ"):
            out.append(("break",))
            preface = True
        elif preface and i == first - 1:
            out.append(("break",))
        elif signed and not tables_before and re.match(r"(รายงานผล|ผลการดำเนินการ)", words):
            out.append(("break",))
        out.append(block)
        signed = signed or bool(re.fullmatch(r"\(.+\)", words))
        if not covered and any(re.match(r"อำเภอ\S+ จังหวัด", line) for line in (block[1] if block[0] != "grid" else [])):
            covered = True
            following = blocks[i + 1][1][0] if i + 1 < len(blocks) and blocks[i + 1][0] != "grid" else ""
            out.append(("cover", i + 1))
            if not following.startswith("คำนำ"):
                out.append(("break",))
    return out


def inline(text):
    text = re.sub(r"</?a[^>]*>", "", text)
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape.escape(text, quote=False))


def cell(text):
    parts = re.findall(r"<p>(.*?)</p>", text) or [text]
    return "".join(f"<div>{inline(part.strip())}</div>" for part in parts if part.strip())


def grid(rows):
    weights = []
    for column in zip(*rows):
        cells = [re.sub(r"<.*?>", " ", c) for c in column]
        word = max((len(w) for c in cells[1:] for w in c.split()), default=1)
        body = max((len(c) for c in cells[1:]), default=1)
        heading = max(len(w) for w in cells[0].split())
        weights.append(max(6.0, min(8.5, word * 0.6), min(7.5, heading * 0.65), body ** 0.55))
    columns = "".join(f'<col style="width:{100 * w / sum(weights):.2f}%">' for w in weights)
    mark = lambda c: "mark" if re.sub(r"<.*?>", "", c).strip() in ("○", "⊗", "●", "✓", "/") else ""
    head = "".join(f"<th>{inline(c)}</th>" for c in rows[0])
    body = "".join("<tr>" + "".join(f'<td class="{mark(c)}">{cell(c)}</td>' for c in row) + "</tr>" for row in rows[1:])
    return f'<table class="grid"><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def wrapped(lines):
    """Printed lines of one paragraph back into one text, but where the print itself broke the line on purpose (short lines)."""
    out = lines[0]
    for before, line in zip(lines, lines[1:]):
        out += ("" if len(before) > 60 else "<br>") + line
    return out


def is_signing(lines):
    return lines[0] in ("(ลงชื่อ)", "ทราบ", "ผู้รายงาน") or lines[0].startswith("ความเห็นของ") or bool(re.fullmatch(r"\(.+\)", lines[0]))


def signing_blocks(run):
    """Paragraphs from the first signature on -> blocks of lines, a new one at each opinion or second name."""
    blocks = []
    for lines in run:
        name = any(re.fullmatch(r"\((?!ลงชื่อ).+\)", line) for line in blocks[-1]) if blocks else True
        starts = lines[0].startswith("ความเห็นของ") or lines[0] == "ทราบ" or (is_signing(lines) and name)
        if starts or not blocks:
            blocks.append([])
        if lines[0] == "ผู้รายงาน" and blocks[-1][-1:] == ["(ลงชื่อ)"]:
            blocks[-1][-1] = "(ลงชื่อ)" + "." * 30 + "ผู้รายงาน"
        else:
            blocks[-1] += lines
    return blocks


def signing(run, style):
    out, pair = "", []
    pen = style.get("pen", "#2b3fae")
    for number, lines in enumerate(signing_blocks(run)):
        body, drawn = "", False
        for line in lines:
            name = bool(re.fullmatch(r"\((?!ลงชื่อ).+\)", line)) or line.startswith("(ลงชื่อ)")
            left = line.startswith(("ความเห็นของ", "- ")) or line == "ทราบ"
            body += (scribble(number + 3, pen) if name and not drawn else "") + f'<div class="{"opinion" if left else "sign"}">{inline(line)}</div>'
            drawn = drawn or name
        block = f'<div class="signature">{body}</div>'
        if style.get("side_by_side") and lines[0].startswith("ความเห็นของ"):
            pair.append(block)
            continue
        out += f'<div class="alone right">{block}</div>'
    for i in range(0, len(pair), 2):
        out += '<table class="blocks"><tr>' + "".join(f"<td>{b}</td>" for b in (pair[i:i + 2] + [""])[:2]) + "</tr></table>"
    return out


def html(blocks, style):
    wide = any(b[0] == "grid" and len(b[1][0]) >= 6 for b in blocks)
    cover_end = next((b[1] for b in blocks if b[0] == "cover"), 0)
    out, seen, grids, labels, signed = "", 0, 0, {}, []
    pages_left = [j for j, b in enumerate(blocks) if b[0] == "break"]
    lands = [any(b[0] == "grid" for b in blocks[(pages_left[k - 1] if k else 0):(pages_left[k] if k < len(pages_left) else len(blocks))]) and wide
             for k in range(len(pages_left) + 1)]
    page, body = 0, ""

    def flush(text):
        return f'<div class="wide">{text}</div>' if lands[page] else text

    def end_signing():
        nonlocal signed
        drawn = signing(signed, style) if signed else ""
        signed = []
        return drawn

    for block in blocks:
        if block[0] == "break":
            body += end_signing()
            out += flush(body + '<div class="break"></div>')
            page, body = page + 1, ""
        elif block[0] == "cover":
            body = f'<div class="cover"><div class="centre">{emblem("24mm")}</div>{body}</div>'
        elif block[0] == "grid":
            body += end_signing() + grid(block[1])
            grids += 1
        else:
            seen += 1
            lines = block[1]
            label = lines[0].split(" ")[0]
            if cover_end and seen <= cover_end and page == 0:
                body += f'<div class="{"covertop" if seen == 1 else "coverfoot" if seen == 2 else "coverline"}">' + "".join(f"<div>{inline(x)}</div>" for x in lines) + "</div>"
            elif "บันทึกข้อความ" == lines[0]:
                body += f'<div class="memohead"><div class="mark">{emblem()}</div><div class="memotitle">{lines[0]}</div></div>'
                labels = dict.fromkeys(LABELS)
            elif label in labels:
                labels.pop(label)
                value = wrapped(lines)[len(label):].strip()
                if label == "ที่":
                    held = value
                elif label == "วันที่":
                    body += field_line([("ที่", held, 50), (label, value, 50)], style)
                elif label == "เรียน":
                    body += f'<div class="to"><span class="tolabel">{label}</span> {inline(value)}</div>'
                else:
                    body += field_line([(label, value, 0)], style).replace("&lt;br&gt;", "<br>")
            elif lines[0].startswith("/"):
                body += f'<div class="catchword">{inline(lines[0])}</div>'
            elif signed and block[0] == "text" or is_signing(lines):
                signed.append(lines)
            elif block[0] == "head":
                body += "".join(f'<div class="head left">{inline(x)}</div>' for x in lines)
            elif re.fullmatch(r"[\d-]+", lines[0]):
                body += f'<div class="right">{lines[0]}</div>'
            elif is_title(lines, page):
                body += "".join(f'<div class="head centre">{inline(x)}</div>' for x in lines)
            else:
                body += f'<p class="indent">{inline(wrapped(lines)).replace("&lt;br&gt;", "<br>")}</p>'
    return out + flush(body + end_signing())


def is_title(lines, page):
    return page > 0 and len(lines[-1]) < 130 and bool(re.match(r"(รายงานผล|ผลการดำเนินการ|ความก้าวหน้า|ไปสู่|\.\.\.|คำนำ|แบบวัด)", lines[0])) and not lines[0].startswith("ตาม")
