#include "pipeline/text_layer/glyph_decoding.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "pipeline/text_layer/glyphs.h"
#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace glyph_decoding_test {

PdfContent page() {
  PdfContent content = content_of({glyph(U"#", 10), glyph(U"!", 5), glyph(U"?", 15, 0), glyph(U"$", 0, 5, 130), glyph(U"h", 20)});
  content.fonts[0].id = 42;
  for (unsigned i = 0; i < content.glyphs.size(); ++i) content.glyphs[i].code = i + 1;
  content.glyphs.back().hidden = true;
  return content;
}

TEST(CodedGlyphs, AreThoseSeenInRowsFromTheLeft) {
  std::string out;
  for (const CodedGlyph& g : coded_glyphs(page()))
    out += std::to_string(g.code.first) + ":" + std::to_string(g.code.second) + (g.is_mark ? "m " : " ");
  EXPECT_EQ(out, "42:2 42:1 42:3m 42:4 ");
  const CodedGlyph first = coded_glyphs(page())[0];
  EXPECT_EQ(first.x0, 5);
  EXPECT_EQ(first.x1, 10);
  EXPECT_EQ(first.y, 98);
  EXPECT_EQ(first.size, 10);
}

TEST(Decoding, IsWhatItsCodesSayFromThenOn) {
  Decoding decoding;
  decoding.codes[{42, 2}] = {U"ก", 0.99};
  decoding.codes[{42, 3}] = {U"้", 0.97};
  PdfContent content = page();
  apply_decoding(content, decoding);
  EXPECT_EQ(content.glyphs[0].text, U"#");  // the font's other codes keep what it said
  EXPECT_EQ(content.glyphs[1].text, U"ก");
  decoding.wrong_fonts.insert(42);
  apply_decoding(content, decoding);
  EXPECT_EQ(content.glyphs[0].text, U"");
  decoding.codes[{42, 1}] = {U"า", 0.9};
  apply_decoding(content, decoding);
  const LayerText text = read_glyphs(content);
  EXPECT_EQ(text.defects.decoded, 3);
  EXPECT_EQ(text.defects.unmapped, 1);
  ASSERT_EQ(text.clusters.size(), 2u);
  EXPECT_EQ(text.clusters[0].confidence, 0.9);
  PdfContent other = page();
  other.fonts[0].id = 43;
  apply_decoding(other, decoding);
  EXPECT_EQ(other.glyphs[1].text, U"!");
}

}  // namespace glyph_decoding_test
}  // namespace banthuek::text_layer
