#include "extractors/types/record.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/extractors/full_document.h"
#include "tests/extractors/text_pages.h"
#include "tests/source_dir.h"

namespace banthuek {
namespace record_test {

using Json = nlohmann::json;

// The paths of the values that schemas/export.schema.json names below a document, "0" for the place in a list.
void value_paths(const Json& schema, const Json& at, const std::string& path, std::set<std::string>& out) {
  if (at.contains("$ref")) {
    const std::string name = at["$ref"].get<std::string>().substr(std::string("#/$defs/").size());
    if (name == "text" || name == "number" || name == "date" || name == "provenance")
      out.insert(path);
    else
      value_paths(schema, schema["$defs"][name], path, out);
    return;
  }
  if (at.contains("anyOf"))
    for (const Json& one : at["anyOf"]) value_paths(schema, one, path, out);
  if (at.contains("items")) value_paths(schema, at["items"], path + "/0", out);
  if (at.contains("properties"))
    for (const auto& [key, value] : at["properties"].items())
      if (key != "tables" && key != "records")  // what stands on the paper, no fields; fields that a kind's file names
        value_paths(schema, value, path.empty() ? key : path + "/" + key, out);
}

TEST(ForEachField, VisitsEveryValueOfTheExport) {
  const Json schema = Json::parse(test::read_file(test::source_dir() / "schemas" / "export.schema.json"));
  std::set<std::string> named, visited;
  value_paths(schema, schema["$defs"]["document"], "", named);
  const Document d = test::full_document();
  for_each_field(d, [&](std::string_view path, const Field& field) {
    EXPECT_EQ(field.value, path);
    const bool again = !path.starts_with("records/") && !visited.insert(std::string(path)).second;
    EXPECT_FALSE(again) << path << " twice";
  });
  EXPECT_EQ(visited, named);
}

TEST(ForEachField, CountsTheRowsOfAList) {
  Document d;
  d.measures.resize(2);
  d.signatures.resize(2);
  d.oit_items.resize(2);
  d.scores.resize(2);
  d.measures[1].title = d.signatures[1].name = d.oit_items[1].code = d.scores[1].total = test::field("x");
  std::string paths;
  for_each_field(d, [&](std::string_view path, Field&) { paths += std::string(path) + " "; });
  EXPECT_EQ(paths, "measures/1/title signatures/1/name oit_items/1/code scores/1/total ");
}

}  // namespace record_test
}  // namespace banthuek
