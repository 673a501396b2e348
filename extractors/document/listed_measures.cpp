#include "extractors/document/listed_measures.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>

#include "extractors/document/measure_context.h"
#include "extractors/document/record_tables.h"
#include "extractors/text/confidence.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/heading_end.h"
#include "extractors/text/normalise.h"
#include "extractors/values/number_word.h"
#include "extractors/values/spelling.h"
#include "extractors/values/status.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kBelowItem = 12;     // paragraphs that may stand between an item and the next
constexpr int kLostNumbers = 1;            // that may be missing between two items
constexpr std::size_t kSectionTitle = 90;  // characters; longer is a sentence
constexpr double kOtherTitle = 0.9;        // confidence at most in a document whose title is of another matter
constexpr double kSureDigit = 0.985;       // of a number that is taken as it was read
constexpr double kOpenEnd = 0.9;           // confidence at most of an item of several lines before a text that nothing parts from it
constexpr double kQuoted = 0.9;            // confidence at most of a title that is a name in a sentence
constexpr double kUnderHeading = 0.9;      // confidence at most of items under a heading that no sentence announces
constexpr double kStatusInLine = 0.9;      // confidence at most of a status that stands in a line of other things
constexpr std::size_t kBelowTitle = 6;     // paragraphs between a title that names measures and the first of them
constexpr std::array<std::string_view, 5> kLabelled{"result", "outcome", "responsible", "method", "status"};  // columns that a line below may name
constexpr std::string_view kAbout = "เรื่อง";  // what an announcement is about stands behind it

struct Item {
  std::string style;        // the number with its digits as #, "(ก)" for letters, "" for none, "-" for a dash or bullet
  std::vector<int> number;  // or that of its letter
  std::optional<NumberCut> cut;
  std::size_t rest = 0;  // bytes, where its text begins
};

bool by_letter(const Item& item) { return item.style.find("ก") != std::string::npos; }

Item item_of(const text::Excerpt& text, const schema::Schemas& schemas) {
  Item out;
  out.cut = cut_number(text.text, schemas);
  if (!out.cut) {
    static const RE2 dash(R"(^\s*[-–—•●▪➢➤►]\s*)");
    re2::StringPiece left(text.text);
    if (const auto letter = values::item_letter(text.text)) {
      out = {letter->style, {letter->number}, std::nullopt, letter->rest};
    } else if (RE2::Consume(&left, dash) && !left.empty()) {
      out.style.assign(1, '-');
      out.rest = text.text.size() - left.size();
    }
    return out;
  }
  out.rest = out.cut->rest;
  std::string digits;
  for (const char c : out.cut->value + ".") {
    if (c != '.') {
      digits += c;
      continue;
    }
    if (!digits.empty()) out.number.push_back(std::atoi(digits.c_str()));
    digits.clear();
  }
  bool in_number = false;
  std::string before = text.text.substr(0, out.cut->rest);
  if (const std::string said = before.substr(out.cut->begin, out.cut->end - out.cut->begin); !text::is_digit(text::to_u32(said + " ").front()))
    before.replace(out.cut->begin, said.size(), "1");
  for (const char c : text::ascii_digits(before)) {
    const bool digit = c >= '0' && c <= '9';
    if (c != ' ' && !(digit && in_number)) out.style += digit ? '#' : c;
    if (c != ' ') in_number = digit;
  }
  return out;
}

class ListReader {
 public:
  ListReader(const std::vector<Paragraph>& body, const schema::Schemas& schemas)
      : body_(body),
        schemas_(schemas),
        ends_(schemas.rules("list.end")),
        labels_(schemas.rules("list.label")),
        sections_(schemas.rules("list.section")),
        headings_(schemas.rules("list.heading")),
        results_(schemas.rules("list.results")),
        rejected_(schemas.rules("list.rejected")),
        not_items_(schemas.rules("list.not_item")) {
    for (const schema::SchemaLayout& layout : schemas.layouts)
      if (layout.table.records == "measures") layout_ = &layout;
  }

