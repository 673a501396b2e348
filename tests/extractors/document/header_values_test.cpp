#include "extractors/document/header_values.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace header_values_test {

using test::quote;

TEST(Reference, HasNoDotOfTheLineItStandsOn) {
  const auto value = [](double confidence) { return without_marks_in_code(quote("กส.๕๑๐๐๑/๑๒", confidence), test::schemas().vocabulary); };
  EXPECT_EQ(value(0.95), "กส ๕๑๐๐๑/๑๒");
  EXPECT_EQ(value(1), "กส.๕๑๐๐๑/๑๒");  // printed so
}

TEST(Reference, HasTheDotsThatAScanLost) {
  const auto value = [](const char* text, double confidence = 0.95) { return with_lost_dots(quote(text, confidence), text); };
  EXPECT_EQ(value("สน ๐๐๓๒ ๓/๒๔๙"), "สน ๐๐๓๒.๓/๒๔๙");
  EXPECT_EQ(value("สน ๐๐๓๓ ๐๐๑ ๐๙/๒"), "สน ๐๐๓๓.๐๐๑.๐๙/๒");
  EXPECT_EQ(value("สน ๐๐๓๓.๐๐๑ ๐๙ /๒"), "สน ๐๐๓๓.๐๐๑.๐๙ /๒");
  EXPECT_EQ(value("สน ๐๐๓๒ ๓/๒๔๙", 1), "สน ๐๐๓๒ ๓/๒๔๙");     // printed so
  EXPECT_EQ(value("สน ๐๐๓๓,๐๐๑.๐๙/๒"), "สน ๐๐๓๓.๐๐๑.๐๙/๒");  // a comma never stands there
  EXPECT_EQ(value("สน ๐๐๓๓.๐๐๑,๐๙/๒", 1), "สน ๐๐๓๓.๐๐๑,๐๙/๒");
  EXPECT_EQ(value("สน ๐๐๓๒/๒๔ ๑"), "สน ๐๐๓๒/๒๔ ๑");  // behind the stroke
  EXPECT_EQ(value("สน ๗๑๘๐๑/ว ๒"), "สน ๗๑๘๐๑/ว ๒");
  EXPECT_EQ(value("สน ๓๒ ๓/๒๔๙"), "สน ๓๒ ๓/๒๔๙");  // no number of a unit
}

TEST(Reference, IsCertainOnlyAsItWasReadAndOfAKnownCode) {
  const auto sure = [](const char* text, double confidence) {
    return reference_field(quote(text, confidence), test::schemas().vocabulary, "memo.reference").confidence > 0.9;
  };
  for (const char* text : {"สน ๐๐๓๒.๓/๒๔๙", "มท ๐๘๐๘.๒/ว ๑๒", "๔๕/๒๕๖๗", "โรงพยาบาล ๑๒/๒๕๖๗"}) EXPECT_TRUE(sure(text, 0.999)) << text;
  for (const char* text : {"สน ๐๐๓๒ ๓/๒๔๙", "สน ๐๐๓๒,๓/๒๔๙", "ฮน ๐๐๓๒.๓/๒๔๙"}) EXPECT_FALSE(sure(text, 0.999)) << text;
  EXPECT_TRUE(sure("ฮน ๐๐๓๒.๓/๒๔๙", 1)) << "printed so";
}

TEST(HeaderLines, BeginWhereTheLabelsDo) {
  const auto line = [](std::vector<std::pair<int, const char*>> words) {
    text::Excerpt out;
    for (const auto& [x, word] : words) text::append(out, out.empty() ? "" : " ", quote(word, 0.9, 1, {x, 600, 60, 20}));
    return out;
  };
  const text::Excerpt noted = line({{20, "ด่วน"}, {200, "เรียน"}, {280, "ปลัด"}});
  EXPECT_EQ(from_labels(noted, 200, 1000).text, "เรียน ปลัด");
  EXPECT_EQ(from_labels(noted, 209, 1000).text, "เรียน ปลัด");
  EXPECT_EQ(from_labels(noted, 212, 1000).text, noted.text) << "no word begins there";
  EXPECT_EQ(from_labels(noted, -1, 1000).text, noted.text);
  EXPECT_EQ(from_labels(line({{121, "ด่วน"}, {200, "เรียน"}}), 200, 1000).text, "ด่วน เรียน") << "too near the text";
  EXPECT_EQ(from_labels(line({{120, "ด่วน"}, {200, "เรียน"}}), 200, 1000).text, "เรียน");
  EXPECT_EQ(from_labels(noted, 200, 799).text, noted.text) << "the number of an order, in the middle";
  EXPECT_EQ(from_labels(line({{200, "เรียน"}, {280, "ปลัด"}}), 200, 1000).text, "เรียน ปลัด");
}

}  // namespace header_values_test
}  // namespace banthuek::document
