// The queue of doubtful values, and the verdicts of one person or two.
#include <gtest/gtest.h>

#include "pipeline/serve/access/reviews.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace review_page_test {

// "field risk" of the queue.
std::vector<std::string> queue_of(World& world) {
  std::vector<std::string> out;
  for (const site::Doubtful& value : world.desk().archive().doubtful()) {
    char risk[20];
    std::snprintf(risk, sizeof risk, " %.2f", value.risk);
    out.push_back(value.field + risk);
  }
  return out;
}

std::string first_field(const std::string& html) {
  const std::string mark = "name=\"field\" value=\"";
  const auto begin = html.find(mark);
  return begin == std::string::npos ? "none" : html.substr(begin + mark.size(), html.find('"', begin + mark.size()) - begin - mark.size());
}

http::Pairs verdict(const std::string& field, const std::string& seen, const std::string& what, const std::string& after = "") {
  return {{"document", key_of("a66")}, {"field", field}, {"before", seen}, {"what", what}, {"after", after}, {"skip", "0"}};
}

// A verdict after its picture was put before the eyes of `who`, as the page does it.
http::Response look_and_say(World& world, const http::Pairs& form, std::string_view who = "editor") {
  world.get("/documents/" + http::value_or(form, "document", "") + "/cut?field=" + http::percent_encode(http::value_or(form, "field", "")) +
                "&shown=" + world.desk().shown_token(),
            who);
  return world.post("/review", form, who);
}

TEST(ReviewQueue, HasTheWeightiestDoubtFirst) {
  World world;
  EXPECT_EQ(queue_of(world), (std::vector<std::string>{"scores/0/total 2.40", "fiscal_year 1.20", "measures/1/status 1.20", "ita_result/score 0.90",
                                                       "signatures/0/name 0.60", "memo/date 0.45", "measures/1/title 0.40", "memo/reference 0.40"}));
  const site::Doubtful total = world.desk().archive().doubtful()[0];
  EXPECT_EQ(total.document, key_of("a66"));
  EXPECT_EQ(total.value, "85.5");
  EXPECT_EQ(total.office, kOfficeA);
  EXPECT_EQ(total.code, "score_sum");
  EXPECT_EQ(total.reason, "the parts make 85.6");
  EXPECT_EQ(total.place.page, 1);
  EXPECT_EQ(total.confidence, 0.99);
  world.post("/documents/" + key_of("a66") + "/correct", {{"field", "scores/0/total"}, {"after", "85.6"}});
  EXPECT_EQ(queue_of(world).front(), "fiscal_year 1.20") << "what a person set is not asked again";
  world.post("/documents/" + key_of("a66") + "/reviewed", {{"reviewed", "1"}});
  EXPECT_TRUE(queue_of(world).empty()) << "a reviewed document has no doubt left";
}

TEST(ReviewPage, IsAsExpected) {
  World world;
  expect_file("review_th.html", main_of(world.get("/review")));
  expect_file("review_skip_en.html", main_of(world.get("/review?lang=en&skip=2")));
}

TEST(ReviewPage, SkipsToTheLastAtMost) {
  World world;
  for (const auto& [skip, field] : http::Pairs{{"0", "scores/0/total"},
                                               {"1", "fiscal_year"},
                                               {"7", "memo/reference"},
                                               {"8", "memo/reference"},
                                               {"99999", "memo/reference"},
                                               {"-1", "scores/0/total"},
                                               {"x", "scores/0/total"},
                                               {"100000", "scores/0/total"},
                                               {"", "scores/0/total"}})
    EXPECT_EQ(first_field(main_of(world.get("/review?skip=" + skip))), field) << skip;
  EXPECT_EQ(main_of(world.get("/review?skip=7")).find("<ul class=\"queue\">"), std::string::npos) << "nothing comes after the last";
  EXPECT_EQ(times(main_of(world.get("/review?skip=0")), "<li>"), 7);
}

TEST(ReviewVerdict, OfOnePersonSettlesAValue) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  World world;
  const http::Response answer = look_and_say(world, verdict("scores/0/total", "85.5", "accept"));
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header(answer, "Location"), "/review?skip=0&undo=" + key_of("a66") + "&field=scores%2F0%2Ftotal");
  EXPECT_EQ(world.last_noted(), "editor accepted " + key_of("a66") + " scores/0/total ");
  const std::string next = main_of(world.get("/review?lang=en&undo=" + key_of("a66") + "&field=scores%2F0%2Ftotal", "second"));
  EXPECT_EQ(first_field(next), "fiscal_year");
  EXPECT_NE(next.find("max=\"8\" value=\"1\""), std::string::npos) << next;
  EXPECT_NE(next.find("1 / 8"), std::string::npos);
  EXPECT_NE(next.find("<input type=\"hidden\" name=\"document\" value=\"KEY_a66\">\n<input type=\"hidden\" name=\"field\" "
                      "value=\"scores/0/total\">\n<p class=\"notice\""),
            std::string::npos);
  EXPECT_EQ(next.find("Two people"), std::string::npos);

  EXPECT_EQ(header(world.post("/review", verdict("scores/0/total", "85.5", "undo")), "Location"), "/review?skip=0");
  EXPECT_EQ(world.last_noted(), "editor review undone " + key_of("a66") + " scores/0/total ");
  EXPECT_EQ(first_field(main_of(world.get("/review"))), "scores/0/total");
}

