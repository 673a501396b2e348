#include "extractors/document/header_stamps.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "extractors/document/header_values.h"
#include "extractors/schema/rule.h"
#include "extractors/text/field.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"

namespace banthuek::document {
namespace {

constexpr double kAmongLines = 0.9;  // confidence at most of the day of a stamp that is told by its words alone

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

// A line that a receipt stamp has beside its number.
bool is_of_receipt(std::string_view text) {
  static const RE2 label(R"(^[\s.…]*(?:วันที่|ลงวันที่|เวลา|ผู้รับ)(?:[\s.…:]|\p{Nd}|$))"), hour(R"(^\s*\p{Nd}{1,2}[.:]\p{Nd}{2}\s*น)"),
      begins(R"(^[\s.…]*\p{Nd})");
  const re2::StringPiece line(text.data(), text.size());
  return RE2::PartialMatch(line, label) || RE2::PartialMatch(line, hour) || (RE2::PartialMatch(line, begins) && values::parse_date(text).has_value());
}

// Whether one stands right above or below the other, in one column.
bool in_one_column(const Box& a, const Box& b) {
  const int shared = std::min(a.right(), b.right()) - std::max(a.x, b.x), h = std::max({a.h, b.h, 1});
  return 2 * shared > std::min(a.w, b.w) && std::max(a.y, b.y) - std::min(a.bottom(), b.bottom()) < h;
}

// The day in a stamp, where it has one.
std::optional<values::FoundDate> day_of(std::string_view stamp) {
  const auto found = values::find_dates(stamp);
  if (found.size() != 1 || found.front().impossible || found.front().date.day == 0 || found.front().date.year == 0) return std::nullopt;
  return found.front();
}

}  // namespace

std::vector<ReceiptStamp> receipt_stamps(const ReadingOrder& flow, int page) {
  static const RE2 number(R"(^[\s.…]*(?:เลข(?:ที่)?\s*(?:ทะเบียน)?\s*รับ|ทะเบียนรับ|ลงรับ|รับ(?:ที่|เลขที่|หนังสือ|เรื่อง))(?:[^ก-ฮ]|แล้ว|$))");
  constexpr std::size_t kLetters = 45;  // of a line
  constexpr int kWidest = 45;           // of the page's width, in a hundred
  std::vector<LinePart> lines;
  for (std::size_t i = 0; i < flow.size(); ++i)
    if (flow[i].page == page && !flow[i].table)
      for (LinePart& part : segments(flow, i))
        if (text::to_u32(part.reading.text).size() <= kLetters && 100 * part.box.w < kWidest * flow[i].page_width) lines.push_back(std::move(part));
  std::stable_sort(lines.begin(), lines.end(), [](const LinePart& a, const LinePart& b) { return a.box.y < b.box.y; });
  std::vector<ReceiptStamp> out;
  for (const LinePart& line : lines) {
    if (!RE2::PartialMatch(line.reading.text, number)) continue;
    ReceiptStamp stamp{line};
    for (bool more = true; more;) {
      more = false;
      for (const LinePart& other : lines) {
        const auto is_other = [&](const LinePart& in) { return in.part == other.part && in.box == other.box; };
        if (!is_of_receipt(other.reading.text) || std::any_of(stamp.begin(), stamp.end(), is_other) ||
            std::none_of(stamp.begin(), stamp.end(), [&](const LinePart& in) { return in_one_column(in.box, other.box); }))
          continue;
        stamp.push_back(other);
        more = true;
      }
    }
    if (stamp.size() < 2) continue;
    std::stable_sort(stamp.begin(), stamp.end(), [](const LinePart& a, const LinePart& b) { return a.box.y < b.box.y; });
    out.push_back(std::move(stamp));
  }
  return out;
}

ReadingOrder without_stamps(ReadingOrder flow, const std::vector<ReceiptStamp>& stamps) {
  for (const ReceiptStamp& stamp : stamps)
    for (const LinePart& line : stamp) {
      text::Excerpt left;
      for (const LinePart& part : segments(flow, line.part))
        if (part.box != line.box) text::append(left, " ", part.reading);
      flow[line.part].reading = std::move(left);
    }
  return flow;
}

void take_stamps(Memo& memo, const ReadingOrder& flow, std::size_t at, std::size_t end, const std::vector<ReceiptStamp>& stamps,
                 const schema::SchemaLayout& layout) {
  const int page = flow[at].page;
  for (std::size_t i = 0; i < end; ++i)
    if (flow[i].page == page && !flow[i].table)
      for (const LinePart& part : segments(flow, i)) take_urgency(memo, part.reading, layout);
  static const std::vector<Region> none;
  for (const Region& region : flow[at].sheet ? flow[at].sheet->regions : none) {
    text::Excerpt stamp;
    for (const Line& line : region.lines) {
      take_urgency(memo, text::reading_of(line, page), layout);
      text::append(stamp, "\n", text::reading_of(line, page));
    }
    if (memo.received || stamp.empty()) continue;
    for (const schema::TextRule* rule : schema::rules_of(layout, "memo.received"))
      if (const auto m = schema::match(*rule, stamp.text)) {
        const text::Excerpt value = text::slice(stamp, m->value);
        if (const auto day = day_of(value.text)) memo.received = text::make_field(value, values::iso(day->date), rule->id);
      }
  }
  const auto rules = schema::rules_of(layout, "memo.received");
  for (const ReceiptStamp& stamp : stamps) {
    if (memo.received || rules.empty()) break;
    text::Excerpt whole;
    for (const LinePart& line : stamp) text::append(whole, "\n", line.reading);
    const auto day = day_of(whole.text);
    if (!day) continue;
    memo.received = text::make_field(text::slice(whole, day->begin, day->end), values::iso(day->date), rules.front()->id);
    memo.received->confidence = std::min(memo.received->confidence, kAmongLines);
  }
}

}  // namespace banthuek::document
