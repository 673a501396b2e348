#include "pipeline/ingest/progress.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "extractors/types/error.h"

namespace banthuek::ingest {
namespace progress_test {

// What an import says to a file.
class Said {
 public:
  Said() : file_(std::tmpfile()) {}
  ~Said() { std::fclose(file_); }
  std::FILE* file() const { return file_; }
  // Times and speeds as "T".
  std::string text() const {
    std::rewind(file_);
    std::string out;
    for (int c; (c = std::fgetc(file_)) != EOF;) out += static_cast<char>(c);
    RE2::GlobalReplace(&out, "[0-9.einf-]+ pages/s", "T pages/s");
    RE2::GlobalReplace(&out, "\"seconds\":[0-9.e+-]+\\}", "\"seconds\":T}");
    return out;
  }

 private:
  std::FILE* file_;
};

TEST(Duration, IsTextOfTwoUnitsAtMost) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(0.49), "0 s");
  EXPECT_EQ(duration_text(0.5), "1 s");
  EXPECT_EQ(duration_text(59.4), "59 s");
  EXPECT_EQ(duration_text(59.5), "1 min 00 s");
  EXPECT_EQ(duration_text(69), "1 min 09 s");
  EXPECT_EQ(duration_text(200), "3 min 20 s");
  EXPECT_EQ(duration_text(3599), "59 min 59 s");
  EXPECT_EQ(duration_text(3600), "1 h 00 min");
  EXPECT_EQ(duration_text(3900), "1 h 05 min");
  EXPECT_EQ(duration_text(90000), "25 h 00 min");
}

TEST(ProgressLines, TellWhatBeginsWhatFailsAndWhatEnds) {
  const Said said;
  Progress progress(ProgressStyle::kLines, said.file());
  progress.begin(3, 1);
  progress.page("a.pdf", 1, 2, false);
  progress.page("a.pdf", 2, 2, true);
  progress.input({"a.pdf", "done", false, 2, 1.5, "", false});
  progress.input({"b.pdf", "damaged", true, 0, 0.5, "b.pdf: the file is empty; get it again", false});
  progress.input({"c.pdf", "done", false, 0, 0, "", true});
  progress.note("a page takes long");
  progress.lost("c.pdf", "signal 11");
  progress.tick();
  progress.end(false);
  EXPECT_EQ(said.text(),
            "banthuek: 3 files to take in, 1 worker\nbanthuek: b.pdf: the file is empty; get it again\nbanthuek: a page takes long\n"
            "banthuek: 3 of 3 files in 0 s, 2 pages (T pages/s): 1 damaged, 2 done (1 known from before)\n");
}

// A folder holds much beside what is to be read: a line for each kind of it, at the end.
TEST(ProgressLines, GroupFilesOfKindsThatAreNotRead) {
  const Said said;
  Progress progress(ProgressStyle::kLines, said.file());
  progress.begin(5, 1);
  for (const char* name : {"a.json", "b.json", "c.json", "d.exe"})
    progress.input({name, "unsupported", true, 0, 0, std::string(name) + ": this is no PDF", false});
  progress.input({"e.pdf", "damaged", true, 0, 0, "e.pdf: is broken", false});
  progress.end(false);
  EXPECT_EQ(said.text(),
            "banthuek: 5 files to take in, 1 worker\nbanthuek: e.pdf: is broken\nbanthuek: d.exe: this is no PDF\n"
            "banthuek: 3 .json files are not read, the first: a.json: this is no PDF\n"
            "banthuek: 5 of 5 files in 0 s, 0 pages (T pages/s): 1 damaged, 4 unsupported\n");
}

TEST(ProgressLines, CountOneFileAndManyWorkers) {
  const Said said;
  Progress progress(ProgressStyle::kLines, said.file());
  progress.begin(1, 2);
  progress.end(true);
  EXPECT_EQ(said.text(), "banthuek: 1 file to take in, 2 workers\nbanthuek: interrupted: 0 of 1 files in 0 s, 0 pages (T pages/s)\n");
}

TEST(Progress, CountsInputsThatAreNotOursOutAndMoreThanWereCountedIn) {
  const Said said;
  Progress progress(ProgressStyle::kLines, said.file());
  progress.begin(2, 1);
  progress.leave();
  progress.input({"a", "done", false, 0, 0, "", false});
  progress.leave();  // not fewer than were met
  progress.input({"b", "done", false, 0, 0, "", false});
  progress.end(false);
  EXPECT_EQ(said.text(), "banthuek: 2 files to take in, 1 worker\nbanthuek: 2 of 2 files in 0 s, 0 pages (T pages/s): 2 done\n");
}

