
#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"

namespace banthuek::base {
namespace digest_test {

TEST(Digest, OfBytesIsSha256) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, OfPiecesHoldsTheLengthOfEach) {
  EXPECT_EQ(Digest().hex(), sha256_hex(""));
  EXPECT_EQ(Digest().add("ab").add("c").hex(), sha256_hex(std::string("ab\2\0\0\0\0\0\0\0c\1\0\0\0\0\0\0\0", 19)));
  EXPECT_NE(Digest().add("ab").add("c").hex(), Digest().add("a").add("bc").hex());
}

}  // namespace digest_test
}  // namespace banthuek::base
