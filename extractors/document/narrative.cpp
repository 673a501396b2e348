#include "extractors/document/narrative.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/document/header_rules.h"
#include "extractors/document/measures.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"
#include "extractors/values/person_name.h"
#include "extractors/values/spelling.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kMaxHeadLines = 6;
constexpr std::size_t kLinesOfLetterhead = 3;     // that stand above a title
constexpr double kBanner = 1.8, kSubtitle = 0.7;  // letters of a name set large, of what stands small below a title, of those beside them
constexpr std::size_t kWhole = 20;                // characters: less is the kind of a law or a report alone, and what it is of stands smaller
constexpr int kPagesThatNameAYear = 3;            // from the body's first: cover, memo and the first page of what it covers

constexpr int kMaxSpan = 20;           // years of a plan
constexpr double kTold = 0.9;          // confidence of a year that one sentence names, and of a title that a line stands below which may be of it
constexpr double kGuess = 0.45;        // and where the body names several, or speaks of other years
constexpr std::size_t kHeading = 200;  // characters; longer is running text

int page_of(const text::Excerpt& reading) { return reading.pieces.empty() ? 0 : reading.pieces.front().place.page; }

// Years that the text names as a span, the last behind the first: both with what is between, as views into `text`.
std::vector<std::string_view> year_spans(std::string_view text, const schema::Schemas& schemas) {
  std::vector<std::string_view> out;
  for (const schema::TextRule* rule : schemas.rules("year.span"))
    for (const schema::RuleMatch& m : schema::match_all(*rule, text)) {
      const auto first = values::common_era(m.group.at("first")), last = values::common_era(m.group.at("last"));
      if (first && last && *last > *first && *last - *first <= kMaxSpan) out.push_back(m.value);
    }
  return out;
}

// Whether a rule of the target cuts out this very year: one of a sentence, which tells what happened in it (year.told), one of the calendar, of a
// council's session or a meeting (year.calendar): not whose year the document is of.
bool is_year_of(const char* target, std::string_view year, std::string_view text, const schema::Schemas& schemas) {
  for (const schema::TextRule* rule : schemas.rules(target))
    for (const schema::RuleMatch& m : schema::match_all(*rule, text))
      if (m.value.data() == year.data()) return true;
  return false;
}

// Whether it begins as a title or its year does: a heading inside a document, where it is short.
bool begins_as_heading(const text::Excerpt& reading, const schema::Schemas& schemas) {
  static const RE2 of_year(R"(^\s*\(?\s*(?:ประจำ)?ปี)");
  return RE2::PartialMatch(reading.text, of_year) || schema::first_match(schemas.rules("title.begin"), reading.text);
}

bool stands_in(std::string_view part, std::string_view whole) { return part.data() >= whole.data() && part.data() < whole.data() + whole.size(); }

// The lines of a title, one after the other.
class TitleReader {
 public:
  TitleReader(const ReadingOrder& flow, const schema::Schemas& schemas)
      : flow_(flow),
        schemas_(schemas),
        ends_(schemas.rules("title.end")),
        labels_(schemas.rules("title.label")),
        notes_(schemas.rules("title.note")),
        says_(schemas.rules("title.says")),
        begins_(schemas.rules("title.begin")),
        asides_(schemas.rules("title.aside")),
        charts_(schemas.rules("signature.nobody")),
        subjects_(schemas.rules("memo.subject")) {}

  Title read() {
    Title out;
    std::size_t i = 0;
    for (; i < flow_.size() && lines_ < kMaxHeadLines; ++i) {
      const OrderedPart& part = flow_[i];
      if (part.table || part.page != flow_.front().page || text::to_u32(part.reading.text).size() > 160) break;
      if (part.running_head) continue;
      const bool aside = text_.empty() ? schema::first_match(asides_, part.reading.text).has_value() : stands_beside(part);
      if (aside || (text_.empty() && (stands_above(i) || is_numbered_head(i)))) continue;
      if (!goes_on(i) && schema::first_match(ends_, reading_of(part).text)) break;
      if (lines_ > 0 && ends_at(part)) break;
      take(part);
    }
    out.end = i;
    drop_note();
    if (text_.empty() || (lines_ == 1 && is_an_office())) return out;
    out.title = values::make_text_field(text_, "report/title@1", schemas_.vocabulary);
    if (ended_at_year_) out.title->confidence = std::min(out.title->confidence, kTold);
    if (out.title->raw != raw_ && out.title->value == out.title->raw) out.title->rule += "+spelling";
    out.title->raw = raw_;
    return out;
  }

 private:
  static bool has_thai(const OrderedPart& part) {
    const std::u32string letters = text::fold(part.reading.text).text;
    return std::any_of(letters.begin(), letters.end(), text::is_thai_sign);
  }

