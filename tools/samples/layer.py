"""Gives WeasyPrint's PDFs a text layer that says what was written.

WeasyPrint maps each glyph to the text of its cluster the first time it is drawn; Thai fonts draw ำ as two glyphs and shift
marks by substitution, so ำ lost its ring and ญ became ญ + whatever came next. Here each glyph is mapped to its own
character: the font's own map, then its substitutions, private-use marks folded back. `install()` once before write_pdf.

`install(DEFECT)` makes a layer that lies in one of the ways that real ones do, for tests of judging and mending it:
  lost-sara-am  the ring of ำ maps to nothing (สานักงาน), as Word 2007 wrote it
  private-use   upper marks map to U+F700..F71A                                     ascii-digits Thai digits map to 0-9, as THSarabunIT๙ has them
"""
import logging
import os
import unicodedata

import weasyprint.pdf as pdf

DEFECTS = {"lost-sara-am": {"ํ": ""}, "ascii-digits": {chr(0x0E50 + d): str(d) for d in range(10)},
           "private-use": {mark: chr(0xF70A + i) for i, mark in enumerate("่้๊๋์")} | {"ั": "\uf710", "็": "\uf712", "ิ": "\uf701", "ี": "\uf702", "ึ": "\uf703", "ื": "\uf704"}}
# U+F700..F71A: Thai marks and tailless letters at shifted places, as old fonts encode them.
PRIVATE = dict(zip(range(0xF700, 0xF71B), "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู"))


def glyph_texts(font):
    """{glyph id: text} for every glyph that the fontTools font can reach by its map and its single or ligature substitutions."""
    own = sorted(font.getBestCmap().items(), key=lambda item: (item[0] in PRIVATE, item[0]), reverse=True)
    text = {name: PRIVATE.get(code, unicodedata.normalize("NFKC", chr(code)) if 0xFB00 <= code <= 0xFB06 else chr(code)) for code, name in own}
    rules = []
    lookups = font["GSUB"].table.LookupList.Lookup if "GSUB" in font and font["GSUB"].table.LookupList else []
    for lookup in lookups:
        for table in (getattr(t, "ExtSubTable", t) for t in lookup.SubTable):
            if table.LookupType == 1:
                rules += [([a], b) for a, b in table.mapping.items()]
            elif table.LookupType == 3:
                rules += [([a], b) for a, several in table.alternates.items() for b in several]
            elif table.LookupType == 4:
                rules += [([first, *one.Component], one.LigGlyph) for first, ones in table.ligatures.items() for one in ones]
    for _ in range(3):  # a substitution may start from another's result
        for parts, result in rules:
            if result not in text and all(part in text for part in parts):
                text[result] = "".join(text[part] for part in parts)
    return {font.getGlyphID(name): t for name, t in text.items()}


def install(defect=None):
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # fontTools writes it into subset fonts: the same source, the same bytes
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # some Thai fonts carry empty classes
    original = getattr(pdf.build_fonts_dictionary, "original", pdf.build_fonts_dictionary)
    lies = DEFECTS[defect] if defect else {}

    def build(document, fonts, optimize_size):
        for font in fonts.values():
            if font.ttfont is not None:
                texts = glyph_texts(font.ttfont)
                font.cmap = {glyph: lies.get(texts.get(glyph, seen), texts.get(glyph, seen)) for glyph, seen in font.cmap.items()}
        return original(document, fonts, optimize_size)

    build.original = original
    pdf.build_fonts_dictionary = build
