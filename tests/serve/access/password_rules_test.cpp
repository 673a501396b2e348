#include "pipeline/serve/access/password_rules.h"

#include <gtest/gtest.h>

namespace banthuek::serve::access {
namespace password_rules_test {

TEST(PasswordRules, ThoseThatAreTriedFirstAreRefused) {
  for (const char* bad : {"1234567890", "0987654321", "1111111111", "abababababab", "qwertyuiop", "QwertyUiop", "1q2w3e4r5t", "q1w2e3r4t5",
                          "1qaz2wsx3edc", "abcdefghij", "1234512345", "12345qwert", "xkqzvxkqzv", "kwxzvkwxzvkwxzv"})
    EXPECT_NE(password_fault(bad, "somchai").find("pattern"), std::string::npos) << bad;
  for (const char* bad : {"password123", "Password2566!", "P@ssw0rd1234", "12345password", "administrator", "admin123456", "welcome2024",
                          "thailand1234", "iloveyou12", "changeme!!!!", "banthuek2567", "letmein12345"})
    EXPECT_NE(password_fault(bad, "somchai").find("is one of the commonest"), std::string::npos) << bad;
  EXPECT_NE(password_fault("somchai12345", "somchai").find("little more than the name"), std::string::npos);
  EXPECT_NE(password_fault("somchai@office.go.th", "somchai@office.go.th").find("little more than the name"), std::string::npos);
}

TEST(PasswordRules, LengthIsEnoughElse) {
  for (const char* good : {"four words of no book", "สวัสดีชาวโลกทุกคน", "a password for reader", "long enough 123", "correcthorsebattery",
                           "tk8-vv2-qpl-91", "my somchai likes tea and rice", "1234567890 ducks on a pond", "xkqzvwxkqzvwx"})
    EXPECT_EQ(password_fault(good, "somchai"), "") << good;
  EXPECT_EQ(password_fault("kpt8vq2zr", "x"), "has 9 characters; give 10 or more (a few words make a good one), at most 1,024 bytes");
  EXPECT_EQ(password_fault("กขคงจฉชซญ", "x").substr(0, 16), "has 9 characters");
  EXPECT_EQ(password_fault(std::string(1025, 'x'), "x").substr(0, 19), "has 1025 characters");
}

}  // namespace password_rules_test
}  // namespace banthuek::serve::access
