#include "extractors/types/document_codec.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/extractors/full_document.h"
#include "tests/extractors/json_places.h"

namespace banthuek {
namespace document_codec_test {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

int fields(const Document& d) {
  int n = 0;
  for_each_field(d, [&](std::string_view, const Field&) { ++n; });
  return n;
}

TEST(WholeDocumentJson, BringsEveryValueBack) {
  const Document before = test::full_document();
  const auto after = document_from_json(Json::parse(document_to_json(before).dump()));
  ASSERT_TRUE(after);
  EXPECT_EQ(fields(before), 50);
  EXPECT_EQ(fields(*after), 50);
  int page = 0;
  for_each_field(*after, [&](std::string_view path, const Field& field) {
    ++page;
    EXPECT_EQ(field.value, path);
    EXPECT_EQ(field.raw, "(" + std::string(path) + ")");
    EXPECT_EQ(field.places, (std::vector<Place>{{page, {page, 2, 3, 4}}, {page + 1, {0, 0, 1, 1}}}));
    EXPECT_EQ(field.confidence, 0.97);
    EXPECT_EQ(field.rule, "memo/date@1");
  });
  EXPECT_EQ(document_to_json(*after), document_to_json(before));
  EXPECT_EQ(after->findings, before.findings);
  EXPECT_EQ(after->organisation.dla_code, "5410101");
  EXPECT_EQ(after->layouts, before.layouts);
  EXPECT_EQ(after->first_page * 10 + after->last_page, 14);
}

TEST(WholeDocumentJson, HasEveryValueAtItsPath) {
  const Json json = document_to_json(test::full_document());
  for_each_field(test::full_document(), [&](std::string_view path, const Field& field) {
    if (path.starts_with("records/")) return;  // whose fields are a list there, as their names are data
    EXPECT_EQ(json.value(Pointer("/" + std::string(path) + "/1"), ""), field.value) << path;
  });
}

TEST(WholeDocumentJson, BringsAnEmptyDocumentBackEmpty) {
  const auto after = document_from_json(document_to_json({}));
  ASSERT_TRUE(after);
  EXPECT_EQ(fields(*after), 0);
  EXPECT_FALSE(after->memo);
  EXPECT_FALSE(after->ita_result);
}

TEST(WholeDocumentJson, GivesNothingForAnotherTypeAnywhere) {
  const Json whole = document_to_json(test::full_document());
  int places = 0;
  test::each_place(whole, Pointer(), [&](const Pointer& at, const Json& json) {
    ++places;
    for (const Json& wrong :
         {json.is_string() ? Json(1) : Json("x"), Json(nullptr), json.is_object() ? Json::array({1}) : Json::object({{"x", 1}})}) {
      Json changed = whole;
      changed[at] = wrong;
      EXPECT_FALSE(document_from_json(changed)) << at << " " << wrong;
    }
    if (!json.is_number_integer()) return;
    for (const Json& wrong : {Json(1.5), Json(1'000'000'001), Json(-1'000'000'001), Json(1e300)}) {
      Json changed = whole;
      changed[at] = wrong;
      EXPECT_FALSE(document_from_json(changed)) << at << " " << wrong;
    }
    for (const Json& right : {Json(1'000'000'000), Json(-1'000'000'000)}) {
      Json changed = whole;
      changed[at] = right;
      EXPECT_TRUE(document_from_json(changed)) << at << " " << right;
    }
  });
  EXPECT_GT(places, 500);
}

TEST(WholeDocumentJson, GivesNothingWhereAKeyThatMustBeThereIsNot) {
  const Json whole = document_to_json(test::full_document());
  test::each_place(whole, Pointer(), [&](const Pointer& at, const Json& json) {
    if (!json.is_object()) return;
    for (const auto& [key, value] : json.items()) {
      Json changed = whole;
      changed[at].erase(key);
      const bool field = value.is_array() && value.size() == 5 && value[0].is_string();
      const bool optional = (field && at.to_string() + key != "/measures/0/periodraw") || key == "memo" || key == "ita_result" || key == "period";
      EXPECT_EQ(document_from_json(changed).has_value(), optional) << at << "/" << key;
    }
  });
}

TEST(FindingJson, ComesBackAsItWas) {
  for (const Finding& finding : test::full_document().findings) {
    const auto after = finding_from_json(finding_to_json(finding));
    ASSERT_TRUE(after);
    EXPECT_EQ(*after, finding);
  }
  for (const Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
    const auto after = finding_from_json(finding_to_json({"a", severity, 1, "", "", "", ""}));
    ASSERT_TRUE(after);
    EXPECT_EQ(after->severity, severity);
  }
  EXPECT_FALSE(finding_from_json(Json::array()));
}

}  // namespace document_codec_test
}  // namespace banthuek
