// A desk over several databases: it answers as over one that was joined of them, and writes corrections to the one that holds the document.
#include <gtest/gtest.h>

#include "pipeline/database/history.h"
#include "pipeline/ingest/merge.h"
#include "tests/serve/world.h"
#include "tests/serve/world_archive.h"

namespace banthuek::serve {
namespace several_test {

namespace fs = std::filesystem;

// The archive of every World in three parts: files 1 and 2, 3, 4 and 5.
std::vector<fs::path> make_parts(const fs::path& folder) {
  std::vector<fs::path> parts;
  const std::string kept[] = {"id > 2", "id <> 3", "id < 4"};
  for (int i = 0; i < 3; ++i) {
    parts.push_back(folder / ("part" + std::to_string(i) + ".db"));
    fs::copy_file(made_archive(), parts.back());
    store::Store part = store::Store::open(parts.back(), database::Access::kWrite);
    std::vector<std::string> others;
    for (database::Statement row = part.db().prepare("SELECT sha256 FROM files WHERE " + kept[i]); row.step();) others.push_back(row.text(0));
    for (const std::string& sha256 : others) part.remove_file(sha256);
  }
  return parts;
}

class SeveralDatabases : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::vector<fs::path> parts = make_parts(folder / "");
  fs::path joined = folder / "joined.db";
  World desk{[&](site::SiteOptions& options) {
    ingest::join(joined.string(), {parts[0].string(), parts[1].string(), parts[2].string()});
    store::Store::open(joined, database::Access::kWrite).put_setting(site::kJoinedOf, database::hash_of_histories(parts));
    options.archive = parts[0];
    options.parts = parts;
    options.joined = joined;
  }};

  std::string status_in(const fs::path& file, const char* name) {
    const auto stored = store::Store::open(file, database::Access::kRead).document(key_of(name));
    return stored && stored->document.measures[0].status ? stored->document.measures[0].status->value : "not there";
  }
  bool stands() { return store::Store::open(joined, database::Access::kRead).setting(site::kJoinedOf) == database::hash_of_histories(parts); }
};

TEST_F(SeveralDatabases, AnswerAsOneDoes) {
  World one([&](site::SiteOptions& options) {
    const fs::path merged = folder / "merged.db";
    ingest::join(merged.string(), {made_archive().string()});
    options.archive = merged;
  });
  const std::string a = key_of("a66"), word = http::percent_encode("แผน"), office = http::percent_encode(kOfficeA);
  int compared = 0;
  const std::string targets[] = {"/",
                                 "/search?q=" + word,
                                 "/search?q=" + word + "&sort=year&lang=en",
                                 "/search?year=2566&fuzzy=1&q=" + word,
                                 "/documents",
                                 "/documents?sort=office",
                                 "/documents/" + a,
                                 "/documents/" + key_of("d67"),
                                 "/documents/" + a + "/value?field=measures/1/status",
                                 "/office?name=" + office,
                                 "/overview",
                                 "/audit?question=copies",
                                 "/audit?question=gaps",
                                 "/compare",
                                 "/compare?office=" + office,
                                 "/review",
                                 "/mend?field=status",
                                 "/export?format=csv",
                                 "/export?format=json",
                                 "/export?format=csv&q=" + word,
                                 "/api/v1/search?q=" + word,
                                 "/api/v1/measures?year=2566",
                                 "/api/v1/documents",
                                 "/api/v1/documents/" + a,
                                 "/api/v1/documents/" + a + "/values",
                                 "/api/v1/audit/copies",
                                 "/api/v1/overview"};
  for (const std::string& target : targets) {
    const http::Response here = desk.get(target), there = one.get(target);
    ASSERT_EQ(here.status, there.status) << target;
    if (here.type.starts_with("text/html"))
      EXPECT_EQ(main_of(here), main_of(there)) << target;
    else
      EXPECT_EQ(body_of(here), body_of(there)) << target;
    compared += here.status == 200;
  }
  EXPECT_GT(compared, 22);
}

TEST_F(SeveralDatabases, CorrectionsGoToThePartThatHoldsTheDocument) {
  const std::string key = key_of("d67");
  ASSERT_EQ(status_in(joined, "d67"), "not_started");
  const http::Response set =
      desk.post("/documents/" + key + "/correct", {{"field", "measures/0/status"}, {"before", "not_started"}, {"after", "done"}, {"why", "misread"}});
  EXPECT_LT(set.status, 400) << main_of(set);
  EXPECT_LT(desk.post("/documents/" + key + "/reviewed", {{"reviewed", "1"}}).status, 400);
  int holding = 0;
  for (const fs::path& part : parts)
    if (const std::string status = status_in(part, "d67"); status != "not there") {
      ++holding;
      EXPECT_EQ(status, "done");
    }
  EXPECT_EQ(holding, 1);
  EXPECT_EQ(status_in(joined, "d67"), "done");
  EXPECT_TRUE(stands()) << "the next start takes it as it is";
  // Joined anew it says the same.
  const fs::path anew = folder / "anew.db";
  ingest::join(anew.string(), {parts[0].string(), parts[1].string(), parts[2].string()});
  EXPECT_EQ(status_in(anew, "d67"), "done");
  EXPECT_TRUE(store::Store::open(anew, database::Access::kRead).document(key)->reviewed);
  // After somebody else changed a part, what is shown stands for the parts no more.
  store::Store::open(parts[1], database::Access::kWrite).remove_file(store::Store::open(parts[1], database::Access::kRead).file_hashes().at(0));
  desk.post("/documents/" + key + "/reviewed", {{"reviewed", "0"}});
  EXPECT_FALSE(stands());
}

TEST_F(SeveralDatabases, WhatBelongsToNoPartIsRefusedInWords) {
  const std::string key = key_of("a66");
  for (const std::string& target : {"/documents/" + key + "/note", std::string("/dossiers"), std::string("/bulk"), std::string("/import/retry")}) {
    const http::Response refused = desk.post(target, {{"act", "note"}, {"text", "x"}, {"field", ""}});
    EXPECT_EQ(refused.status, 409) << target;
    EXPECT_NE(body_of(refused).find("หลายฐานข้อมูล"), std::string::npos) << target;
  }
  EXPECT_EQ(desk.get("/bundle.zip?document=" + key).status, 409);
  EXPECT_NE(body_of(desk.post("/health?lang=en", {}, "admin")).find("joins the databases"), std::string::npos);
}

}  // namespace several_test
}  // namespace banthuek::serve
