// Where the marks of Thai stand: by the glyphs that a font has for each place.
#include "pipeline/write/thai_font.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace banthuek::write {
namespace thai_font_test {

TEST(ThaiFont, MovesMarksByWhatStandsUnderThem) {
  const auto font = ThaiFont::find("");
  if (!font) GTEST_SKIP() << "SKIPPED: no Thai font on this machine; tools/setup test installs one";
  const auto glyph = [&](std::u32string_view text, std::size_t at) { return font->shape(text).at(at).id; };
  EXPECT_NE(glyph(U"ก่", 1), glyph(U"กี่", 2)) << "a tone goes down where no vowel is";
  EXPECT_NE(glyph(U"ป่", 1), glyph(U"ก่", 1)) << "and to the left over a tall letter";
  EXPECT_NE(glyph(U"ปี่", 2), glyph(U"กี่", 2));
  EXPECT_NE(glyph(U"ปี", 1), glyph(U"กี", 1));
  EXPECT_EQ(glyph(U"น้ำ", 1), glyph(U"นี้", 2)) << "the ring of sara am is a vowel above";
  EXPECT_NE(glyph(U"ญุ", 0), glyph(U"ญา", 0)) << "without its foot";
  EXPECT_NE(glyph(U"ฎุ", 1), glyph(U"กุ", 1));
  std::u32string letters;
  for (const Glyph& g : font->shape(U"ปฏิญาณ ที่น้ำใจ ๒๕๖๖ A1")) letters += g.letter;
  EXPECT_EQ(letters, U"ปฏิญาณ ที่น้ำใจ ๒๕๖๖ A1") << "what is found is what was written";
}

TEST(ThaiFont, IsNoneWhereTheFileIsDamaged) {
  EXPECT_FALSE(ThaiFont::open("/nonexistent.ttf"));
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "banthuek-no-font.ttf";
  for (const std::string& bytes : {std::string(), std::string("\0\1\0\0\xff\xff", 6), std::string(20000, '\xff')}) {
    std::ofstream(file, std::ios::binary) << bytes;
    EXPECT_FALSE(ThaiFont::open(file));
  }
  std::filesystem::remove(file);
}

}  // namespace thai_font_test
}  // namespace banthuek::write
