// The forms of many at once: what they refuse, what they note, and where a misreading is looked for.
#include <gtest/gtest.h>

#include "extractors/types/field_path.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace bulk_forms_test {

class BulkForms : public testing::Test {
 protected:
  World world_;
  std::string d_ = key_of("d67");

  std::string mend_address(const std::string& from, const std::string& to, const std::string& more = "") {
    return "/mend?lang=en&" + http::join_query({{"from", from}, {"to", to}}) + more;
  }
  std::string mended(const std::string& from, const std::string& to, const std::string& what) {
    return header(world_.post("/mend", {{"from", from}, {"to", to}, {"what", what}}), "Location");
  }
};

TEST_F(BulkForms, RefuseWhatTheyDoNotKnow) {
  const std::string item = key_of("a66") + "/measures/1/status|in_progress";
  struct Case {
    const char* path;
    http::Pairs form;
  };
  for (const Case& c :
       {Case{"/bulk", {{"act", "burn"}, {"text", "x"}, {"what", d_}}}, Case{"/bulk", {{"text", "x"}, {"what", d_}}},
        Case{"/review/many", {{"act", "burn"}, {"item", item}}}, Case{"/review/many", {{"act", "accept"}}}, Case{"/review/many", {{"act", "undo"}}},
        Case{"/review/many", {{"act", "accept"}, {"item", "no slash|x"}}}, Case{"/review/many", {{"act", "accept"}, {"item", "key/no bar"}}},
        Case{"/review/many", {{"act", "accept"}, {"item", "bar|before/slash"}}},
        Case{"/review/many", {{"act", "undo"}, {"item", "bar|before/slash"}}}, Case{"/mend", {{"act", "undo"}, {"batch", "short"}}},
        Case{"/mend", {{"act", "undo"}, {"batch", "with space"}}}, Case{"/mend", {{"act", "undo"}, {"batch", "eleven_long"}}},
        Case{"/mend", {{"from", "same"}, {"to", "same"}, {"what", d_}}}, Case{"/mend", {{"from", "ab"}, {"to", "c"}}}})
    EXPECT_EQ(world_.post(c.path, c.form).status, 400) << c.path << " " << (c.form.empty() ? "" : c.form[0].second);
}

TEST_F(BulkForms, TellTheAuditLogHowMany) {
  world_.post("/bulk", {{"act", "tag"}, {"text", "ดูอีก"}, {"what", d_ + "/measures/0"}, {"what", d_ + "/measures/1 " + d_ + "/measures/2"}});
  EXPECT_EQ(world_.last_noted(), "editor tagged ดูอีก 3");
  world_.post("/bulk", {{"act", "untag"}, {"text", "ดูอีก"}, {"what", d_ + "/measures/0"}, {"what", d_ + "/measures/9"}});
  EXPECT_EQ(world_.last_noted(), "editor untagged ดูอีก 1");
  const std::string to = mended("ลำดับ 7 ตรวจ", "ลำดับ ๗ ตรวจ", d_ + "/measures/6/title"), batch = to.substr(to.find("&batch=") + 7);
  EXPECT_EQ(world_.last_noted(), "editor corrected " + d_ + " measures/6/title แก้คำที่อ่านผิดพร้อมกัน: ลำดับ 7 ตรวจ → ลำดับ ๗ ตรวจ [" + batch + "]");
  EXPECT_EQ(header(world_.post("/mend", {{"act", "undo"}, {"batch", batch}, {"from", "a b"}, {"to", "c"}}), "Location"),
            "/mend?from=a%20b&to=c&undone=1");
  EXPECT_EQ(world_.last_noted(), "editor mended back " + batch + " 1");
  EXPECT_EQ(header(world_.post("/mend", {{"act", "undo"}, {"batch", batch}}), "Location"), "/mend?from=&to=&undone=0") << "it is done once";
  world_.post("/review/many", {{"act", "undo"}, {"item", d_ + "/measures/0/title|x"}});
  EXPECT_EQ(world_.last_noted(), "editor review undone " + d_ + " measures/0/title ");
}

TEST_F(BulkForms, AcceptNothingThatStandsThereNoMore) {
  for (const std::string& item : {key_of("a66") + "/measures/1/status|done", key_of("a66") + "/measures/1/nothing|x",
                                  key_of("a66") + "/measures/3/title|", std::string("0123456789abcdef/title|x")})
    EXPECT_EQ(header(world_.post("/review/many", {{"act", "accept"}, {"item", item}}), "Location"), "/review/many") << item;
  EXPECT_EQ(world_.desk().reviews().count(), 0);
}

