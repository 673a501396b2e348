// The API's answers, key by key.
#include <gtest/gtest.h>

#include <set>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/routes.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace api_test {

class Api : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
  static view::Json get(const std::string& target, const char* who = "reader") { return json_of(world_->get("/api/v1/" + target, who)); }
  static std::string q(const std::string& words) { return "q=" + http::percent_encode(words); }
};
World* Api::world_ = nullptr;

TEST_F(Api, MeasuresAreHitsWithFacets) {
  view::Json found = get("measures?" + q("เว็บไซต์ของหน่วยงาน"));
  view::Json hits = found["hits"];
  EXPECT_EQ(hits.dump(), R"([{"measure":")" + key_of("a66") + R"(-1","document":")" + key_of("a66") +
                             R"(","title":"เผยแพร่แผนการจัดซื้อจัดจ้าง","snippet":"ประกาศทางเว็บไซต์ของหน่วยงาน","office":"องค์การบริหารส่วนตำบลบ้านสมมุติ",)"
                             R"("province":"นครราชสีมา","year":2566,"group":"IIT","status":"done","page":1,"confidence":0.99}])");
  EXPECT_EQ(found["total"], 1);
  EXPECT_EQ(found["estimated"], false);
  EXPECT_EQ(found["next"], nullptr);
  EXPECT_EQ(found["facets"].dump(), R"({"kind":{"":1},"year":{"2566":1},"status":{"done":1},"group":{"IIT":1},"province":{"นครราชสีมา":1},)"
                                    R"("district":{"เมืองสมมุติ":1},"type":{"อบต.":1},"office":{"องค์การบริหารส่วนตำบลบ้านสมมุติ":1}})");
  view::Json hostile = get("measures?" + q("ปลอดภัย"))["hits"][0];
  EXPECT_EQ(hostile["year"], nullptr);
  EXPECT_EQ(hostile["status"], nullptr);
  EXPECT_EQ(hostile["group"], "\"IIT\"");
  EXPECT_EQ(get("measures?" + q("คู่มือการใช้ทรัพย์สิน"))["hits"][0]["group"], nullptr);
}

TEST_F(Api, MeasuresComePageByPage) {
  std::set<std::string> seen;
  std::string cursor;
  std::vector<std::size_t> sizes;
  do {
    view::Json page = get("measures?limit=10" + (cursor.empty() ? "" : "&cursor=" + cursor));
    sizes.push_back(page["hits"].size());
    for (view::Json& hit : page["hits"]) seen.insert(hit["measure"]);
    cursor = page["next"].is_null() ? "" : page["next"].get<std::string>();
  } while (!cursor.empty() && sizes.size() < 9);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{10, 10, 10, 5}));
  EXPECT_EQ(seen.size(), 35u);
  EXPECT_EQ(get("measures?limit=35")["next"], nullptr) << "a full page may be the last";
  EXPECT_EQ(get("measures?limit=34")["next"], "p2");
  EXPECT_EQ(get("measures")["hits"].size(), 20u);
}

TEST_F(Api, SearchGivesPassagesOfAllKindsWithTheirBoxes) {
  view::Json found = get("search?in=pages&" + q("บันทึกข้อความ"));
  EXPECT_EQ(found["total"], 5);
  EXPECT_EQ(found["facets"]["in"].dump(), R"({"pages":5})");
  std::set<std::string> documents;
  for (view::Json& hit : found["hits"]) {
    documents.insert(hit["document"]);
    EXPECT_EQ(hit["kind"], "page");
    EXPECT_EQ(hit["measure"], nullptr);
    EXPECT_EQ(hit["boxes"].dump(), "[[30,40,120,20]]");
  }
  EXPECT_EQ(documents.size(), 5u);
  view::Json all = get("search?limit=100&" + q("สมมุติ"));
  std::set<std::string> kinds;
  for (view::Json& hit : all["hits"]) kinds.insert(hit["kind"]);
  EXPECT_TRUE(kinds.contains("measure") || kinds.contains("document"));
  EXPECT_EQ(get("measures?in=pages&" + q("บันทึกข้อความ"))["total"], 0) << "measures are measures";
}

