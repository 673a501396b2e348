// What a PDF page draws, as plain values: glyphs, rules, outlines and images with their places.
//
// Units: pixels of the page picture at `dpi`, origin at the top left of the crop box, y downwards, /Rotate applied.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"
#include "pipeline/text_layer/glyph_shape.h"

namespace banthuek::text_layer {

// One glyph as it is drawn, in the order of the content stream.
struct Glyph {
  std::u32string text;    // as the file maps it to Unicode; empty where it does not
  double x = 0, y = 0;    // origin, on the baseline
  double dx = 0, dy = 0;  // advance, without added character space
  double size = 0;        // height of the em
  unsigned code = 0;      // character code in its font
  int font = -1;          // index in PdfContent::fonts
  int direction = 0;      // of writing, degrees clockwise: 0, 90, 180, 270; -1 slanted
  double confidence = 1;  // of `text`: less where it was read, not said (glyph_decoding.h)
  bool told = false;      // /ActualText says `text`, of the place: its code may mean another letter
  bool hidden = false;    // render mode 3 or 7, fully transparent, or painted over by an image
};

struct PdfFont {
  std::string name;                       // without the subset tag
  long long id = 0;                       // the same on every page of the file
  bool has_unicode = false;               // a ToUnicode map is there
  bool thai_digits = false;               // its shapes for ASCII digits are Thai digits
  double ascent = 0.75, descent = -0.25;  // of the em
};

// A filled or stroked outline that is no rule: a candidate for a drawn mark, or text turned into curves.
struct Outline {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  int subpaths = 0, lines = 0, curves = 0;
  enum class Paint { kStroke, kFill } paint = Paint::kStroke;
  bool dark = true;  // darker than middle grey
  double slope = 0;  // of a single straight stroke: dy/dx; 0 otherwise
};

struct PdfImage {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // its box on the page, clipped
  int width = 0, height = 0;              // native
  int turned = 0;                         // degrees clockwise it is turned on the page; -1: slanted
  bool mirrored = false;
  bool clipped = false;  // only a part of it shows
  bool masked = false;   // parts of it are transparent: what it shows is not what it stores
  enum class Kind { kImage, kMask } kind = Kind::kImage;
};

struct PdfContent {
  int width = 0, height = 0;
  double dpi = 0;
  std::vector<PdfFont> fonts;
  std::vector<Glyph> glyphs;
  std::map<std::pair<int, unsigned>, GlyphShape> shapes;  // by font and code, of the glyphs whose code may lie (codes_to_look_at)
  std::vector<layout::Rule> horizontal, vertical;
  std::vector<Outline> outlines;
  std::vector<Box> filled_curves;  // boxes of areas with curves of a letter's size and larger, in the order painted: text drawn as outlines
  std::vector<Box> grounds;        // coloured areas with straight sides, larger than letters: what stands behind a table's headings and rows
  std::vector<PdfImage> images;
  int filled_areas = 0;   // coloured grounds, shadings: drawn, but neither rule nor mark
  bool too_much = false;  // a limit was reached; the rest was left out
};

}  // namespace banthuek::text_layer