  // The list whose first item is paragraph `first`, up to `end`; a list of one is a sentence with a number.
  std::vector<Measure> read(std::size_t first, std::size_t end) {
    std::vector<Measure> out;
    if (first >= end) return out;
    const Item top = item_of(body_[first].reading, schemas_);
    if (top.style.empty() || (!top.cut && top.style != "-" && top.number.front() != 1)) return out;
    std::set<std::string> below;  // styles of what counts on its own
    int last = 0;
    std::size_t last_item = first;
    bool ended = false;      // by what ends a list, or a section
    bool is_measure = true;  // the last item
    std::size_t k = first;
    for (; k < end; ++k) {
      const text::Excerpt& text = body_[k].reading;
      ended = k > first && schema::first_match(ends_, text.text);
      if (ended) break;
      const Item item = item_of(text, schemas_);
      const bool misread = is_misread(k, end, item, top, last);
      if (misread || goes_on(item, top, last, below)) {
        if (!item.number.empty()) last = misread ? last + 1 : item.number.back();
        is_measure = item.number.empty() || !schema::first_match(not_items_, text.text.substr(item.rest));
        if (is_measure) out.push_back(measure_of(item, body_[k]));
        last_item = k;
      } else if (!item.style.empty() && (item.style == "-" || item.style != top.style)) {
        // "ข. ปัญหาและอุปสรรค" behind numbers is the next section; what counts below an item by letters begins with the first.
        if (by_letter(item) && !by_letter(top) && item.number.back() != 1 && !below.count(item.style)) break;
        below.insert(item.style);
        if (!out.empty() && is_measure) add_to(out.back(), text);
      } else {
        // A text without a number is of its item where the list goes on behind it.
        if (top.style == "-" || !item.number.empty() || out.empty()) break;
        const bool untitled = is_measure && out.back().title->value.empty() && text::to_u32(text.text).size() <= kSectionTitle;
        if (!untitled && !schema::first_match(labels_, text.text) && !values::offers_statuses(text.text) && !comes_next(k, end, top, last, below))
          break;
        if (untitled)
          title_below(out.back(), text);
        else if (is_measure)
          add_to(out.back(), text);
      }
    }
    std::erase_if(out, [](const Measure& m) { return m.title->value.empty(); });
    if (out.size() < 2 || were_refused(body_, k, rejected_)) out.clear();
    // What follows the last item may begin on its last line's heels: a heading at the margin.
    if (!out.empty() && !ended && k < body_.size() && body_[last_item].last > body_[last_item].first && last_item + 1 == k)
      out.back().title->confidence = std::min(out.back().title->confidence, kOpenEnd);
    return out;
  }

  std::vector<Measure> read_all(std::string_view title) {
    const bool other_title = !title.empty() && !speaks_of_measures(title, schemas_);
    if (auto sections = other_title ? std::nullopt : read_sections()) return std::move(*sections);
    if (auto results = other_title ? std::vector<Measure>() : read_results(); !results.empty()) return results;
    const auto intros = schemas_.rules("list.intro"), integrity = schemas_.rules("measures.integrity");
    for (std::size_t i = 0; i + 1 < body_.size(); ++i) {
      const std::string& intro = body_[i].reading.text;
      if (!schema::first_match(intros, intro) || (other_title && !schema::first_match(integrity, intro)) || schema::first_match(rejected_, intro))
        continue;
      auto list = read(i + 1, body_.size());
      const bool by_letters = values::item_letter(body_[i + 1].reading.text).has_value();
      if (by_letters && !were_decided(intro, list)) continue;
      if (other_title || by_letters) doubt_all(list, kOtherTitle);
      if (!list.empty()) return list;
    }
    if (auto list = other_title ? std::vector<Measure>() : read_under_heading(); other_title || !list.empty()) return list;
    // A title that names the measures may stand right above them.
    if (const std::size_t about = title.rfind(kAbout); about != std::string_view::npos) title.remove_prefix(about + kAbout.size());
    if (schema::first_match(headings_, title))
      for (std::size_t i = 0; i < std::min(body_.size(), kBelowTitle); ++i)
        if (begins_list(i)) return read(i, body_.size());
    return read_with_status();
  }

