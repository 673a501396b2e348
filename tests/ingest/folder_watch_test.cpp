#include "pipeline/ingest/folder_watch.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>

namespace banthuek::ingest {
namespace folder_watch_test {

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

TEST(Watched, TellsAFileOfTheSameSizeByItsTime) {
  const std::string name = testing::TempDir() + "banthuek-watched-time";
  std::ofstream(name) << "same";
  Watched watched;
  watched.settled(name);
  EXPECT_TRUE(watched.settled(name));
  for (const timespec time : {timespec{1000, 5}, timespec{1000, 6}, timespec{1001, 6}}) {
    const timespec both[2] = {time, time};
    ASSERT_EQ(utimensat(AT_FDCWD, name.c_str(), both, 0), 0);
    EXPECT_FALSE(watched.settled(name)) << time.tv_sec << " " << time.tv_nsec;
    EXPECT_TRUE(watched.settled(name)) << time.tv_sec << " " << time.tv_nsec;
  }
  std::remove(name.c_str());
}

}  // namespace folder_watch_test
}  // namespace banthuek::ingest
