#include "extractors/document/header_stamps.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "extractors/document/header_values.h"
#include "extractors/schema/rule.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
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

enum class OfReceipt { kNothing, kLabelled, kDay, kBareDay };  // what a line says that may stand below a stamp's number

OfReceipt of_receipt(std::string_view text) {
  static const RE2 day(R"(^[\s.…]*(?:ลง)?วันที่(?:[\s.…:]|\p{Nd}|$))"), label(R"(^[\s.…]*(?:เวลา|ผู้รับ)(?:[\s.…:]|\p{Nd}|$))"),
      hour(R"(^\s*\p{Nd}{1,2}[.:]\p{Nd}{2}\s*น)"), begins(R"(^[\s.…]*\p{Nd})");
  const re2::StringPiece line(text.data(), text.size());
  if (RE2::PartialMatch(line, day)) return OfReceipt::kDay;
  if (RE2::PartialMatch(line, label) || RE2::PartialMatch(line, hour)) return OfReceipt::kLabelled;
  return RE2::PartialMatch(line, begins) && values::parse_date(text) ? OfReceipt::kBareDay : OfReceipt::kNothing;
}

// Whether the second stands right below the first, in one column.
bool right_below(const Box& above, const Box& below) {
  const int shared = std::min(above.right(), below.right()) - std::max(above.x, below.x), h = std::max({above.h, below.h, 1});
  return 2 * shared > std::min(above.w, below.w) && below.y >= above.y + above.h / 2 && below.y - above.bottom() < h;
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
  static const RE2 reference(R"(^[\s.…]*ที่[\s.…])");
  constexpr std::size_t kLetters = 45, kLines = 5;  // letters of a line; lines of a stamp
  constexpr int kWidest = 45;                       // of the page's width, in a hundred
  struct Candidate {
    LinePart part;
    OfReceipt is;
  };
  std::vector<Candidate> below;
  std::vector<ReceiptStamp> out;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    if (flow[i].page != page || flow[i].table) continue;
    const bool with_reference = RE2::PartialMatch(flow[i].reading.text, reference);
    for (LinePart& part : segments(flow, i)) {
      if (text::to_u32(part.reading.text).size() > kLetters || 100 * part.box.w >= kWidest * flow[i].page_width) continue;
      if (RE2::PartialMatch(part.reading.text, number))
        out.push_back({std::move(part)});
      else if (const OfReceipt is = of_receipt(part.reading.text); is != OfReceipt::kNothing && !(with_reference && is == OfReceipt::kDay))
        below.push_back({std::move(part), is});
    }
  }
  std::stable_sort(below.begin(), below.end(), [](const Candidate& a, const Candidate& b) { return a.part.box.y < b.part.box.y; });
  std::vector<bool> taken(below.size());
  for (ReceiptStamp& stamp : out) {
    bool day = false, labelled = false;
    std::size_t bare = below.size();  // a day without its word: whose it is tells the hour below it
    for (std::size_t k = 0; k < below.size() && stamp.size() < kLines; ++k) {
      const auto& [part, is] = below[k];
      const bool dated = is != OfReceipt::kLabelled;
      if (taken[k] || (dated && day) || !right_below(stamp.back().box, part.box)) continue;
      if (is == OfReceipt::kBareDay) bare = k;
      day = day || dated, labelled = labelled || !dated, taken[k] = true;
      stamp.push_back(part);
    }
    if (bare < below.size() && !labelled) stamp.pop_back(), taken[bare] = false;
  }
  std::erase_if(out, [](const ReceiptStamp& stamp) { return stamp.size() < 2; });
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