 private:
  // The list each of whose items says how far it is, in a paper of measures that announces none.
  std::vector<Measure> read_with_status() {
    for (std::size_t i = 0; i < body_.size(); ++i) {
      auto list = begins_list(i) ? read(i, body_.size()) : std::vector<Measure>();
      if (list.empty() || !std::all_of(list.begin(), list.end(), [](const Measure& m) { return m.status.has_value(); })) continue;
      doubt_all(list, kUnderHeading);
      return list;
    }
    return {};
  }

  // The list under a line that names measures, or one of measures that are each named with their number; not as sure as one that is announced.
  std::vector<Measure> read_under_heading() {
    static const RE2 part(R"(^\s*(?:ส่วนที่|ตอนที่|หมวดที่|บทที่)\s*\p{Nd}{1,2}\s*[.:]?\s*)"), named(R"(^\s*มาตรการที่\s*\S)"),
        of_several(R"(^\s*มาตรการ(?:ที่(?:จะ)?(?:ใช้|ดำเนิน|กำหนด|ขับเคลื่อน)|ใน|ประจำ|ของ|\s*$))");
    std::vector<Measure> out;
    for (std::size_t i = 0; i < body_.size() && out.empty(); ++i) {
      const std::string& text = body_[i].reading.text;
      re2::StringPiece heading(text);
      RE2::Consume(&heading, part);
      const Item item = item_of(body_[i].reading, schemas_);
      if (heading.size() == text.size() && item.cut) heading.remove_prefix(item.cut->rest);
      const bool is_heading = i + 1 < body_.size() && !body_[i + 1].of_table && text::to_u32(text).size() <= kSectionTitle && begins_list(i + 1) &&
                              item_of(body_[i + 1].reading, schemas_).style != item.style &&
                              schema::first_match(headings_, std::string_view(heading.data(), heading.size()));
      const bool of_bullets = i + 1 < body_.size() && !item.cut && text::to_u32(text).size() <= kSectionTitle &&
                              RE2::PartialMatch(text, of_several) && item_of(body_[i + 1].reading, schemas_).style == "-";
      if (RE2::PartialMatch(text, named) && begins_list(i))
        out = read(i, body_.size());
      else if (is_heading || of_bullets)
        out = read(i + 1, body_.size());
    }
    doubt_all(out, kUnderHeading);
    return out;
  }

  bool begins_list(std::size_t k) const {
    const Item item = item_of(body_[k].reading, schemas_);
    return item.cut && item.number.back() == 1;
  }

  // The items of the section of measures, none where it has no list; nothing where the paper is not in sections.
  std::optional<std::vector<Measure>> read_sections() {
    std::optional<std::size_t> heading, end;
    Item of_heading;
    bool others = false;
    for (std::size_t k = 0; k < body_.size(); ++k) {
      const text::Excerpt& text = body_[k].reading;
      const Item item = item_of(text, schemas_);
      if (!item.cut || item.number.size() != 1) continue;
      const std::string rest = text.text.substr(item.cut->rest);
      const bool is_title = text::to_u32(rest).size() <= kSectionTitle;
      if (heading && !end && item.style == of_heading.style && item.number[0] == of_heading.number[0] + 1) end = k;
      if (is_title && schema::first_match(sections_, rest)) {
        others = true;
      } else if (is_title && !heading && schema::first_match(headings_, rest)) {
        heading = k;
        of_heading = item;
      }
    }
    if (!others) return std::nullopt;
    if (!heading) return std::vector<Measure>{};
    return read(*heading + 1, end.value_or(body_.size()));
  }

  // The items numbered below the number of a section that goes through the measures; the last, as a table of contents has them too.
  std::vector<Measure> read_results() {
    std::vector<Measure> out;
    for (std::size_t k = 0; k + 1 < body_.size(); ++k) {
      const text::Excerpt& text = body_[k].reading;
      const Item section = item_of(text, schemas_), first = item_of(body_[k + 1].reading, schemas_);
      if (!section.cut || !first.cut || text::to_u32(text.text).size() > kSectionTitle) continue;
      if (first.number.size() != section.number.size() + 1 || first.number.back() != 1) continue;
      if (!std::equal(section.number.begin(), section.number.end(), first.number.begin())) continue;
      if (!schema::first_match(results_, text.text.substr(section.cut->rest))) continue;
      if (auto items = read(k + 1, body_.size()); !items.empty()) out = std::move(items);
    }
    return out;
  }

