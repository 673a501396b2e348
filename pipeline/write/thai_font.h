// A TrueType font that sets Thai: which glyph stands for which letter, and where its marks stand.
//
// Thai needs no shaping engine where the font has the glyphs of Windows' Thai fonts (U+F700 to U+F71A: marks moved to the left over a tall letter or
// down where no vowel is under them), as the fonts of fonts-thai-tlwg have. Read out of the tables cmap, head, hhea, hmtx of the OpenType
// specification; a file that is damaged is no font.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::write {

struct Glyph {
  unsigned id = 0;
  char32_t letter = 0;  // that it stands for in the text
  double advance = 0;   // em
};

class ThaiFont {
 public:
  // Nothing where the file is none or lacks the glyphs.
  static std::optional<ThaiFont> open(const std::filesystem::path& file);
  // The first of those that this machine has (`weight`: "" or "-Bold"), in the folders of Debian's fonts-thai-tlwg or $BANTHUEK_FONTS.
  static std::optional<ThaiFont> find(std::string_view weight);

  std::vector<Glyph> shape(std::u32string_view text) const;
  const std::string& bytes() const { return bytes_; }
  const std::string& name() const { return name_; }
  double advance_of(unsigned glyph) const;
  double ascent() const { return ascent_; }    // em
  double descent() const { return descent_; }  // em, below the baseline: negative

 private:
  unsigned glyph_of(char32_t c) const;
  std::string bytes_, name_;
  std::map<char32_t, unsigned> glyphs_;
  std::vector<double> advances_;
  double ascent_ = 0.8, descent_ = -0.2;
};

}  // namespace banthuek::write
