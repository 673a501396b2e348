#include "extractors/values/person_name.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/office_name.h"

namespace banthuek::values {
namespace {

// What stands behind the title that `text` begins with; all of it where there is none.
std::string_view behind_title(std::string_view text, const schema::Vocabulary& vocabulary) {
  for (const std::string& title : vocabulary.titles)
    if (title.size() > 3 && text.starts_with(title)) return text::trim(text.substr(title.size()));
  return text;
}

}  // namespace

bool begins_position(std::string_view text, const schema::Vocabulary& vocabulary) {
  const std::u32string line = text::fold(text).text;
  const auto any = [&](const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      const std::u32string w = text::fold(word).text;
      return w.size() >= 3 && text::begins_with(line, w, w.size() >= 8 ? 1 : 0).has_value();
    });
  };
  return any(vocabulary.positions) || any(vocabulary.departments);
}

std::optional<std::string_view> person_name(std::string_view text, const schema::Vocabulary& vocabulary) {
  static const RE2 bracketed(R"(^[\s.…_]*(?:\(?ลงชื่อ\)?[\s.…_]*)?[(\[{（]\s*(.+?)\s*[)\]}）][\s.…_]*$)"),
      half(R"(^[\s.…_]*(?:[(\[{（]\s*(.+?)|(.+?)\s*[)\]}）])[\s.…_]*$)");
  static const RE2 words(R"(^[ก-ฮะ-ฺเ-๎]{2,28}(?:\s[ก-ฮะ-ฺเ-๎]{1,28}){1,4}$)");
  enum class Brackets { kBoth, kOne, kNone } brackets = Brackets::kNone;
  std::string_view name = text::trim_leaders(text);
  re2::StringPiece inner, other;
  if (RE2::FullMatch({text.data(), text.size()}, bracketed, &inner)) {
    name = {inner.data(), inner.size()};
    brackets = Brackets::kBoth;
  } else if (RE2::FullMatch({text.data(), text.size()}, half, &inner, &other)) {
    name = inner.data() ? std::string_view(inner.data(), inner.size()) : std::string_view(other.data(), other.size());
    brackets = Brackets::kOne;
  }
  name = text::trim_leaders(name);
  if (name.empty() || name.size() > 180) return std::nullopt;
  // A teacher's post begins as a teacher's name does.
  static const RE2 post(R"(^อาจารย์\s*(?:ผู้|ที่ปรึกษา|ประจำ|พิเศษ|ใหญ่|หัวหน้า|แนะแนว|สอนวิชา|สาขาวิชา|แผนก|ภาควิชา|คณะ|ฝ่าย|กลุ่ม))");
  if (RE2::PartialMatch({name.data(), name.size()}, post)) return std::nullopt;
  // Title or several, then two words or more of Thai letters only; of a monk, in brackets, one.
  std::string_view rest = behind_title(name, vocabulary);
  const bool titled = rest.size() < name.size();
  while (!RE2::FullMatch(text::squeeze(rest), words)) {
    static const RE2 monk(R"(^(?:พระครู|พระมหา|พระอธิการ|พระปลัด|พระสมุห์|พระใบฎีกา|พระอาจารย์|เจ้าอธิการ)[ก-ฮะ-ฺเ-๎]{4,28}$)");
    if (brackets == Brackets::kBoth && RE2::FullMatch({name.data(), name.size()}, monk)) return name;
    const std::string_view shorter = behind_title(rest, vocabulary);
    if (shorter.size() == rest.size()) return std::nullopt;
    rest = shorter;
  }
  if (brackets == Brackets::kNone) {
    if (!titled || begins_position(name, vocabulary)) return std::nullopt;
    return name.size() < 130 ? std::optional(name) : std::nullopt;
  }
  if (!titled && (brackets == Brackets::kOne || begins_position(name, vocabulary))) return std::nullopt;
  return name;
}

std::string_view titles_alone(std::string_view text, const schema::Vocabulary& vocabulary) {
  const std::string_view whole = text::trim(text);
  std::string_view rest = whole;
  for (std::string_view before = rest; !rest.empty(); before = rest) {
    rest = behind_title(rest, vocabulary);
    if (rest.size() == before.size()) return {};
  }
  return whole;
}

