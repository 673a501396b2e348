"""Random slides and posters as offices make them: cards, steps, charts, icons and photographs on coloured grounds, in faces of the screen, many small.

`draw(folder, number, seed)` gives [Poster]; its `lines` say what a person reads on it, a list of texts in no order, each unbroken on the page: what
`tools/bench posters` reads and scores. Pictures hold no letters. Lines that would not fit are made smaller by the page itself.
"""
import collections
import functools
import html
import json
import pathlib
import tomllib

import numpy as np
from kinds import Sheet
from markup import thai
from variation import chance, pick

HERE = pathlib.Path(__file__).resolve().parent
Poster = collections.namedtuple("Poster", "name form lines path")

FACES = ["Kanit", "Prompt", "Mitr", "Sarabun"]  # of npm's @fontsource, where tools/setup layers put them
FONTS = ["TH Sarabun New", "TH SarabunIT๙", "Laksaman", "Loma", "Waree", *FACES]
# ground of the page, dark tone, bright tone, tint of cards, print on the ground
PALETTES = [("#ffffff", "#1f4e79", "#f4b400", "#dbe9f6", "#14213d"), ("#eaf6ff", "#0b7285", "#e8590c", "#ffffff", "#123"), ("#fff7e6", "#a61e4d", "#2f9e44", "#ffe8cc", "#402"),
            ("#12304a", "#0a1c2e", "#ffd43b", "#e7f5ff", "#ffffff"), ("#2b3a42", "#e64a33", "#ffe066", "#f1f3f5", "#ffffff"), ("#f3f0ff", "#5f3dc4", "#f06595", "#e5dbff", "#2b1a66"),
            ("#e6fcf5", "#087f5b", "#f59f00", "#c3fae8", "#063"), ("#fdfdfd", "#c92a2a", "#1864ab", "#f8d7da", "#222"), ("#004d40", "#00251a", "#ffca28", "#b2dfdb", "#ffffff")]
FORMS = ["cards", "steps", "columns", "chart", "table", "flow", "icons", "notice"]


@functools.cache
def phrases():
    bank = tomllib.loads((HERE.parents[1] / "samples" / "bank.toml").read_text(encoding="utf8"))["measure"]
    texts = [part for m in bank.values() for k in ("title", "method", "responsible", "result") for part in m[k].replace("\n", " ").split()]
    return [t for t in texts if 4 <= len(t) <= 60]


class Page:
    """The words of one poster: each `line` is drawn once and kept as what a person reads."""

    def __init__(self, s):
        self.s, self.lines = s, []

    def digits(self, text):
        return thai(text) if self.s.thai_digits else text

    def line(self, text, style="", tag="div"):
        self.lines.append(text)
        return f'<{tag} class="l" style="{style}">{html.escape(text)}</{tag}>'

    def phrase(self, longest=60):
        return pick(self.s.rng, [t for t in phrases() if len(t) <= longest])

    def text(self, rows, longest=44, style=""):
        bullet = pick(self.s.rng, ["", "", "", "• ", "- "])
        return "".join(self.line(bullet + self.phrase(longest), style) for _ in range(rows))

    def amount(self):
        rng = self.s.rng
        return self.digits(pick(rng, [f"{int(rng.integers(1, 100))} คน", f"{rng.uniform(50, 100):.2f} %", f"{int(rng.integers(1, 900)) * 500:,} บาท", f"ร้อยละ {rng.uniform(60, 100):.2f}",
                                      f"{int(rng.integers(1, 31))} {pick(rng, ['ม.ค.', 'มี.ค.', 'พ.ค.', 'ส.ค.', 'ต.ค.'])} {self.s.year % 100}"]))


def accent(c):
    """A tone of palette `c` that shows on its ground."""
    return c[2] if c[4] == "#ffffff" else c[1]


def person(rng, size):
    """A drawn official: head, hair, body; no letter of it."""
    skin, coat, hair = pick(rng, ["#f1c27d", "#e0ac69", "#ffdbac"]), pick(rng, ["#8d6e3f", "#37474f", "#c62828", "#1565c0"]), pick(rng, ["#222", "#4e342e"])
    return (f'<svg width="{size}" height="{size}" viewBox="0 0 60 60"><rect x="12" y="34" width="36" height="26" rx="10" fill="{coat}"/><circle cx="30" cy="20" r="13" fill="{skin}"/>'
            f'<path d="M17 18 a13 13 0 0 1 26 0 q-13 -8 -26 0" fill="{hair}"/><circle cx="25" cy="21" r="1.6" fill="#222"/><circle cx="35" cy="21" r="1.6" fill="#222"/>'
            f'<path d="M26 27 q4 3 8 0" stroke="#222" fill="none"/><path d="M27 36 l3 14 l3 -14" fill="#fff"/><circle cx="42" cy="42" r="2" fill="#ffd43b"/></svg>')


