#include "pipeline/base/json_string.h"

#include <gtest/gtest.h>

#include "pipeline/base/hex.h"

namespace banthuek::base {
namespace json_string_test {

std::string added(std::string_view text) {
  std::string out = "=";
  append_json_string(out, text);
  return out;
}

TEST(JsonString, EscapesQuotesBackslashesAndControlsAlone) {
  const std::pair<std::string_view, const char*> cases[] = {{"", R"(="")"},
                                                            {"บันทึก a", R"(="บันทึก a")"},
                                                            {"\"", R"(="\"")"},
                                                            {"\"ก\"", R"(="\"ก\"")"},
                                                            {"a\\", R"(="a\\")"},
                                                            {"\nก\n\nข\x1f", R"(="\u000aก\u000a\u000aข\u001f")"},
                                                            {std::string_view("a\0b", 3), R"(="a\u0000b")"}};
  for (const auto& [text, json] : cases) EXPECT_EQ(added(text), json);
}

TEST(Hex, TwoDigitsForEachByteBehindWhatIsThere) {
  std::string out = "=";
  append_hex(out, "");
  append_hex(out, std::string_view("\x00\x0f\xa5\xff", 4));
  EXPECT_EQ(out, "=000fa5ff");
}

}  // namespace json_string_test
}  // namespace banthuek::base