struct BadCase {
  const char *target, *advice;
};
TEST_F(Api, RefusesWhatCannotBeRead) {
  for (const BadCase& c : {BadCase{"measures?limit=0", "limit ต้องเป็น 1 ถึง 100"},
                           {"measures?limit=101", "limit ต้องเป็น 1 ถึง 100"},
                           {"measures?limit=10000", "limit ต้องเป็น 1 ถึง 100"},
                           {"measures?limit=x", "limit ต้องเป็น 1 ถึง 100"},
                           {"documents?limit=-1", "limit ต้องเป็น 1 ถึง 100"},
                           {"measures?cursor=p1", "cursor ใช้ค่า next ของคำตอบก่อนหน้า"},
                           {"measures?cursor=2", "cursor ใช้ค่า next ของคำตอบก่อนหน้า"},
                           {"measures?cursor=px", "cursor ใช้ค่า next ของคำตอบก่อนหน้า"},
                           {"measures?cursor=p12345678", "cursor ใช้ค่า next ของคำตอบก่อนหน้า"}}) {
    const http::Response answer = world_->get("/api/v1/" + std::string(c.target), "reader");
    EXPECT_EQ(answer.status, 400) << c.target;
    EXPECT_EQ(json_of(answer)["error"]["try"], c.advice) << c.target;
  }
  for (const char* good : {"measures?limit=1", "measures?limit=100", "measures?cursor=p2", "documents?limit=100"})
    EXPECT_EQ(world_->get("/api/v1/" + std::string(good), "reader").status, 200) << good;
  EXPECT_EQ(get("measures?limit=1")["hits"].size(), 1u);
}

TEST_F(Api, DocumentsAreFilteredAndOrderedAsThePageOfTheListHasThem) {
  const auto keys = [](const std::string& query) {
    std::vector<std::string> out;
    const view::Json found = get("documents?" + query);
    for (const view::Json& d : found["documents"]) out.push_back(d["document"]);
    return out;
  };
  EXPECT_EQ(keys("year=2565"), std::vector<std::string>{key_of("a65")});
  EXPECT_EQ(keys("year=2566").size(), 2u);
  EXPECT_EQ(keys("province=" + http::percent_encode("ไม่มี")), std::vector<std::string>());
  EXPECT_EQ(keys("text=" + http::percent_encode("รายงานผลปีก่อน")), std::vector<std::string>{key_of("a65")});
  EXPECT_EQ(keys("reviewed=yes"), std::vector<std::string>());
  EXPECT_EQ(keys("sort=newest").front(), key_of("d67"));
  EXPECT_EQ(keys("sort=newest").back(), key_of("c")) << "without a year last";
  view::Json page = get("documents?sort=office&limit=2");
  EXPECT_EQ(page["total"], 5);
  EXPECT_EQ(page["next"], "p2");
  std::vector<std::string> paged = keys("sort=office&limit=2");
  for (const char* cursor : {"p2", "p3"})
    for (const std::string& key : keys(std::string("sort=office&limit=2&cursor=") + cursor)) paged.push_back(key);
  EXPECT_EQ(paged, keys("sort=office"));
  EXPECT_EQ(get("documents?sort=office&limit=2&cursor=p3")["next"], nullptr);
  for (const char* wrong : {"kind=nothing", "sort=nothing", "reviewed=perhaps", "findings=1"})
    EXPECT_EQ(world_->get(std::string("/api/v1/documents?") + wrong, "reader").status, 400) << wrong;
}

TEST_F(Api, DocumentsComeInTheOrderOfTheirKeys) {
  std::vector<std::string> keys;
  for (const char* name : {"a65", "a66", "b66", "c", "d67"}) keys.push_back(key_of(name));
  std::sort(keys.begin(), keys.end());
  view::Json all = get("documents");
  EXPECT_EQ(all["next"], nullptr);
  std::vector<std::string> got;
  for (view::Json& d : all["documents"]) got.push_back(d["document"]);
  EXPECT_EQ(got, keys);
  view::Json two = get("documents?limit=2");
  EXPECT_EQ(two["documents"].size(), 2u);
  EXPECT_EQ(two["next"], keys[1]);
  view::Json rest = get("documents?limit=3&cursor=" + keys[1]);
  EXPECT_EQ(rest["documents"][0]["document"], keys[2]);
  EXPECT_EQ(rest["documents"].size(), 3u);
  EXPECT_EQ(rest["next"], nullptr);
  for (view::Json& d : all["documents"]) {
    if (d["document"] == key_of("a66")) {
      EXPECT_EQ(d.dump(), R"({"document":")" + key_of("a66") +
                              R"(","office":"องค์การบริหารส่วนตำบลบ้านสมมุติ","province":"นครราชสีมา",)"
                              R"("title":"รายงานผลมาตรการส่งเสริมคุณธรรม","subject":null,"year":2566,"reviewed":false,"pages":[1,1],"kind":null})");
    }
    if (d["document"] == key_of("a65")) {
      EXPECT_EQ(d["subject"], "รายงานผลปีก่อน");
    }
    EXPECT_EQ(d["year"].is_null(), d["document"] == key_of("c"));
  }
}

