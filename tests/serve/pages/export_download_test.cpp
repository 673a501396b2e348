// What a search found, as a file.
#include <gtest/gtest.h>

#include <set>

#include "extractors/types/ordered_json.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace export_download_test {

class TakeResults : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
};
World* TakeResults::world_ = nullptr;

TEST_F(TakeResults, AsCsvHasARowForEachMeasure) {
  const http::Response answer = world_->get("/export?format=csv&year=2566", "reader");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.type, "text/csv; charset=utf-8");
  EXPECT_EQ(header(answer, "Content-Disposition"), "attachment; filename=\"banthuek.csv\"");
  const std::string csv = body_of(answer);
  EXPECT_EQ(csv.substr(0, 3), "\xef\xbb\xbf");
  EXPECT_EQ(times(csv, "\r\n"), 7) << csv;
  EXPECT_EQ(times(body_of(world_->get("/export?format=csv&year=2567&page=2")), "\r\n"), 26) << "all pages of the search";
  EXPECT_EQ(times(body_of(world_->get("/export?format=csv&year=2500")), "\r\n"), 1);
}

TEST_F(TakeResults, AsJsonHasTheDocumentsOfTheMeasures) {
  const http::Response answer = world_->get("/export?format=json&status=done");
  EXPECT_EQ(answer.type, "application/json; charset=utf-8");
  EXPECT_EQ(header(answer, "Content-Disposition"), "attachment; filename=\"banthuek.json\"");
  view::Json json = view::Json::parse(body_of(answer));
  std::set<std::string> files;
  for (view::Json& document : json["documents"]) files.insert(document["source"]["file"].get<std::string>());
  EXPECT_EQ(files.size(), 3u);
  for (const std::string& file : files) EXPECT_EQ(file.find("d67"), std::string::npos) << "it has nothing that is done";
}

TEST_F(TakeResults, AsXlsxIsAFileThatLeavesNothingBehind) {
  TemporaryFolder folder;
  setenv("TMPDIR", (folder / "").c_str(), 1);
  const http::Response answer = world_->get("/export?format=xlsx&year=2566");
  EXPECT_EQ(answer.type, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(header(answer, "Content-Disposition"), "attachment; filename=\"banthuek.xlsx\"");
  const std::string bytes = body_of(answer);
  EXPECT_EQ(bytes.substr(0, 4), "PK\x03\x04");
  EXPECT_TRUE(std::filesystem::is_empty(folder / ""));
  setenv("TMPDIR", "/proc", 1);  // where no file can be made
  EXPECT_EQ(world_->get("/export?format=xlsx").status, 500);
  unsetenv("TMPDIR");
}

TEST_F(TakeResults, RefusesWhatCannotBeRead) {
  for (const char* target : {"/export", "/export?format=doc", "/export?format=csv&year=1", "/export?format=csv&status=x"})
    EXPECT_EQ(world_->get(target).status, 400) << target;
  EXPECT_NE(world_->get("/export").body.find("ส่งออกได้เป็น CSV, XLSX หรือ JSON"), std::string::npos);
}

TEST_F(TakeResults, StopsWhenTheVisitorIsGone) {
  for (const char* format : {"csv", "json", "xlsx"}) {
    int pieces = 0;
    world_->get("/export?format=" + std::string(format)).stream([&](std::string_view) {
      ++pieces;
      return false;
    });
    EXPECT_EQ(pieces, 1) << format;
  }
}

}  // namespace export_download_test
}  // namespace banthuek::serve
