#include "extractors/document/header_rules.h"

#include <algorithm>

#include "extractors/document/header_values.h"
#include "extractors/schema/rule.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kOneLetter = 3;  // bytes: an anchor so short counts only with its pattern

}  // namespace

const schema::TextRule* rule_of_line(const schema::SchemaLayout& layout, std::string_view text, std::initializer_list<const char*> targets) {
  const schema::TextRule* best = nullptr;
  double least = 2;
  for (const char* target : targets)
    for (const schema::TextRule* rule : schema::rules_of(layout, target)) {
      if (rule->anchors.empty() || rule->part != schema::HeaderPart::kHead) continue;
      const auto anchor = schema::find_anchor(*rule, text);
      if (anchor && anchor->end - anchor->begin <= kOneLetter && !schema::match(*rule, text)) continue;
      if (!anchor || (anchor->begin > 0 && text::trim_leaders(text.substr(0, anchor->begin)).size() > 3)) continue;
      const double cost = anchor->errors / static_cast<double>(text::to_u32(text.substr(anchor->begin, anchor->end - anchor->begin)).size());
      if (cost < least) {
        least = cost;
        best = rule;
      }
    }
  return best;
}

double misreading(std::string_view word, const schema::TextRule& rule) {
  const std::u32string read = text::fold(word).text;
  double least = 1;
  for (const std::string& anchor : rule.anchors) {
    const std::u32string label = text::fold(anchor).text;
    const int edits = text::edit_distance(read, label, static_cast<int>(label.size()));
    least = std::min(least, edits / static_cast<double>(label.size()));
  }
  return least;
}

std::size_t without_misread_label(std::string_view line, std::size_t until, const std::vector<const schema::TextRule*>& rules, double most) {
  const std::string_view before = text::trim_leaders(line.substr(0, until));
  const std::size_t space = before.rfind(' ');
  if (space == std::string_view::npos) return until;
  const bool label =
      std::any_of(rules.begin(), rules.end(), [&](const schema::TextRule* rule) { return misreading(before.substr(space + 1), *rule) <= most; });
  return label ? static_cast<std::size_t>(before.data() - line.data()) + space : until;
}

// Its heading may stand on a line with other signs, or lower than where one begins a document inside a file.
std::size_t find_heading(const ReadingOrder& flow, const schema::SchemaLayout& layout) {
  for (const schema::Start& start : layout.starts)
    for (std::size_t i = 0; i < flow.size(); ++i) {
      const OrderedPart& part = flow[i];
      if (part.table || part.page != flow.front().page || !start.whole_line) continue;
      const std::u32string line = text::fold(part.reading.text).text;
      for (const std::string& heading : start.headings) {
        const std::u32string word = text::fold(heading).text;
        if (const auto found = text::find_approximate(line, word, text::allowed_errors(word.size())); found && line.size() < word.size() + 12)
          return i;
      }
    }
  return flow.size();
}

bool has_label_below(const ReadingOrder& flow, std::size_t at, int labels_at, const schema::SchemaLayout& layout) {
  constexpr std::size_t kFew = 3;
  for (std::size_t i = at + 1; i < flow.size() && i <= at + kFew && flow[i].page == flow[at].page; ++i)
    if (!flow[i].table && std::abs(flow[i].box.x - labels_at) <= flow[i].line_height && rule_of_line(layout, flow[i].reading.text, {"memo.other"}))
      return !is_full_line(flow[i - 1].box, flow[i - 1].page_width);
  return false;
}

}  // namespace banthuek::document
