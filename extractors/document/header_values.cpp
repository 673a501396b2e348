#include "extractors/document/header_values.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::document {
namespace {

constexpr double kSureDay = 0.9;   // below, the day of a letter may be written by hand
constexpr double kUnsure = 0.985;  // below, a word's letters may be other ones

}  // namespace

text::Excerpt without_leaders(const text::Excerpt& reading) {
  const std::string_view part = text::trim_leaders(reading.text);
  return part.empty() ? text::Excerpt{} : text::slice(reading, part);
}

text::Excerpt whole_value(const text::Excerpt& reading) {
  text::Excerpt value = without_leaders(reading);
  static const RE2 left(R"([\p{L}\p{M}\p{Nd})\s]([\s.…]*[\-–—•●▪][\s.…\-–—•●▪]*)$)"), word(R"([\p{L}\p{Nd}])");
  re2::StringPiece rest;
  if (!RE2::PartialMatch(value.text, left, &rest)) return value;
  const std::string_view kept = text::trim_leaders(std::string_view(value.text).substr(0, value.text.size() - rest.size()));
  return RE2::PartialMatch(kept, word) ? text::slice(value, kept) : value;
}

text::Excerpt from_labels(const text::Excerpt& line, int labels_at, int page_width) {
  if (labels_at < 0 || 4 * labels_at > page_width) return line;
  for (std::size_t i = 0; i < line.pieces.size(); ++i) {
    const Box& box = line.pieces[i].place.box;
    const int near = std::max(1, box.h) / 2;
    if (box.x > labels_at + near) break;
    if (i > 0 && std::abs(box.x - labels_at) <= near && line.pieces[i - 1].place.box.right() + box.h <= box.x)
      return text::slice(line, line.pieces[i].begin, line.text.size());
  }
  return line;
}

text::Excerpt without_label(const text::Excerpt& line, int labels_at) {
  constexpr std::size_t kLongest = 7;  // characters of a label read anyhow: เรื่อง has six
  const std::size_t space = line.text.find(' ');
  if (line.pieces.empty() || labels_at < 0 || space == std::string::npos || text::to_u32(line.text.substr(0, space)).size() > kLongest) return line;
  const Box& box = line.pieces.front().place.box;
  if (std::abs(box.x - labels_at) > std::max(1, box.h) / 2) return line;
  return text::slice(line, space, line.text.size());
}

bool has_short_year(std::string_view date) {
  static const RE2 two(R"((?:^|\P{Nd})\p{Nd}{2}\s*$)");
  return RE2::PartialMatch(re2::StringPiece(date.data(), date.size()), two);
}

text::Excerpt without_doubtful_day(const text::Excerpt& date) {
  static const RE2 day(R"(^\s*\p{Nd}{1,2}\s*)");
  re2::StringPiece rest(date.text);
  if (date.pieces.empty() || date.pieces.front().by_pen || date.pieces.front().confidence >= kSureDay || !RE2::Consume(&rest, day)) return date;
  return text::slice(date, date.text.size() - rest.size(), date.text.size());
}

void tell_pen(const text::Excerpt& value, int page, const char* field, std::vector<Finding>& findings) {
  for (const text::Piece& piece : value.pieces)
    if (piece.by_pen)
      findings.push_back({"written_by_hand", Severity::kInfo, page, field, value.text.substr(piece.begin, piece.end - piece.begin),
                          "this part is written by hand; look at the paper", ""});
}

std::string telephone_value(std::string_view raw) {
  static const RE2 dash(R"(\s*[-–—]\s*)");
  std::string out = text::squeeze(text::ascii_digits(raw));
  RE2::GlobalReplace(&out, dash, "-");
  for (char& c : out)
    if (c == 'o' || c == 'O') c = '0';
  return out;
}

std::string reference_value(std::string_view raw) {
  static const RE2 slash(R"(\s*/\s*)");
  std::string out = text::squeeze(raw);
  RE2::GlobalReplace(&out, slash, "/");
  return out;
}

std::string without_marks_in_code(const text::Excerpt& value, const schema::Vocabulary& vocabulary) {
  static const RE2 code(R"(^([ก-ฮ][ัิ-ฺ็-๎]*[ก-ฮ][ัิ-ฺ็-๎]*)\s*\p{Nd}{4,6})"), marks("[ัิ-ฺ็-๎]");
  std::string letters, number;
  const auto known = [&](const std::string& code_letters) {
    return std::any_of(vocabulary.provinces.begin(), vocabulary.provinces.end(),
                       [&](const schema::Province& p) { return p.letters == code_letters; });
  };
  // A dot of the line that it stands on, read behind the letters.
  static const RE2 dotted(R"(^([ก-ฮ]{2})\.\s*(\p{Nd}{4,6}.*)$)");
  if (!value.pieces.empty() && value.pieces.front().confidence < 1 && RE2::FullMatch(value.text, dotted, &letters, &number) && known(letters))
    return letters + " " + number;
  if (!RE2::PartialMatch(value.text, code, &letters)) return value.text;
  std::string bare = letters;
  if (RE2::GlobalReplace(&bare, marks, "") == 0) return value.text;
  const bool doubtful =
      std::any_of(value.pieces.begin(), value.pieces.end(), [&](const text::Piece& p) { return p.begin < letters.size() && p.confidence < kUnsure; });
  return doubtful && known(bare) ? bare + value.text.substr(letters.size()) : value.text;
}

