#include "pipeline/settings.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

TEST(Shard, IsANumberOfANumber) {
  EXPECT_EQ(parse_shard("2/8")->number, 2);
  EXPECT_EQ(parse_shard("2/8")->of, 8);
  for (const char* bad : {"", "2", "0/8", "9/8", "2/", "/8", "a/b", "2/8x", "-1/8", "1/99999999999", "2 /8"}) EXPECT_FALSE(parse_shard(bad)) << bad;
}

TEST(Shard, TakesEachContentExactlyOnce) {
  for (const char* sha : {"0000000000000000", "ffffffffffffffff", "123456789abcdef0"}) {
    int taken = 0;
    for (int k = 1; k <= 7; ++k) taken += belongs(sha, {k, 7});
    EXPECT_EQ(taken, 1) << sha;
  }
}

TEST(DefaultJobs, IsWhatSlurmGives) {
  setenv("SLURM_CPUS_PER_TASK", "3", 1);
  EXPECT_EQ(default_jobs(), 3);
  setenv("SLURM_CPUS_PER_TASK", "x", 1);
  EXPECT_GE(default_jobs(), 1);
  unsetenv("SLURM_CPUS_PER_TASK");
  EXPECT_GE(default_jobs(), 1);
}

}  // namespace
}  // namespace banthuek
