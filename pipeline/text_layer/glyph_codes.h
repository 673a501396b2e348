// What a glyph of a PDF means, where the file's own mapping to Unicode does not say it: private-use codes, symbol
// fonts, TIS-620 taken for Latin-1, fonts that draw Thai digits for ASCII ones. Pure; safe from any thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "extractors/text/fold.h"
#include "pipeline/text_layer/defects.h"
#include "pipeline/text_layer/drawn_page.h"
#include "pipeline/text_layer/symbol_fonts.h"

namespace banthuek::text_layer {

bool in_thai_block(char32_t c);  // U+0E01 to U+0E5B
using text::is_thai_mark;
bool is_blank(const std::u32string& text);

// Codes, by their font, whose glyph's outline is worth a look (PdfContent::shapes): marks and what may be one, ำ and า.
std::set<std::pair<int, unsigned>> codes_to_look_at(const PdfContent& content);

// Where the letter under a mark ends, as far as the mark tells. Most fonts draw marks of no width leftwards from the end of their letter, some
// rightwards from where the mark begins; others stand over it.
double mark_end(const PdfContent& content, const Glyph& glyph);

class LayerCodes {
 public:
  explicit LayerCodes(const PdfContent& content);

  // The glyph's characters, mended; what was mended is counted. Empty where nobody knows. A mark of no width that the
  // file maps to a space or to nothing is known by its company: the ring of ำ stands before า; a mark whose code lies
  // in the font's row of marks is the one of that place. What the glyph's outline contradicts is what the outline says:
  // ำ without its ring is า, a lone ring ํ, a tone mark under the baseline ุ or ู.
  std::u32string read(const Glyph& glyph, LayerDefects& defects) const;

  // Marks that a glyph without a code is not: its font draws them otherwise.
  std::u32string unlike(const Glyph& glyph) const;

 private:
  struct Font {
    FontKind kind = FontKind::kText;
    bool thai_digits = false;
  };
  void know_marks_by_company(const PdfContent& content);
  void know_by_shape(const PdfContent& content);
  void know_dealt_marks(const PdfContent& content);
  void know_swapped_marks(const PdfContent& content);
  void know_marks_of_two_sides(const PdfContent& content);

  std::vector<Font> fonts_;
  std::map<std::pair<int, unsigned>, char32_t> marks_;    // by font and code: what glyphs of no width and no meaning are
  std::map<std::pair<int, unsigned>, char32_t> of_side_;  // of codes called by marks above and below: the one that stands where they are drawn
  std::map<std::pair<int, unsigned>, char32_t> shapes_;   // and what those are whose outline contradicts their code; 0: not known
  std::map<std::pair<int, unsigned>, std::u32string> unlike_;
};

}  // namespace banthuek::text_layer
