#include "extractors/document/memo.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "extractors/document/header_rules.h"
#include "extractors/document/header_stamps.h"
#include "extractors/document/header_values.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"
#include "extractors/values/spelling.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kMaxLines = 24;         // a header has no more; beyond is body
constexpr std::size_t kLinesAboveNumber = 3;  // of the office and its address, above the number that begins a letter
constexpr int kRightHalf = 42;                // percent of the width: what begins there stands beside the labels
constexpr double kJoined = 0.9;               // confidence at most of what perhaps goes on below its line
constexpr double kMisread = 0.5;              // of a label's letters, where its place tells it
constexpr int kAtLabels = 3;                  // percent of the width: so far from the header's labels a line begins with them

// A field of the header under way.
struct LinesDraft {
  const schema::TextRule* rule = nullptr;
  text::Excerpt value;
  int lines = 0;
  bool early = false;  // it goes on behind a line that its writer ended
};

class HeaderReader {
 public:
  HeaderReader(const schema::SchemaLayout& layout, const schema::Schemas& schemas, MemoHeader& out)
      : layout_(layout), schemas_(schemas), title_ends_(schemas.rules("title.end")), out_(out) {
    for (const schema::TextRule& rule : layout.rules) has_right_ = has_right_ || rule.part == schema::HeaderPart::kRight;
  }

  // Takes a line of the flow; false where the header is over.
  bool take(const ReadingOrder& flow, std::size_t at) {
    const OrderedPart& part = flow[at];
    labels_below_ = to_line_ && has_label_below(flow, at, to_line_->box.x, layout_);
    if (!has_right_ || subject_.rule) return take(from_labels(part.reading, labels_at_, part.page_width), part);
    // What stands on the right, beside the labels: the office of a letter, and the day.
    const std::vector<LinePart> parts = segments(flow, at);
    text::Excerpt left;
    for (const LinePart& p : parts) {
      const bool right = p.box.x * 100 > part.page_width * kRightHalf && !p.reading.empty();
      if (right && take_right(p, part.page_width)) continue;
      if (right && schema::first_match(rules_of("memo.reference"), left.text)) continue;  // beside a number stands an office, however it was read
      text::append(left, " ", p.reading);
    }
    return left.empty() || take(left, part);
  }

  // A line above the number: the office may begin there, beside the emblem.
  void take_above(const ReadingOrder& flow, std::size_t at) {
    if (!has_right_ || flow[at].table) return;
    for (const LinePart& p : segments(flow, at))
      if (p.box.x * 100 > flow[at].page_width * kRightHalf && !p.reading.empty()) take_right(p, flow[at].page_width);
  }

  void finish() {
    finish_department();
    // A subject whose word was not read: what stands between reference and addressee.
    if (!subject_.rule && !loose_.empty() && out_.memo.reference) {
      loose_.front() = without_label(loose_.front(), labels_at_);
      subject_.value = text::join_lines(loose_);
      out_.findings.push_back({"anchor_missing", Severity::kWarning, page_, "memo/subject", subject_.value.text,
                               "the word of the subject was not read; taken for its place", ""});
      const auto rules = rules_of("memo.subject");
      if (!rules.empty()) subject_.rule = rules.front();
    }
    if (subject_.rule && !out_.memo.subject)
      if (const text::Excerpt value = whole_value(subject_.value); !value.empty())
        out_.memo.subject = values::make_text_field(value, subject_.rule->id, schemas_.vocabulary);
    if (subject_.early && !centred_ && out_.memo.subject) out_.memo.subject->confidence = std::min(out_.memo.subject->confidence, kJoined);
  }

  // What is printed behind the header: fields that are not there yet.
  void take_foot(const text::Excerpt& line, int page, int first_page) {
    page_ = page;
    for (const schema::TextRule& rule : layout_.rules) {
      if (rule.part != schema::HeaderPart::kFoot) continue;
      const auto m = schema::match(rule, line.text);
      if (!m) continue;
      const text::Excerpt value = without_leaders(text::slice(line, m->value));
      // Where the day stands in the header, a letter under a seal alone has it at its foot: who seals it gives no subject.
      const bool in_header = std::any_of(layout_.rules.begin(), layout_.rules.end(), [](const schema::TextRule& other) {
        return other.target == "memo.date" && other.part != schema::HeaderPart::kFoot;
      });
      if (rule.target == "memo.date" && (!in_header || (!out_.memo.subject && out_.memo.to && page == first_page))) take_date(value, rule.id);
      if (rule.target == "memo.telephone" && !out_.memo.telephone && !value.empty())
        out_.memo.telephone = text::make_field(value, telephone_value(value.text), rule.id);
      if (rule.target == "memo.department" && !out_.memo.department && !value.empty())
        out_.memo.department = values::make_text_field(value, rule.id, schemas_.vocabulary);
    }
  }

