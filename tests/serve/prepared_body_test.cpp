#include "pipeline/serve/http/prepared_body.h"

#include <gtest/gtest.h>

#include <string>

namespace banthuek::serve::http {
namespace prepared_body_test {

TEST(PreparedBody, IsSentWholeAndAgain) {
  std::string all;
  std::function<void(const Write&)> stream;
  {
    PreparedBody body;
    for (int i = 0; i < 3; ++i) {
      const std::string piece(70'000, static_cast<char>('a' + i));
      body.add(piece);
      all += piece;
    }
    stream = body.stream();
  }
  for (int time = 0; time < 2; ++time) {
    std::string sent;
    stream([&](std::string_view piece) {
      sent += piece;
      return true;
    });
    EXPECT_EQ(sent, all) << time;
  }
}

TEST(PreparedBody, EndsWhereNobodyTakesIt) {
  PreparedBody body;
  body.add(std::string(200'000, 'x'));
  int pieces = 0;
  body.stream()([&](std::string_view) {
    ++pieces;
    return pieces < 2;
  });
  EXPECT_EQ(pieces, 2);
}

}  // namespace prepared_body_test
}  // namespace banthuek::serve::http