def icon(rng, size, colour):
    paths = ["M10 10 h40 v32 h-40 z M16 18 h28 M16 26 h28 M16 34 h18", "M30 8 l7 14 15 2 -11 11 3 15 -14 -7 -14 7 3 -15 -11 -11 15 -2 z", "M10 50 v-20 h10 v20 z M25 50 v-32 h10 v32 z M40 50 v-42 h10 v42 z",
             "M30 10 a20 20 0 1 1 -0.1 0 M30 18 v14 l10 6", "M12 28 l14 14 24 -28", "M10 22 l20 -12 20 12 -20 12 z M18 28 v14 q12 8 24 0 v-14", "M14 14 h32 v22 h-18 l-8 10 v-10 h-6 z"]
    return f'<svg width="{size}" height="{size}" viewBox="0 0 60 60"><path d="{pick(rng, paths)}" fill="none" stroke="{colour}" stroke-width="4"/></svg>'


def photograph(rng, width, height):
    """Something like a photograph: patches of every tone, and grain."""
    k = int(rng.integers(1, 10000))
    f = pick(rng, ["0.012 0.02", "0.03", "0.08 0.05"])
    return (f'<svg width="{width}" height="{height}"><filter id="n{k}"><feTurbulence type="fractalNoise" baseFrequency="{f}" numOctaves="4" seed="{k}"/><feColorMatrix values="1.6 0 0 0 -.3 0 1.6 0 0 -.3 0 0 1.6 0 -.3 0 0 0 0 1"/></filter>'
            f'<rect width="100%" height="100%" filter="url(#n{k})"/></svg>')


def seal(size, colour):
    return f'<svg width="{size}" height="{size}" viewBox="0 0 60 60"><circle cx="30" cy="30" r="28" fill="#fff" stroke="{colour}" stroke-width="3"/><circle cx="30" cy="30" r="20" fill="none" stroke="{colour}" stroke-width="2"/><path d="M22 40 q8 -26 16 0 M20 30 h20 M30 16 v26" stroke="{colour}" stroke-width="3" fill="none"/></svg>'


def heading(p, c):
    rng, s = p.s.rng, p.s
    effect = pick(rng, ["", "", "", "text-shadow:0.06em 0.06em 0.08em #0007", f"-webkit-text-stroke:0.03em {c[2]}", "font-style:italic"])
    title = pick(rng, ["แนวทางการดำเนินงาน", "การขับเคลื่อนคุณธรรม", "นโยบายไม่รับของขวัญ", "ขั้นตอนการให้บริการ", "ผลการประเมินความโปร่งใส", "ช่องทางการร้องเรียน", "มาตรการป้องกันการทุจริต"])
    second = pick(rng, [s.own, p.digits(f"ประจำปีงบประมาณ พ.ศ. {s.year}"), p.phrase(40)])
    dark = chance(rng, 0.6)
    ground, ink = (c[1], "#fff") if dark else (pick(rng, ["transparent", c[2] + "55"]), c[4] if c[0] != "#ffffff" else c[1])
    logos = "".join(seal(54, pick(rng, [c[1], "#8d6e3f"])) for _ in range(rng.integers(0, 3)))
    return (f'<div style="display:flex;align-items:center;gap:10px;background:{ground};color:{ink};padding:8px 22px;{pick(rng, ["", "border-radius:0 0 30px 30px;", "margin:0 40px;border-radius:18px;"])}">{logos}'
            f'<div style="flex:1;min-width:0;text-align:{pick(rng, ["left", "center"])}">{p.line(title, f"font-size:{pick(rng, [1.7, 2.0, 2.4])}em;font-weight:700;{effect}")}'
            f'{p.line(second, f"font-size:1.3em;color:{c[2] if dark and chance(rng, 0.5) else ink}")}</div></div>')


def card(p, c, inner, head=None, style=""):
    rng = p.s.rng
    fill = pick(rng, [c[3], c[3], "#ffffff", c[2] + ("ff" if c[4] == "#ffffff" else "66"), c[1]])
    ink = "#fff" if fill == c[1] else "#1b1b1b"
    top = f'<div style="background:{pick(rng, [c[1], c[1], c[2]])};color:#fff;padding:2px 12px;border-radius:inherit;font-weight:600">{head}</div>' if head else ""
    return f'<div class="card" style="background:{fill};color:{ink};border:{pick(rng, ["none", f"2px solid {c[1]}", f"1px dashed {c[2]}"])};border-radius:{pick(rng, ["0", "10px", "22px"])};{style}">{top}<div style="padding:4px 12px">{inner()}</div></div>'


