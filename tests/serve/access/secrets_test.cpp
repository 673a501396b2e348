#include "pipeline/serve/access/secrets.h"

#include <gtest/gtest.h>

#include <set>

namespace banthuek::serve {
namespace secrets_test {

constexpr const char* kUrlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

TEST(Tokens, AreThirtyTwoRandomBytes) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string token = access::random_token();
    EXPECT_EQ(token.size(), 43u);
    EXPECT_EQ(token.find_first_not_of(kUrlSafe), std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
}

// BLAKE2b with 32 bytes, as b2sum -l 256 gives it, in base64.
TEST(Hashes, AreThoseOfTheStandard) {
  EXPECT_EQ(access::plain_hash(""), "DldRwCblQ7Loqy6wYJnaodHl30d3j3eH-qtFzfEv46g");
  EXPECT_EQ(access::plain_hash("abc"), "vd2BPGNCOXIxce8_7phXm5SWTjuxyz5CcmLIwGjVIxk");
  EXPECT_EQ(access::keyed_hash("", "abc"), access::plain_hash("abc"));
  EXPECT_NE(access::keyed_hash("k", "abc"), access::plain_hash("abc"));
  EXPECT_NE(access::keyed_hash("k", "abc"), access::keyed_hash("l", "abc"));
  const std::string longest(64, 'k');
  EXPECT_EQ(access::keyed_hash(longest + "x", "abc"), access::keyed_hash(longest, "abc")) << "64 bytes of a key count";
  EXPECT_NE(access::keyed_hash(longest.substr(1) + "x", "abc"), access::keyed_hash(longest, "abc"));
}

TEST(SameSecret, IsEqualInAllBytes) {
  EXPECT_TRUE(access::same_secret("", ""));
  EXPECT_TRUE(access::same_secret("abc", "abc"));
  EXPECT_FALSE(access::same_secret("abc", "abd"));
  EXPECT_FALSE(access::same_secret("abc", "ab"));
  EXPECT_FALSE(access::same_secret("ab", "abc"));
  EXPECT_FALSE(access::same_secret("", "a"));
}

TEST(Passwords, AreKeptAsArgon2id) {
  const std::string hash = access::hash_password("ก long pass word", access::kHashCost);
  EXPECT_EQ(hash.substr(0, 31), "$argon2id$v=19$m=65536,t=2,p=1$");
  EXPECT_EQ(access::hash_password("x").substr(0, 30), "$argon2id$v=19$m=8192,t=1,p=1$") << "world_test.cpp's, so that other tests need not wait";
  EXPECT_TRUE(access::password_fits(hash, "ก long pass word"));
  EXPECT_FALSE(access::password_fits(hash, "ก long pass worD"));
  EXPECT_FALSE(access::password_fits("no hash", "no hash"));
  EXPECT_FALSE(access::password_fits("", ""));
}

}  // namespace secrets_test
}  // namespace banthuek::serve