bool ends_acting(std::string_view text) {
  static const RE2 acting(
      R"((?:รักษาราชการแทน|รักษาการแทน|รักษาการในตำแหน่ง|รักษาการ|ปฏิบัติหน้าที่|ปฏิบัติหน้าที่แทน|ปฏิบัติราชการแทน|ทำการแทน|แทน|ตำแหน่ง|(?:^|[\s)])(?:ปรท|รรท|ปท|รกท)\.?)\s*$)");
  return RE2::PartialMatch({text.data(), text.size()}, acting);
}

bool goes_on_with_position(std::string_view position, std::string_view line, const schema::Vocabulary& vocabulary) {
  static const RE2 leads(R"((?:ผู้อำนวยการ|ผู้กำกับการ|คณบดี|อธิการบดี|ผู้จัดการ|หัวหน้า|ผู้บัญชาการ|ผู้บังคับการ)\s*$)"),
      open(R"((?:และ|ใน|ของ|ด้าน|ประจำ|จังหวัด|อำเภอ|ตำบล|สาขา|แห่ง)\s*$)"),
      rest(R"(^(?:และ[ก-๙]|ปฏิบัติการ|ปฏิบัติงาน|ชำนาญการ|ชำนาญงาน|อาวุโส|เชี่ยวชาญ|ทรงคุณวุฒิ|\(?ด้าน|ประจำ(?:จังหวัด|อำเภอ|ตำบล)|(?:จังหวัด|อำเภอ|สาขา)[ก-๙]))"),
      municipal(R"(นายกเทศมนตรี\s*$)"), kind(R"(^(?:ตำบล|เมือง|นคร)[ก-๙])"), figures(R"(\p{Nd}{3}|^\s*\p{Nd}{1,2}\s)");
  constexpr std::size_t kLongestRest = 60;  // letters
  const auto has = [](std::string_view text, const RE2& what) { return RE2::PartialMatch({text.data(), text.size()}, what); };
  if (ends_acting(position)) return true;
  if (text::to_u32(line).size() > kLongestRest || has(line, figures)) return false;
  if (text::ends_in_a_bracket(position) && line.find(')') < line.find('(')) return true;
  if (has(position, open) || has(line, rest) || (has(position, municipal) && has(line, kind))) return true;
  const std::string both = std::string(position) + std::string(line);
  const std::vector<OfficeMention> whole = office_mentions(both, vocabulary);
  enum class Place { kAny, kKnown };
  const auto reaches = [&](const std::vector<OfficeMention>& all, std::size_t before, std::size_t end, Place place) {
    return std::any_of(all.begin(), all.end(), [&](const OfficeMention& m) {
      return !m.supposed && m.begin < before && m.end == end && (place == Place::kAny || ends_with_place(m.name, vocabulary));
    });
  };
  // ผู้อำนวยการ, and on the line below the office alone.
  const std::vector<OfficeMention> below = office_mentions(line, vocabulary);
  if (has(position, leads) && reaches(below, 1, line.size(), Place::kAny)) return true;
  const std::vector<OfficeMention> alone = office_mentions(position, vocabulary);
  if (!reaches(whole, position.size(), both.size(), Place::kAny)) return false;
  if (!reaches(alone, position.size(), position.size(), Place::kAny)) return true;
  return reaches(whole, position.size(), both.size(), Place::kKnown) && !reaches(alone, position.size(), position.size(), Place::kKnown);
}

bool is_office(std::string_view line, const schema::Vocabulary& vocabulary) {
  const std::vector<OfficeMention> all = office_mentions(line, vocabulary);
  return std::any_of(all.begin(), all.end(), [&](const OfficeMention& m) { return !m.supposed && m.begin == 0 && m.end == line.size(); });
}

// Whether a bracket stands before or behind the name.
bool in_brackets(std::string_view text, std::string_view name) {
  const auto at = static_cast<std::size_t>(name.data() - text.data());
  const std::string_view before = text.substr(0, at), behind = text.substr(at + name.size());
  static const RE2 opens(R"([(\[{（]\s*$)"), closes(R"(^[\s.…]*[)\]}）])");
  return RE2::PartialMatch({before.data(), before.size()}, opens) || RE2::PartialMatch({behind.data(), behind.size()}, closes);
}

bool bare_name(std::string_view text) {
  static const RE2 words(R"(^\s*[ก-ฮะ-ฺเ-๎]{2,20}(?:\s+[ก-ฮะ-ฺเ-๎]{2,20}){1,2}\s*$)");
  return RE2::FullMatch({text.data(), text.size()}, words) && text::to_u32(text).size() <= 40;
}

}  // namespace banthuek::values
