#include "extractors/ita/oit_items.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "extractors/text/field.h"
#include "extractors/text/normalise.h"
#include "extractors/values/spelling.h"

namespace banthuek::ita {

using document::OrderedPart;
using document::ReadingOrder;

namespace {

constexpr double kLoneItem = 0.9;
constexpr std::size_t kMinItemRows = 3;  // of a table of items

// Whether what stands before the code in a match says that it is an item: its letter (a Q is one misread), or a word. A zero in its place may be of
// a number of two digits.
bool says_item(const schema::RuleMatch& m, std::string_view code) {
  static const RE2 zero_alone(R"([^\p{L}]*[0๐○]\s*)");
  return !RE2::FullMatch(re2::StringPiece(m.whole.data(), static_cast<std::size_t>(code.data() - m.whole.data())), zero_alone);
}

class OitItems {
 public:
  explicit OitItems(const schema::Schemas& schemas) : schemas_(schemas) {}

  // An item, unless its code is none, it is a sentence's rest, or stands there already.
  void add(const text::Excerpt& code, const text::Excerpt& title, const std::string& rule) {
    std::string digits = text::ascii_digits(code.text);
    while (digits.size() > 1 && digits.front() == '0') digits.erase(0, 1);
    if (digits.empty() || digits == "0" || schema::first_match(schemas_.rules("oit.not_title"), title.text)) return;
    if (!seen_.insert(digits + "\t" + title.text).second) return;
    OitItem item;
    item.code = text::make_field(code, "O" + digits, rule);
    item.title = values::make_text_field(title, rule, schemas_.vocabulary);
    items_.push_back(std::move(item));
  }

  // Items come in lists: a line that alone looks like one may be anything.
  std::vector<OitItem> take() {
    if (items_.size() == 1)
      for (MaybeField* field : {&items_[0].code, &items_[0].title})
        if (*field) (*field)->confidence = std::min((*field)->confidence, kLoneItem);
    return std::move(items_);
  }

 private:
  const schema::Schemas& schemas_;
  std::set<std::string> seen_;
  std::vector<OitItem> items_;
};

// The items of a table: rows that hold a code alone in one column and a text behind it. A zero for the letter O is a code only beside letters.
void add_rows(OitItems& items, const DataTable& table, const schema::Schemas& schemas) {
  static const RE2 word(R"([ก-ฮA-Za-z]{2})");
  const auto rules = schemas.rules("oit.code");
  for (std::size_t c = 0; c + 1 < table.columns.size(); ++c) {
    std::size_t codes = 0, letters = 0;
    for (const DataRow& row : table.rows) {
      const auto m = schema::first_match(rules, row.cells[c].field.raw);
      if (!m) continue;
      ++codes;
      letters += says_item(*m, m->value);
    }
    if (codes < kMinItemRows || 2 * letters < codes) continue;
    for (const DataRow& row : table.rows) {
      const text::Excerpt code = text::quote_of(row.cells[c].field);
      const schema::TextRule* rule = nullptr;
      const auto m = schema::first_match(rules, code.text, &rule);
      if (!m) continue;
      const auto title = std::find_if(row.cells.begin() + static_cast<std::ptrdiff_t>(c) + 1, row.cells.end(),
                                      [](const DataCell& cell) { return !cell.field.raw.empty(); });
      if (title == row.cells.end() || !RE2::PartialMatch(title->field.raw, word)) continue;
      items.add(text::slice(code, m->value), text::quote_of(title->field), rule->id);
    }
    return;
  }
}

}  // namespace

std::vector<OitItem> find_oit_items(const ReadingOrder& flow, const std::vector<DataTable>& tables, const schema::Schemas& schemas) {
  OitItems items(schemas);
  const auto rules = schemas.rules("oit.item");
  struct Listed {
    text::Excerpt code, title;
    std::string rule;
    bool said;
  };
  std::vector<Listed> listed;
  const auto take = [&](const text::Excerpt& reading) {
    for (const schema::TextRule* rule : rules) {
      const auto m = schema::match(*rule, reading.text);
      if (!m || !m->group.count("code") || !m->group.count("title")) continue;
      const std::string_view code = m->group.at("code");
      listed.push_back({text::slice(reading, code), text::slice(reading, m->group.at("title")), rule->id, says_item(*m, code)});
      return;
    }
  };
  // A title may go on: the line reached the right margin, the next is not indented and begins nothing of its own.
  const auto is_item = [&](std::string_view text) { return schema::first_match(rules, text).has_value(); };
  std::map<int, int> margin;
  for (const OrderedPart& part : flow)
    if (!part.table) margin[part.page] = std::max(margin[part.page], part.box.right());
  for (std::size_t i = 0; i < flow.size(); ++i) {
    if (flow[i].table) continue;
    text::Excerpt text = flow[i].reading;
    if (!is_item(text.text)) continue;
    for (std::size_t k = i; k + 1 < flow.size() && k < i + 3; ++k) {
      const OrderedPart &last = flow[k], &next = flow[k + 1];
      if (next.table || next.page != last.page || last.box.right() + 4 * last.line_height < margin[last.page]) break;
      if (next.box.x > flow[i].box.x || is_item(next.reading.text) || text::begins_item(next.reading.text)) break;
      text::append(text, text::joiner_between(text.text, next.reading.text), next.reading);
    }
    take(text);
  }
  // Steps and chapters are numbered 01, 02, 03 too.
  const auto said = std::count_if(listed.begin(), listed.end(), [](const Listed& item) { return item.said; });
  for (const Listed& item : listed)
    if (item.said || 2 * said >= std::ssize(listed)) items.add(item.code, item.title, item.rule);
  for (const DataTable& table : tables)
    if (table.layout.empty()) add_rows(items, table, schemas);
  return items.take();
}
}  // namespace banthuek::ita
