#include "extractors/values/score.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace banthuek::values {
namespace score_test {

TEST(ScoreNumber, IsANumberAndNothingElse) {
  for (const auto& [text, expected] : {std::pair{"๗๔.๓๖", "74.36"},
                                       {" 91 ", "91"},
                                       {"100", "100"},
                                       {"88,2", "88.2"},
                                       {"88. 25", "88.25"},
                                       {"74.36%", "74.36"},
                                       {"74.36 คะแนน", "74.36"},
                                       {"1.2345", "1.2345"},
                                       {"1.23456", "none"},
                                       {"1234", "none"},
                                       {"-", "none"},
                                       {"-5", "none"},
                                       {"ก", "none"},
                                       {"", "none"},
                                       {"7 4", "none"}})
    EXPECT_EQ(score_number(text).value_or("none"), expected) << text;
}

TEST(ScoreWithoutPoint, IsNoYear) {
  for (const auto& [text, expected] :
       {std::pair{"๗๔ ๓๖", "74.36"}, {"8205", "82.05"}, {"2566", "none"}, {"๒๔ ๖๖", "24.66"}, {"824", "none"}, {"82051", "none"}})
    EXPECT_EQ(score_without_point(text).value_or("none"), expected) << text;
}

}  // namespace score_test
}  // namespace banthuek::values