  // "เรือง การเลี้ยงสัตว์": a recognised line that begins with the subject's label misread, with the label.
  text::Excerpt with_label(const text::Excerpt& line) const {
    constexpr double kMisread = 0.34;  // of its letters
    const std::size_t space = line.text.find(' ');
    if (space == std::string::npos || subjects_.empty() || subjects_.front()->anchors.empty() || line.pieces.empty() ||
        line.pieces.front().confidence >= 1)
      return line;
    const double cost = misreading(line.text.substr(0, space), *subjects_.front());
    if (cost == 0 || cost > kMisread) return line;
    text::Excerpt out = text::slice(line, 0, space);
    out.text = subjects_.front()->anchors.front();
    out.pieces.resize(1);
    out.pieces.front().begin = 0, out.pieces.front().end = out.text.size();
    text::append(out, " ", text::slice(line, space, line.text.size()));
    return out;
  }

  // Dirt beside a heading is read as a disc: its second line, in the middle as the first, is no item of a list.
  text::Excerpt reading_of(const OrderedPart& part) const {
    static const RE2 disc(R"(^\s*[●•▪]\s+(\p{L}.*)$)"), dashes(R"(^\s*(?:[-–]\s+){2,}(\p{L}.*)$)");
    re2::StringPiece words;
    // Of dashes an item has one: two are pieces of a drawing beside the line.
    const bool dirt = RE2::FullMatch(part.reading.text, dashes, &words) ||
                      (lines_ > 0 && all_centred_ && is_centred(part) && RE2::FullMatch(part.reading.text, disc, &words));
    return dirt ? text::slice(part.reading, part.reading.text.size() - words.size(), part.reading.text.size()) : part.reading;
  }

  // A line of the page's head that ends in the page's number, over one that begins as a title does.
  bool is_numbered_head(std::size_t i) const {
    static const RE2 number(R"(\sหน้า(?:ที่)?\s*\p{Nd}{1,3}\s*(?:/|จาก|ของ)\s*\p{Nd}{1,3}\s*$)");
    return i + 1 < flow_.size() && !flow_[i + 1].table && RE2::PartialMatch(flow_[i].reading.text, number) &&
           schema::first_match(begins_, flow_[i + 1].reading.text);
  }