 private:
  std::vector<const schema::TextRule*> rules_of(std::string_view target, schema::HeaderPart part = schema::HeaderPart::kHead) const {
    std::vector<const schema::TextRule*> out = schema::rules_of(layout_, target);
    std::erase_if(out, [&](const schema::TextRule* rule) { return rule->part != part; });
    return out;
  }

  bool take(const text::Excerpt& line, const OrderedPart& part) {
    page_ = part.page, page_width_ = part.page_width, unsure_number_ = part.unsure_number;
    const schema::TextRule* rule =
        rule_of_line(layout_, line.text, {"memo.department", "memo.reference", "memo.subject", "memo.to", "memo.seal_to", "memo.other", "memo.date"});
    if (rule && rule->target == "memo.reference" && department_goes_on() && is_a_place(line.text)) rule = nullptr;
    if (!rule && subject_.rule && !out_.memo.to) rule = misread_addressee(line);
    std::string target = rule ? rule->target : "";
    if (target == "memo.seal_to") target = "memo.to";
    if (out_.memo.to && target.empty() && to_line_ && join_addressee(line, part)) return true;
    if (out_.memo.to && (target.empty() || (target == "memo.subject" && !subject_.rule))) return false;  // a subject stands before it
    if (rule && target == "memo.to") {
      finish();
      const auto m = schema::match(*rule, line.text);
      to_ = whole_value(m ? text::slice(line, m->value) : misread_addressee_ ? without_label(line, labels_at_) : text::Excerpt{});
      if (!to_.empty()) out_.memo.to = values::make_text_field(to_, rule->id, schemas_.vocabulary);
      to_line_ = &part;
      return true;
    }
    if (target == "memo.other") {
      subject_.rule ? finish() : finish_department();
      return true;
    }
    if (target == "memo.subject" && !subject_.rule) {
      finish_department();
      subject_.rule = rule;
      // A line as wide as the text is in the middle too: where it begins with the labels of the header it is none of a centred heading.
      const bool with_labels = labels_at_ >= 0 && std::abs(part.box.x - labels_at_) <= part.page_width * kAtLabels / 100;
      centred_ = is_centred(part) && !with_labels;
      return go_on(subject_, line, rule);
    }
    if (!subject_.rule && target == "memo.department" && !department_.rule) {
      department_.rule = rule;
      text::Excerpt rest = take_subject_behind(take_telephone(line), part);
      // An order's heading and number on one line.
      for (const schema::TextRule* reference : rules_of("memo.reference"))
        if (const auto anchor = schema::find_anchor(*reference, rest.text);
            reference->place == schema::AnchorPlace::kAnywhere && anchor && anchor->begin > 0 && schema::match(*reference, rest.text)) {
          take_reference_and_date(rest, reference);
          rest = text::slice(rest, 0, anchor->begin);
        }
      return go_on(department_, rest, rule);
    }
    if (target == "memo.reference" && !subject_.rule) {
      const text::Excerpt before = take_subject_behind(line, part);
      if (before.text.size() < line.text.size()) {
        finish_department();
        take_reference_and_date(before, rule);
        return true;
      }
    }
    if (target == "memo.reference" && !line.pieces.empty()) labels_at_ = line.pieces.front().place.box.x;
    if (!subject_.rule && (target == "memo.reference" || target == "memo.date" || has_date(line))) {
      finish_department();
      take_reference_and_date(line, target == "memo.reference" ? rule : nullptr);
      return true;
    }
    if (subject_.rule && !out_.memo.to && ends_centred(line, part)) return false;
    if (subject_.rule && !out_.memo.to && subject_.lines < subject_.rule->lines) return go_on(subject_, line, nullptr);
    if (department_goes_on()) {
      if (goes_on_with_telephone(line)) return true;
      return go_on(department_, take_telephone(line), nullptr);
    }
    if (!subject_.rule) loose_.push_back(line);
    return !out_.memo.to;
  }

