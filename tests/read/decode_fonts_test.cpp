// Codes of a font known by what is read where they stand.
#include "pipeline/read/decode_fonts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "extractors/text/fold.h"
#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::read {
namespace decode_fonts_test {

using text_layer::CodedGlyph;
using text_layer::Decoding;

const std::vector<std::u32string> kLines{U"รายงานผลการดําเนินการตามมาตรการ", U"ส่งเสริมคุณธรรมและความโปร่งใส", U"สํานักปลัดองค์การบริหารส่วนตําบล",
                                         U"จัดซื้อจัดจ้างตามแผนประจําปี",         U"ผู้รับผิดชอบกองคลังและสํานักปลัด",  U"เผยแพร่ประกาศบนเว็บไซต์ของหน่วยงาน"};

// A line whose glyph of each letter has the letter's own number as its code and says `says`; 20 pixels a letter, marks at the end of theirs.
ReadLine line_of(const std::u32string& written, const std::u32string& read, const std::u32string& says = U"", long long font = 7) {
  ReadLine line;
  double x = 100;
  for (const char32_t c : written) {
    const bool mark = text_layer::is_thai_mark(c);
    line.glyphs.push_back({{font, c}, says, x, mark ? x : x + 20, 50, 40, mark});
    if (!mark) x += 20;
  }
  x = 100;
  for (const char32_t c : read) {
    const bool mark = text_layer::is_thai_mark(c);
    line.letters.push_back({c, mark ? x - 10 : x + 10});
    if (!mark) x += 20;
  }
  return line;
}

std::string said(const Decoding& decoding, char32_t code) {
  const auto found = decoding.codes.find({7, code});
  return found == decoding.codes.end() ? "?" : text::to_utf8(found->second.text);
}

TEST(Codes, AreTheLettersReadInTheirPlaces) {
  for (const char* says : {"", "ก", " ", "เกะกะ"}) {  // whatever the file says: nothing, one letter for all, ten thousand
    std::vector<ReadLine> lines;
    for (const std::u32string& text : kLines) lines.push_back(line_of(text, text, text::to_u32(says)));
    const Decoding decoding = decode(lines);
    EXPECT_TRUE(decoding.wrong_fonts.contains(7)) << says;
    for (const char32_t c : std::u32string(U"กรตาํเนส่ั้")) EXPECT_EQ(said(decoding, c), text::to_utf8(std::u32string(1, c))) << says;
    EXPECT_GE(decoding.codes.at({7, U'า'}).confidence, 0.99);
    EXPECT_LT(decoding.codes.at({7, U'า'}).confidence, 1);
    EXPECT_LT(decoding.codes.at({7, U'ๆ' - 5}).confidence, 0.99) << "a letter seen once";
  }
}

TEST(Codes, AreKnownBesideReadingsThatAreWrongHereAndThere) {
  std::vector<ReadLine> lines;
  for (std::u32string text : kLines) {
    std::u32string read = text;
    read.erase(3, 1);              // a letter passed over
    read.insert(9, 1, U'ธ');       // one invented
    read[read.size() - 2] = U'ช';  // one mistaken
    lines.push_back(line_of(text, read));
    lines.push_back(line_of(text, text));
  }
  const Decoding decoding = decode(lines);
  for (const char32_t c : std::u32string(U"กรตาเนส")) EXPECT_EQ(said(decoding, c), text::to_utf8(std::u32string(1, c)));
}

TEST(Codes, OfSaraAmInOneGlyphAreOneLetter) {
  std::vector<ReadLine> lines;
  for (const std::u32string& text : kLines) {
    ReadLine line = line_of(text, text);
    for (std::size_t i = 0; i + 1 < line.glyphs.size(); ++i)
      if (line.glyphs[i].code.second == 0x0E4D) {  // the ring and its vowel are one glyph
        line.glyphs[i + 1].code.second = 9999;
        line.glyphs.erase(line.glyphs.begin() + static_cast<std::ptrdiff_t>(i));
      }
    lines.push_back(line);
  }
  EXPECT_EQ(said(decode(lines), 9999), "ำ");
}

TEST(Codes, ThatSayWhatIsReadAreKept) {
  std::vector<ReadLine> lines;
  for (const std::u32string& text : kLines) {
    lines.push_back(line_of(text, text));
    for (CodedGlyph& g : lines.back().glyphs) g.says = std::u32string(1, static_cast<char32_t>(g.code.second));
  }
  EXPECT_TRUE(decode(lines).empty());
  for (ReadLine& line : lines)
    for (CodedGlyph& g : line.glyphs)
      if (g.says == U"ร") g.says.clear();  // those that say nothing take what is read
  const Decoding decoding = decode(lines);
  EXPECT_EQ(said(decoding, U'ร'), "ร");
  EXPECT_EQ(said(decoding, U'ก'), "?");
  EXPECT_TRUE(decoding.wrong_fonts.empty());
}

// Lines whose codes say what they are, but for those that `says` has.
std::vector<ReadLine> lines_saying(const std::map<char32_t, std::u32string>& says) {
  std::vector<ReadLine> lines;
  for (const std::u32string& text : kLines) {
    lines.push_back(line_of(text, text));
    for (CodedGlyph& g : lines.back().glyphs) {
      const auto other = says.find(static_cast<char32_t>(g.code.second));
      g.says = other == says.end() ? std::u32string(1, static_cast<char32_t>(g.code.second)) : other->second;
    }
  }
  return lines;
}

TEST(Codes, OfASoundFontThatAreReadAsAnotherLetterEverywhereAreThat) {
  const Decoding decoding = decode(lines_saying({{U'ก', U"ด"}, {U'ด', U"ก"}, {U'่', U"้"}}));
  EXPECT_EQ(said(decoding, U'ก'), "ก");
  EXPECT_EQ(said(decoding, U'ด'), "ด");
  EXPECT_EQ(said(decoding, U'่'), "่");
  EXPECT_LT(decoding.codes.at({7, U'ก'}).confidence, 1);
  EXPECT_EQ(decoding.codes.size(), 3u);
  EXPECT_TRUE(decoding.sound_fonts.contains(7));
  EXPECT_TRUE(decoding.wrong_fonts.empty());
}

TEST(Digits, OfASoundFontThatAreRareAreMovedWithTheOthersOrAreNotKnown) {
  std::vector<ReadLine> lines = lines_saying({});
  const auto add = [&](const std::u32string& written, const std::u32string& read) {
    ReadLine line = line_of(U"กรรมการ" + written, U"กรรมการ" + read);
    for (CodedGlyph& g : line.glyphs) g.says = std::u32string(1, static_cast<char32_t>(g.code.second));
    lines.push_back(line);
  };
  for (int i = 0; i < 3; ++i) add(U"๑๒๓๔", U"๒๓๔๕");
  add(U"๗", U"๘");
  const Decoding decoding = decode(lines);
  EXPECT_EQ(said(decoding, U'๑'), "๒");
  EXPECT_EQ(said(decoding, U'๗'), "๘") << "read once";
  add(U"๙๘", U"กข");
  EXPECT_EQ(said(decode(lines), U'๙'), "") << "read as no digit";
  add(U"๕", U"5");
  EXPECT_EQ(said(decode(lines), U'๕'), "?") << "read in another script";
  std::vector<ReadLine> sound = lines_saying({});
  lines.swap(sound);
  add(U"๗", U"๘");
  EXPECT_EQ(said(decode(lines), U'๗'), "?") << "a font whose other digits are right";
  for (int i = 0; i < 3; ++i) add(U"๑๒๓", U"๒๓๔");
  EXPECT_EQ(said(decode(lines), U'๗'), "?") << "three are not many";
}

TEST(Glyphs, OfNoCodeThatAreTwoLettersWideMayBeTwo) {
  const auto decoded = [](double width) {
    std::vector<ReadLine> lines;
    for (const std::u32string& text : kLines) {
      lines.push_back(line_of(text, text));
      for (CodedGlyph& g : lines.back().glyphs) g.says = std::u32string(1, static_cast<char32_t>(g.code.second));
    }
    ReadLine& line = lines[0];
    double x = line.glyphs.back().x1;
    line.glyphs.push_back({{7, 1}, U"", x, x + width, 50, 40, false});
    line.letters.push_back({U'ฤ', x + 10}), line.letters.push_back({U'า', x + 30});
    return said(decode(lines), 1);
  };
  EXPECT_EQ(decoded(40), "ฤๅ");
  EXPECT_NE(decoded(20), "ฤๅ");
}

TEST(Marks, AreNotReadAsOnesThatTheirFontDrawsOtherwise) {
  const auto decoded = [](const std::u32string& unlike) {
    std::vector<ReadLine> lines;
    for (const std::u32string& text : kLines) {
      std::u32string read = text;
      std::replace(read.begin(), read.end(), U'้', U'ั');
      lines.push_back(line_of(text, read));
      for (CodedGlyph& g : lines.back().glyphs)
        if (g.code.second == U'้')
          g.unlike = unlike;
        else
          g.says = std::u32string(1, static_cast<char32_t>(g.code.second));
    }
    return said(decode(lines), U'้');
  };
  EXPECT_EQ(decoded(U""), "ั");
  EXPECT_EQ(decoded(U"ั"), "?");
}

TEST(Codes, OfASoundFontThatAreReadOtherwiseTwiceOrAreSignsAreKept) {
  EXPECT_TRUE(decode(lines_saying({{U'ซ', U"ช"}})).empty());  // two places
  EXPECT_TRUE(decode(lines_saying({{U'ก', U"-"}})).empty());
  std::vector<ReadLine> lines = lines_saying({});
  for (ReadLine& line : lines)
    for (ReadLetter& letter : line.letters)
      if (letter.letter == U'ก') letter.letter = U'-';
  EXPECT_TRUE(decode(lines).empty());
}

TEST(Codes, ThatAreRefutedAreReadWhereverTheyFit) {
  std::vector<ReadLine> lines = lines_saying({{U'่', U""}});
  for (ReadLine& line : lines) {
    for (CodedGlyph& g : line.glyphs) g.refuted = g.says.empty();
    if (&line != &lines[2]) continue;
    for (ReadLetter& letter : line.letters)  // read otherwise in one of four places
      if (letter.letter == U'่') letter.letter = U'้';
  }
  EXPECT_EQ(said(decode(lines), U'่'), "่");
}

TEST(Codes, OfLinesThatSayAnotherThingAreNotKnown) {
  std::vector<ReadLine> lines;
  for (std::size_t i = 0; i < kLines.size(); ++i) lines.push_back(line_of(kLines[i], kLines[(i + 1) % kLines.size()]));
  EXPECT_TRUE(decode(lines).empty());
  EXPECT_TRUE(decode({}).empty());
}

TEST(Codes, OfMarksAreNeverSpaces) {
  std::vector<ReadLine> lines;
  for (const std::u32string& text : kLines) {
    std::u32string read;
    for (const char32_t c : text)
      if (c != 0x0E48) read += c;  // the recogniser sees no ่
    lines.push_back(line_of(text, read));
  }
  const Decoding decoding = decode(lines);
  EXPECT_EQ(said(decoding, 0x0E48), "?");
  EXPECT_EQ(said(decoding, U'ก'), "ก");
}

// A font that else says what is read: what its letters and digits are read as does not change it by itself.
TEST(SoundFonts, AreChangedByMoreThanTheReading) {
  const auto kept = [](const std::vector<std::pair<std::u32string, std::u32string>>& changes, bool sound = true) {
    ReadLine line;
    text_layer::Decoding decoding;
    unsigned code = 0;
    for (const auto& [says, read] : changes) {
      text_layer::CodedGlyph glyph;
      glyph.code = {1, ++code}, glyph.says = says;
      line.glyphs.push_back(glyph);
      decoding.codes[glyph.code] = {read, 0.99};
    }
    (sound ? decoding.sound_fonts : decoding.wrong_fonts).insert(1);
    keep_what_is_likely(decoding, {line}, nullptr);
    return decoding.codes.size();
  };
  EXPECT_EQ(kept({{U"๔", U"๕"}}), 0u);
  EXPECT_EQ(kept({{U"๑", U"๒"}, {U"๒", U"๓"}, {U"๓", U"๔"}}), 0u);
  EXPECT_EQ(kept({{U"๑", U"๒"}, {U"๒", U"๓"}, {U"๓", U"๔"}, {U"๔", U"๕"}}), 4u) << "a table of digits that is moved";
  EXPECT_EQ(kept({{U"ฃ", U"ข"}}), 0u) << "rare";
  EXPECT_EQ(kept({{U"ก", U"ข"}}), 0u) << "nothing says that it is likelier";
  EXPECT_EQ(kept({{U"", U"ข"}}), 1u) << "a code that says nothing";
  EXPECT_EQ(kept({{U"ก", U"ข"}}, false), 1u) << "a font that says other than is read";
}

}  // namespace decode_fonts_test
}  // namespace banthuek::read
