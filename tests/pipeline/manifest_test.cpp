#include "pipeline/manifest.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "extractors/error.h"

namespace banthuek {
namespace {

namespace fs = std::filesystem;

class ManifestFile : public testing::Test {
 protected:
  ManifestFile()
      : folder_(fs::path(testing::TempDir()) / ("manifest-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "scans");
  }
  ~ManifestFile() override { fs::remove_all(folder_); }
  std::string write(const std::string& text) {
    const fs::path file = folder_ / "list.csv";
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  std::string at(const std::string& name) const { return (folder_ / name).string(); }
  std::string why(const std::string& text) {
    try {
      Manifest::read(write(text), {});
    } catch (const Error& e) {
      return std::string(e.what()).substr(folder_.string().size() + 1);
    }
    return "";
  }
  fs::path folder_;
};

TEST_F(ManifestFile, KnowsAFileByItsPathFromTheManifestOrFromAFolderTakenIn) {
  Manifest m = Manifest::read(write("\xEF\xBB\xBF"
                                    "file,office,district,year\r\na.pdf,\"อบต.บ้าน\"\"ใหม่\"\"\",บางตัวอย่าง,๒๕๖๖\r\n"),
                              {at("scans")});
  const Given* row = m.find(at("scans/a.pdf"));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->office, "อบต.บ้าน\"ใหม่\"");
  EXPECT_EQ(row->district, "บางตัวอย่าง");
  EXPECT_EQ(row->year, "๒๕๖๖");
  EXPECT_EQ(row->where, at("list.csv") + ":2");
  EXPECT_TRUE(m.find(at("./a.pdf")));
  EXPECT_FALSE(m.find(at("b.pdf")));
}

TEST_F(ManifestFile, TakesSemicolonsOtherColumnsAndLinesInsideQuotes) {
  Manifest m = Manifest::read(write("note;year;file\n\"two\nlines\";2566;a.pdf\n\nx;2567;b.pdf"), {});
  EXPECT_EQ(m.find(at("a.pdf"))->year, "2566");
  EXPECT_EQ(m.find(at("b.pdf"))->where, at("list.csv") + ":5");
  EXPECT_EQ(m.find(at("b.pdf"))->office, "");
}

TEST_F(ManifestFile, PrefersThePathFromItsOwnFolder) {
  Manifest m = Manifest::read(write("file,year\na.pdf,2565\nscans/a.pdf,2566\n"), {at("scans")});
  EXPECT_EQ(m.find(at("scans/a.pdf"))->year, "2566");
  EXPECT_EQ(m.find(at("a.pdf"))->year, "2565");
}

TEST_F(ManifestFile, SaysWhatNobodyMet) {
  std::ofstream(at("scans/b.pdf")) << "x";
  Manifest m = Manifest::read(write("file\na.pdf\nb.pdf\nc.pdf\nd.zip!e.pdf\n"), {at("scans")});
  m.find(at("c.pdf"));
  EXPECT_EQ(m.not_met(Manifest::Members::kLeftOut), (std::vector<std::string>{at("a.pdf"), at("scans/b.pdf")}));
  EXPECT_EQ(m.not_met(Manifest::Members::kOnly), std::vector<std::string>{at("d.zip!e.pdf")});
}

TEST_F(ManifestFile, RefusesWhatIsNoManifest) {
  EXPECT_EQ(why("office,year\nx,2566\n"), "list.csv:1: names no column `file`; begin with the row: file,office,district,year");
  EXPECT_EQ(why(""), "list.csv:1: names no column `file`; begin with the row: file,office,district,year");
  EXPECT_EQ(why("file,year\n,2566\n"), "list.csv:2: names no file; fill its column `file`");
  EXPECT_EQ(why("file\n\"a.pdf\n"), "list.csv:2: a quote is never closed; close it, or double it inside a cell");
  EXPECT_EQ(why("file\na.pdf\n./a.pdf\n"), "list.csv:3: lists a file that " + at("list.csv:2") + " lists too; leave one of them out");
}

}  // namespace
}  // namespace banthuek
