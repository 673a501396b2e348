// A TrueType font of drawn outlines inside a PDF: what a glyph shows and what its code says are a test's own.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "extractors/text/fold.h"
#include "tests/source/small_pdf.h"

namespace banthuek {

using DrawnContour = std::vector<std::pair<int, int>>;  // thousandths of the em, y upwards

inline DrawnContour drawn_box(int x0, int y0, int x1, int y1) { return {{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}}; }

// Round, in 24 straight pieces; clockwise or against it (a hole).
inline DrawnContour drawn_circle(int x, int y, int radius, bool hole = false) {
  DrawnContour out;
  for (int i = 0; i < 24; ++i) {
    const double angle = (hole ? 1 : -1) * i * 2 * M_PI / 24;
    out.push_back({x + static_cast<int>(std::lround(radius * std::cos(angle))), y + static_cast<int>(std::lround(radius * std::sin(angle)))});
  }
  return out;
}

// Shapes as Thai fonts draw them, as much of them as tells one from another.
namespace drawn {
inline const std::vector<DrawnContour> kLetter{drawn_box(30, 0, 350, 400)};
inline const std::vector<DrawnContour> kAa{drawn_box(30, 0, 270, 400)};
inline const std::vector<DrawnContour> kRing{drawn_circle(-120, 540, 80), drawn_circle(-120, 540, 45, true)};
inline const std::vector<DrawnContour> kAm{drawn_box(30, 0, 270, 400), drawn_circle(-120, 540, 80), drawn_circle(-120, 540, 45, true)};
inline const std::vector<DrawnContour> kTone{drawn_box(-130, 450, -60, 600)};
inline const std::vector<DrawnContour> kU{drawn_box(-180, -220, -60, -30)};
inline const std::vector<DrawnContour> kUu{drawn_box(-280, -220, -60, -30)};
}  // namespace drawn

class OutlinedFont {
 public:
  explicit OutlinedFont(std::string name = "Outlined") : name_(std::move(name)) { glyphs_.push_back({}); }  // glyph 0

  int add(const std::u32string& says, int width, std::vector<DrawnContour> draws) {
    glyphs_.push_back({says, width, std::move(draws)});
    return static_cast<int>(glyphs_.size()) - 1;
  }

  static std::string show(const std::vector<int>& glyphs) {
    std::string out = "<";
    for (const int g : glyphs) {
      char code[8];
      std::snprintf(code, sizeof code, "%04X", g);
      out += code;
    }
    return out + ">";
  }

  int add_to(SmallPdf& pdf) const {
    std::string map =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
    std::string widths, gids;
    for (std::size_t i = 0; i < glyphs_.size(); ++i) {
      char text[80];
      if (!glyphs_[i].says.empty()) {
        std::snprintf(text, sizeof text, "1 beginbfchar <%04zX> <", i);
        map += text;
        for (const char32_t c : glyphs_[i].says) std::snprintf(text, sizeof text, "%04X", static_cast<unsigned>(c)), map += text;
        map += "> endbfchar\n";
      }
      widths += std::to_string(glyphs_[i].width) + " ";
      gids += {static_cast<char>(i >> 8), static_cast<char>(i)};
    }
    const std::string file = true_type(), at = " 0 R";
    const int program = pdf.add_stream("/Length1 " + std::to_string(file.size()), file);
    const int descriptor = pdf.add("<< /Type /FontDescriptor /FontName /" + name_ +
                                   " /Flags 4 /FontBBox [-300 -300 1000 1000] /ItalicAngle 0 /Ascent 800 "
                                   "/Descent -250 /CapHeight 700 /StemV 80 /FontFile2 " +
                                   std::to_string(program) + at + " >>");
    const int to_gid = pdf.add_stream("", gids);
    const int cid = pdf.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /" + name_ +
                            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                            "/Supplement 0 >> /FontDescriptor " +
                            std::to_string(descriptor) + at + " /DW 400 /W [0 [" + widths + "]] /CIDToGIDMap " + std::to_string(to_gid) + at + " >>");
    const int unicode = pdf.add_stream("", map + "endcmap end end\n");
    return pdf.add("<< /Type /Font /Subtype /Type0 /BaseFont /" + name_ + " /Encoding /Identity-H /DescendantFonts [" + std::to_string(cid) + at +
                   "] /ToUnicode " + std::to_string(unicode) + at + " >>");
  }