TEST(ReviewVerdict, CorrectsAndTakesTheCorrectionBack) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  World world;
  const auto year = [&] { return world.desk().archive().document(key_of("a66"))->stored.document.fiscal_year->value; };
  http::Pairs form = verdict("fiscal_year", "2566", "correct", "๒๕๖๕");
  EXPECT_EQ(world.post("/review", form).status, 303);
  EXPECT_EQ(year(), "2565");
  EXPECT_EQ(world.last_noted(), "editor corrected " + key_of("a66") + " fiscal_year ตรวจทาน");
  EXPECT_EQ(world.post("/review", form).status, 409) << "it is another value by now";
  world.post("/review", verdict("fiscal_year", "2565", "undo"), "second");
  EXPECT_EQ(year(), "2565") << "nobody undoes what another did";
  world.post("/review", verdict("fiscal_year", "2565", "undo"));
  EXPECT_EQ(year(), "2566");
  form = verdict("fiscal_year", "2566", "correct", "2567");
  form.emplace_back("why", "a better copy");
  world.post("/review", form);
  EXPECT_EQ(world.last_noted(), "editor corrected " + key_of("a66") + " fiscal_year a better copy");
  EXPECT_EQ(world.post("/review", verdict("memo/reference", "นม ๗๑๐๐๑/๑๒", "correct", "")).status, 303);
  EXPECT_FALSE(world.desk().archive().document(key_of("a66"))->stored.document.memo->reference);
  EXPECT_EQ(look_and_say(world, verdict("ita_result/score", "85.70", "correct", "85.70")).status, 303);
  EXPECT_EQ(world.last_noted(), "editor accepted " + key_of("a66") + " ita_result/score ") << "what is typed as it stood is accepted";
}

TEST(ReviewVerdict, ThatIsNoneIsRefused) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  World world;
  for (const http::Pairs& form : {http::Pairs{}, verdict("fiscal_year", "2566", "perhaps"), verdict("fiscal_year", "2566", "correct", "2023"),
                                  verdict("no/such", "", "correct", "x")})
    EXPECT_EQ(world.post("/review", form).status, 400);
  for (const char* path : {"no/such", "measures/junk/status"}) EXPECT_EQ(world.post("/review", verdict(path, "x", "accept")).status, 404) << path;
  http::Pairs nowhere = verdict("fiscal_year", "2566", "undo");
  nowhere[0].second = "0000000000000000";
  EXPECT_EQ(world.post("/review", nowhere).status, 404);
  EXPECT_EQ(world.desk().reviews().count(), 0);
  http::Pairs skip = verdict("fiscal_year", "2566", "accept");
  skip.back().second = "12345";
  EXPECT_EQ(header(look_and_say(world, skip), "Location").substr(0, 19), "/review?skip=12345&");
  skip.back().second = "123456";
  EXPECT_EQ(header(look_and_say(world, skip), "Location").substr(0, 15), "/review?skip=0&");
}

// Such rows stand in accounts of before they were refused.
TEST(ReviewVerdict, OnWhatIsNoFieldLeavesTheQueueToEverybody) {
  World world;
  for (const char* who : {"malee", "somchai"})
    for (const char* field : {"measures/junk/status", "measures/", "measures/99999999999999999999/status", ""})
      world.desk().reviews().say({key_of("a66"), field, "seen", who, who, ""});
  EXPECT_EQ(world.get("/review?lang=en").status, 200);
}

TEST(DoubleReview, SettlesWhatTwoPeopleAgreeOn) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  World world([](site::SiteOptions& o) { o.reviewers = 2; });
  const auto first = [&](const char* who) { return first_field(main_of(world.get("/review", who))); };
  look_and_say(world, verdict("scores/0/total", "85.5", "accept"));
  EXPECT_EQ(first("editor"), "fiscal_year") << "nobody is asked twice";
  EXPECT_EQ(first("second"), "scores/0/total") << "one verdict of two settles nothing";
  EXPECT_NE(main_of(world.get("/review?lang=en")).find("No disagreements"), std::string::npos);
  look_and_say(world, verdict("scores/0/total", "85.5", "accept"), "second");
  EXPECT_EQ(first("second"), "fiscal_year");
  EXPECT_EQ(first("admin"), "fiscal_year");

  look_and_say(world, verdict("measures/1/status", "in_progress", "accept"));
  world.post("/review", verdict("measures/1/status", "in_progress", "correct", "done"), "second");
  const std::string html = main_of(world.get("/review?lang=en"));
  EXPECT_NE(html.find("<li>\n<a href=\"/documents/KEY_a66"
                      "#v-measures-1-status\">Measure 2 · Status</a> · editor: <b>in progress</b> · second: <b>done</b>"),
            std::string::npos)
      << html;
  EXPECT_EQ(html.find("No disagreements"), std::string::npos);
  EXPECT_EQ(times(html, "</b> · second"), 1) << "where they agree, nothing is said";
}