def number_in_disc(p, c, n):
    text = p.digits(str(n))
    p.lines.append(text)
    return f'<span class="disc" style="background:{pick(p.s.rng, [c[1], c[2]])}">{text}</span>'


def cards(p, c):
    rng = p.s.rng
    return "<div class=grid style='grid-template-columns:repeat({},1fr)'>{}</div>".format(rng.integers(2, 5), "".join(
        card(p, c, lambda: p.text(int(rng.integers(1, 5)), 34), p.line(p.phrase(24))) for _ in range(rng.integers(3, 9))))


def steps(p, c):
    rng = p.s.rng
    return "".join(f'<div class="row">{number_in_disc(p, c, k + 1)}{card(p, c, lambda: p.text(int(rng.integers(1, 3)), 50), None, "flex:1;min-width:0;")}'
                   f'{person(rng, 46) if chance(rng, 0.3) else ""}</div>' for k in range(rng.integers(3, 7)))


def columns(p, c):
    rng = p.s.rng
    many = rng.integers(2, 4)
    return "<div class=grid style='grid-template-columns:repeat({},1fr)'>{}</div>".format(many, "".join(
        f'<div style="min-width:0">{p.line(p.phrase(26), f"font-weight:700;color:{accent(c)};font-size:1.2em")}{p.text(int(rng.integers(4, 9)), 40)}</div>' for _ in range(many)))


def chart(p, c):
    rng = p.s.rng
    bars, many = "", int(rng.integers(3, 7))
    for _ in range(many):
        value = float(rng.uniform(20, 100))
        label = p.digits(f"{value:.{pick(rng, [0, 1, 2])}f}")
        p.lines.append(label)
        bars += (f'<div style="flex:1;min-width:0;text-align:center;display:flex;flex-direction:column;justify-content:flex-end"><span style="font-weight:600">{label}</span>'
                 f'<div style="height:{value * 1.4:.0f}px;background:{pick(rng, [c[1], c[2]])}"></div>{p.line(p.phrase(14), "font-size:0.8em")}</div>')
    drawn = f'<div class="row" style="height:210px;align-items:stretch">{bars}</div>'
    return f'<div class="row" style="align-items:stretch">{card(p, c, lambda: p.line(p.phrase(40), "font-weight:600") + drawn, None, "flex:2;min-width:0;")}' \
           f'<div style="flex:1;min-width:0">{p.text(int(rng.integers(3, 7)), 30)}{photograph(rng, 220, 90) if chance(rng, 0.5) else ""}</div></div>'


def table(p, c):
    rng = p.s.rng
    heads = "".join(f"<th>{p.line(h)}</th>" for h in ["กิจกรรม", "ผู้รับผิดชอบ", "ผล"])
    rows = "".join(f"<tr>{''.join(f'<td>{p.line(t)}</td>' for t in (p.phrase(36), p.phrase(22), p.amount()))}</tr>" for _ in range(rng.integers(3, 9)))
    return f'<table style="color:#1b1b1b;background:#fff"><tr style="background:{c[1]};color:#fff">{heads}</tr>{rows}</table>'


def flow(p, c):
    rng = p.s.rng
    arrow = f'<svg width="34" height="34" viewBox="0 0 60 60"><path d="M4 22 h28 v-14 l24 22 -24 22 v-14 h-28 z" fill="{c[2]}"/></svg>'
    def band():
        return arrow.join(card(p, c, lambda: p.text(int(rng.integers(1, 4)), 18, "text-align:center"), None, "flex:1;min-width:0;") for _ in range(rng.integers(3, 6)))
    return "".join(f'<div class="row">{band()}</div>' for _ in range(rng.integers(2, 4)))


def icons(p, c):
    rng = p.s.rng
    many = rng.integers(3, 6)
    return "<div class=grid style='grid-template-columns:repeat({},1fr)'>{}</div>".format(many, "".join(
        f'<div style="text-align:center;min-width:0">{icon(rng, 48, c[2]) if chance(rng, 0.6) else person(rng, 54)}{p.line(p.amount(), f"font-size:1.4em;font-weight:700;color:{accent(c)}")}'
        f'{p.text(int(rng.integers(1, 3)), 22)}</div>' for _ in range(many * int(rng.integers(1, 3)))))