TEST(ProgressJson, IsAnObjectALine) {
  const Said said;
  Progress progress(ProgressStyle::kJson, said.file());
  progress.begin(2, 4);
  progress.page("ก.pdf", 1, 2, true);
  progress.input({"ก.pdf", "partly_read", true, 1, 1.5, "why", false});
  progress.input({"b", "done", false, 1, 0, "", true});
  progress.note("note");
  progress.tick();
  progress.end(true);
  EXPECT_EQ(
      said.text(),
      "{\"event\":\"begin\",\"inputs\":2,\"jobs\":4}\n"
      "{\"event\":\"page\",\"place\":\"ก.pdf\",\"page\":1,\"pages\":2,\"cached\":true}\n"
      "{\"event\":\"input\",\"place\":\"ก.pdf\",\"outcome\":\"partly_read\",\"failed\":true,\"pages\":1,\"seconds\":1.5,\"known\":false,\"message\":"
      "\"why\"}\n"
      "{\"event\":\"input\",\"place\":\"b\",\"outcome\":\"done\",\"failed\":false,\"pages\":1,\"seconds\":0.0,\"known\":true,\"message\":\"\"}\n"
      "{\"event\":\"note\",\"message\":\"note\"}\n"
      "{\"event\":\"end\",\"interrupted\":true,\"inputs\":2,\"outcomes\":{\"done\":1,\"partly_read\":1},\"pages\":1,\"cached_pages\":1,\"seconds\":T}"
      "\n");
}

TEST(ProgressBar, IsDrawnInPlaceAndTakenAwayForAMessage) {
  const Said said;
  Progress progress(ProgressStyle::kBar, said.file());
  progress.begin(4, 1);
  progress.tick();  // nothing yet: just begun
  EXPECT_EQ(said.text(), "");
  progress.input({"a", "done", false, 0, 0, "", false});
  const timespec wait{0, 210'000'000};
  nanosleep(&wait, nullptr);
  progress.tick();
  progress.tick();  // drawn a moment ago
  EXPECT_EQ(std::ranges::count(said.text(), '\r'), 0);
  nanosleep(&wait, nullptr);
  progress.tick();
  EXPECT_EQ(std::ranges::count(said.text(), '\r'), 2) << "in the place of what was drawn";
  progress.note("note");
  progress.end(false);
  const std::string text = said.text();
  EXPECT_EQ(text.substr(0, text.find(" left")), "[######..................] 1 of 4 files, 0 pages, T pages/s, 0 failed, 1 s");
  const std::size_t erased = text.find('\r');
  ASSERT_NE(erased, std::string::npos);
  EXPECT_EQ(text.find_first_not_of(' ', erased + 1), text.find('\r', erased + 1));
  EXPECT_EQ(text.substr(text.find("banthuek: note")), "banthuek: note\nbanthuek: 1 of 4 files in 0 s, 0 pages (T pages/s): 1 done\n");
}

TEST(ImportLog, HoldsWhatIsOfItsLevelAndMore) {
  const std::string file = testing::TempDir() + "banthuek-log-" + std::to_string(getpid());
  for (const LogLevel level : {LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning}) {
    std::filesystem::remove(file);
    const Said said;
    Progress progress(ProgressStyle::kJson, said.file(), ImportLog(file, level));
    progress.begin(2, 3);
    progress.page("a", 1, 2, false);
    progress.page("a", 2, 2, true);
    progress.input({"a", "done", false, 2, 0, "", false});
    progress.input({"b", "done", false, 2, 0, "", true});
    progress.input({"c", "damaged", true, 0, 0, "c: broken", false});
    progress.note("slow");
    progress.lost("d", "signal 9");
    progress.end(true);
    std::ifstream in(file);
    std::ostringstream held;
    held << in.rdbuf();
    std::string text = held.str();
    RE2::GlobalReplace(&text, "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z |, [0-9.einf-]+ pages/s", "");
    const std::string debug[] = {"debug a:1: page read\ndebug a:2: page read before\n", "", ""};
    const std::string begins[] = {"info begins: 2 inputs, 3 workers\n", "info begins: 2 inputs, 3 workers\n", ""};
    const std::string inputs[] = {"info done a\ninfo done (known) b\n", "info done a\ninfo done (known) b\n", ""};
    const std::string ends[] = {"info is interrupted: 3 of 3 files, 2 pages, 1 failed\n", "info is interrupted: 3 of 3 files, 2 pages, 1 failed\n",
                                ""};
    const int i = static_cast<int>(level);
    EXPECT_EQ(text, begins[i] + debug[i] + inputs[i] + "warning damaged c: broken\nwarning slow\nwarning d: a worker is lost: signal 9\n" + ends[i]);
  }
  std::filesystem::remove(file);
  try {
    ImportLog("/dev/null/log", LogLevel::kInfo);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDisk);
    EXPECT_TRUE(std::string(e.what()).starts_with("/dev/null/log: the log cannot be written there (")) << e.what();
  }
}

}  // namespace progress_test
}  // namespace banthuek::ingest
