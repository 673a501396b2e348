#include "pipeline/ingest/folder_watch.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

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

TEST(Watched, KnowsWhatIsStillChanging) {
  const std::string name = testing::TempDir() + "banthuek-watched-changing";
  std::ofstream(name) << "half";
  Watched watched;
  EXPECT_FALSE(watched.changing(name)) << "never seen";
  watched.settled(name);
  EXPECT_TRUE(watched.changing(name));
  watched.settled(name);
  EXPECT_FALSE(watched.changing(name)) << "taken";
  std::remove(name.c_str());
}

TEST(WatchReport, SaysHowTheWatchGoesWhileItLives) {
  const std::string db = testing::TempDir() + "banthuek-report.db";
  std::remove((db + "-watch").c_str());
  EXPECT_FALSE(watch_state(db)) << "no watch";
  {
    WatchReport report(db);
    EXPECT_FALSE(watch_state(db)) << "it has not looked yet";
    report.say({{"/scans/ก", "b"}, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "", 12, 3, 4});
    report.say({{"/scans/ก", "b"}, "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z", "2026-01-03T00:00:00Z", 5, 0, 1});
    const auto state = watch_state(db);
    ASSERT_TRUE(state);
    EXPECT_EQ(state->folders, (std::vector<std::string>{"/scans/ก", "b"}));
    EXPECT_EQ(state->looked_at, "2026-01-03T00:00:00Z");
    EXPECT_EQ(state->taken, 5);
    EXPECT_EQ(state->waiting, 0);
    EXPECT_EQ(state->reading, 1);
    EXPECT_TRUE(state->alive);
    EXPECT_TRUE(watch_state(db)->alive) << "asking takes the lock from nobody";
    WatchReport second(db);
    second.say({{"other"}, "", "", "", 0, 0, 0});
    EXPECT_EQ(watch_state(db)->folders.size(), 2u) << "one watch speaks";
  }
  EXPECT_FALSE(watch_state(db)) << "it ended in order";
}

TEST(WatchReport, ThatWasLeftBehindIsOfADeadWatchAndWhatIsNoneIsNone) {
  const std::string db = testing::TempDir() + "banthuek-left.db", file = db + "-watch";
  std::ofstream(file) << R"({"folders":["a"],"since":"x","looked_at":"y","took_at":"","taken":1,"waiting":0,"reading":9})";
  ASSERT_TRUE(watch_state(db));
  EXPECT_FALSE(watch_state(db)->alive);
  {
    WatchReport next(db);
    next.say({{"b"}, "x", "z", "", 0, 0, 0});
    EXPECT_TRUE(watch_state(db)->alive) << "the next watch takes its place";
  }
  for (const char* text :
       {"", "[]", "{}", "{\"folders\":7}", R"({"folders":["a"],"since":"x","looked_at":"y","took_at":"","taken":"1","waiting":0,"reading":9})"}) {
    std::ofstream(file, std::ios::trunc) << text;
    EXPECT_FALSE(watch_state(db)) << text;
  }
  std::remove(file.c_str());
  ASSERT_EQ(symlink("/etc/passwd", file.c_str()), 0);
  EXPECT_FALSE(watch_state(db)) << "a link is followed by neither";
  WatchReport(db).say({{"b"}, "x", "z", "", 0, 0, 0});
  std::remove(file.c_str());
}

}  // namespace folder_watch_test
}  // namespace banthuek::ingest
