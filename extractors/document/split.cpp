#include "extractors/document/split.h"

#include <algorithm>

#include "extractors/schema/start_match.h"

namespace banthuek::document {
namespace {

struct TopLines {
  std::vector<schema::PageLine> lines;
  std::vector<int> index;  // of each in page.lines
};

TopLines lines_of(const Page& page) {
  TopLines out;
  for (const FlowItem& item : page.flow) {
    if (item.kind != FlowItem::Kind::kLine) continue;
    const Line& line = page.lines[static_cast<std::size_t>(item.index)];
    out.lines.push_back({line.text, page.height > 0 ? line.box.y / static_cast<double>(page.height) : 0});
    out.index.push_back(item.index);
  }
  return out;
}

// Whether a title begins above the line: what only tells a kind below it is a sentence of the body, or another heading.
bool stands_below_a_title(const TopLines& top, std::size_t line, const schema::Schemas& schemas) {
  const auto titles = schemas.rules("title.begin");
  return std::any_of(top.lines.begin(), top.lines.begin() + static_cast<std::ptrdiff_t>(line),
                     [&](const schema::PageLine& above) { return schema::first_match(titles, above.text).has_value(); });
}

// The layout whose start stands first on the page.
DocumentPages begun_by(const Page& page, const schema::Schemas& schemas, bool inside) {
  DocumentPages out;
  const TopLines top = lines_of(page);
  schema::StartMatch first{top.lines.size(), 0};
  for (const schema::SchemaLayout& layout : schemas.layouts)
    for (const schema::Start& start : layout.starts) {
      if (start.splits != inside) continue;
      const auto at = schema::match_start(start, layout, top.lines, schemas.vocabulary);
      if (!at || at->line > first.line || (at->line == first.line && at->length <= first.length)) continue;
      first = *at;
      out.layout = &layout;
      out.line = top.index[at->line];
      out.begins = inside;
    }
  if (!inside && out.layout && stands_below_a_title(top, first.line, schemas)) return {};
  return out;
}

}  // namespace

DocumentPages kind_of(std::span<const Page> pages, const schema::Schemas& schemas) {
  DocumentPages out;
  if (!pages.empty()) out = begun_by(pages.front(), schemas, true);
  if (!pages.empty() && !out.layout) out = begun_by(pages.front(), schemas, false);
  out.count = pages.size();
  return out;
}

std::vector<DocumentPages> split_documents(std::span<const Page> pages, const schema::Schemas& schemas) {
  std::vector<DocumentPages> out;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    DocumentPages begun = begun_by(pages[i], schemas, true);
    if (!begun.layout && out.empty()) begun = begun_by(pages[i], schemas, false);
    if (begun.layout || out.empty()) {
      out.push_back(begun);
      out.back().first = i;
    }
    ++out.back().count;
  }
  return out;
}

}  // namespace banthuek::document