// Each text of a record, each of which a search may miss as it is misread.
TEST_F(BulkForms, LookForAMisreadingInEveryText) {
  for (const char* field :
       {"organisation/name", "title", "memo/subject", "measures/0/title", "measures/0/method", "measures/0/responsible", "measures/0/monitoring",
        "measures/0/result", "measures/0/outcome", "measures/0/recommendation", "signatures/0/name", "signatures/0/position"}) {
    const std::string key = key_of("a66"), at = "/documents/" + key + "/correct";
    world_.post(at, {{"field", field}, {"after", "ก่อน คผิด หลัง"}});
    const std::string page = world_.get(mend_address("คผิด", "ถูก")).body;
    EXPECT_EQ(times(page, "name=\"what\" value=\"" + key + "/" + field + "\""), 1) << field;
    EXPECT_NE(page.find("1 values"), std::string::npos) << field;
    EXPECT_NE(page.find("<del>ก่อน <mark>คผิด</mark> หลัง</del>"), std::string::npos) << field;
    EXPECT_NE(page.find("<ins>ก่อน <mark>ถูก</mark> หลัง</ins>"), std::string::npos) << field;
    world_.post(at, {{"field", field}, {"after", "ถูกแล้ว"}});
  }
  const std::string page = world_.get(mend_address("คผิด", "ถูก")).body;
  EXPECT_EQ(times(page, "name=\"what\""), 0);
  EXPECT_NE(page.find("It stands in no value"), std::string::npos);
}

TEST_F(BulkForms, SayWhatWasDoneAndOfferTheWayBack) {
  const std::string none = "It stands in no value";
  const auto page = [&](const std::string& more) { return world_.get(mend_address("zzzz", "y", more)).body; };
  EXPECT_NE(page("").find(none), std::string::npos);
  EXPECT_EQ(page("").find("name=\"batch\""), std::string::npos);
  const std::string done = page("&done=3&batch=abcdef_-90");
  EXPECT_NE(done.find("3 values are mended"), std::string::npos);
  EXPECT_NE(done.find("name=\"batch\" value=\"abcdef_-90\""), std::string::npos);
  EXPECT_EQ(done.find(none), std::string::npos) << "what was just mended stands nowhere any more";
  EXPECT_NE(page("&undone=99999").find("99999 values are as before"), std::string::npos);
  EXPECT_EQ(page("&undone=100000").find("as before"), std::string::npos);
  EXPECT_EQ(page("&done=100000").find("are mended"), std::string::npos);
  for (const char* bad : {"short", "abcdef_-901", "abcdef%20-90"})
    EXPECT_EQ(page(std::string("&done=3&batch=") + bad).find("name=\"batch\""), std::string::npos) << bad;
  const std::string wrong = world_.get("/mend?lang=en&from=a&to=b").body;
  EXPECT_NE(wrong.find("role=\"alert\">Give at least two characters"), std::string::npos);
  EXPECT_EQ(wrong.find(none), std::string::npos);
  EXPECT_EQ(world_.get("/mend?lang=en").body.find(none), std::string::npos) << "nothing is looked for yet";
}

// Two hundred are shown; how many there are is said.
TEST_F(BulkForms, ShowTwoHundredOfManyAndSayHowMany) {
  Document many = report_of("เทศบาลตำบลหลายค่า");
  for (const int count : {200, 201}) {
    many.measures.clear();
    for (int i = 0; i < count; ++i) many.measures.push_back(measure("คผิดซ้ำ", ""));
    store::Store store = store::Store::open(world_.archive(), database::Access::kWrite);
    store.put_file(stored_file("many.pdf", many));
    store.finish();
    const std::string page = world_.get(mend_address("คผิดซ้ำ", "ถูก")).body;
    EXPECT_EQ(times(page, "name=\"what\""), 200);
    EXPECT_NE(page.find(std::to_string(count) + " values"), std::string::npos);
    EXPECT_EQ(page.find("The first 200 are shown") != std::string::npos, count > 200);
  }
}

}  // namespace bulk_forms_test
}  // namespace banthuek::serve