TEST_F(Api, ADocumentIsItsExportWithPicturesAndReview) {
  view::Json d = get("documents/" + key_of("a66"));
  EXPECT_EQ(d["document"], key_of("a66"));
  EXPECT_EQ(d["reviewed"], false);
  EXPECT_EQ(d["source"]["file"], "a66.png") << "no folders of the server";
  EXPECT_EQ(d["pictures"].dump(), R"([{"page":1,"width":400,"height":600,"iiif":"/iiif/)" + key_of("a66") + R"(.1"}])");
  EXPECT_EQ(d["signatures"][0]["name"], "นายสมมุติ ใจดี");
  EXPECT_EQ(d["measures"].size(), 4u);
  EXPECT_EQ(world_->get("/api/v1/documents/0000000000000000", "reader").status, 404);
  EXPECT_EQ(world_->get("/api/v1/documents/0000000000000000/values", "reader").status, 404);
}

TEST_F(Api, ValuesCarryWhereTheyStand) {
  view::Json values = get("documents/" + key_of("b66") + "/values");
  EXPECT_EQ(values["document"], key_of("b66"));
  EXPECT_EQ(values["values"][0].dump(),
            R"({"field":"organisation/name","value":"เทศบาลตำบลในนิทาน","raw":"เทศบาลตำบลในนิทาน","confidence":0.99,"rule":"plan/cell@1",)"
            R"("places":[{"page":1,"box":[20,10,200,20]}]})");
  EXPECT_EQ(values["values"].size(), 10u);
}

TEST_F(Api, HidesPersonsFromMaskedReaders) {
  World masked([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  for (const char* who : {"reader", "editor"}) {
    const bool hidden = std::string_view(who) == "reader";
    view::Json d = json_of(masked.get("/api/v1/documents/" + key_of("a66"), who));
    EXPECT_EQ(d["signatures"][0]["name"].is_null(), hidden);
    EXPECT_EQ(d["signatures"][0]["position"], "ปลัด");
    view::Json values = json_of(masked.get("/api/v1/documents/" + key_of("a66") + "/values", who));
    ASSERT_FALSE(values["values"].empty());
    for (view::Json& value : values["values"]) {
      const bool person = value["field"] == "signatures/0/name";
      EXPECT_EQ(value["value"].is_null(), hidden && person) << value;
      EXPECT_EQ(value["raw"].is_null(), hidden && person) << value;
    }
  }
  EXPECT_EQ(masked.get("/api/v1/documents/" + key_of("a65"), "reader").status, 200) << "no signatures, nothing to hide";
}

TEST_F(Api, OverviewIsWhatThePageShows) {
  view::Json o = get("overview");
  std::string keys;
  for (const auto& [key, value] : o.items()) keys += key + " ";
  EXPECT_EQ(keys, "measures documents offices pages years provinces statuses ledger ");
  EXPECT_EQ(o["documents"], 5);
  EXPECT_EQ(o["years"].dump(), "[[2565,3],[2566,6],[2567,25]]");
  EXPECT_EQ(o["provinces"].size(), 4u);
}

TEST_F(Api, AnswersThatTheVisitorHasAreNotSentAgain) {
  const http::Response first = world_->get("/api/v1/overview", "reader");
  const std::string etag = header(first, "ETag");
  EXPECT_EQ(etag.size(), 22u);
  EXPECT_EQ(header(first, "Cache-Control"), "private, no-cache");
  const http::Response again = world_->get("/api/v1/overview", "reader", {{"if-none-match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(header(again, "ETag"), etag);
  EXPECT_EQ(world_->get("/api/v1/documents", "reader", {{"if-none-match", etag}}).status, 200);
  EXPECT_EQ(get("openapi.json", "")["openapi"], "3.1.0");
}

// Each address of the API is described, and each that is described is there.
TEST_F(Api, IsDescribedWhole) {
  std::set<std::string> described, here;
  view::Json description = get("openapi.json", "");
  for (const auto& [path, of] : description["paths"].items()) described.insert(path);
  for (const site::Route& route : routes())
    if (route.pattern.rfind("/api/v1/", 0) == 0) here.insert(route.pattern);
  EXPECT_EQ(here, described);
}

}  // namespace api_test
}  // namespace banthuek::serve
