#include "extractors/values/person_name.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::values {

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
  // Title, then two words or more of Thai letters only.
  std::string_view rest = name;
  bool titled = false;
  for (const std::string& title : vocabulary.titles)
    if (title.size() > 3 && rest.substr(0, title.size()) == title) {
      rest = text::trim(rest.substr(title.size()));
      titled = true;
      break;
    }
  if (!RE2::FullMatch(text::squeeze(rest), words)) return std::nullopt;
  if (brackets == Brackets::kNone) {
    if (!titled || begins_position(name, vocabulary)) return std::nullopt;
    return name.size() < 130 ? std::optional(name) : std::nullopt;
  }
  if (!titled && (brackets == Brackets::kOne || begins_position(name, vocabulary))) return std::nullopt;
  return name;
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