def notice(p, c):
    rng = p.s.rng
    side = photograph(rng, 260, 190) if chance(rng, 0.6) else person(rng, 150)
    return f'<div class="row" style="align-items:flex-start"><div style="flex:1;min-width:0">{p.text(int(rng.integers(4, 9)), 58)}</div>{side}</div>'


def foot(p, c):
    rng = p.s.rng
    return f'<div style="background:{c[1]};color:#fff;padding:3px 22px;display:flex;gap:30px;font-size:0.85em">{p.line(p.digits(f"โทร. 0 {rng.integers(2000, 8000)} {rng.integers(1000, 9999)}"))}{p.line(p.s.own)}</div>'


FIT = "for (const l of document.querySelectorAll('.l')) { let s = parseFloat(getComputedStyle(l).fontSize); while (s > 5 && l.scrollWidth > l.clientWidth + 1) { s -= 0.5; l.style.fontSize = s + 'px'; } }"


def faces(fonts):
    out = ""
    for name in FACES:
        for weight in (400, 700):
            for script, extent in (("thai", "U+0E01-0E5B"), ("latin", "U+0000-024F,U+2000-22FF")):
                path = HERE / "node_modules" / "@fontsource" / name.lower() / "files" / f"{name.lower()}-{script}-{weight}-normal.woff2"
                if name in fonts and path.is_file():
                    out += f'@font-face {{ font-family: "{name}"; font-weight: {weight}; src: url({path.as_uri()}); unicode-range: {extent} }} '
    return out


def page_of(s, form, font):
    rng, p, c = s.rng, Page(s), pick(s.rng, PALETTES)
    wide = chance(rng, 0.7)
    size = pick(rng, [15, 17, 19, 22]) * (1.25 if font.startswith("TH ") else 0.95)
    forms = [form] + ([pick(rng, FORMS)] if not wide else [])
    body = heading(p, c) + "".join(f'<div style="padding:10px 26px">{globals()[f](p, c)}</div>' for f in forms) + (foot(p, c) if chance(rng, 0.5) else "")
    ground = pick(rng, [c[0], c[0], f"linear-gradient(160deg, {c[0]}, {c[3] if c[4] != '#ffffff' else c[1]})"])
    blobs = "".join(f'<div style="position:absolute;z-index:-1;border-radius:50%;width:{w}px;height:{w}px;left:{x}px;top:{y}px;background:{c[2]}33"></div>'
                    for w, x, y in rng.integers([60, 0, 0], [300, 1000, 600], (int(rng.integers(0, 4)), 3)))
    css = (faces([font]) + f'@page {{ size: {"1280px 720px" if wide else "820px 1160px"}; margin: 0 }} body {{ margin: 0; position: relative; overflow: hidden; width: {1280 if wide else 820}px; '
           f'min-height: {719 if wide else 1159}px; background: {ground}; color: {c[4]}; font-family: "{font}", Loma; font-size: {size}px; line-height: {pick(rng, [1.2, 1.35, 1.5])}; -webkit-print-color-adjust: exact }} '
           ".l { white-space: nowrap; overflow: hidden; padding: 0.4em 0; margin: -0.4em 0 } .grid { display: grid; gap: 10px 14px } .row { display: flex; gap: 10px; align-items: center; margin: 6px 0 } "
           ".disc { display: inline-flex; align-items: center; justify-content: center; width: 1.9em; height: 1.9em; border-radius: 50%; color: #fff; font-weight: 700 } "
           f"table {{ width: 100%; border-collapse: collapse; table-layout: fixed }} td, th {{ border: 1px solid {c[1]}; padding: 1px 8px }}")
    return f'<html lang="th"><head><meta charset="utf-8"><style>{css}</style></head><body>{blobs}{body}<script>{FIT}</script></body></html>', p.lines


def draw(folder, amount, seed):
    """Posters that fit on one page; those that do not are drawn anew with the next number."""
    from makers import print_html
    from producers import environment
    folder.mkdir(parents=True, exist_ok=True)
    env, out, k = environment(folder), [], 0
    while len(out) < amount:
        rng = np.random.default_rng([seed, k])
        s = Sheet(rng)
        s.thai_digits = chance(rng, 0.5)
        form = FORMS[k % len(FORMS)]
        page, lines = page_of(s, form, pick(rng, FONTS))
        name = f"{seed:03}-{k:03}-{form}"
        path, truth = folder / f"{name}.pdf", folder / f"{name}.json"
        k += 1
        if not truth.is_file():
            truth.write_text(json.dumps({"pages": print_html(page, path, env), "lines": lines}, ensure_ascii=False))
        told = json.loads(truth.read_text())
        if told["pages"] == 1:
            out.append(Poster(name, form, told["lines"], path))
    return out
