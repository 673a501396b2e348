// What must hold for every document that comes out of any page.
#pragma once

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "extractors/schema/schema_load.h"
#include "extractors/text/fold.h"
#include "extractors/types/document_codec.h"
#include "extractors/types/record.h"
#include "tests/extractors/text_pages.h"
#include "tests/fuzz/hold.h"
#include "tests/source_dir.h"

namespace banthuek::fuzz {

// The shipped schemas without the list of offices: looking through 7,850 names under the sanitizers left one document a second.
inline const schema::Schemas& schemas() {
  static const schema::Schemas loaded = [] {
    std::vector<schema::SchemaText> texts;
    for (const char* part : {"layouts", "vocabularies"})
      for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "schemas" / part))
        if (const auto name = entry.path().filename().string(); entry.path().extension() != ".md" && name != "local-governments.tsv")
          texts.push_back({std::string(part) + "/" + name, test::read_file(entry.path())});
    std::sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
    return schema::load_schemas(texts);
  }();
  return loaded;
}

inline void hold_documents(const std::vector<Document>& documents, std::span<const Page> pages, const std::string& text) {
  std::set<char32_t> printed;
  for (const char32_t c : text::to_u32(text::to_internal(text))) printed.insert(c);
  for (const Document& d : documents) {
    HOLD(d.first_page >= 1 && d.first_page <= d.last_page && d.last_page <= static_cast<int>(pages.size()));
    for_each_field(d, [&](std::string_view path, const Field& field) {
      for (const char32_t c : text::to_u32(field.raw)) HOLD(text::is_space(c) || printed.count(c) > 0);
      HOLD(field.confidence >= 0 && field.confidence <= 1);
      HOLD(field.rule.find('@') != std::string::npos);
      HOLD(!path.empty() && (!field.places.empty() || field.rule.starts_with("kind/none")));  // what fits no kind stands nowhere
      for (const Place& place : field.places) HOLD(place.page >= d.first_page && place.page <= d.last_page);
    });
  }
}

}  // namespace banthuek::fuzz
