#include "pipeline/ingest/import_settings.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "pipeline/process/pool.h"

namespace banthuek::ingest {
namespace import_settings_test {

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

TEST(Shard, IsAtMostOneOfAMillion) {
  EXPECT_TRUE(parse_shard("1/1000000"));
  EXPECT_TRUE(parse_shard("1000000/1000000"));
  EXPECT_FALSE(parse_shard("1/1000001"));
  EXPECT_TRUE(parse_shard("1/1"));
  EXPECT_EQ(text_of({2, 8}), "2/8");
}

TEST(Shard, IsToldByTheFirstFifteenDigits) {
  EXPECT_TRUE(
      belongs("00000000000000a"
              "f",
              {11, 16}));  // the sixteenth digit does not count
  EXPECT_FALSE(
      belongs("00000000000000a"
              "f",
              {10, 16}));
  EXPECT_TRUE(
      belongs("00000000000000a"
              "0",
              {1, 10}));
  EXPECT_TRUE(belongs("fffffffffffffff0", {16, 16}));
}

TEST(Workers, AreStartedWithWhatWasAsked) {
  ImportSettings settings;
  settings.jobs = 3, settings.worker_memory = 100, settings.tasks_before_replacing = 7, settings.worker_log = "log";
  const process::PoolSettings pool = pool_settings(settings);
  EXPECT_EQ(pool.jobs, 3);
  EXPECT_EQ(pool.memory_bytes, 100u);
  EXPECT_EQ(pool.written_bytes, 1u << 30);
  EXPECT_EQ(pool.tasks_before_replacing, 7);
  EXPECT_EQ(pool.worker_log, "log");
  EXPECT_EQ(pool.settings, process::Json::object());
}

TEST(DefaultJobs, IsWhatSlurmGives) {
  setenv("SLURM_CPUS_PER_TASK", "1", 1);
  EXPECT_EQ(default_jobs(), 1);
  for (const char* none : {"0", "-4", "3x", ""}) {
    setenv("SLURM_CPUS_PER_TASK", none, 1);
    EXPECT_GE(default_jobs(), 1) << none;
    EXPECT_LE(default_jobs(), 1024) << none;
  }
  setenv("SLURM_CPUS_PER_TASK", "3", 1);
  EXPECT_EQ(default_jobs(), 3);
  setenv("SLURM_CPUS_PER_TASK", "x", 1);
  EXPECT_GE(default_jobs(), 1);
  unsetenv("SLURM_CPUS_PER_TASK");
  EXPECT_GE(default_jobs(), 1);
}

}  // namespace import_settings_test
}  // namespace banthuek::ingest
