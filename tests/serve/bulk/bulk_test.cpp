// Many at once, each with one way back.
#include <gtest/gtest.h>

#include "extractors/types/field_path.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace bulk_test {

class Bulk : public testing::Test {
 protected:
  World world_;
  std::string value(const std::string& key, const std::string& field) {
    auto whole = world_.desk().archive().document(key);
    const MaybeField* at = field_at(whole->stored.document, field);
    return at && *at ? (*at)->value : "";
  }
};

TEST_F(Bulk, MendsWhatIsTickedAndTakesItBack) {
  const std::string query = http::join_query({{"from", "ตรวจสอบภายใน"}, {"to", "ตรวจราชการ"}}), d = key_of("d67");
  const std::string page = world_.get("/mend?" + query).body;
  EXPECT_EQ(times(page, "name=\"what\""), 25);
  EXPECT_NE(page.find("<mark>ตรวจราชการ</mark>"), std::string::npos);
  EXPECT_EQ(value(d, "measures/0/title"), "มาตรการลำดับ 1 ตรวจสอบภายใน") << "nothing is changed by looking";
  const http::Response done = world_.post("/mend", {{"from", "ตรวจสอบภายใน"},
                                                    {"to", "ตรวจราชการ"},
                                                    {"what", d + "/measures/0/title"},
                                                    {"what", d + "/measures/3/title"},
                                                    {"what", d + "/measures/3/group"}});
  const std::string to = header(done, "Location");
  EXPECT_NE(to.find("&done=2&batch="), std::string::npos) << to;
  EXPECT_EQ(value(d, "measures/0/title"), "มาตรการลำดับ 1 ตรวจราชการ");
  EXPECT_EQ(value(d, "measures/1/title"), "มาตรการลำดับ 2 ตรวจสอบภายใน");
  const std::string batch = to.substr(to.find("&batch=") + 7);
  // What somebody corrected since stays.
  world_.post("/documents/" + d + "/correct", {{"field", "measures/3/title"}, {"after", "อื่น"}}, "second");
  EXPECT_EQ(world_.post("/mend", {{"act", "undo"}, {"batch", batch}}, "second").status, 303);
  EXPECT_EQ(value(d, "measures/0/title"), "มาตรการลำดับ 1 ตรวจราชการ") << "not another's";
  EXPECT_NE(header(world_.post("/mend", {{"act", "undo"}, {"batch", batch}}), "Location").find("undone=1"), std::string::npos);
  EXPECT_EQ(value(d, "measures/0/title"), "มาตรการลำดับ 1 ตรวจสอบภายใน");
  EXPECT_EQ(value(d, "measures/3/title"), "อื่น");
  for (const char* bad : {"/mend?from=a", "/mend?from=aa&to=aa"}) EXPECT_EQ(world_.get(bad).status, 400) << bad;
}

// Bytes of what is looked for and of what it becomes.
TEST_F(Bulk, MendsTextsOfTwoToSixHundredBytes) {
  struct Case {
    std::size_t from, to;
    bool does;
  };
  for (const Case& c : {Case{1, 3, false}, Case{2, 3, true}, Case{600, 3, true}, Case{601, 3, false}, Case{3, 0, true}, Case{3, 600, true},
                        Case{3, 601, false}, Case{600, 600, true}}) {
    const std::string from(c.from, 'x'), to(c.to, 'y');
    EXPECT_EQ(world_.get("/mend?" + http::join_query({{"from", from}, {"to", to}})).status, c.does ? 200 : 400) << c.from << " to " << c.to;
    EXPECT_EQ(world_.post("/mend", {{"from", from}, {"to", to}, {"what", key_of("d67") + "/measures/0/title"}}).status, c.does ? 303 : 400)
        << c.from << " to " << c.to;
  }
  EXPECT_EQ(world_.get("/mend").status, 200) << "nothing is asked yet";
  EXPECT_EQ(world_.post("/mend", {{"from", "same"}, {"to", "same"}}).status, 400);
}

TEST_F(Bulk, MendsAWordWhereverItStandsInAValue) {
  const std::string d = key_of("d67"), field = "measures/0/title";
  world_.post("/documents/" + d + "/correct", {{"field", field}, {"after", "กกก และ กก ก"}});
  const std::string page = world_.get("/mend?" + http::join_query({{"from", "กก"}, {"to", "ข"}})).body;
  EXPECT_EQ(times(page, "<mark>กก</mark>"), 2);
  EXPECT_EQ(times(page, "<mark>ข</mark>"), 2);
  world_.post("/mend", {{"from", "กก"}, {"to", "ข"}, {"what", d + "/" + field}});
  EXPECT_EQ(value(d, field), "ขก และ ข ก");
  world_.post("/mend", {{"from", "ขก และ ข ก"}, {"to", ""}, {"what", d + "/" + field}});
  EXPECT_EQ(value(d, field), "") << "of what nothing is left the value goes";
}

TEST_F(Bulk, TagsHitsOfASearch) {
  const std::string a = key_of("a66") + "/measures/0", b = key_of("b66") + "/measures/0";
  EXPECT_NE(world_.get("/search?q=" + http::percent_encode("จัดซื้อ")).body.find("form=\"many\" name=\"what\" value=\"" + a + "\""), std::string::npos);
  const http::Response done = world_.post("/bulk", {{"act", "tag"}, {"text", "จัดซื้อ"}, {"what", a}, {"what", b}});
  EXPECT_EQ(header(done, "Location"), "/tags?tag=" + http::percent_encode("จัดซื้อ"));
  EXPECT_EQ(times(world_.get(header(done, "Location")).body, "item panel"), 2);
  world_.post("/bulk", {{"act", "untag"}, {"text", "จัดซื้อ"}, {"what", a}, {"what", b}});
  EXPECT_EQ(times(world_.get(header(done, "Location")).body, "item panel"), 0);
  EXPECT_EQ(world_.post("/bulk", {{"act", "tag"}, {"text", "x"}}).status, 400);
}

TEST_F(Bulk, ConfirmsOnlyWhatWasShown) {
  const std::string page = world_.get("/review/many").body;
  const std::size_t at = page.find("name=\"item\" value=\"" + key_of("a66"));
  ASSERT_NE(at, std::string::npos);
  std::string item = page.substr(at + 19, page.find('"', at + 19) - at - 19);
  EXPECT_EQ(header(world_.post("/review/many", {{"act", "accept"}, {"item", item}}), "Location"), "/review/many") << "its picture was not shown";
  const std::size_t cut = page.find("<img src=\"", at);
  std::string picture = page.substr(cut + 10, page.find('"', cut + 10) - cut - 10);
  for (std::size_t amp; (amp = picture.find("&amp;")) != std::string::npos;) picture.erase(amp + 1, 4);
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  ASSERT_EQ(world_.get(picture).status, 200);
  const http::Response done = world_.post("/review/many", {{"act", "accept"}, {"item", item}});
  EXPECT_NE(header(done, "Location").find("?item="), std::string::npos);
  EXPECT_EQ(world_.desk().reviews().count(), 1);
  EXPECT_EQ(world_.get("/review/many").body.find("value=\"" + item + "\""), std::string::npos);
  world_.post("/review/many", {{"act", "undo"}, {"item", item}});
  EXPECT_EQ(world_.desk().reviews().count(), 0);
}

}  // namespace bulk_test
}  // namespace banthuek::serve
