// A frame drawn on a page: its text, and what is said where there is none; empty fields that are entered.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/by_hand.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/region_reader.h"
#include "pipeline/store/corrections.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"
#include "tests/source_dir.h"

namespace banthuek::serve {
namespace page_region_test {

std::string region(const char* name, const std::string& query) { return "/documents/" + key_of(name) + "/region?lang=en&" + query; }

TEST(PageRegion, SaysWhatIsTheMatter) {
  World world;
  struct Case {
    std::string target;
    int status;
    const char* says;
  };
  for (const Case& c : {Case{"/documents/0000000000000000/region?lang=en&page=1&box=0,0,99,99", 404, "There is no such document"},
                        {region("a66", "page=9&box=0,0,99,99"), 404, "There is no such document"},
                        {region("a66", "page=x&box=0,0,99,99"), 404, "There is no such document"},
                        {region("a66", "box=0,0,99,99"), 404, "There is no such document"},
                        {region("a66", "page=1"), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box="), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box=1,2,3"), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box=0,0,7,99"), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box=0,0,99,7"), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box=-5,0,99,99"), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box=9000,0,99,99"), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box=1e99,0,99,99"), 400, "The frame is too small; draw it around the whole line"},
                        {region("a66", "page=1&box=%3Cscript%3E"), 400, "The frame is too small; draw it around the whole line"},
                        {region("c", "page=1&box=0,0,99,99"), 404, "This page's picture cannot be shown"}}) {
    const http::Response answer = world.get(c.target);
    EXPECT_EQ(answer.status, c.status) << c.target;
    EXPECT_EQ(answer.type, "application/json; charset=utf-8") << c.target;
    EXPECT_EQ(json_of(answer)["said"].get<std::string>().rfind(c.says, 0), 0u) << c.target << answer.body;
  }
  EXPECT_EQ(world.get(region("a66", "page=1&box=0,0,99,99"), "reader").status, 403);
}

TEST(PageRegion, WithoutLettersSaysSo) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  World world;
  const http::Response empty = world.get(region("a66", "page=1&box=0,500,300,60"));
  EXPECT_EQ(empty.status, 422);
  EXPECT_EQ(json_of(empty)["said"], "There are no letters in this frame; draw another, or type the value");
}

view::PictureWanted wanted_of(const std::string& file, const Box& region) {
  view::PictureWanted wanted;
  wanted.path = file;
  wanted.region = region;
  return wanted;
}

TEST(RegionReader, ReadsTheLinesOfARegionInTheirOrder) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  const std::string sample = test::source_dir() / "samples/two-memos/born-digital.pdf";
  view::RegionReader reader;
  auto trouble = view::RegionReader::Trouble::kNone;
  const auto page = reader.read(wanted_of(sample, {0, 0, 100'000, 100'000}), trouble);
  ASSERT_TRUE(page);
  const std::size_t memo = page->text.find("บันทึกข้อความ"), office = page->text.find("ส่วนราชการ");
  EXPECT_NE(memo, std::string::npos) << page->text;
  EXPECT_NE(office, std::string::npos) << page->text;
  EXPECT_LT(memo, office);
  EXPECT_GT(page->confidence, 0);
  EXPECT_LE(page->confidence, 1);
  EXPECT_EQ(trouble, view::RegionReader::Trouble::kNone);
}

TEST(RegionReader, SurvivesWhatCannotBeRead) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  TemporaryFolder folder;
  const std::string file = (folder / "broken.pdf").string();
  std::ofstream(file) << "%PDF-1.7 and nothing more";
  view::RegionReader reader;
  for (const auto& [path, box] : {std::pair(file, Box{0, 0, 99, 99}), std::pair(file + ".gone", Box{0, 0, 99, 99}),
                                  std::pair((test::source_dir() / "samples/two-memos/born-digital.pdf").string(), Box{90'000, 90'000, 9, 9})}) {
    auto trouble = view::RegionReader::Trouble::kNone;
    EXPECT_FALSE(reader.read(wanted_of(path, box), trouble)) << path;
    EXPECT_EQ(trouble, view::RegionReader::Trouble::kUnreadable) << path;
  }
}

