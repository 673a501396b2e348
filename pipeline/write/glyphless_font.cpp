#include "pipeline/write/glyphless_font.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace banthuek::write {
namespace {

void put_u16(std::string& out, int value) {
  out += static_cast<char>((value >> 8) & 0xFF);
  out += static_cast<char>(value & 0xFF);
}

void put_u32(std::string& out, std::uint32_t value) {
  put_u16(out, static_cast<int>(value >> 16));
  put_u16(out, static_cast<int>(value & 0xFFFF));
}

std::string words(std::initializer_list<int> values) {
  std::string out;
  for (const int v : values) put_u16(out, v);
  return out;
}

std::uint32_t checksum(const std::string& table) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < table.size(); ++i) sum += static_cast<std::uint32_t>(static_cast<unsigned char>(table[i])) << (24 - 8 * (i % 4));
  return sum;
}

std::string head() {
  std::string t;
  put_u32(t, 0x00010000);                              // version
  put_u32(t, 0x00010000);                              // revision
  put_u32(t, 0);                                       // checksum adjustment, put in later
  put_u32(t, 0x5F0F3CF5);                              // magic
  t += words({0x000B, 1000, 0, 0, 0, 0, 0, 0, 0, 0});  // flags, em, created and modified
  t += words({0, -250, 500, 750, 0, 8, 2, 0, 0});      // box, style, smallest size, direction, short loca, glyf
  return t;
}

std::string name() {
  const std::string text = "GlyphLessFont";
  std::string t = words({0, 1, 18, 1, 0, 0, 6, static_cast<int>(text.size()), 0});
  return t + text;
}

std::string os2() {
  std::string t = words({3, 500, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0});
  t += std::string(10, '\0');  // panose
  for (int i = 0; i < 4; ++i) put_u32(t, 0);
  t += "NONE";
  t += words({0x40, 0, 0xFFFF, 750, -250, 0, 750, 250});
  for (int i = 0; i < 2; ++i) put_u32(t, 0);
  t += words({400, 700, 0, 32, 1});
  return t;
}

// One stroke there and back, without area: no ink, but a box. PDFium (Chromium) leaves out words of one character whose glyph has no box.
std::string stroke() {
  std::string t = words({1, 0, 0, 450, 700, 2, 0});  // contours, box, last point, no instructions
  t += std::string(3, '\1');                         // three points on the curve
  t += words({0, 450, -450, 0, 700, -700});          // how x, then y goes on from each to the next
  return t + '\0';
}

}  // namespace

std::string glyphless_font() {
  std::string maxp, hhea, post, cmap;
  put_u32(maxp, 0x00010000);
  maxp += words({2, 3, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0});
  put_u32(hhea, 0x00010000);
  hhea += words({750, -250, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 2});
  put_u32(post, 0x00030000);
  post += std::string(28, '\0');
  cmap = words({0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0});  // no character has a glyph
  const std::vector<std::pair<std::string, std::string>> tables{{"OS/2", os2()},
                                                                {"cmap", cmap},
                                                                {"glyf", stroke()},
                                                                {"head", head()},
                                                                {"hhea", hhea},
                                                                {"hmtx", words({500, 0, 500, 0})},
                                                                {"loca", words({0, 0, static_cast<int>(stroke().size() / 2)})},
                                                                {"maxp", maxp},
                                                                {"name", name()},
                                                                {"post", post}};
  const auto count = static_cast<int>(tables.size());
  std::string font;
  put_u32(font, 0x00010000);
  font += words({count, 128, 3, count * 16 - 128});
  std::size_t offset = 12 + 16 * tables.size(), head_at = 0;
  std::string body;
  for (const auto& [tag, table] : tables) {
    font += tag;
    put_u32(font, checksum(table));
    put_u32(font, static_cast<std::uint32_t>(offset + body.size()));
    put_u32(font, static_cast<std::uint32_t>(table.size()));
    if (tag == "head") head_at = offset + body.size();
    body += table;
    while (body.size() % 4) body += '\0';
  }
  font += body;
  std::string adjustment;
  put_u32(adjustment, 0xB1B0AFBA - checksum(font));
  font.replace(head_at + 8, 4, adjustment);
  return font;
}

}  // namespace banthuek::write