 private:
  struct Drawn {
    std::u32string says;
    int width = 0;
    std::vector<DrawnContour> contours;
  };

  static void put(std::string& out, unsigned value, int bytes) {
    while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes));
  }

  static std::string glyph_data(const Drawn& g) {
    std::string out;
    if (g.contours.empty()) return out;
    int x0 = 9999, y0 = 9999, x1 = -9999, y1 = -9999, points = 0;
    std::string ends, flags, xs, ys;
    int x = 0, y = 0;
    for (const DrawnContour& contour : g.contours) {
      for (const auto& [px, py] : contour) {
        x0 = std::min(x0, px), x1 = std::max(x1, px), y0 = std::min(y0, py), y1 = std::max(y1, py);
        flags += '\x01';  // on the curve, both steps in two bytes
        put(xs, static_cast<unsigned>(px - x), 2), put(ys, static_cast<unsigned>(py - y), 2);
        x = px, y = py, ++points;
      }
      put(ends, static_cast<unsigned>(points - 1), 2);
    }
    put(out, static_cast<unsigned>(g.contours.size()), 2);
    for (const int v : {x0, y0, x1, y1}) put(out, static_cast<unsigned>(v), 2);
    out += ends;
    put(out, 0, 2);
    out += flags + xs + ys;
    while (out.size() % 4 != 0) out += '\0';
    return out;
  }

  std::string true_type() const {
    std::string glyf, loca, hmtx, head, hhea, maxp;
    for (const Drawn& g : glyphs_) {
      put(loca, static_cast<unsigned>(glyf.size()), 4);
      glyf += glyph_data(g);
      put(hmtx, static_cast<unsigned>(g.width), 2), put(hmtx, 0, 2);
    }
    put(loca, static_cast<unsigned>(glyf.size()), 4);
    put(head, 0x10000, 4), put(head, 0x10000, 4), put(head, 0, 4), put(head, 0x5F0F3CF5, 4), put(head, 0, 2), put(head, 1000, 2);
    for (int i = 0; i < 4; ++i) put(head, 0, 4);
    for (const int v : {-300, -300, 1000, 1000, 0, 8, 2, 1, 0}) put(head, static_cast<unsigned>(v), 2);
    put(hhea, 0x10000, 4);
    for (const int v : {800, -250, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0}) put(hhea, static_cast<unsigned>(v), 2);
    put(hhea, static_cast<unsigned>(glyphs_.size()), 2);
    put(maxp, 0x10000, 4), put(maxp, static_cast<unsigned>(glyphs_.size()), 2);
    for (const int v : {200, 20, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}) put(maxp, static_cast<unsigned>(v), 2);
    const std::vector<std::pair<const char*, const std::string*>> tables{{"glyf", &glyf}, {"head", &head}, {"hhea", &hhea},
                                                                         {"hmtx", &hmtx}, {"loca", &loca}, {"maxp", &maxp}};
    std::string out, body;
    put(out, 0x10000, 4), put(out, static_cast<unsigned>(tables.size()), 2), put(out, 0, 4), put(out, 0, 2);
    for (const auto& [tag, data] : tables) {
      out += tag;
      put(out, 0, 4), put(out, static_cast<unsigned>(12 + 16 * tables.size() + body.size()), 4), put(out, static_cast<unsigned>(data->size()), 4);
      body += *data;
      while (body.size() % 4 != 0) body += '\0';
    }
    return out + body;
  }

  std::string name_;
  std::vector<Drawn> glyphs_;
};

}  // namespace banthuek