TEST(EmptyFields, AreThoseThatCanBeEnteredAndNoOthers) {
  Document d;
  EXPECT_EQ(pages::empty_fields(d).front(), "kind");
  d.title = Field{"x", "x", {}, 0.9, "x"};
  d.measures.resize(2);
  d.measures[1].title = d.title;
  const std::vector<std::string> empty = pages::empty_fields(d);
  const auto has = [&](const char* path) { return std::find(empty.begin(), empty.end(), path) != empty.end(); };
  EXPECT_TRUE(has("organisation/province"));
  EXPECT_TRUE(has("measures/0/title"));
  EXPECT_TRUE(has("measures/1/status"));
  EXPECT_FALSE(has("title"));
  EXPECT_FALSE(has("measures/1/title"));
  EXPECT_FALSE(has("memo/to")) << "a memo that is not there has no fields";
  EXPECT_TRUE(has("measures/0/period/raw"));
  for (const std::string& path : empty) EXPECT_TRUE(store::SettableField(d, path)) << path;
}

// A label that was not there made every document with an urgency unreadable.
TEST(EmptyFields, HaveLabelsInBothLanguagesWhateverTheDocumentHolds) {
  Document d;
  d.memo.emplace();
  d.ita_result.emplace();
  d.measures.resize(1);
  d.measures[0].period.emplace();
  d.signatures.resize(1);
  d.oit_items.resize(1);
  d.scores.resize(1);
  const view::Pages pages(kWeb);
  for (const std::string& path : pages::empty_fields(d)) EXPECT_TRUE(pages.has(view::label_key(path))) << path;
}