  bool begins_with_an_office(const OrderedPart& part) const {
    const std::u32string line = text::fold(part.reading.text).text;
    const auto& kinds = schemas_.vocabulary.organisation_kinds;
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const schema::OrganisationKind& k) { return text::begins_with(line, text::fold(k.word).text, 1).has_value(); });
  }

  // "(ข้อมูล ณ วันที่ ๓๐ กันยายน ๒๕๖๗)" behind a title says of when what stands below it is.
  void drop_note() {
    const auto note = schema::first_match(notes_, text_.text);
    if (!note || note->value.empty()) return;
    const auto begin = static_cast<std::size_t>(note->value.data() - text_.text.data());
    if (raw_.ends_with(note->value)) raw_ = text::trim(std::string_view(raw_).substr(0, raw_.size() - note->value.size()));
    text_ = text::slice(text_, 0, text::trim(std::string_view(text_.text).substr(0, begin)).size());
  }

  // A letterhead or a site's name, and nothing else: whose page it is, not what it is called.
  bool is_an_office() const {
    const auto& kinds = schemas_.vocabulary.organisation_kinds;
    constexpr std::size_t kName = 16;  // letters of a place's or a saint's name; more says something of the office
    const std::size_t letters = text::to_u32(text_.text).size();
    return text_.text.find(' ') == std::string::npos && !schema::first_match(says_, text_.text) &&
           std::any_of(kinds.begin(), kinds.end(), [&](const schema::OrganisationKind& k) {
             const std::size_t word = text::to_u32(k.word).size();
             return text_.text.starts_with(k.word) && letters > word && letters <= word + kName;
           });
  }

  static bool ends_openly(const std::string& text) {
    static const RE2 open(R"((?:ของ|แห่ง|โดย|ใน|สำหรับ|กับ|และ|สังกัด|ภายใน|เรื่อง)\s*$)");
    return RE2::PartialMatch(text, open);
  }

  // Whether the title goes on over part `i` whatever that looks like: to the end of a bracket, or behind a word that nothing ends with.
  bool goes_on(std::size_t i) const {
    return (text::ends_in_a_bracket(text_.text) && flow_[i].reading.text.find(')') != std::string::npos) || ends_openly(text_.text);
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
    // In the right corner stands what a title at the left is part of.
    if (2 * part.box.x > part.page_width &&
        soon(i, 1, [&](const OrderedPart& p) { return 3 * p.box.x < p.page_width && schema::first_match(begins_, p.reading.text).has_value(); }))
      return true;
    if (schema::first_match(begins_, part.reading.text) || schema::first_match(ends_, part.reading.text)) return false;
    const auto begins = [&](const OrderedPart& p) { return schema::first_match(begins_, p.reading.text).has_value(); };
    if (begins_with_an_office(part) && soon(i, kLinesOfLetterhead, begins)) return true;
    return soon(i, kLinesOfLetterhead, [&](const OrderedPart& p) {
      return has_thai(p) &&
             ((2 * p.box.h >= 3 * part.box.h && is_centred(p)) || (letter_width(part) > 0 && letter_width(p) > kBanner * letter_width(part)));
    });
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
    if (!ends_openly(text_.text) && schema::first_match(labels_, part.reading.text)) return true;
    static const RE2 to_fill_in(R"(\.{5,}|…{2,}|_{4,}|[☐□☑])");
    static const RE2 of_a_year(R"(^\s*[(|]?\s*(?:ประจำ|ใน|สำหรับ)?(?:ปี|พ\s?\.?\s?ศ|พุทธศักราช|ฉบับ|ครั้ง|รอบ|ไตรมาส|เดือน))");
    static const RE2 ends_in_year(R"((?:ปี|พ\s?\.?\s?ศ\.?|งบประมาณ)[^\p{Nd}]{0,8}\p{Nd}{4}\s*\)?\s*$)"),
        goes_on_behind(R"(^\s*(?:ของ|ตาม|เรื่อง|เพื่อ|สู่|ระหว่าง|ณ\s|และ|ภายใต้|โดย|ใน|ด้าน|ต่อ|ถึง|มาตรการ|คุณธรรม|[(A-Za-z\-–—]))");
    if (is_ornament(part)) return true;
    if (begins_with_an_office(part) && !ends_openly(text_.text)) return true;
    if (RE2::PartialMatch(part.reading.text, to_fill_in)) return true;
    // Names, posts and cells stand below a heading: boxes of a chart, lists of persons, rows of a table.
    const bool ruled = part.of_table && part.of_table->edges == Edges::kRuled;
    if ((ruled && part.cell != cell_) || values::person_name(part.reading.text, schemas_.vocabulary)) return true;
    if (of_persons_ && values::begins_position(part.reading.text, schemas_.vocabulary)) return true;
    // Headings are centred; a line that is not begins the running text below them.
    const int gap = part.box.y - last_.bottom();
    if (2 * gap > last_.h && is_left_of_it(part)) return true;
    if (all_centred_ && !is_centred(part) && (2 * part.box.w > part.page_width || gap > 2 * last_.h)) return true;
    // The year ends a title; a motto may stand below it.
    if (gap > last_.h && RE2::PartialMatch(text_.text, ends_in_year) && !RE2::PartialMatch(part.reading.text, of_a_year) &&
        !RE2::PartialMatch(part.reading.text, goes_on_behind))
      return ended_at_year_ = true;
    // Smaller letters are another matter, but for the year: behind a space, or much smaller.
    if (letter_width(part) > 0 && letter_width(part) < kSubtitle * letter_width_ && text::to_u32(text_.text).size() >= kWhole &&
        !RE2::PartialMatch(part.reading.text, of_a_year) && !ends_openly(text_.text))
      return true;
    return gap > last_.h && 3 * part.box.h < 2 * last_.h && !RE2::PartialMatch(part.reading.text, of_a_year);
  }

  // Lines of a title stand under each other by their middles or where they begin; what begins before them is of a panel at their side.
  bool is_left_of_it(const OrderedPart& part) const {
    const int off = std::abs(part.box.x + part.box.w / 2 - box_.x - box_.w / 2);
    return off > part.page_width / 10 && (box_.x - part.box.x) * 100 > 4 * part.page_width;
  }

  // A row of stars or dashes under a heading, or what is read of it: much lower than letters, or one or two signs again and again.
  bool is_ornament(const OrderedPart& part) const {
    constexpr std::size_t kRow = 5;
    const bool low = 5 * part.box.h < 2 * last_.h && 10 * part.box.h < 4 * part.line_height;
    return text::is_row_of_signs(part.reading.text) || (low && text::to_u32(part.reading.text).size() >= kRow);
  }

  // Of letters that take a place on the line, pixels: how large they are, whatever marks stand over them. 0 where the words have no places.
  static double letter_width(const OrderedPart& part) {
    double width = 0;
    std::size_t letters = 0;
    if (!part.line) return 0;
    for (const Word& word : part.line->words) {
      const std::u32string characters = text::to_u32(word.text);
      letters += static_cast<std::size_t>(std::count_if(characters.begin(), characters.end(), [](char32_t c) { return !text::is_thai_mark(c); }));
      width += word.box.w;
    }
    return letters > 0 ? width / static_cast<double>(letters) : 0;
  }

  void take(const OrderedPart& part) {
    cell_ = part.cell;
    of_persons_ = of_persons_ || schema::first_match(charts_, part.reading.text);
    all_centred_ = all_centred_ && is_centred(part);
    const text::Excerpt reading = reading_of(part);
    // Within a bracket no line begins an item: "(ฉบับที่" / "๒)".
    const std::string_view between = text::joiner_between(text_.text, reading.text),
                           joiner = between == "\n" && text::ends_in_a_bracket(text_.text) ? " " : between;
    if (!raw_.empty() && !reading.empty()) raw_ += joiner;
    raw_ += reading.text;
    text::append(text_, joiner, lines_ > 0 ? with_label(reading) : reading);
    box_ = lines_ == 0 ? part.box : unite(box_, part.box);
    last_ = part.box;
    letter_width_ = letter_width(part);
    ++lines_;
  }

  const ReadingOrder& flow_;
  const schema::Schemas& schemas_;
  const std::vector<const schema::TextRule*> ends_, labels_, notes_, says_, begins_, asides_, charts_, subjects_;
  text::Excerpt text_;
  std::string raw_;             // as read
  const Cell* cell_ = nullptr;  // of the last line, where it stands in a ruled one
  Box box_, last_;              // of all lines, of the last one
  std::size_t lines_ = 0;
  double letter_width_ = 0;  // of the last line
  bool of_persons_ = false, all_centred_ = true, ended_at_year_ = false;
};

}  // namespace

