#include "extractors/document/narrative.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/document/measures.h"
#include "extractors/document/person_name.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"
#include "extractors/values/spelling.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kMaxTitleLines = 6;
constexpr std::size_t kLinesOfLetterhead = 3;  // that stand above a title
constexpr int kPagesThatNameAYear = 3;         // from the body's first: cover, memo and the first page of what it covers

constexpr double kTold = 0.9;          // confidence of a year that one sentence names
constexpr double kGuess = 0.45;        // and where the body names several, or speaks of other years
constexpr std::size_t kHeading = 200;  // characters; longer is running text

struct Hit {
  text::Excerpt reading;
  std::string rule;
  const schema::RuleMatch match;
};

int page_of(const text::Excerpt& reading) { return reading.pieces.empty() ? 0 : reading.pieces.front().place.page; }

// The first match of any rule for the target, the one that stands first in the text.
std::optional<Hit> first_hit(const schema::Schemas& schemas, const char* target, const text::Excerpt& reading) {
  std::optional<Hit> best;
  std::size_t least = 0;
  for (const schema::TextRule* rule : schemas.rules(target)) {
    auto m = schema::match(*rule, reading.text);
    if (!m) continue;
    const std::size_t at = text::offset_of(reading, m->value);
    if (best && at >= least) continue;
    least = at;
    best.emplace(Hit{text::slice(reading, m->value), rule->id, std::move(*m)});
  }
  return best;
}

std::string decimal(std::string_view raw) {
  std::string out;
  for (const char c : text::ascii_digits(raw))
    if ((c >= '0' && c <= '9') || c == '.') out += c;
  return out;
}

std::string year_value(std::string_view raw) {
  const auto year = values::common_era(raw);
  return year ? std::to_string(*year + 543) : "";
}

// The lines of a title, one after the other.
class TitleReader {
 public:
  TitleReader(const ReadingOrder& flow, const schema::Schemas& schemas)
      : flow_(flow),
        schemas_(schemas),
        ends_(schemas.rules("title.end")),
        begins_(schemas.rules("title.begin")),
        asides_(schemas.rules("title.aside")),
        charts_(schemas.rules("signature.nobody")) {}

  Title read() {
    Title out;
    std::size_t i = 0;
    for (; i < flow_.size() && lines_ < kMaxTitleLines; ++i) {
      const OrderedPart& part = flow_[i];
      if (part.table || part.page != flow_.front().page || text::to_u32(part.reading.text).size() > 160) break;
      const bool aside = text_.empty() ? schema::first_match(asides_, part.reading.text).has_value() : stands_beside(part);
      if (aside || (text_.empty() && stands_above(i))) continue;
      if (schema::first_match(ends_, part.reading.text)) break;
      if (lines_ > 0 && ends_at(part)) break;
      take(part);
    }
    out.end = i;
    if (!text_.empty()) out.title = values::make_text_field(text_, "report/title@1", schemas_.vocabulary);
    return out;
  }

 private:
  static bool has_thai(const OrderedPart& part) {
    const std::u32string letters = text::fold(part.reading.text).text;
    return std::any_of(letters.begin(), letters.end(), text::is_thai_sign);
  }

