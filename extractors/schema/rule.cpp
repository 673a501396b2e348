#include "extractors/schema/rule.h"

#include <algorithm>

#include "extractors/text/fold.h"

namespace banthuek::schema {
namespace {

constexpr int kMaxGroups = 16;

RuleMatch described(const TextRule& rule, std::string_view text, const re2::StringPiece* groups, int count) {
  RuleMatch out;
  const auto view = [&](int i) { return std::string_view(groups[i].data(), groups[i].size()); };
  out.whole = view(0);
  out.value = out.whole;
  out.rest = text.substr(static_cast<std::size_t>(out.whole.data() - text.data()) + out.whole.size());
  for (const auto& [name, index] : rule.pattern->NamedCapturingGroups())
    if (index < count && groups[index].data() != nullptr) out.group[name] = view(index);
  if (const auto value = out.group.find("value"); value != out.group.end()) out.value = value->second;
  return out;
}

std::optional<RuleMatch> match_pattern(const TextRule& rule, std::string_view text, std::size_t from) {
  re2::StringPiece groups[kMaxGroups];
  const int count = std::min(kMaxGroups, rule.pattern->NumberOfCapturingGroups() + 1);
  if (!rule.pattern->Match({text.data(), text.size()}, from, text.size(), RE2::UNANCHORED, groups, count)) return std::nullopt;
  return described(rule, text, groups, count);
}

}  // namespace

std::optional<AnchorAt> find_anchor(const TextRule& rule, std::string_view text) {
  const text::Folded folded = text::fold(text);
  std::optional<AnchorAt> best;
  std::size_t best_length = 0;
  for (const std::string& anchor : rule.anchors) {
    const std::u32string word = text::fold(anchor).text;
    const int errors = rule.errors >= 0 ? rule.errors : text::allowed_errors(word.size());
    std::optional<text::Approximate> found;
    switch (rule.place) {
      case AnchorPlace::kBeginning:
        found = text::begins_with(folded.text, word, errors);
        break;
      case AnchorPlace::kAnywhere:
        found = text::find_approximate(folded.text, word, errors);
        break;
      case AnchorPlace::kWhole:
        if (const int d = text::edit_distance(folded.text, word, errors); d <= errors) found = text::Approximate{0, folded.text.size(), d};
        break;
    }
    if (!found || found->end == found->begin) continue;
    const bool better = !best || found->errors < best->errors || (found->errors == best->errors && word.size() > best_length);
    if (!better) continue;
    best = AnchorAt{folded.at[found->begin], folded.at[found->end], found->errors};
    // The end is where the next character kept by the fold begins: step back over what the fold took away.
    const std::size_t last = folded.at[found->end - 1];
    std::size_t end = last + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    best->end = end;
    best_length = word.size();
  }
  return best;
}

std::optional<RuleMatch> match(const TextRule& rule, std::string_view text) {
  if (rule.anchors.empty()) return rule.pattern ? match_pattern(rule, text, 0) : std::nullopt;
  const std::optional<AnchorAt> anchor = find_anchor(rule, text);
  if (!anchor) return std::nullopt;
  if (rule.pattern) {  // on what follows, so that ^ means its beginning
    std::optional<RuleMatch> out = match_pattern(rule, text.substr(anchor->end), 0);
    if (out) out->errors = anchor->errors;
    return out;
  }
  RuleMatch out;
  out.whole = text.substr(anchor->begin, anchor->end - anchor->begin);
  out.rest = text.substr(anchor->end);
  out.value = text::trim_leaders(out.rest);
  if (out.value.data() == nullptr) out.value = text.substr(text.size());
  out.errors = anchor->errors;
  return out;
}

std::optional<RuleMatch> first_match(const std::vector<const TextRule*>& rules, std::string_view text, const TextRule** which) {
  for (const TextRule* rule : rules)
    if (auto m = match(*rule, text)) {
      if (which) *which = rule;
      return m;
    }
  return std::nullopt;
}

std::vector<RuleMatch> match_all(const TextRule& rule, std::string_view text) {
  std::vector<RuleMatch> out;
  if (!rule.anchors.empty()) {
    if (auto m = match(rule, text)) out.push_back(std::move(*m));
    return out;
  }
  std::size_t at = 0;
  while (at < text.size()) {
    auto m = match_pattern(rule, text, at);
    if (!m) break;
    const auto end = static_cast<std::size_t>(m->whole.data() - text.data()) + m->whole.size();
    at = std::max(end, at + 1);
    if (!m->whole.empty()) out.push_back(std::move(*m));
  }
  return out;
}

}  // namespace banthuek::schema
