// What the program says, in the language of the page, by its code. messages_test.py holds the list against the sources.
#include "pipeline/serve/view/messages.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <sstream>

#include "extractors/types/ordered_json.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace messages_test {

using view::Language;

const view::Pages& pages() {
  static const view::Pages once(kWeb);
  return once;
}

struct FitCase {
  const char* pattern;
  const char* text;
  std::optional<std::vector<std::string>> parts;
};
class Fit : public testing::TestWithParam<FitCase> {};
TEST_P(Fit, GivesWhatStandsInTheGaps) { EXPECT_EQ(view::fit(GetParam().pattern, GetParam().text), GetParam().parts); }
using Parts = std::vector<std::string>;
INSTANTIATE_TEST_SUITE_P(Of, Fit,
                         testing::Values(FitCase{"the file is empty", "the file is empty", Parts{}}, FitCase{"the file", "the file is", std::nullopt},
                                         FitCase{"the file", "a file", std::nullopt}, FitCase{"has {} pages", "has 12 pages", Parts{"12"}},
                                         FitCase{"has {} pages", "has 12 page", std::nullopt}, FitCase{"{} x {}", "1 x 2 x 3", Parts{"1", "2 x 3"}},
                                         FitCase{"is {}", "is ", Parts{""}}, FitCase{"{}", "", Parts{""}}, FitCase{"a {} a", "a a", std::nullopt}));

TEST(Messages, AreKnownByTheirWords) {
  EXPECT_EQ(view::message_code(pages(), "the PDF has 90000 pages, the limit is 5000; split it"), "pdf_many_pages");
  EXPECT_EQ(view::message_code(pages(), "this is a RAR archive; unpack it first"), "file_kind_unpack") << "the pattern with most words of its own";
  EXPECT_EQ(view::message_code(pages(), "/srv/a: b.pdf:3: the page is broken; open the file in a viewer and print it to a new PDF"),
            "pdf_page_broken");
  EXPECT_EQ(view::message_code(pages(), "nobody ever said this"), "");
  for (const auto& [code, pattern] : pages().says()) {
    std::string text = pattern;
    for (std::size_t at = text.find("{}"); at != std::string::npos; at = text.find("{}", at + 1)) text.replace(at, 2, "5");
    EXPECT_EQ(view::message_code(pages(), text), code) << text;
  }
}

TEST(Messages, AreSaidInTheLanguageOfThePage) {
  const std::string many = "the PDF has 90000 pages, the limit is 5000; split it";
  EXPECT_EQ(view::shown_message(pages(), many, Language::kThai), "ไฟล์ PDF มี 90000 หน้า เกินกำหนด 5000 หน้า แบ่งเป็นหลายไฟล์");
  EXPECT_EQ(view::shown_message(pages(), many, Language::kEnglish), "The PDF has 90000 pages, the limit is 5000; split it");
  EXPECT_EQ(view::shown_message(pages(), "this is a RAR archive; unpack it first", Language::kThai), "ไฟล์นี้เป็นไฟล์บีบอัด RAR คลายไฟล์ก่อนแล้วนำเข้าใหม่")
      << "what varies is said in that language too, where it is known";
  EXPECT_EQ(view::shown_message(pages(), "quite new; try --this", Language::kThai), pages().text("message.unknown", Language::kThai));
}

TEST(Reasons, OfTheLedgerAreThoseOfTheMessageElseOfTheOutcome) {
  const auto reason = [](const std::string& path, const char* outcome, const std::string& message) {
    return view::shown_reason(pages(), path, outcome, message, Language::kThai);
  };
  EXPECT_EQ(reason("/a/b.pdf", "damaged", "/a/b.pdf: the file is empty; get it again"), "ไฟล์ว่างเปล่า ขอไฟล์ใหม่จากต้นทาง");
  EXPECT_EQ(reason("/a/b.pdf", "partly_read", "/a/b.pdf:4: page not read: reading it takes longer than the limit (over its time limit); and 2 more"),
            "อ่านบางหน้าไม่ได้: อ่านไฟล์นี้นานเกินกำหนด นำเข้าใหม่หรือแบ่งไฟล์");
  EXPECT_EQ(reason("/a/b.pdf", "damaged", "/a/b.pdf: as it was said in an older version"), "ไฟล์เสีย ขอไฟล์ใหม่จากต้นทาง");
  EXPECT_EQ(reason("/a/b.pdf", "done", ""), "");
}

// Pages of all kinds of mistakes: what is not a name, a key or a kind of file is Thai.
TEST(ThaiPages, SayNothingInEnglish) {
  World world;
  const std::string key = key_of("a66");
  std::vector<std::pair<std::string, http::Response>> met;
  for (const char* target : {"/search?q=%22x", "/search?q=(x", "/search?q=AND", "/search?q=NOT+x", "/search?year=12", "/search?status=x",
                             "/search?in=x", "/search?province=%E0%B8%81", "/search?page=501&q=x", "/export?format=doc", "/nowhere",
                             "/documents/0000000000000000", "/import", "/import?outcome=failed", "/overview", "/review"})
    met.emplace_back(target, world.get(target));
  for (const http::Pairs& form :
       {http::Pairs{{"field", "fiscal_year"}, {"after", "12"}}, http::Pairs{{"field", "memo/date"}, {"after", "31 ก.พ. 2566"}},
        http::Pairs{{"field", "ita_result/score"}, {"after", "x"}}, http::Pairs{{"field", "measures/0/status"}, {"after", "x"}},
        http::Pairs{{"field", "no/such"}, {"after", "x"}}, http::Pairs{{"field", "title"}}})
    met.emplace_back("correct " + form[0].second, world.post("/documents/" + key + "/correct", form));
  met.emplace_back("undo", world.post("/documents/" + key + "/undo", {{"field", "title"}}));
  met.emplace_back("review", world.post("/review", {{"what", "perhaps"}}));
  met.emplace_back("retry", world.post("/import/retry", {{"path", "/no/such"}}));
  world.get("/documents/" + key, "admin");
  met.emplace_back("accounts", world.get("/accounts", "admin"));
  static const RE2 english("[A-Za-z]{4,}[^<]*? [a-z]{2,}");
  for (const auto& [what, response] : met) {
    std::string text = main_of(response);
    RE2::GlobalReplace(&text, "(?s)<script.*?</script>|<style.*?</style>", "");
    RE2::GlobalReplace(&text, "<[^>]*>", "\n");
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.find("plan/cell@1") != std::string::npos || line.find("user add") != std::string::npos ||
          line.find("banthuek user") != std::string::npos)
        continue;  // a rule's name; what an administrator types
      EXPECT_FALSE(RE2::PartialMatch(line, english)) << what << ": " << line;
    }
  }
}

}  // namespace messages_test
}  // namespace banthuek::serve
