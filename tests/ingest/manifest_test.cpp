#include "pipeline/ingest/manifest.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "extractors/types/error.h"

namespace banthuek::ingest {
namespace manifest_test {

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
  const check::Declared* row = m.find(at("scans/a.pdf"));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->office, "อบต.บ้าน\"ใหม่\"");
  EXPECT_EQ(row->district, "บางตัวอย่าง");
  EXPECT_EQ(row->year, "๒๕๖๖");
  EXPECT_EQ(row->where, at("list.csv") + ":2");
  EXPECT_TRUE(m.find(at("./a.pdf")));
  EXPECT_FALSE(m.find(at("b.pdf")));
}

TEST_F(ManifestFile, IsReadInTheEncodingsAndWithTheSeparatorsOfExcel) {
  // "CSV (Comma delimited)" of a Thai Windows, and "Unicode text".
  Manifest thai = Manifest::read(write("file,office\r\n\xCA\xE1\xA1\xB9.pdf,\xCD\xBA\xB5.\r\n"), {});
  ASSERT_TRUE(thai.find(at("สแกน.pdf")));
  EXPECT_EQ(thai.find(at("สแกน.pdf"))->office, "อบต.");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("file\toffice\r\na.pdf\tx, y\r\n")) wide += {c, '\0'};
  Manifest unicode = Manifest::read(write(wide), {});
  ASSERT_TRUE(unicode.find(at("a.pdf")));
  EXPECT_EQ(unicode.find(at("a.pdf"))->office, "x, y");
}

TEST_F(ManifestFile, TakesFoldersAsWindowsWritesThem) {
  Manifest m = Manifest::read(write("file,office\nscans\\a.pdf,x\n"), {});
  EXPECT_TRUE(m.find(at("scans/a.pdf")));
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

TEST_F(ManifestFile, ReadsCellsAsTheStandardSays) {
  Manifest m = Manifest::read(write("file,office,district,year\na.pdf,\"x\"\"y, z\"w,a\"b,\n b.pdf , o ,d\r\nc.pdf"), {});
  const check::Declared* a = m.find(at("a.pdf"));
  ASSERT_TRUE(a);
  EXPECT_EQ(a->office, "x\"y, zw");
  EXPECT_EQ(a->district, "a\"b");
  EXPECT_EQ(a->year, "");
  EXPECT_FALSE(m.find(at("b.pdf")));
  const check::Declared* b = m.find(at(" b.pdf "));
  ASSERT_TRUE(b);
  EXPECT_EQ(b->office, "o");
  EXPECT_EQ(b->district, "d");
  EXPECT_TRUE(m.find(at("c.pdf")));
  EXPECT_EQ(m.find(at("c.pdf"))->office, "");
}

TEST_F(ManifestFile, IsPartedBySemicolonsOnlyWhereItsHeadHasNoComma) {
  EXPECT_TRUE(Manifest::read(write("file,x;year\na;b.pdf,2566\n"), {}).find(at("a;b.pdf")));
  EXPECT_EQ(why("file;x,year\na;b.pdf,2566\n"), "list.csv:1: names no column `file`; begin with the row: file,office,district,year");
}

TEST_F(ManifestFile, KnowsAbsoluteAndWorkingFolderPaths) {
  Manifest m = Manifest::read(write("file\n/far/away/../a.pdf\nhere.pdf\n"), {at("scans"), at("no-folder")});
  EXPECT_TRUE(m.find("/far/a.pdf"));
  EXPECT_TRUE(m.find("here.pdf"));
  EXPECT_TRUE(m.find("./x/../here.pdf"));
  EXPECT_TRUE(m.find(at("scans/here.pdf")));
  EXPECT_FALSE(m.find(at("no-folder/here.pdf")));
}

TEST_F(ManifestFile, CountsWhatIsToBeTakenIn) {
  std::ofstream(at("scans/a.pdf")) << "x";
  std::ofstream(at("scans/b.pdf")) << "x";
  std::ofstream(at("c.pdf")) << "x";
  Manifest m = Manifest::read(write("file\nscans/a.pdf\nc.pdf\nd.zip!e\n"), {at("scans")});
  const ToTakeIn with = to_take_in({at("scans")}, {}, &m);
  EXPECT_EQ(with.paths, (std::vector<std::string>{at("scans"), at("c.pdf")}));
  EXPECT_EQ(with.inputs, 3);
  const ToTakeIn without = to_take_in({at("scans")}, {}, nullptr);
  EXPECT_EQ(without.paths, std::vector<std::string>{at("scans")});
  EXPECT_EQ(without.inputs, 2);
}

TEST_F(ManifestFile, ThatIsNotThereIsAnError) {
  try {
    Manifest::read(at("gone.csv"), {});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUsage);
    EXPECT_EQ(e.what(), at("gone.csv") + ": cannot be read; give --manifest a CSV file");
  }
}

}  // namespace manifest_test
}  // namespace banthuek::ingest