  // What the rules for the right half take; a second line of an address is none of the office, and none of the left either.
  bool take_right(const LinePart& part, int page_width) {
    const text::Excerpt& line = part.reading;
    page_ = part.page;
    const auto matched = [&](const char* target) { return schema::first_match(rules_of(target, schema::HeaderPart::kRight), line.text).has_value(); };
    for (const schema::TextRule* rule : rules_of("memo.date", schema::HeaderPart::kRight))
      if (const auto m = schema::match(*rule, line.text)) {
        take_date(without_doubtful_day(text::slice(line, m->value)), rule->id);
        return true;
      }
    const text::Excerpt above = std::exchange(office_, {});
    for (const schema::TextRule* rule : rules_of("memo.department", schema::HeaderPart::kRight))
      if (const auto m = schema::match(*rule, line.text); m && !out_.memo.department) {
        const text::Excerpt value = without_leaders(text::slice(line, m->value));
        if (!value.empty()) out_.memo.department = values::make_text_field(value, rule->id, schemas_.vocabulary);
        if (value.text.size() == text::trim(line.text).size() && is_full_line(part.box, page_width)) office_ = value;
        return true;
      }
    if (matched("memo.other")) return true;
    // A name as wide as its column goes on below.
    static const RE2 words(R"(^\s*([ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎ ]*?)(\s+\p{Nd}.*)?\s*$)"),
        address(R"(^\s*(?:ถนน|ถ\.|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|หมู่|เลขที่|อาคาร|ซอย|ชั้น|ศูนย์ราชการ|แขวง|เขต|ตู้|ปณ|ม\.|บ้าน|ตรอก|แยก|กม\.|จ\.|กทม|กรุงเทพ))");
    re2::StringPiece rest, number;  // of the name; of the house behind it
    if (!above.empty() && !matched("memo.department") && RE2::FullMatch(line.text, words, &rest, &number) &&
        (number.empty() || !RE2::PartialMatch(line.text, address))) {
      text::Excerpt whole = above;
      text::append(whole, "", text::slice(line, std::string_view(rest.data(), rest.size())));
      out_.memo.department = values::make_text_field(whole, out_.memo.department->rule, schemas_.vocabulary);
      if (!number.empty()) out_.memo.department->confidence = std::min(out_.memo.department->confidence, kJoined);
      return true;
    }
    return out_.memo.department.has_value();
  }

  // An order's number and subject on one line, perhaps its heading too: begins the subject and gives what stands before it.
  text::Excerpt take_subject_behind(const text::Excerpt& line, const OrderedPart& part) {
    static const RE2 number(R"(\p{Nd}[\s.…]*$)");
    for (const schema::TextRule* rule : rules_of("memo.subject")) {
      if (rule->place != schema::AnchorPlace::kAnywhere) continue;
      const auto anchor = schema::find_anchor(*rule, line.text);
      if (!anchor || !RE2::PartialMatch(line.text.substr(0, anchor->begin), number) || !schema::match(*rule, line.text)) continue;
      subject_.rule = rule;
      centred_ = is_centred(part);
      go_on(subject_, text::slice(line, anchor->begin, line.text.size()), rule);
      return text::slice(line, 0, anchor->begin);
    }
    return line;
  }

  // The subject of an order stands in the middle of the page: it ends at a line of dots, and at a line that is not in the middle.
  bool ends_centred(const text::Excerpt& line, const OrderedPart& part) const {
    if (!centred_ && !schema::rules_of(layout_, "memo.to").empty()) return false;
    if (without_leaders(line).empty() || text::is_row_of_signs(line.text)) return true;
    if (centred_ && !is_centred(part) && 2 * part.box.w > part.page_width) return true;
    const bool closes = text::ends_in_a_bracket(subject_.value.text) && line.text.find(')') != std::string::npos;
    return !closes && schema::first_match(title_ends_, line.text).has_value();
  }

  // The addressee's label read worse than its rule allows, where the labels of the header begin.
  const schema::TextRule* misread_addressee(const text::Excerpt& line) {
    if (labels_at_ < 0 || line.pieces.empty() || without_label(line, labels_at_).text == line.text) return nullptr;
    for (const schema::TextRule* rule : rules_of("memo.to"))
      if (misreading(line.text.substr(0, line.text.find(' ')), *rule) < kMisread) return misread_addressee_ = true, rule;
    return nullptr;
  }