  bool begins_with_an_office(const OrderedPart& part) const {
    const std::u32string line = text::fold(part.reading.text).text;
    const auto& kinds = schemas_.vocabulary.organisation_kinds;
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const schema::OrganisationKind& k) { return text::begins_with(line, text::fold(k.word).text, 1).has_value(); });
  }

  // The lines of the page behind `i`, so many at most and no table.
  template <typename Holds>
  bool soon(std::size_t i, std::size_t many, Holds holds) const {
    for (std::size_t k = i + 1; k < flow_.size() && k <= i + many && !flow_[k].table && flow_[k].page == flow_[i].page; ++k)
      if (holds(flow_[k])) return true;
    return false;
  }

  // What stands above a title and is none of it: a letterhead, a line in small letters.
  bool stands_above(std::size_t i) const {
    const OrderedPart& part = flow_[i];
    if (!has_thai(part)) return !is_foreign_title(i);
    if (schema::first_match(begins_, part.reading.text) || schema::first_match(ends_, part.reading.text)) return false;
    const auto begins = [&](const OrderedPart& p) { return schema::first_match(begins_, p.reading.text).has_value(); };
    if (begins_with_an_office(part) && soon(i, kLinesOfLetterhead, begins)) return true;
    return soon(i, kLinesOfLetterhead, [&](const OrderedPart& p) { return has_thai(p) && 2 * p.box.h >= 3 * part.box.h && is_centred(p); });
  }

  // Words of Latin letters in the middle of the page, and no Thai ones below them before a table.
  bool is_foreign_title(std::size_t i) const {
    static const RE2 words(R"(^\s*[A-Za-z][A-Za-z\-]*(?:[\s,&:()/]+[A-Za-z\p{Nd}][A-Za-z\p{Nd}\-]*){3,}[\s).]*$)");
    const OrderedPart& part = flow_[i];
    if (!is_centred(part) || !RE2::FullMatch(part.reading.text, words)) return false;
    return !soon(i, kLinesOfLetterhead, [&](const OrderedPart& p) { return !p.of_table && has_thai(p); });
  }

  // A panel beside the title, a picture's words: nothing of it stands over or under the title.
  bool stands_beside(const OrderedPart& part) const {
    const int apart = part.page_width * 3 / 100;
    return part.box.x > box_.right() + apart || part.box.right() + apart < box_.x;
  }

  bool ends_at(const OrderedPart& part) {
    static const RE2 to_fill_in(R"(\.{5,}|…{2,}|_{4,}|[☐□☑])"), goes_on(R"((?:ของ|แห่ง|โดย|ใน|สำหรับ|กับ|และ|สังกัด|ภายใน|เรื่อง)\s*$)");
    static const RE2 of_a_year(R"(พ\s?\.?\s?ศ|ปี|ฉบับ|ครั้ง|รอบ)");
    if (is_ornament(part)) return true;
    if (begins_with_an_office(part) && !RE2::PartialMatch(text_.text, goes_on)) return true;
    if (RE2::PartialMatch(part.reading.text, to_fill_in)) return true;
    // Names, posts and cells stand below a heading: boxes of a chart, lists of persons, rows of a table.
    const bool ruled = part.of_table && part.of_table->edges == Edges::kRuled;
    if ((ruled && part.cell != cell_) || person_name(part.reading.text, schemas_.vocabulary)) return true;
    if (of_persons_ && begins_position(part.reading.text, schemas_.vocabulary)) return true;
    // Headings are centred; a line that is not begins the running text below them.
    const int gap = part.box.y - last_.bottom();
    if (all_centred_ && !is_centred(part) && (2 * part.box.w > part.page_width || gap > 2 * last_.h)) return true;
    // Smaller letters behind a space are another matter, but for the year.
    return gap > last_.h && 3 * part.box.h < 2 * last_.h && !RE2::PartialMatch(part.reading.text, of_a_year);
  }

  // A row of stars or dashes under a heading, or what is read of it: much lower than letters, or one or two signs again and again.
  bool is_ornament(const OrderedPart& part) const {
    constexpr std::size_t kRow = 5, kSigns = 3;
    std::u32string signs = text::to_u32(part.reading.text);
    if (signs.size() >= kRow && 5 * part.box.h < 2 * last_.h && 10 * part.box.h < 4 * part.line_height) return true;
    std::erase(signs, U' ');
    if (signs.size() < kRow || std::any_of(signs.begin(), signs.end(), text::is_thai_sign)) return false;
    return std::set<char32_t>(signs.begin(), signs.end()).size() <= kSigns;
  }

  static bool is_centred(const OrderedPart& part) { return std::abs(part.box.x + part.box.w / 2 - part.page_width / 2) <= part.page_width * 3 / 100; }

  void take(const OrderedPart& part) {
    cell_ = part.cell;
    of_persons_ = of_persons_ || schema::first_match(charts_, part.reading.text);
    all_centred_ = all_centred_ && is_centred(part);
    text::append(text_, text::joiner_between(text_.text, part.reading.text), part.reading);
    box_ = lines_ == 0 ? part.box : unite(box_, part.box);
    last_ = part.box;
    ++lines_;
  }

  const ReadingOrder& flow_;
  const schema::Schemas& schemas_;
  const std::vector<const schema::TextRule*> ends_, begins_, asides_, charts_;
  text::Excerpt text_;
  const Cell* cell_ = nullptr;  // of the last line, where it stands in a ruled one
  Box box_, last_;              // of all lines, of the last one
  std::size_t lines_ = 0;
  bool of_persons_ = false, all_centred_ = true;
};

}  // namespace

Title find_title(const ReadingOrder& flow, const schema::Schemas& schemas) { return TitleReader(flow, schemas).read(); }

