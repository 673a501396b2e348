#include "extractors/document/header_stamps.h"

#include "extractors/document/header_values.h"
#include "extractors/schema/rule.h"
#include "extractors/text/field.h"
#include "extractors/values/dates.h"

namespace banthuek::document {
namespace {

// A line of its own that is one of the words of urgency.
void take_urgency(Memo& memo, const text::Excerpt& line, const schema::SchemaLayout& layout) {
  if (memo.urgency) return;
  for (const schema::TextRule* rule : schema::rules_of(layout, "memo.urgency"))
    if (const auto m = schema::match(*rule, line.text)) {
      const text::Excerpt value = text::slice(line, m->value);
      const std::string word = urgency_value(value.text);
      memo.urgency = text::make_field(value, word, rule->id + (word == value.text ? "" : "+spelling"));
      return;
    }
}

}  // namespace

void take_stamps(Memo& memo, const ReadingOrder& flow, std::size_t at, std::size_t end, const schema::SchemaLayout& layout) {
  const int page = flow[at].page;
  for (std::size_t i = 0; i < end; ++i)
    if (flow[i].page == page && !flow[i].table)
      for (const LinePart& part : segments(flow, i)) take_urgency(memo, part.reading, layout);
  if (!flow[at].sheet) return;
  for (const Region& region : flow[at].sheet->regions) {
    text::Excerpt stamp;
    for (const Line& line : region.lines) {
      take_urgency(memo, text::reading_of(line, page), layout);
      text::append(stamp, "\n", text::reading_of(line, page));
    }
    if (memo.received || stamp.empty()) continue;
    for (const schema::TextRule* rule : schema::rules_of(layout, "memo.received"))
      if (const auto m = schema::match(*rule, stamp.text)) {
        const text::Excerpt value = text::slice(stamp, m->value);
        const auto found = values::find_dates(value.text);
        if (found.size() == 1 && !found.front().impossible && found.front().date.day != 0 && found.front().date.year != 0)
          memo.received = text::make_field(value, values::iso(found.front().date), rule->id);
      }
  }
}

}  // namespace banthuek::document