  bool join_addressee(const text::Excerpt& line, const OrderedPart& part) {
    if (is_full_line(to_line_->box, to_line_->page_width) && !begins_anew(line.text))
      out_.memo.to->confidence = std::min(out_.memo.to->confidence, kJoined);
    if (!goes_on_below(*to_line_, to_.pieces.empty() ? part.box.x : to_.pieces.front().place.box.x, part, labels_below_)) return false;
    text::append(to_, text::joiner_between(to_.text, line.text), line);
    out_.memo.to = values::make_text_field(to_, out_.memo.to->rule, schemas_.vocabulary);
    out_.memo.to->confidence = std::min(out_.memo.to->confidence, kJoined);
    to_line_ = &part;
    return true;
  }

  bool department_goes_on() const {
    return department_.rule && !subject_.rule && department_.lines < department_.rule->lines && !out_.memo.department;
  }

  bool go_on(LinesDraft& draft, const text::Excerpt& line, const schema::TextRule* begins) {
    text::Excerpt part = line;
    if (begins) {
      const auto m = schema::match(*begins, line.text);
      part = m ? text::slice(line, m->value) : text::Excerpt{};
    }
    part = without_leaders(part);
    draft.early = draft.early || (!begins && ended_early(draft.value, line, page_width_));
    const std::string_view between = text::joiner_between(draft.value.text, part.text);
    text::append(draft.value, between == "\n" && text::ends_in_a_bracket(draft.value.text) ? " " : between, part);
    ++draft.lines;
    return true;
  }

  void finish_department() {
    if (!department_.rule || out_.memo.department) return;
    // A number may be cut in two by the line's end.
    if (const text::Excerpt value = whole_value(take_telephone(department_.value)); !value.empty())
      out_.memo.department = values::make_text_field(value, department_.rule->id, schemas_.vocabulary);
  }

  // Cuts a telephone number out of the line and gives what stands before it.
  text::Excerpt take_telephone(const text::Excerpt& line) {
    for (const schema::TextRule* rule : rules_of("memo.telephone"))
      if (const auto m = schema::match(*rule, line.text)) {
        const text::Excerpt value = without_leaders(text::slice(line, m->value));
        if (!out_.memo.telephone && !value.empty()) {
          out_.memo.telephone = text::make_field(value, telephone_value(value.text), rule->id);
          telephone_ = text::slice(line, text::offset_of(line, m->whole), line.text.size());
        }
        return text::slice(line, 0, text::offset_of(line, m->whole));
      }
    return line;
  }

  // A number that the line's end cut, mostly before the extension: the next line is digits alone.
  bool goes_on_with_telephone(const text::Excerpt& line) {
    if (telephone_.empty() || !is_rest_of_telephone(line.text)) return false;
    text::Excerpt whole = telephone_;
    text::append(whole, " ", line);
    out_.memo.telephone.reset();
    take_telephone(whole);
    ++department_.lines;
    return true;
  }

  bool has_date(const text::Excerpt& line) const {
    if (schema::first_match(rules_of("memo.date"), line.text)) return true;
    return !out_.memo.date && (department_.rule || has_right_) && values::parse_date(line.text).has_value();
  }

  void take_reference_and_date(const text::Excerpt& line, const schema::TextRule* reference_rule) {
    std::size_t until = line.text.size();
    for (const schema::TextRule* rule : rules_of("memo.date")) {
      const auto anchor = schema::find_anchor(*rule, line.text);
      const auto m = anchor ? schema::match(*rule, line.text) : std::nullopt;
      if (!anchor) continue;
      until = std::min(until, anchor->begin);
      if (m) take_date(text::slice(line, m->value), rule->id);
      break;
    }
    if (until == line.text.size() && !out_.memo.date) {
      const auto found = dates_of_header(line.text);
      auto dates = schema::rules_of(layout_, "memo.date");  // an order has its day at the foot: ๑๐/๒๕๖๓ is its number
      std::erase_if(dates, [](const schema::TextRule* rule) { return rule->part == schema::HeaderPart::kFoot; });
      if (!found.empty() && found.front().date.year != 0 && !dates.empty()) {
        until = without_misread_label(line.text, found.front().begin, dates, kMisread);
        take_date(text::slice(line, found.front().begin, found.front().end), dates.front()->id);
      }
    }
    if (!reference_rule || out_.memo.reference) return;
    const text::Excerpt before = text::slice(line, 0, until);
    const auto m = schema::match(*reference_rule, before.text);
    const text::Excerpt value = m ? without_leaders(text::slice(before, m->value)) : text::Excerpt{};
    if (value.empty()) return;
    out_.memo.reference = reference_field(value, schemas_.vocabulary, reference_rule->id);
    tell_pen(value, page_, "memo/reference", out_.findings);
  }

