// What a page's glyphs are by their codes alone, for a file whose own mapping to letters is not to be trusted: its picture is recognised, and a code
// is the letter that is read where it stands (read/decode_fonts.h). Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/text_layer/drawn_page.h"

namespace banthuek::text_layer {

// A font of the file (PdfFont::id) and a code in it.
using FileCode = std::pair<long long, unsigned>;

struct CodedGlyph {
  FileCode code;
  std::u32string says;      // what the file maps it to, mended (glyph_codes.h); empty where nobody knows
  double x0 = 0, x1 = 0;    // of its advance
  double y = 0;             // of the middle of a letter on its baseline
  double size = 0;          // height of the em
  bool is_mark = false;     // of no width
  bool refuted = false;     // its file maps it to something of no known meaning, or that its outline contradicts: `says` is empty
  std::u32string unlike{};  // marks that it is not, whatever is read there
};

// The glyphs that can be seen and run across, row by row and from left to right.
std::vector<CodedGlyph> coded_glyphs(const PdfContent& content);

// What codes are, as read.
struct DecodedCode {
  std::u32string text;
  double confidence = 0;
};

struct Decoding {
  std::map<FileCode, DecodedCode> codes;
  std::set<long long> wrong_fonts;  // whose other codes nobody knows
  std::set<long long> sound_fonts;  // that say what is read, but perhaps for the codes above

  bool empty() const { return codes.empty(); }
};

// Gives the glyphs what was read for their codes; other codes of wrong fonts lose what their font said.
void apply_decoding(PdfContent& content, const Decoding& decoding);

}  // namespace banthuek::text_layer