FiscalYear find_fiscal_year(const std::vector<text::Excerpt>& sources, const std::vector<Paragraph>& body, const schema::Schemas& schemas,
                            bool by_title_alone) {
  FiscalYear out;
  std::set<std::string> others;
  std::map<std::string, int> told;  // how often the body tells a year
  bool by_sentence = false;         // the year was found in running text
  const auto look = [&](const text::Excerpt& reading, bool may_decide, bool heading) {
    for (const schema::TextRule* rule : schemas.rules("fiscal_year"))
      for (const schema::RuleMatch& m : schema::match_all(*rule, reading.text)) {
        const text::Excerpt value = text::slice(reading, m.value);
        const std::string year = year_value(value.text);
        if (year.empty()) continue;
        if (may_decide) ++told[year];
        if (!out.year && may_decide) {
          out.year = text::make_field(value, year, rule->id);
          by_sentence = !heading;
        } else if (heading && out.year && year != out.year->value && others.insert(year).second) {
          out.findings.push_back({"year_mismatch", Severity::kWarning, page_of(value), "fiscal_year", value.text,
                                  "another heading names fiscal year " + out.year->value, ""});
        }
      }
  };
  for (const text::Excerpt& source : sources) look(source, true, true);
  const bool stated = out.year.has_value();
  // Further inside, running text speaks of other years.
  for (const Paragraph& paragraph : body) {
    const bool heading = text::to_u32(paragraph.reading.text).size() < kHeading;
    look(paragraph.reading, paragraph.page < body.front().page + (by_title_alone ? 1 : kPagesThatNameAYear), heading);
  }
  if (stated || !out.year) return out;
  // One sentence is no proof, two that agree are where no other year is named; the first of several is a guess.
  double most = 1;
  if (by_title_alone || (by_sentence && told.size() > 1))
    most = kGuess;
  else if (by_sentence && told[out.year->value] < 2)
    most = kTold;
  out.year->confidence = std::min(out.year->confidence, most);
  return out;
}

std::optional<ItaResult> find_ita_result(const std::vector<Paragraph>& body, const schema::Schemas& schemas, std::vector<Finding>& findings) {
  static const RE2 about(R"(ประเมิน|ITA|คุณธรรมและความโปร่งใส)");
  for (const Paragraph& paragraph : body) {
    const text::Excerpt& text = paragraph.reading;
    if (!RE2::PartialMatch(text.text, about) || first_hit(schemas, "ita.of_others", text)) continue;
    const auto score = first_hit(schemas, "ita.score", text), grade = first_hit(schemas, "ita.grade", text);
    if (!score && !grade) continue;
    // A grade alone needs to be that of the assessment, not a level of anything.
    if (!score && !RE2::PartialMatch(text.text, R"(ผลการประเมิน|ผลคะแนน)")) continue;
    ItaResult out;
    if (score) out.score = text::make_field(score->reading, decimal(score->reading.text), score->rule);
    if (grade) out.grade = text::make_field(grade->reading, std::string(text::squeeze(grade->reading.text)), grade->rule);
    // Change and the grade before stand behind the score.
    const std::string_view first = score ? score->match.value : grade->match.value;
    const std::size_t behind = text::offset_of(text, first) + first.size();
    const text::Excerpt rest = text::slice(text, behind, text.text.size());
    if (const auto change = first_hit(schemas, "ita.change", rest)) {
      const bool down = change->match.group.count("down") > 0;
      const text::Excerpt whole = text::slice(rest, change->match.whole);
      out.change = text::make_field(whole, (down ? "-" : "") + decimal(change->reading.text), change->rule);
    }
    if (const auto previous = first_hit(schemas, "ita.previous_grade", rest)) {
      const std::string value = text::squeeze(previous->reading.text);
      out.previous_grade = text::make_field(previous->reading, value, previous->rule);
      // What was taken for the grade may be the one before.
      if (grade && text::offset_of(text, grade->match.value) == text.text.find(rest.text, behind) + text::offset_of(rest, previous->match.value))
        out.grade.reset();
    }
    if (const auto year = first_hit(schemas, "ita.fiscal_year", text)) {
      const std::string value = year_value(year->reading.text);
      if (!value.empty()) out.fiscal_year = text::make_field(year->reading, value, year->rule);
    }
    if (!out.fiscal_year)
      findings.push_back({"missing_part", Severity::kInfo, paragraph.page, "ita_result/fiscal_year", "", "the result names no fiscal year", ""});
    return out;
  }
  return std::nullopt;
}

std::vector<OitItem> find_oit_items(const ReadingOrder& flow, const schema::Schemas& schemas) {
  std::vector<OitItem> out;
  const auto rules = schemas.rules("oit.item");
  std::set<std::string> seen;
  const auto take = [&](const text::Excerpt& reading) {
    for (const schema::TextRule* rule : rules) {
      const auto m = schema::match(*rule, reading.text);
      if (!m || !m->group.count("code") || !m->group.count("title")) continue;
      const text::Excerpt code = text::slice(reading, m->group.at("code")), title = text::slice(reading, m->group.at("title"));
      std::string digits = text::ascii_digits(code.text);
      while (digits.size() > 1 && digits.front() == '0') digits.erase(0, 1);
      if (digits.empty() || digits == "0" || first_hit(schemas, "oit.not_title", title)) return;
      if (!seen.insert(digits + "\t" + title.text).second) return;
      OitItem item;
      item.code = text::make_field(code, "O" + digits, rule->id);
      item.title = values::make_text_field(title, rule->id, schemas.vocabulary);
      out.push_back(std::move(item));
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
  return out;
}

}  // namespace banthuek::document
