#include "pipeline/base/merkle.h"

#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"

namespace banthuek::base {
namespace merkle_test {

std::vector<std::string> leaves_of(int count) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) out.push_back(merkle_leaf("n" + std::to_string(i), sha256_hex(std::to_string(i))));
  return out;
}

// What the README says that one can do with sha256sum.
TEST(Merkle, IsTextThatSha256sumGives) {
  const std::string a = sha256_hex("leaf one " + sha256_hex("1")), b = sha256_hex("leaf two " + sha256_hex("2")), c = sha256_hex("leaf three x");
  EXPECT_EQ(merkle_leaf("one", sha256_hex("1")), a);
  EXPECT_EQ(merkle_root({}), sha256_hex("empty"));
  EXPECT_EQ(merkle_root(std::vector{a}), a);
  EXPECT_EQ(merkle_root(std::vector{a, b}), sha256_hex("node " + a + " " + b));
  EXPECT_EQ(merkle_root(std::vector{a, b, c}), sha256_hex("node " + sha256_hex("node " + a + " " + b) + " " + c));
}

TEST(Merkle, APathLeadsFromEachLeafToTheRootAndFromNoOther) {
  for (int count = 1; count < 40; ++count) {
    const auto leaves = leaves_of(count);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      std::vector<MerkleStep> path = merkle_path(leaves, i);
      EXPECT_LE(path.size(), 6u);
      EXPECT_EQ(merkle_root_of(leaves[i], path), merkle_root(leaves)) << i << " of " << count;
      EXPECT_NE(merkle_root_of(merkle_leaf("other", sha256_hex("x")), path), merkle_root(leaves));
      if (path.empty()) continue;
      path.back().hash = sha256_hex("x");
      EXPECT_NE(merkle_root_of(leaves[i], path), merkle_root(leaves));
    }
  }
}

TEST(Merkle, TheRootTellsOfEachChangedAddedLostOrMovedLeaf) {
  const auto leaves = leaves_of(7);
  auto other = leaves;
  std::swap(other[2], other[5]);
  EXPECT_NE(merkle_root(other), merkle_root(leaves));
  other = leaves;
  other.pop_back();
  EXPECT_NE(merkle_root(other), merkle_root(leaves));
  other = leaves;
  other.push_back(leaves.back());
  EXPECT_NE(merkle_root(other), merkle_root(leaves));
}

}  // namespace merkle_test
}  // namespace banthuek::base