  // Whether the item is the next of the list, not one of its own below the last.
  static bool goes_on(const Item& item, const Item& top, int last, const std::set<std::string>& below) {
    if (top.style == "-") return item.style == "-";
    if (item.number.empty() || item.number.size() != top.number.size()) return false;
    if (!std::equal(item.number.begin(), item.number.end() - 1, top.number.begin())) return false;
    if (item.style == top.style) return last == 0 || (item.number.back() > last && item.number.back() <= last + 1 + kLostNumbers);
    return !below.count(item.style) && item.number.back() == last + 1;
  }

  // Whether the item's number is another than the next, doubtful, and the one behind it counts as if it were the next.
  bool is_misread(std::size_t k, std::size_t end, const Item& item, const Item& top, int last) const {
    if (!item.cut || last == 0 || item.style != top.style || item.number.back() == last + 1) return false;
    if (text::legibility(text::slice(body_[k].reading, item.cut->begin, item.cut->end)) >= kSureDigit) return false;
    for (std::size_t i = k + 1; i < std::min(end, k + kBelowItem); ++i)
      if (const Item next = item_of(body_[i].reading, schemas_); next.cut && next.style == top.style) return next.number.back() == last + 2;
    return false;
  }

  bool comes_next(std::size_t k, std::size_t end, const Item& top, int last, const std::set<std::string>& below) const {
    for (std::size_t i = k + 1; i < std::min(end, k + kBelowItem); ++i) {
      if (schema::first_match(ends_, body_[i].reading.text)) return false;
      const Item item = item_of(body_[i].reading, schemas_);
      if (item.number.empty()) continue;
      if (goes_on(item, top, last, below)) return item.number.back() == last + 1;
      if (item.style == top.style) return false;  // another list
    }
    return false;
  }

  Measure measure_of(const Item& item, const Paragraph& paragraph) const {
    const text::Excerpt& text = paragraph.reading;
    Measure m;
    std::size_t rest = item.rest, end = text.text.size();
    if (item.cut) m.no = text::make_field(text::slice(text, item.cut->begin, item.cut->end), item.cut->value, "narrative/no@1");
    if (const auto name = text::name_in_quotes(text.text, rest)) {
      m.title = values::make_text_field(text::slice(text, name->begin, name->end), "narrative/title@1", schemas_.vocabulary);
      m.title->confidence = std::min(m.title->confidence, kQuoted);
      add_to(m, text::slice(text, name->rest, end));
      return m;
    }
    const std::size_t badge = text::smaller_end(text, rest).value_or(end);
    if (const auto status = values::status_alone(std::string_view(text.text).substr(badge), schemas_.vocabulary); status && badge < end) {
      m.status = text::make_field(text::slice(text, badge, end), *status, "narrative/status@1");
      end = badge;
    } else if (const auto said = values::status_behind(text.text, rest, schemas_.vocabulary)) {
      m.status = text::make_field(text::slice(text, said->begin, end), said->status, "narrative/status@1");
      end = said->head;
      const auto inside = values::status_in_line(std::string_view(text.text).substr(0, end), rest, schemas_.vocabulary);
      if (inside && inside->status != said->status) m.status->confidence = std::min(m.status->confidence, kStatusInLine);
    } else if (const auto inside = values::status_in_line(text.text, rest, schemas_.vocabulary)) {
      const text::Excerpt told = text::slice(text, inside->begin, end);
      m.status = text::make_field(told, inside->status, "narrative/status@1");
      m.status->confidence = std::min(m.status->confidence, kStatusInLine);
      m.method = values::make_text_field(told, "narrative/item@1", schemas_.vocabulary);
      end = inside->head;
    }
    const bool named = item.cut && text::is_thai_sign(text::to_u32(text::trim(text.text)).front());
    const auto [ends, confidence] = text::title_end(text, rest, end, paragraph.last > paragraph.first, named);
    m.title = values::make_text_field(text::slice(text, rest, ends), "narrative/title@1", schemas_.vocabulary);
    m.title->confidence = std::min(m.title->confidence, confidence);
    if (ends < end) m.method = values::make_text_field(text::slice(text, ends, end), "narrative/item@1", schemas_.vocabulary);
    return m;
  }

