"""What a laid-out page says: its text in reading order, and the grids of its tables. Taken from WeasyPrint's layout.

Lengths are points from the top left corner of the page. Text is as printed: one line per printed line, table cells one after
the other by row (a signature block is one cell), rules, dots drawn as leaders, emblems and pen strokes left out.
A grid's rows are counted anew on each page: a row that goes on over the break is a row on both.
"""
from weasyprint.formatting_structure import boxes


def lines_of(box):
    """Printed lines under the box, in document order."""
    if isinstance(box, boxes.LineBox):
        text = "".join(inline_text(child) for child in box.children)
        nested = [line for child in box.descendants() if isinstance(child, boxes.BlockBox) for line in lines_of(child)]
        return ([text.strip()] if text.strip() else []) + nested
    if isinstance(box, boxes.TableBox):
        return table_lines(box)
    return [line for child in getattr(box, "children", []) for line in lines_of(child)]


def inline_text(box):
    if isinstance(box, boxes.TextBox):
        return box.text
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        return "".join(inline_text(child) for child in box.children)
    return ""


def classes(box):
    return (box.element.get("class") or "").split() if box.element is not None else []


def rows_of(table):
    return [row for group in table.children if isinstance(group, boxes.TableRowGroupBox) for row in group.children]


def table_lines(table):
    if "fieldline" not in classes(table):
        return [line for row in rows_of(table) for cell in row.children for line in lines_of(cell)]
    out = []
    for row in rows_of(table):  # labels and values stand on one line
        cells = [lines_of(cell) for cell in row.children]
        out.append(" ".join(lines[0] for lines in cells if lines))
        out += [line for lines in cells for line in lines[1:]]
    return out


def tables_in(box):
    if isinstance(box, boxes.TableBox):
        return [box] if "grid" in classes(box) else []
    return [t for child in getattr(box, "children", []) for t in tables_in(child)]


def place(box):
    return [round(v * 0.75, 1) for v in (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())]


def grid(table):
    cells, wide = [], set()
    for r, row in enumerate(rows_of(table)):
        for cell in row.children:
            end = cell.border_box_x() + cell.border_width() + 1
            if any(isinstance(b, boxes.TextBox) and b.text.strip() and b.position_x + b.width > end for b in cell.descendants()):
                wide.add(cell.grid_x)
            cells.append({"row": r, "column": cell.grid_x, "row_span": cell.rowspan, "column_span": cell.colspan,
                          "text": "\n".join(lines_of(cell)), "box": place(cell)})
    rows = len(rows_of(table))
    cut = any(cell["row_span"] > rows - cell["row"] for cell in cells)
    for cell in cells:  # a span that the page break cut off
        cell["row_span"] = min(cell["row_span"], rows - cell["row"])
    return {"box": place(table), "cells": cells} | ({"span_cut": True} if cut else {}) | ({"overflow": sorted(wide)} if wide else {})


def page_truth(page):
    """{"size": [w, h], "text", "tables"} of one of document.pages."""
    box = page._page_box
    top = [b for b in box.children if isinstance(b, boxes.MarginBox) and b.at_keyword.startswith("@top")]
    rest = [b for b in box.children if isinstance(b, boxes.MarginBox) and b not in top]
    lines = [line for b in (*top, *(b for b in box.children if not isinstance(b, boxes.MarginBox)), *rest) for line in lines_of(b)]
    tables = [grid(t) for b in box.children for t in tables_in(b)]
    return {"size": [round(page.width * 0.75, 1), round(page.height * 0.75, 1)], "text": "\n".join(lines) + "\n", "tables": tables}