Title find_title(const ReadingOrder& flow, const schema::Schemas& schemas) { return TitleReader(flow, schemas).read(); }

FiscalYear find_fiscal_year(const std::vector<text::Excerpt>& sources, const std::vector<Paragraph>& body, const schema::Schemas& schemas,
                            bool by_title_alone) {
  FiscalYear out;
  std::set<std::string> others;
  std::map<std::string, int> told;    // how often the body tells a year
  bool by_sentence = false;           // the year was found in running text
  std::optional<text::Excerpt> span;  // of the first heading that names one
  enum class Part { kSource, kHeading, kShort, kText };
  const auto look = [&](const text::Excerpt& reading, bool may_decide, Part part) {
    const std::vector<std::string_view> spans = year_spans(reading.text, schemas);
    if (part == Part::kSource && !span && !spans.empty()) span = text::slice(reading, spans.front());
    for (const schema::TextRule* rule : schemas.rules("fiscal_year"))
      for (const schema::RuleMatch& m : schema::match_all(*rule, reading.text)) {
        const text::Excerpt value = text::slice(reading, m.value);
        const std::string year = values::buddhist_year(value.text);
        if (year.empty() || std::any_of(spans.begin(), spans.end(), [&](std::string_view span) { return stands_in(m.value, span); })) continue;
        if (is_year_of("year.calendar", m.value, reading.text, schemas)) continue;
        // Whose body speaks of other years may speak of a handbook's or a fund's: only what is called a fiscal year may be its own.
        static const RE2 fiscal("งบประมาณ|งปม");
        if (by_title_alone && part != Part::kSource && !RE2::PartialMatch(m.whole, fiscal)) continue;
        const bool told_of = is_year_of("year.told", m.value, reading.text, schemas);
        if (told_of && part == Part::kSource) continue;
        if (may_decide) ++told[year];
        if (!out.year && may_decide) {
          out.year = text::make_field(value, year, rule->id);
          by_sentence = part == Part::kShort || part == Part::kText || told_of;
        } else if (part != Part::kText && !told_of && out.year && year != out.year->value && others.insert(year).second) {
          out.findings.push_back({"year_mismatch", Severity::kWarning, page_of(value), "fiscal_year", value.text,
                                  "another heading names fiscal year " + out.year->value, ""});
        }
      }
  };
  for (const text::Excerpt& source : sources) look(source, true, Part::kSource);
  const bool stated = out.year.has_value();
  if (!stated && span) {  // a plan of several years; what its body tells of one is no year of its own
    out.findings.push_back({"year_span", Severity::kInfo, page_of(*span), "fiscal_year", span->text, "the document is of several years", ""});
    return out;
  }
  // Further inside, running text speaks of other years.
  for (const Paragraph& paragraph : body) {
    look(paragraph.reading, paragraph.page < body.front().page + (by_title_alone ? 1 : kPagesThatNameAYear),
         text::to_u32(paragraph.reading.text).size() >= kHeading ? Part::kText
         : begins_as_heading(paragraph.reading, schemas)         ? Part::kHeading
                                                                 : Part::kShort);
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

}  // namespace banthuek::document
