// Templates and strings: what is worked in, what is escaped, and what is said of a folder that is not whole.
#include "pipeline/serve/view/templates.h"

#include <gtest/gtest.h>

#include <fstream>

#include "extractors/types/ordered_json.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace templates_test {

class TemplateFolder : public testing::Test {
 protected:
  TemplateFolder() {
    std::filesystem::create_directories(folder_ / "templates");
    strings("[a]\nx = [\"ก & ข\", \"k < b\"]\nhello = [\"สวัสดี {{name}}\", \"Hello {{name}}\"]\n");
  }
  void strings(const std::string& text) { std::ofstream(folder_ / "strings.toml") << text; }
  void page(const std::string& name, const std::string& text) { std::ofstream(folder_ / ("templates/" + name + ".mustache")) << text; }
  std::string refused() {
    std::string message = message_of([&] { view::Pages pages(folder_ / ""); });
    for (std::size_t at; (at = message.find((folder_ / "").string())) != std::string::npos;) message.erase(at, (folder_ / "").string().size());
    return message;
  }
  std::string rendered(const std::string& text, const view::Json& view, view::Language language = view::Language::kEnglish) {
    page("t", text);
    return view::Pages(folder_ / "").render("t", view, language);
  }
  TemporaryFolder folder_;
};

TEST_F(TemplateFolder, StringsComeInTheLanguageOfThePage) {
  EXPECT_EQ(rendered("<p>[[a.x]]</p>[[a.hello]]", {{"name", "M"}}, view::Language::kThai), "<p>ก &amp; ข</p>สวัสดี M");
  EXPECT_EQ(rendered("<p>[[a.x]]</p>[[a.hello]]", {{"name", "M"}}), "<p>k &lt; b</p>Hello M");
  EXPECT_STREQ(view::name_of(view::Language::kThai), "th");
  EXPECT_STREQ(view::name_of(view::Language::kEnglish), "en");
}

TEST_F(TemplateFolder, VariablesAreEscaped) {
  EXPECT_EQ(rendered("<a title=\"{{v}}\">{{v}}</a>", {{"v", "<b>\"'&"}}), "<a title=\"&lt;b&gt;&quot;&#39;&amp;\">&lt;b&gt;&quot;&#39;&amp;</a>");
  EXPECT_EQ(rendered("{{v}}", {{"v", "{{other}}[[a.x]]"}, {"other", "seen"}}), "{{other}}[[a.x]]") << "what comes out is not worked in again";
  const view::Pages pages(folder_ / "");
  EXPECT_EQ(pages.text("a.hello", view::Language::kEnglish, {{"name", "<M>"}}), "Hello <M>") << "a text is no markup yet";
  EXPECT_EQ(pages.text("a.x", view::Language::kThai), "ก & ข");
}

TEST_F(TemplateFolder, EmptyValuesAreFalseAndNumbersPlain) {
  const std::string text = "{{#v}}[{{.}}]{{/v}}{{^v}}none{{/v}}";
  struct Case {
    view::Json value;
    const char* shown;
  };
  for (const Case& c : {Case{"", "none"},
                        {nullptr, "none"},
                        {false, "none"},
                        {view::Json::array(), "none"},
                        {"a", "[a]"},
                        {0, "[0]"},
                        {12, "[12]"},
                        {2.5, "[2.5]"},
                        {view::Json::array({"a", "b"}), "[a][b]"}})
    EXPECT_EQ(rendered(text, {{"v", c.value}}), c.shown) << c.value;
  EXPECT_EQ(rendered("{{#v}}yes{{/v}}", {{"v", true}}), "yes");
  EXPECT_EQ(rendered("{{#v}}{{a}}{{#w}}{{b}}{{/w}}{{/v}}", {{"v", {{"a", 1}, {"w", {{"b", 2}}}}}}), "12");
}

TEST_F(TemplateFolder, WhatASectionHasStandsBeforeWhatThePageHas) {
  EXPECT_EQ(rendered("{{n}}{{#s}}{{n}}{{m}}{{/s}}{{n}}", {{"n", 1}, {"m", 2}, {"s", {{{"n", 3}}, {{"m", 4}}}}}), "132141");
  EXPECT_EQ(rendered("{{#s}}{{^n}}no {{/n}}{{/s}}{{n}}", {{"n", 1}, {"s", {{"n", false}}}}), "no 1");
  EXPECT_EQ(rendered("{{.}}{{none}}", {{"n", 1}}), "");
}

