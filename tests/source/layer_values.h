// Values for tests of text layers, made by hand: glyphs as a PDF draws them, and clusters as they are read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/text_layer/drawn_page.h"
#include "pipeline/text_layer/glyphs.h"

namespace banthuek {

// A glyph of font 0 and 10 pixels that stands at (x, y) and is `dx` wide.
inline text_layer::Glyph glyph(std::u32string text, double x, double dx = 5, double y = 100) {
  text_layer::Glyph g;
  g.text = std::move(text);
  g.x = x, g.y = y, g.dx = dx;
  g.size = 10;
  g.font = 0;
  return g;
}

// A page of 600 x 800 pixels at 72 dpi with one font.
inline text_layer::PdfContent content_of(std::vector<text_layer::Glyph> glyphs = {}, const std::string& font = "TestSarabun") {
  text_layer::PdfContent content;
  content.width = 600, content.height = 800;
  content.dpi = 72;
  content.fonts.push_back({font});
  content.glyphs = std::move(glyphs);
  return content;
}

// A cluster of 10 pixels on the baseline `y`, its body 4 high.
inline text_layer::Cluster cluster(std::u32string text, double x0, double x1, double y = 100, double size = 10) {
  text_layer::Cluster c;
  c.text = std::move(text);
  c.x0 = x0, c.x1 = x1;
  c.baseline = y;
  c.size = size;
  c.body = 0.4 * size;
  c.font = 0;
  return c;
}

// A text of clusters of one character each, 5 wide and without gaps, from x on; a blank leaves a gap of 5 and is written.
inline std::vector<text_layer::Cluster> clusters(const std::u32string& text, double x = 0, double y = 100) {
  std::vector<text_layer::Cluster> out;
  bool space = false;
  for (const char32_t c : text) {
    if (c == U' ') {
      space = true;
    } else {
      out.push_back(cluster(std::u32string(1, c), x, x + 5, y));
      out.back().space_before = std::exchange(space, false);
    }
    x += 5;
  }
  return out;
}

}  // namespace banthuek