  // The status that a line names behind other things: "ผู้รับผิดชอบ กองคลัง สถานะ ดำเนินการแล้ว".
  void add_status(Measure& m, const text::Excerpt& text, const std::string& role, std::size_t end) const {
    static const RE2 label(R"(สถานะ(?:การดำเนินการ|การดำเนินงาน)?\s*[:=]?\s+(\S.*))");
    if (m.status) return;
    re2::StringPiece said(text.text);
    if (role == "result")
      said.remove_prefix(end);
    else if (!role.empty() && !RE2::PartialMatch(text.text, label, &said))
      return;
    if (const auto last = role.empty() ? values::status_behind(text.text, 0, schemas_.vocabulary) : std::nullopt) {
      m.status = text::make_field(text::slice(text, last->begin, text.text.size()), last->status, "narrative/status@1");
      m.status->confidence = std::min(m.status->confidence, kStatusInLine);
      return;
    }
    const std::string_view words(said.data(), said.size());
    auto status = role.empty() ? values::status_alone(words, schemas_.vocabulary) : values::status_that_begins(words, schemas_.vocabulary);
    if (!status) status = values::status_today(words, schemas_.vocabulary);
    if (!status) return;
    m.status = text::make_field(text::slice(text, words), *status, "narrative/status@1");
    m.status->confidence = std::min(m.status->confidence, kStatusInLine);
  }

  // The title of an item that is a number alone: "มาตรการที่ ๑" over it.
  void title_below(Measure& m, const text::Excerpt& text) const {
    m.title = values::make_text_field(text, "narrative/title@1", schemas_.vocabulary);
    m.title->confidence = std::min(m.title->confidence, kUnderHeading);
  }

  // A text below an item: what its label says ("ผลการดำเนินการ ..."), else how it is done.
  void add_to(Measure& m, const text::Excerpt& text) const {
    const auto [role, end] = label_of(text.text);
    if (role == "status" || (role.empty() && values::offers_statuses(text.text))) {
      const text::Excerpt said = text::slice(text, end, text.text.size());
      if (const auto status = values::status_in_words(said.text, schemas_.vocabulary); status && !m.status)
        m.status = text::make_field(said, *status, "narrative/status@1");
      if (role.empty()) return;
    }
    if (role == "status") return;
    add_status(m, text, role, end);
    MaybeField& to = role == "result" ? m.result : role == "outcome" ? m.outcome : role == "responsible" ? m.responsible : m.method;
    text::Excerpt said = text::slice(text, end, text.text.size());
    if (said.empty()) return;
    if (to) {
      text::Excerpt whole = text::quote_of(*to);
      text::append(whole, "\n", said);
      said = std::move(whole);
    }
    to = values::make_text_field(said, "narrative/item@1", schemas_.vocabulary);
  }

  // The column whose heading the text begins with, and where what it says begins; none and 0 where it has no such label.
  std::pair<std::string, std::size_t> label_of(const std::string& text) const {
    std::pair<std::string, std::size_t> out;
    if (!layout_) return out;
    for (const schema::SchemaColumn& column : layout_->columns) {
      if (std::find(kLabelled.begin(), kLabelled.end(), column.role) == kLabelled.end()) continue;
      for (const std::string& heading : column.headings) {
        if (!text.starts_with(heading) || heading.size() <= out.second || heading.size() >= text.size()) continue;
        const char next = text[heading.size()];
        if (next == ' ' || next == ':') out = {column.role, heading.size() + 1};
      }
    }
    while (out.second < text.size() && (text[out.second] == ' ' || text[out.second] == ':')) ++out.second;
    return out;
  }

  const std::vector<Paragraph>& body_;
  const schema::Schemas& schemas_;
  const schema::SchemaLayout* layout_ = nullptr;
  const std::vector<const schema::TextRule*> ends_, labels_, sections_, headings_, results_, rejected_, not_items_;
};

}  // namespace

FoundMeasures find_listed_measures(const std::vector<Paragraph>& body, const schema::Schemas& schemas, std::string_view title) {
  FoundMeasures out;
  out.measures = ListReader(body, schemas).read_all(title);
  pick_numbers(out);
  return out;
}

}  // namespace banthuek::document