TEST_F(TemplateFolder, TakesInOtherTemplates) {
  page("inner", "({{v}} [[a.x]])");
  EXPECT_EQ(rendered("1{{> inner}}2{{> inner}}3", {{"v", "x"}}), "1(x k &lt; b)2(x k &lt; b)3");
  for (int i = 0; i < 8; ++i) page("d" + std::to_string(i), "{{> d" + std::to_string(i + 1) + "}}");
  page("d8", "deep");
  EXPECT_EQ(view::Pages(folder_ / "").render("d0", {}, view::Language::kThai), "deep");
  page("d8", "{{> d9}}");
  page("d9", "deeper");
  EXPECT_EQ(refused(), "templates/d9.mustache: takes itself in; mend the {{> }} of it");
}

TEST_F(TemplateFolder, WhatIsMissingIsNamed) {
  page("t", "[[a.none]]");
  EXPECT_EQ(refused(), "templates/t.mustache: the string 'a.none' is not in strings.toml; add it there");
  page("t", "{{> none}}");
  EXPECT_EQ(refused(), "templates/none.mustache: cannot be read; is the desk installed whole?");
  page("t", "a [[a.x");
  EXPECT_EQ(refused(), "templates/t.mustache: [[ or {{> without its end; close it");
  page("t", "a {{> x");
  EXPECT_EQ(refused(), "templates/t.mustache: [[ or {{> without its end; close it");
  page("t", "{{#a}}");
  EXPECT_NE(refused().find("; mend the template"), std::string::npos);
  page("t", "fine");
  EXPECT_EQ(refused(), "");
  const view::Pages pages(folder_ / "");
  EXPECT_EQ(message_of([&] { pages.render("none", {}, view::Language::kThai); }), "none: there is no such template");
  EXPECT_EQ(message_of([&] { pages.text("a.none", view::Language::kThai); }),
            "strings.toml: the string 'a.none' is not in strings.toml; add it there");
  EXPECT_TRUE(pages.has("a.x"));
  EXPECT_FALSE(pages.has("a.none"));
}

TEST_F(TemplateFolder, OtherFilesBesideTheTemplatesAreNoTemplates) {
  std::ofstream(folder_ / "templates/notes.txt") << "[[no.such]]";
  EXPECT_EQ(refused(), "");
}

TEST_F(TemplateFolder, StringsAloneNeedNoTemplate) {
  page("t", "{{#a}}");  // would be refused
  const view::Pages pages(folder_ / "", view::Pages::Parts::kStrings);
  EXPECT_EQ(pages.text("a.x", view::Language::kThai), "ก & ข");
  EXPECT_EQ(message_of([&] { pages.render("t", {}, view::Language::kThai); }), "t: there is no such template");
}

TEST_F(TemplateFolder, StringsAreTwoTextsEach) {
  const std::string advice = " is not two strings; write [\"Thai\", \"English\"]";
  strings("[a]\nx = \"one\"\n");
  EXPECT_EQ(refused(), "strings.toml:2: a.x" + advice);
  for (const char* bad : {"[\"one\"]", "[\"one\", \"two\", \"three\"]", "[1, \"two\"]", "[\"one\", 2]"}) {
    strings("[a]\n\ny = " + std::string(bad) + "\n");
    EXPECT_EQ(refused(), "strings.toml:3: a.y" + advice) << bad;
  }
  strings("[a\n");
  EXPECT_EQ(refused().substr(0, 15), "strings.toml:1:");
  EXPECT_NE(refused().find("; mend the file"), std::string::npos);
  strings("version = 1\n[a]\nx = [\"one\", \"two\"]\n");
  EXPECT_EQ(refused(), "") << "what is no section is left aside";
  std::filesystem::remove(folder_ / "strings.toml");
  EXPECT_EQ(refused(), "strings.toml: cannot be read; is the desk installed whole?");
}

}  // namespace templates_test
}  // namespace banthuek::serve