TEST(EmptyFields, AreEnteredOnTheDocumentsPage) {
  World world;
  const std::string document = "/documents/" + key_of("a66");
  const std::string page = main_of(world.get(document + "?lang=en"));
  const std::size_t form = page.find("<details class=\"correct enter\">");
  ASSERT_NE(form, std::string::npos);
  EXPECT_NE(page.find("<option value=\"memo/telephone\">Telephone</option>"), std::string::npos);
  EXPECT_EQ(main_of(world.get(document, "reader")).find("correct enter"), std::string::npos) << "not to who may not";
  // What does not fit stays in the form that it was typed in.
  const http::Response wrong = world.post(document + "/correct?lang=en", {{"field", "memo/received"}, {"before", ""}, {"after", "<b>soon</b>"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_NE(wrong.body.find("<details class=\"correct enter\" open>"), std::string::npos);
  EXPECT_NE(wrong.body.find("<option value=\"memo/received\" selected>"), std::string::npos);
  EXPECT_NE(wrong.body.find("value=\"&lt;b&gt;soon&lt;/b&gt;\""), std::string::npos);
  // A word as the paper has it, and digits and months as they are written.
  for (const auto& [field, typed, kept] :
       {std::tuple("memo/telephone", "๐ ๔๔๑๒", "๐ ๔๔๑๒"), {"memo/received", "๗ เมษายน ๒๕๖๖", "2023-04-07"}, {"kind", "บันทึกข้อความ", "memo"}}) {
    const http::Response done =
        world.post(document + "/correct", {{"field", field}, {"before", ""}, {"after", typed}}, "editor", {{"accept", "application/json"}});
    EXPECT_EQ(done.status, 200) << field << done.body;
    const auto whole = world.desk().archive().document(key_of("a66"));
    ASSERT_FALSE(whole->corrections.empty());
    EXPECT_EQ(whole->corrections.back().after, kept) << field;
    EXPECT_EQ(whole->corrections.back().why, "กรอกค่าที่ไม่ได้อ่าน");
  }
  EXPECT_EQ(world.post(document + "/correct", {{"field", "memo/telephone"}, {"before", ""}, {"after", "x"}}).status, 409)
      << "somebody entered it meanwhile";
}

// What the reader missed: a row at the place that was drawn.
TEST(AddedRow, IsAddedShownFoundAndTakenOut) {
  World world;
  const std::string key = key_of("a66"), document = "/documents/" + key;
  const std::size_t read = world.desk().archive().document(key)->stored.document.measures.size();
  const std::string row = "measures/" + std::to_string(read);
  const http::Pairs form = {{"list", "measures"},     {"place", "1,10,250,150,900"}, {"value/title", "ปลูกต้นกล้วย"},
                            {"value/status", "done"}, {"value/method", " "},         {"why", ""}};
  const http::Response done = world.post(document + "/add", form, "editor");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(http::value_or(done.headers, "Location", ""),
            document + "?done=measures%2F" + std::to_string(read) + "#v-measures-" + std::to_string(read) + "-title");
  auto whole = world.desk().archive().document(key);
  ASSERT_EQ(whole->stored.document.measures.size(), read + 1);
  EXPECT_EQ(whole->stored.document.measures.back().title->places, (std::vector<Place>{{1, {10, 250, 150, 350}}})) << "no further than the page";
  EXPECT_FALSE(whole->stored.document.measures.back().method);
  EXPECT_EQ(whole->corrections.back().why, "เพิ่มแถวที่ระบบอ่านไม่พบ");
  EXPECT_EQ(whole->corrections.back().who, "editor");
  const std::string page = main_of(world.get(document + "?lang=en&done=" + row));
  EXPECT_NE(page.find("The row is added"), std::string::npos);
  EXPECT_NE(page.find("This row was added by hand"), std::string::npos);
  EXPECT_NE(page.find("Take this row out"), std::string::npos);
  const std::string read_only = main_of(world.get(document + "?lang=en", "reader"));
  EXPECT_NE(read_only.find("This row was added by hand"), std::string::npos);
  EXPECT_EQ(read_only.find("Take this row out"), std::string::npos);
  EXPECT_NE(world.get("/search?q=" + http::percent_encode("ปลูกต้นกล้วย")).body.find("v-" + view::anchor_of(row + "/title")), std::string::npos);
  // Twice at one place, off the page, nothing in it, what does not fit: said in words, as JSON to a script.
  const auto said = [&](const http::Pairs& wrong) {
    const http::Response answer = world.post(document + "/add?lang=en", wrong, "editor", {{"accept", "application/json"}});
    EXPECT_EQ(answer.status, 400);
    return answer.body;
  };
  EXPECT_NE(said(form).find("A row was added at this place before"), std::string::npos) << said(form);
  for (const char* place : {"", "1", "2,10,10,50,50", "1,10,10,7,50", "1,900,10,50,50", "1,a,b,c,d", "x,1,2,30,40"})
    EXPECT_EQ(world.post(document + "/add", {{"list", "measures"}, {"place", place}, {"value/title", "x"}}, "editor").status, 400) << place;
  said({{"list", "measures"}, {"place", "1,10,20,50,50"}, {"value/title", " "}});
  said({{"list", "scores"}, {"place", "1,10,20,50,50"}, {"value/total", "ninety"}});
  said({{"list", "pages"}, {"place", "1,10,20,50,50"}, {"value/title", "x"}});
  EXPECT_EQ(world.desk().archive().document(key)->stored.document.measures.size(), read + 1);
  // A value is corrected and undone as any other; the row goes with one click, and comes back from the history.
  world.post(document + "/correct", {{"field", row + "/title"}, {"before", "ปลูกต้นกล้วย"}, {"after", "ปลูกป่า"}});
  world.post(document + "/undo", {{"field", row + "/title"}});
  EXPECT_EQ(world.desk().archive().document(key)->stored.document.measures.back().title->value, "ปลูกต้นกล้วย");
  EXPECT_EQ(world.post(document + "/undo", {{"field", row}}).status, 303);
  EXPECT_EQ(world.desk().archive().document(key)->stored.document.measures.size(), read);
  EXPECT_EQ(world.post(document + "/undo", {{"field", "measures/0"}}).status, 400) << "it was read";
  EXPECT_EQ(world.post(document + "/undo", {{"field", row + "/title"}}).status, 303);
  whole = world.desk().archive().document(key);
  ASSERT_EQ(whole->stored.document.measures.size(), read + 1);
  EXPECT_EQ(whole->stored.document.measures.back().title->value, "ปลูกต้นกล้วย");
  EXPECT_EQ(whole->stored.document.measures.back().title->places.front().box.y, 250);
}

// Of the kinds that the schemas describe, whether or not the archive has records of them: its form, its row in a table, taken out there.
TEST(AddedRow, OfAKindOfRecordsOrATableIsTakenOutToo) {
  World world;
  const std::string key = key_of("a66"), document = "/documents/" + key;
  const std::string forms = main_of(world.get(document + "?lang=en"));
  for (const char* part : {"<option value=\"purchase_plan\" data-list=\"purchase_plan\">New row: Purchases</option>",
                           "<input name=\"value/budget\" value=\"\">", "<input name=\"value/item\" value=\"\" data-title>"})
    EXPECT_NE(forms.find(part), std::string::npos) << part;
  const auto add = [&](const http::Pairs& form) { return world.post(document + "/add?lang=en", form, "editor", {{"accept", "application/json"}}); };
  const http::Response wrong = add({{"list", "purchase_plan"}, {"place", "1,10,20,50,50"}, {"value/item", "เรือ"}, {"value/budget", "แพง"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_NE(wrong.body.find("is no number; give digits"), std::string::npos) << wrong.body;
  const std::string too_long(20'001, 'x');
  EXPECT_EQ(add({{"list", "purchase_plan"}, {"place", "1,10,20,50,50"}, {"value/item", too_long}}).status, 400);
  const http::Response done = add({{"list", "purchase_plan"}, {"place", "1,10,20,50,50"}, {"value/item", "เรือ"}, {"value/budget", "๘๔,๐๐๐"}});
  ASSERT_EQ(done.status, 200) << done.body;
  const std::string row = nlohmann::json::parse(done.body)["row"];
  EXPECT_TRUE(row.starts_with("records/")) << row;
  const http::Response score = add({{"list", "scores"}, {"place", "1,10,90,50,50"}, {"value/total", "90"}});
  ASSERT_EQ(score.status, 200) << score.body;
  const std::string of_score = nlohmann::json::parse(score.body)["row"];
  const std::string page = main_of(world.get(document + "?lang=en"));
  EXPECT_EQ(times(page, "<tr class=\"quiet by-hand\">"), 2);
  EXPECT_NE(page.find("<input type=\"hidden\" name=\"field\" value=\"" + row + "\">\n<button class=\"link\">Take this row out"), std::string::npos);
  EXPECT_NE(page.find("<option value=\"" + of_score + "/iit\">"), std::string::npos) << "an empty cell of the table may be entered";
  EXPECT_EQ(times(main_of(world.get(document + "?lang=en", "reader")), "Take this row out"), 0);
  EXPECT_NE(world.get("/search?in=purchase_plan&where=" + http::percent_encode("budget>=80000")).body.find("เรือ"), std::string::npos);
  for (const std::string& one : {row, of_score}) EXPECT_EQ(world.post(document + "/undo", {{"field", one}}).status, 303) << one;
  EXPECT_EQ(times(main_of(world.get(document + "?lang=en")), "by-hand"), 0);
}

TEST(AddedRow, AndAnEmptyFieldKeepTheFrameThatWasDrawn) {
  World world;
  const std::string key = key_of("a66"), document = "/documents/" + key;
  world.post(document + "/correct", {{"field", "memo/telephone"}, {"before", ""}, {"after", "1"}, {"how", "region"}, {"place", "1,10,20,50,30"}});
  const auto whole = world.desk().archive().document(key);
  EXPECT_EQ(whole->stored.document.memo->telephone->places, (std::vector<Place>{{1, {10, 20, 50, 30}}}));
  EXPECT_NE(main_of(world.get(document)).find("<a id=\"b-memo-telephone\""), std::string::npos);
}

}  // namespace page_region_test
}  // namespace banthuek::serve
