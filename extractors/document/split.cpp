#include "extractors/document/split.h"

#include <algorithm>

#include "extractors/text/fold.h"

namespace banthuek::document {
namespace {

// A heading that is only the beginning of its line (ประกาศ) must be followed by the name of a body, or by nothing.
bool names_a_body(std::u32string_view rest, const schema::Vocabulary& vocabulary) {
  if (rest.empty()) return true;
  return std::any_of(vocabulary.organisation_kinds.begin(), vocabulary.organisation_kinds.end(), [&](const schema::OrganisationKind& kind) {
    const std::u32string word = text::fold(kind.word).text;
    return text::begins_with(rest, word, text::allowed_errors(word.size()) / 2).has_value();
  });
}

bool is_heading(std::string_view text, const schema::Start& start, const schema::Vocabulary& vocabulary) {
  std::u32string line = text::fold(text).text;
  while (!line.empty() && (line.front() == U'#' || line.front() == U'*')) line.erase(0, 1);
  for (const std::string& heading : start.headings) {
    const std::u32string word = text::fold(heading).text;
    const int errors = text::allowed_errors(word.size());
    if (start.whole_line) {
      if (text::edit_distance(line, word, errors) <= errors) return true;
    } else if (line.size() < word.size() + 60) {
      const auto found = text::begins_with(line, word, errors / 2);
      if (found && names_a_body(std::u32string_view(line).substr(found->end), vocabulary)) return true;
    }
  }
  return false;
}

}  // namespace

int find_start(const Page& page, const schema::SchemaLayout& layout, const schema::Schemas& schemas) {
  for (const schema::Start& start : layout.starts)
    for (const FlowItem& item : page.flow) {
      if (item.kind != FlowItem::Kind::kLine) continue;
      const Line& line = page.lines[static_cast<std::size_t>(item.index)];
      if (page.height > 0 && line.box.y > start.zone * page.height) continue;
      if (is_heading(line.text, start, schemas.vocabulary)) return item.index;
    }
  return -1;
}

std::vector<DocumentPages> split_documents(std::span<const Page> pages, const schema::Schemas& schemas) {
  std::vector<DocumentPages> out;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const schema::SchemaLayout* begun = nullptr;
    for (const schema::SchemaLayout& layout : schemas.layouts)
      if (!begun && find_start(pages[i], layout, schemas) >= 0) begun = &layout;
    if (begun || out.empty()) out.push_back({i, 0, begun ? begun->name : ""});
    ++out.back().count;
  }
  return out;
}

}  // namespace banthuek::document
