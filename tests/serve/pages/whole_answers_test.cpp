// Pages and answers of the API, whole, as tests/serve/expected has them; those that tests of their own hold stand there (search_page_test.cpp and so
// on).
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "pipeline/store/store.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace whole_answers_test {

std::string encoded(std::string_view text) { return http::percent_encode(text); }

class WholeAnswer : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;

  static void expect_page(const std::string& name, const std::string& target, const char* who = "editor") {
    expect_file(name + ".html", main_of(world_->get(target, who)));
  }
  // A member a line; keys and hashes, which hang on the bytes of a picture, by their names.
  static void expect_json(const std::string& name, const std::string& target, const char* who = "editor") {
    std::string text = json_of(world_->get(target, who)).dump(1) + "\n";
    for (const char* file : {"a65", "a66", "b66", "c", "d67"}) RE2::GlobalReplace(&text, key_of(file), "KEY_" + std::string(file));
    RE2::GlobalReplace(&text, R"(\b[0-9a-f]{64}\b)", "SHA256");
    expect_file(name + ".json", text);
  }
};
World* WholeAnswer::world_ = nullptr;

TEST_F(WholeAnswer, OfAnOfficeAndItsYears) {
  expect_page("office_en", "/office?lang=en&name=" + encoded(kOfficeA));
  expect_page("office_without_year_th", "/office?name=" + encoded(kOfficeC));
}

TEST_F(WholeAnswer, OfTheListOfDocuments) {
  expect_page("documents_th", "/documents");
  expect_page("documents_filtered_en", "/documents?lang=en&sort=score&year=2566&province=" + encoded("ชัยภูมิ"));
}

TEST_F(WholeAnswer, OfAPagesTextAndItsPicture) {
  expect_json("text", "/documents/" + key_of("a66") + "/text/1?q=" + encoded("ข้อความ"));
  expect_json("iiif_info", "/iiif/" + key_of("b66") + ".1/info.json");
}

TEST_F(WholeAnswer, OfWhatASearchProposes) {
  expect_json("values_of_status", "/search/values?facet=status&q=" + encoded("ร้องเรียน"));
  expect_json("suggestions", "/search/suggestions?q=" + encoded("ร้อง"));
}

TEST_F(WholeAnswer, OfAccounts) {
  World world;  // with nobody in it but who is asked for here
  world.csrf_of("reader");
  expect_file("accounts_en.html", main_of(world.get("/accounts?lang=en", "admin")));
  expect_file("account_th.html", main_of(world.get("/account", "reader")));
  expect_file("sign_in_en.html", main_of(world.get("/sign-in?lang=en&next=%2Fsearch", "")));
}

TEST_F(WholeAnswer, OfDossiersNotesAndTags) {
  World world;
  const std::string at = "/documents/" + key_of("a66");
  const std::string dossier = header(world.post("/dossiers", {{"title", "ร้องเรียน <b>ทุก</b> ปี"}}), "Location").substr(10);
  for (const std::string& what : {key_of("b66") + "|ดูทั้งเอกสาร", key_of("a66") + "/measures/1/status", std::string("|ไม่มีรายงานปี 2567")})
    ASSERT_EQ(world.post("/collect", {{"what", what}, {"dossier", dossier}}).status, 303) << what;
  for (const auto& [act, text] : {std::pair<std::string, std::string>{"note", "ถาม <ปลัด> แล้ว"}, {"tag", "ตรวจซ้ำ"}})
    ASSERT_EQ(world.post(at + "/note", {{"field", "measures/1/status"}, {"act", act}, {"text", text}}).status, 303) << act;
  for (const auto& [name, target] : {std::pair<std::string, std::string>{"dossiers_en", "/dossiers?lang=en"},
                                     {"dossier_en", "/dossiers/" + dossier + "?lang=en"},
                                     {"tag_en", "/tags?lang=en&tag=" + encoded("ตรวจซ้ำ")},
                                     {"noted_value_en", at + "/value?lang=en&field=measures/1/status"}}) {
    std::string text = main_of(world.get(target));
    RE2::GlobalReplace(&text, dossier, "DOSSIER");
    RE2::GlobalReplace(&text, R"(\d+ [A-Z][a-z]{2} \d{4} \d\d:\d\d)", "TIME");
    RE2::GlobalReplace(&text, R"(\b[0-9a-f]{64}\b)", "SHA256");
    expect_file(name + ".html", text);
  }
}

TEST_F(WholeAnswer, OfOneValueAndOfARecord) {
  expect_page("value_th", "/documents/" + key_of("a66") + "/value?field=measures/1/status");
  expect_page("value_of_record_en", "/documents/" + key_of("a66") + "/value?lang=en&field=measures/0");
}

TEST_F(WholeAnswer, OfTheQuestionsOfAnAudit) {
  expect_page("audit_copies_en", "/audit?lang=en&question=copies");
  expect_page("audit_follow_ups_th", "/audit?question=follow-ups&year=2565");
  expect_page("audit_statuses_en", "/audit?lang=en&question=statuses");
  expect_page("audit_scores_th", "/audit?question=scores");
  expect_page("audit_pair_en", "/audit/pair?lang=en&left=" + key_of("a66") + "-1&right=" + key_of("b66") + "-1");
}

TEST_F(WholeAnswer, OfWhatIsMendedAndReviewedTogether) {
  expect_page("mend_en", "/mend?lang=en&from=" + encoded("ทุจริต") + "&to=" + encoded("สุจริต"));
  expect_page("review_many_en", "/review/many?lang=en");
}

TEST_F(WholeAnswer, OfTheApi) {
  expect_json("api_search", "/api/v1/search?facets=1&q=" + encoded("ร้องเรียน"));
  expect_json("api_measures", "/api/v1/measures?year=2566");
  expect_json("api_documents", "/api/v1/documents?limit=2");
  expect_json("api_document", "/api/v1/documents/" + key_of("a66"));
  expect_json("api_values", "/api/v1/documents/" + key_of("b66") + "/values");
  expect_json("api_audit_statuses", "/api/v1/audit/statuses");
  expect_json("api_overview", "/api/v1/overview");
}

}  // namespace whole_answers_test
}  // namespace banthuek::serve
