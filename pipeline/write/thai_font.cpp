#include "pipeline/write/thai_font.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "pipeline/write/big_endian.h"

namespace banthuek::write {
namespace {

constexpr std::size_t kMaxFont = 4u << 20;

// Where a table begins; 0 where it is not there.
std::size_t table(const std::string& font, std::string_view tag) {
  for (unsigned i = 0; i < u16(font, 4); ++i)
    if (const std::size_t entry = 12 + 16 * i; entry + 16 <= font.size() && font.compare(entry, 4, tag) == 0) return u32(font, entry + 8);
  return 0;
}

// A cmap of format 4: runs of letters (OpenType, cmap).
void read_cmap(const std::string& font, std::size_t sub, std::map<char32_t, unsigned>& out) {
  const unsigned runs = u16(font, sub + 6) / 2;
  int budget = 200'000;  // letters; a damaged table may name each of them in every run
  for (unsigned i = 0; i < runs; ++i) {
    const std::size_t ends = sub + 14 + 2 * i, starts = ends + 2 * runs + 2, deltas = starts + 2 * runs, offsets = deltas + 2 * runs;
    const unsigned end = u16(font, ends), start = u16(font, starts), delta = u16(font, deltas), offset = u16(font, offsets);
    for (unsigned c = start; c <= end && c != 0xFFFF && budget > 0; ++c, --budget) {
      unsigned glyph = offset == 0 ? c : u16(font, offsets + offset + 2 * (c - start));
      if (offset == 0 || glyph != 0) glyph = (glyph + delta) & 0xFFFF;
      if (glyph != 0) out.emplace(c, glyph);
    }
  }
}

bool is_tall(char32_t c) { return c == 0x0E1B || c == 0x0E1D || c == 0x0E1F || c == 0x0E2C; }  // ป ฝ ฟ ฬ
bool is_deep(char32_t c) { return c == 0x0E0E || c == 0x0E0F; }                                // ฎ ฏ
bool is_tone(char32_t c) { return c >= 0x0E48 && c <= 0x0E4C; }
bool is_upper(char32_t c) { return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E37) || c == 0x0E47 || c == 0x0E4D; }
bool is_lower(char32_t c) { return c >= 0x0E38 && c <= 0x0E3A; }

char32_t upper_left(char32_t c) {
  switch (c) {
    case 0x0E31:
      return 0xF710;
    case 0x0E47:
      return 0xF712;
    case 0x0E4D:
      return 0xF711;
    default:
      return 0xF701 + (c - 0x0E34);
  }
}

}  // namespace

std::optional<ThaiFont> ThaiFont::open(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  ThaiFont out;
  out.bytes_.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  const std::string& font = out.bytes_;
  const std::size_t cmap = table(font, "cmap"), head = table(font, "head"), hhea = table(font, "hhea"), hmtx = table(font, "hmtx");
  if (font.size() > kMaxFont || u32(font, 0) != 0x00010000 || !cmap || !head || !hhea || !hmtx || !table(font, "glyf")) return std::nullopt;
  const double em = u16(font, head + 18);
  const unsigned metrics = u16(font, hhea + 34);
  if (em < 16 || metrics == 0) return std::nullopt;
  for (unsigned i = 0; i < u16(font, cmap + 2); ++i) {
    const std::size_t sub = cmap + u32(font, cmap + 4 + 8 * i + 4);
    if (u16(font, sub) == 4 && out.glyphs_.empty()) read_cmap(font, sub, out.glyphs_);
  }
  for (const char32_t c : {U'ก', U'ำ', U'1', char32_t{0xF701}, char32_t{0xF70A}, char32_t{0xF71A}})
    if (!out.glyphs_.contains(c)) return std::nullopt;
  for (unsigned i = 0; i < metrics; ++i) out.advances_.push_back(u16(font, hmtx + 4 * i) / em);
  out.ascent_ = i16(font, hhea + 4) / em;
  out.descent_ = i16(font, hhea + 6) / em;
  for (const char c : file.stem().string())
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') out.name_ += c;
  return out;
}

std::optional<ThaiFont> ThaiFont::find(std::string_view weight) {
  std::vector<std::filesystem::path> folders = {"/usr/share/fonts/truetype/tlwg", "/usr/share/fonts/tlwg", "/usr/share/fonts/thai-scalable"};
  if (const char* own = std::getenv("BANTHUEK_FONTS")) folders.insert(folders.begin(), own);
  for (const auto& folder : folders)
    for (const char* name : {"Laksaman", "Umpush", "Loma", "Garuda", "Waree"})
      if (auto font = open(folder / (std::string(name) + std::string(weight) + ".ttf"))) return font;
  return std::nullopt;
}

unsigned ThaiFont::glyph_of(char32_t c) const {
  const auto it = glyphs_.find(c);
  return it == glyphs_.end() ? 0 : it->second;
}

double ThaiFont::advance_of(unsigned glyph) const { return advances_[std::min<std::size_t>(glyph, advances_.size() - 1)]; }

std::vector<Glyph> ThaiFont::shape(std::u32string_view text) const {
  std::vector<Glyph> out;
  char32_t base = 0;
  bool vowel_above = false;
  const auto put = [&](char32_t shown, char32_t letter) {
    unsigned glyph = glyph_of(shown);
    if (glyph == 0) glyph = glyph_of(letter);
    if (glyph == 0 && letter > ' ') glyph = glyph_of(U'?');
    out.push_back({glyph, letter, advance_of(glyph)});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i], next = i + 1 < text.size() ? text[i + 1] : 0;
    if (is_upper(c)) {
      vowel_above = true;
      put(is_tall(base) ? upper_left(c) : c, c);
    } else if (is_lower(c)) {
      put(is_deep(base) ? 0xF718 + (c - 0x0E38) : c, c);
    } else if (is_tone(c)) {
      const bool above = vowel_above || next == 0x0E33;  // the ring of ำ stands under it
      const char32_t first = above ? (is_tall(base) ? 0xF713 : 0x0E48) : (is_tall(base) ? 0xF705 : 0xF70A);
      put(first + (c - 0x0E48), c);
    } else {
      // A letter without its foot where a vowel stands under it.
      const char32_t under = is_lower(next) ? (c == 0x0E10 ? 0xF700 : c == 0x0E0D ? 0xF70F : c) : c;
      put(under, c);
      if (c != 0x0E33) base = c;
      vowel_above = false;
    }
  }
  return out;
}

}  // namespace banthuek::write