  void take_date(const text::Excerpt& line, const std::string& rule) {
    const text::Excerpt value = without_leaders(line);
    if (out_.memo.date || value.empty()) return;
    const auto found = values::find_dates(value.text);
    const auto date = std::find_if(found.begin(), found.end(), [](const values::FoundDate& f) { return !f.impossible && f.date.year != 0; });
    if (date == found.end()) {
      const bool impossible = !found.empty() && found.front().impossible;
      out_.findings.push_back({impossible ? "no_such_date" : "date_unread", Severity::kError, page_, "memo/date", value.text,
                               impossible ? "the month has no such day" : "no date could be read here", ""});
      return;
    }
    out_.memo.date = text::make_field(value, values::iso(date->date), rule + (date->misread_month ? "+spelling" : ""));
    if (has_right_ && has_short_year(value.text)) out_.memo.date->confidence = std::min(out_.memo.date->confidence, 0.9);
    tell_pen(value, page_, "memo/date", out_.findings);
    if (date->date.day != 0) return;
    out_.findings.push_back(
        {"date_without_day", Severity::kInfo, page_, "memo/date", value.text, "the day is not printed: perhaps written by hand", unsure_number_});
  }

  const schema::SchemaLayout& layout_;
  const schema::Schemas& schemas_;
  const std::vector<const schema::TextRule*> title_ends_;
  MemoHeader& out_;
  bool has_right_ = false;                                 // the layout has rules for the right half
  bool centred_ = false;                                   // the subject stands in the middle of the page
  bool misread_addressee_ = false, labels_below_ = false;  // its label was told by its place; others stand on the lines below this one
  LinesDraft department_, subject_;
  text::Excerpt telephone_;    // from its word to the end of its line
  text::Excerpt office_, to_;  // of a letter, where its line is full; the addressee
  std::vector<text::Excerpt> loose_;
  std::string unsure_number_;             // the last one by hand on the line
  const OrderedPart* to_line_ = nullptr;  // the addressee's
  int page_ = 0, page_width_ = 0;
  int labels_at_ = -1;  // left of the header's labels; -1: not known
};

}  // namespace

std::optional<MemoHeader> extract_memo(const ReadingOrder& all, const schema::SchemaLayout& layout, std::size_t at, const schema::Schemas& schemas) {
  if (at >= all.size() || schema::rules_of(layout, "memo.subject").empty()) return std::nullopt;
  const std::vector<ReceiptStamp> stamps = receipt_stamps(all, all[at].page);
  const ReadingOrder parted = stamps.empty() ? ReadingOrder() : without_stamps(all, stamps);
  const ReadingOrder& flow = stamps.empty() ? all : parted;
  MemoHeader out;
  HeaderReader reader(layout, schemas, out);
  // A heading that is a whole line holds nothing else.
  const bool alone =
      std::any_of(layout.starts.begin(), layout.starts.end(), [](const schema::Start& s) { return !s.headings.empty() && s.whole_line; });
  for (std::size_t k = at - std::min(at, kLinesAboveNumber); k < at; ++k)
    if (flow[k].page == flow[at].page) reader.take_above(flow, k);
  std::size_t i = alone ? at + 1 : at;
  while (i < flow.size() && i < at + kMaxLines && (flow[i].reading.empty() || reader.take(flow, i))) ++i;
  reader.finish();
  out.end = i;
  take_stamps(out.memo, flow, at, i, stamps, layout);
  // The foot begins at the closing formula: a number in the body is that of somebody to ask.
  const auto closings = schemas.rules("signature.closing");
  std::size_t foot = i;
  while (foot < flow.size() && (flow[foot].table || !schema::first_match(closings, flow[foot].reading.text))) ++foot;
  for (i = foot < flow.size() ? foot : i; i < flow.size(); ++i)
    if (!flow[i].table) reader.take_foot(flow[i].reading, flow[i].page, flow[at].page);
  return out;
}

}  // namespace banthuek::document
