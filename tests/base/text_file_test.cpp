#include "pipeline/base/text_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "extractors/types/error.h"

namespace banthuek::base {
namespace text_file_test {

using Lines = std::vector<std::string>;

TEST(DecodeText, ReadsTheEncodingsThatProgramsSave) {
  EXPECT_EQ(decode_text("กข a"), "กข a");
  EXPECT_EQ(decode_text("\xEF\xBB\xBFกข"), "กข");
  EXPECT_EQ(decode_text("\xA1\xA2 a\xF1"), "กข a๑");  // windows-874
  EXPECT_EQ(decode_text(std::string("\xFF\xFE\x01\x0e"
                                    "a\0",
                                    6)),
            "กa");                                                      // UTF-16, marked
  EXPECT_EQ(decode_text(std::string("\xFE\xFF\x0e\x01\0a", 6)), "กa");  // the other way round
  EXPECT_EQ(decode_text(std::string("a\0\x01\x0e", 4)), "aก");          // without a mark
  EXPECT_EQ(decode_text(std::string("\0a\x0e\x01", 4)), "aก");
  EXPECT_EQ(decode_text(""), "");
}

TEST(LinesOf, EndAsAnySystemEndsThem) {
  EXPECT_EQ(lines_of("a\nb\n"), (Lines{"a", "b"}));
  EXPECT_EQ(lines_of("a\r\nb\r\n\r\n c "), (Lines{"a", "b", " c "}));
  EXPECT_EQ(lines_of("a\rb"), (Lines{"a", "b"}));
  EXPECT_EQ(lines_of("\n\n"), Lines{});
}

TEST(ReadTextFile, SaysWhatToGiveWhereThereIsNone) {
  const auto file = std::filesystem::path(testing::TempDir()) / "text_file_test.txt";
  std::ofstream(file, std::ios::binary) << "\xA1\r\n";
  EXPECT_EQ(read_text_file(file, ""), "ก\r\n");
  std::filesystem::remove(file);
  try {
    read_text_file(file, "give a list");
    FAIL() << "no error";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUsage);
    EXPECT_EQ(std::string(e.what()), file.string() + ": cannot be read; give a list");
  }
}

}  // namespace text_file_test
}  // namespace banthuek::base