namespace {

bool is_recognised(const text::Excerpt& value) {
  return std::any_of(value.pieces.begin(), value.pieces.end(), [](const text::Piece& p) { return p.confidence < 1; });
}

bool begins_as_an_office(const std::string& reference, const schema::Vocabulary& vocabulary) {
  static const RE2 code(R"(^([ก-ฮ]{2})\s*\p{Nd})");
  std::string letters;
  const auto& of_ministries = vocabulary.office_words.letters;
  return !RE2::PartialMatch(reference, code, &letters) || vocabulary.provinces.empty() ||
         std::find(of_ministries.begin(), of_ministries.end(), letters) != of_ministries.end() ||
         std::any_of(vocabulary.provinces.begin(), vocabulary.provinces.end(), [&](const schema::Province& p) { return p.letters == letters; });
}

}  // namespace

Field reference_field(const text::Excerpt& value, const schema::Vocabulary& vocabulary, const std::string& rule) {
  constexpr double kNotCertain = 0.9;
  const std::string read = without_marks_in_code(value, vocabulary), text = with_lost_dots(value, read);
  Field field = text::make_field(value, reference_value(text), rule + (text == value.text ? "" : "+spelling"));
  if (text != read || (is_recognised(value) && !begins_as_an_office(text, vocabulary))) field.confidence = std::min(field.confidence, kNotCertain);
  return field;
}

std::string with_lost_dots(const text::Excerpt& value, std::string code) {
  // The number of a unit and those of its parts: nothing but a dot ever stands between them.
  static const RE2 lost(R"(^([^/]*\p{Nd}{4}(?:\.\p{Nd}{1,3})*)[ ,](\p{Nd}{1,3}(?:[. ,]\p{Nd}{1,3})*\s*/))");
  const bool recognised = is_recognised(value);
  while (recognised && RE2::Replace(&code, lost, R"(\1.\2)")) {
  }
  return code;
}

bool ended_early(const text::Excerpt& value, const text::Excerpt& below, int page_width) {
  constexpr int kText = 80, kFree = 15;  // where lines end at the least, and what is free behind the value, of the page's width in a hundred
  if (value.pieces.empty() || below.pieces.empty() || page_width <= 0) return false;
  const Box &last = value.pieces.back().place.box, &first = below.pieces.front().place.box;
  const int room = page_width * kText / 100 - last.right();
  return first.y >= last.y + last.h / 2 && room * 100 > kFree * page_width && room > 2 * first.w;
}

bool is_full_line(const Box& line, int page_width) {
  constexpr int kFull = 80;  // percent of the width: where a full line ends behind
  return 100 * line.right() > kFull * page_width;
}

bool begins_anew(std::string_view line) {
  static const RE2 begins(
      R"(^\s*(?:ด้วย|ตาม|จาก|ต้นเรื่อง|เรื่อง|ข้อ|ผ่าน|อ้าง|สิ่งที่|เนื่อง|โดย|ขอ(?:ให้|ความ|อนุ|เชิญ|รับ|ส่ง|แจ้ง|\s)|เพื่อ|เอกสาร|แนบ|พร้อม|สำเนา|[\p{Nd}(•\-]))");
  return RE2::PartialMatch({line.data(), line.size()}, begins);
}

bool goes_on_below(const OrderedPart& full, int value_x, const OrderedPart& line, bool labels_below) {
  constexpr int kShort = 60;  // percent of the width: where the rest ends before
  return full.page == line.page && is_full_line(full.box, full.page_width) && (labels_below || 100 * line.box.right() <= kShort * line.page_width) &&
         std::min(std::abs(line.box.x - full.box.x), 2 * std::abs(line.box.x - value_x)) <= line.line_height &&
         line.box.y - full.box.bottom() < line.line_height / 2 && !begins_anew(line.reading.text);
}

bool is_rest_of_telephone(const std::string& line) {
  static const RE2 digits(R"(^\s*(?:ต่อ\s*)?\p{Nd}[\p{Nd}\s\-–]*$)");
  return RE2::FullMatch(line, digits);
}

std::vector<values::FoundDate> dates_of_header(const std::string& line) {
  static const RE2 of_a_number(R"(\p{Nd}\.?$)");
  std::vector<values::FoundDate> out = values::find_dates(line);
  std::erase_if(out, [&](const values::FoundDate& f) { return RE2::PartialMatch(line.substr(0, f.begin), of_a_number); });
  return out;
}

bool is_a_place(const std::string& text) {
  static const RE2 words(R"(^\s*[ก-ฮเ-ไ][\p{Thai}]*(?:\s+\p{Thai}+)*\s*$)"), label(R"(^\s*ที่[\s.…])"), digit(R"([\p{Nd}])");
  return RE2::FullMatch(text, words) && !RE2::PartialMatch(text, label) && !RE2::PartialMatch(text, digit);
}

std::string urgency_value(std::string_view text) {
  static constexpr const char* kWords[] = {"ด่วน", "ด่วนมาก", "ด่วนที่สุด"};
  const auto cost = [&](const char* word) { return -text::similarity(text, word); };
  return *std::min_element(std::begin(kWords), std::end(kWords), [&](const char* a, const char* b) { return cost(a) < cost(b); });
}

}  // namespace banthuek::document
