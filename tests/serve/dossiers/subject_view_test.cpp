// What a form names, where it leads back to, and how a subject of casework is shown.
#include "pipeline/serve/dossiers/subject_view.h"

#include <gtest/gtest.h>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/view/field_view.h"
#include "tests/serve/world.h"

namespace banthuek::serve::dossiers {
namespace subject_view_test {

struct Visit {
  http::Request request;
  site::RequestContext context{request, view::Language::kEnglish, {}, {}};
  Visit(World& world, access::Role role, http::Pairs headers = {}) : request(world.request("GET", "/help", "", std::move(headers))) {
    context.session.name = "somebody";
    context.session.role = role;
  }
};

TEST(CameFrom, IsThePageOfThisDeskThatTheFormWasSentFrom) {
  World world;
  const std::string longest(1998, 'x');
  struct Case {
    std::string referer, to;
  };
  for (const Case& c : {Case{"http://desk/search?q=1", "/search?q=1"}, Case{"https://desk/", "/"}, Case{"", "/else"}, Case{"/search", "/else"},
                        Case{"desk/search", "/else"}, Case{"http://desk", "/else"}, Case{"http://other/search", "/else"},
                        Case{"http://desk.other/search", "/else"}, Case{"http://desk//other/search", "/else"}, Case{"http://desk/a\\b", "/else"},
                        Case{"http://desk/a\rb", "/else"}, Case{"http://desk/a\nb", "/else"}, Case{"http://desk/../b", "/else"},
                        Case{"http://desk/" + longest, "/" + longest}, Case{"http://desk/" + longest + "x", "/else"}}) {
    const Visit visit(world, access::Role::kEditor, {{"host", "desk"}, {"referer", c.referer}});
    EXPECT_EQ(came_from(visit.context, "/else"), c.to) << c.referer.substr(0, 60);
  }
}

TEST(NamedIn, IsEachSubjectOfAFormWithWhy) {
  const std::string a = "0123456789abcdef", b = "fedcba9876543210";
  const auto read = [](const http::Pairs& form) {
    std::string out;
    for (const Named& named : named_in(form)) {
      for (const casework::Subject& subject : named.subjects) out += "[" + subject.document + " " + subject.field + "]";
      out += named.why + ";";
    }
    return out;
  };
  EXPECT_EQ(read({{"what", a}}), "[" + a + " ];");
  EXPECT_EQ(read({{"what", a + "/measures/1|why so"}, {"other", "x"}, {"what", b}}), "[" + a + " measures/1]why so;[" + b + " ];");
  EXPECT_EQ(read({{"what", a + "  " + b + "/title|a|b"}}), "[" + a + " ][" + b + " title]a|b;");
  EXPECT_EQ(read({{"what", "|of no document"}}), "[ ]of no document;");
  EXPECT_EQ(read({{"what", "  | "}, {"what", a}}), "[" + a + " ];") << "what says nothing is left out";
  const std::string nothing = "casework: nothing was chosen; choose at least one";
  EXPECT_EQ(message_of([] { named_in({}); }), nothing);
  EXPECT_EQ(message_of([] { named_in({{"what", " | "}}); }), nothing);
  EXPECT_EQ(message_of([&] { named_in({{"what", a + " no/such"}}); }), "no/such: names no value of this document; search again");
  EXPECT_EQ(message_of([&] {
              named_in({{"what", std::string(100, 'x')}});
            }),
            std::string(60, 'x') + ": names no value of this document; search again");
}

TEST(Subjects, AreLabelledByTheirFieldRecordOrDocument) {
  World world;
  const Visit visit(world, access::Role::kEditor);
  const Subjects subjects(world.desk(), visit.context);
  EXPECT_EQ(subjects.label(""), "Whole document");
  EXPECT_EQ(subjects.label("measures/0"), "Measure 1");
  EXPECT_EQ(subjects.label("measures/10"), "Measure 11");
  EXPECT_EQ(subjects.label("signatures/1"), world.desk().pages().text("document.signatures", view::Language::kEnglish) + " 2");
  EXPECT_EQ(subjects.label("scores/1"), world.desk().pages().text("document.scores", view::Language::kEnglish) + " 2");
  EXPECT_EQ(subjects.label("oit_items/2"), world.desk().pages().text("document.oit_items", view::Language::kEnglish) + " 3");
  EXPECT_EQ(subjects.label("records/2"), "records 3");
  for (const char* field : {"title", "measures/0/status", "signatures/0/name"})
    EXPECT_EQ(subjects.label(field), view::label_of(world.desk().pages(), field, view::Language::kEnglish)) << field;
}

class SubjectView : public testing::Test {
 protected:
  World world_;
  view::Json shown(const std::string& key, const std::string& field, const std::string& seen = "", access::Role role = access::Role::kEditor) {
    const Visit visit(world_, role);
    return Subjects(world_.desk(), visit.context).view({key, field}, seen);
  }
};

TEST_F(SubjectView, OfAValueSaysWhereItStandsAndShowsIt) {
  const std::string key = key_of("a66"), at = "/documents/" + key;
  EXPECT_EQ(shown(key, "measures/1/status"), (view::Json{{"subject", key + "/measures/1/status"},
                                                         {"label", "Measure 2 · Status"},
                                                         {"value", "in progress"},
                                                         {"changed", nullptr},
                                                         {"office", kOfficeA},
                                                         {"year", "2566"},
                                                         {"heading", "รายงานผลมาตรการส่งเสริมคุณธรรม"},
                                                         {"file", "a66.png"},
                                                         {"page", 1},
                                                         {"href", at + "#v-measures-1-status"},
                                                         {"cite", at + "/value?field=measures%2F1%2Fstatus"},
                                                         {"cut", at + "/cut?field=measures%2F1%2Fstatus"},
                                                         {"cut_alt", "Picture cut out of page 1"},
                                                         {"gone", false}}));
}

TEST_F(SubjectView, OfARecordLeadsToItsFirstValueAndShowsAllOfIt) {
  const std::string key = key_of("a66"), at = "/documents/" + key;
  const view::Json view = shown(key, "measures/1");
  EXPECT_EQ(view["label"], "Measure 2");
  EXPECT_EQ(view["value"], "เปิดช่องทางร้องเรียนการทุจริต");
  EXPECT_EQ(view["href"], at + "#v-measures-1-group");
  EXPECT_EQ(view["cut"], at + "/cut?field=measures%2F1%2F");
  EXPECT_EQ(view["cite"], at + "/value?field=measures%2F1");
}

TEST_F(SubjectView, OfADocumentShowsItsFirstPage) {
  const std::string key = key_of("a65");
  const view::Json view = shown(key, "");
  EXPECT_EQ(view["label"], "Whole document");
  EXPECT_EQ(view["value"], "รายงานผลปีก่อน");
  EXPECT_EQ(view["href"], "/documents/" + key);
  EXPECT_EQ(view["cite"], "/documents/" + key + "/value");
  EXPECT_NE(view["cut"].get<std::string>().find("/full/500,/0/default.jpg"), std::string::npos);
}

TEST_F(SubjectView, SaysWhatStoodThereThenWhereItIsAnotherNow) {
  const std::string key = key_of("a66");
  EXPECT_EQ(shown(key, "measures/1/status", "in_progress")["changed"], nullptr);
  EXPECT_EQ(shown(key, "measures/1/status", "done")["changed"], "done");
  EXPECT_EQ(shown(key, "measures/1", "ชื่อเดิม")["changed"], "ชื่อเดิม");
}

TEST_F(SubjectView, OfWhatIsGoneShowsWhatWasSeen) {
  const view::Json view = shown("0123456789abcdef", "measures/0/status", "not_started");
  EXPECT_EQ(view["gone"], true);
  EXPECT_EQ(view["value"], "not started");
  EXPECT_EQ(view["label"], "Measure 1 · Status");
  EXPECT_EQ(view["href"], nullptr);
  EXPECT_EQ(shown("", "", "")["gone"], false) << "of no document";
  EXPECT_EQ(shown("", "", "")["label"], "");
}

TEST(SubjectViewMasked, HidesWhoSignedFromReadersOnly) {
  World world([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  const std::string key = key_of("a66"), name = "นายสมมุติ ใจดี", hidden = world.desk().pages().text("document.masked", view::Language::kEnglish);
  const auto shown = [&](const std::string& document, const std::string& field, access::Role role) {
    const Visit visit(world, role);
    return Subjects(world.desk(), visit.context).view({document, field}, name);
  };
  EXPECT_EQ(shown(key, "signatures/0/name", access::Role::kEditor)["value"], name);
  EXPECT_NE(shown(key, "signatures/0/name", access::Role::kEditor)["cut"], nullptr);
  EXPECT_EQ(shown(key, "signatures/0/name", access::Role::kReader)["value"], hidden);
  EXPECT_EQ(shown(key, "signatures/0/name", access::Role::kReader)["cut"], nullptr);
  EXPECT_EQ(shown(key, "signatures/0", access::Role::kReader)["value"], hidden);
  EXPECT_EQ(shown(key, "signatures/0", access::Role::kReader)["cut"], nullptr);
  EXPECT_EQ(shown("0123456789abcdef", "signatures/0", access::Role::kReader)["value"], hidden) << "of a document that is gone too";
  EXPECT_EQ(shown(key, "measures/0/status", access::Role::kReader)["value"], "done");
  EXPECT_NE(shown(key, "measures/0/status", access::Role::kReader)["cut"], nullptr);
}

}  // namespace subject_view_test
}  // namespace banthuek::serve::dossiers
