#include "pipeline/watched.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace banthuek {
namespace {

TEST(Watched, TakesAFileOnceWhenItHasStoppedGrowing) {
  const std::string name = testing::TempDir() + "banthuek-watched";
  std::remove(name.c_str());
  Watched watched;
  EXPECT_FALSE(watched.settled(name)) << "not there";
  std::ofstream(name) << "half";
  EXPECT_FALSE(watched.settled(name)) << "seen for the first time";
  std::ofstream(name, std::ios::app) << " and half";
  EXPECT_FALSE(watched.settled(name)) << "has grown";
  EXPECT_TRUE(watched.settled(name));
  EXPECT_FALSE(watched.settled(name)) << "taken already";
  std::ofstream(name, std::ios::app) << " and more";
  EXPECT_FALSE(watched.settled(name));
  EXPECT_TRUE(watched.settled(name)) << "changed: another content";
  std::remove(name.c_str());
}

}  // namespace
}  // namespace banthuek