TEST(Reviews, KeepOneVerdictOfEachPersonOnEachValue) {
  TemporaryFolder folder;
  access::Reviews reviews(folder / "a.db");
  EXPECT_EQ(reviews.count(), 0);
  reviews.say({"d", "f", "5", "5", "malee", ""});
  reviews.say({"d", "f", "5", "6", "malee", ""});
  reviews.say({"d", "f", "5", "7", "somchai", ""});
  reviews.say({"d", "g", "5", "5", "malee", ""});
  reviews.say({"e", "f", "5", "5", "malee", ""});
  EXPECT_EQ(reviews.count(), 3) << "values, not verdicts";
  auto all = reviews.all();
  ASSERT_EQ(all.size(), 4u);
  ASSERT_EQ(all.count("d f"), 2u);
  const access::Verdict& one = all.find("d f")->second;
  EXPECT_EQ(one.who, "malee");
  EXPECT_EQ(one.value, "6");
  EXPECT_EQ(one.seen, "5");
  EXPECT_EQ(one.document, "d");
  EXPECT_EQ(one.field, "f");
  EXPECT_EQ(one.at.size(), 20u);
  reviews.take_back("d", "f", "malee");
  all = reviews.all();
  EXPECT_EQ(all.count("d f"), 1u);
  EXPECT_EQ(all.find("d f")->second.who, "somchai");
  EXPECT_EQ(all.count("d g"), 1u);
  EXPECT_EQ(all.count("e f"), 1u);
  EXPECT_EQ(access::value_key("d", "f"), "d f");
}

TEST(Verdicts, CountPeopleNotVerdicts) {
  const std::vector<access::Verdict> twice = {{"d", "f", "5", "5", "a", ""}, {"d", "f", "5", "5", "a", ""}};
  EXPECT_FALSE(access::settled(twice, "5", 2));
  EXPECT_TRUE(access::settled(twice, "5", 1));
  const std::vector<access::Verdict> corrected = {{"d", "f", "4", "5", "a", ""}, {"d", "f", "4", "5", "b", ""}};
  EXPECT_TRUE(access::settled(corrected, "5", 2)) << "corrected to what is read now";
  EXPECT_TRUE(access::settled(corrected, "4", 2));
  EXPECT_FALSE(access::settled(corrected, "6", 2));
  EXPECT_FALSE(access::settled({}, "5", 1));
}

// A held key, or a program, accepts nothing: a person must have been shown the value's picture, and counts once.
TEST(ReviewVerdict, CountsOnceAndOnlyAfterThePictureWasShown) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  World world;
  const http::Pairs accept = verdict("scores/0/total", "85.5", "accept");
  EXPECT_EQ(world.post("/review", accept).status, 409);
  EXPECT_NE(world.post("/review", accept).body.find("ยังไม่ได้แสดงภาพของค่านี้"), std::string::npos);
  EXPECT_EQ(first_field(main_of(world.get("/review"))), "scores/0/total") << "nothing was accepted";
  const std::string cut = "/documents/" + key_of("a66") + "/cut?field=scores%2F0%2Ftotal";
  EXPECT_EQ(world.get(cut).status, 200);
  EXPECT_EQ(world.get(cut + "&shown=another").status, 200);
  EXPECT_EQ(world.post("/review", accept).status, 409) << "a picture of a document's page, or kept from before, is not the review's";
  EXPECT_NE(world.get("/review").body.find("cut?field=scores%2F0%2Ftotal&amp;shown=" + world.desk().shown_token()), std::string::npos);
  EXPECT_EQ(world.get(cut + "&shown=" + world.desk().shown_token()).status, 200);
  EXPECT_EQ(world.post("/review", accept, "second").status, 409) << "shown to another";
  const std::size_t before = world.audit().size();
  EXPECT_EQ(world.post("/review", accept).status, 303);
  EXPECT_EQ(world.post("/review", accept).status, 303);
  EXPECT_EQ(world.audit().size(), before + 1) << "the same verdict once more is none";
  EXPECT_EQ(world.post("/review", verdict("scores/0/total", "99", "accept")).status, 409) << "not what stands there";
}

TEST(ReviewPage, KeepsWhatWasTypedWhereItCannotBeSaved) {
  World world;
  http::Pairs form = verdict("fiscal_year", "2566", "correct", "ปี 65");
  form.emplace_back("why", "ตามต้นฉบับ");
  const http::Response page = world.post("/review", form);
  EXPECT_EQ(page.status, 400);
  const std::string main = main_of(page);
  EXPECT_EQ(first_field(main), "fiscal_year");
  EXPECT_NE(main.find("name=\"after\" value=\"ปี 65\""), std::string::npos) << main;
  EXPECT_NE(main.find("name=\"why\" maxlength=\"300\" value=\"ตามต้นฉบับ\""), std::string::npos);
  EXPECT_NE(main.find("“ปี 65” ไม่ใช่ปี พ.ศ."), std::string::npos);
}

}  // namespace review_page_test
}  // namespace banthuek::serve
