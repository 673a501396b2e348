#include "pipeline/serve/view/messages.h"

#include "extractors/types/ordered_json.h"

namespace banthuek::serve::view {
namespace {

struct FoundMessage {
  std::string code;
  std::vector<std::string> parts;
};

// The pattern with the most words of its own.
std::optional<FoundMessage> whole(const Pages& pages, std::string_view text) {
  std::optional<FoundMessage> best;
  std::size_t most = 0;
  for (const auto& [code, pattern] : pages.says()) {
    if (best && pattern.size() <= most) continue;
    if (auto parts = fit(pattern, text)) {
      best = FoundMessage{code, std::move(*parts)};
      most = pattern.size();
    }
  }
  return best;
}

// As it stands, or behind the place that it speaks of ("scan.pdf:3: the page is broken").
std::optional<FoundMessage> known(const Pages& pages, std::string_view text) {
  for (std::size_t begin = 0;;) {
    if (auto found = whole(pages, text.substr(begin))) return found;
    const std::size_t colon = text.find(": ", begin);
    if (colon == std::string_view::npos) return std::nullopt;
    begin = colon + 2;
  }
}

std::string shown(const Pages& pages, const FoundMessage& message, Language language) {
  Json parts = Json::object();
  for (std::size_t i = 0; i < message.parts.size() && i < 26; ++i) {
    const auto inner = whole(pages, message.parts[i]);
    parts[std::string(1, static_cast<char>('a' + i))] = inner ? shown(pages, *inner, language) : message.parts[i];
  }
  return pages.text("message." + message.code, language, parts);
}

}  // namespace

std::optional<std::vector<std::string>> fit(std::string_view pattern, std::string_view text) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0;;) {
    const std::size_t gap = pattern.find("{}", at);
    pieces.push_back(pattern.substr(at, gap == std::string_view::npos ? gap : gap - at));
    if (gap == std::string_view::npos) break;
    at = gap + 2;
  }
  if (!text.starts_with(pieces.front())) return std::nullopt;
  text.remove_prefix(pieces.front().size());
  std::vector<std::string> out;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (last && !text.ends_with(pieces[i])) return std::nullopt;
    const std::size_t end = last ? text.size() - pieces[i].size() : text.find(pieces[i]);
    if (end == std::string_view::npos) return std::nullopt;
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end + pieces[i].size());
  }
  if (pieces.size() == 1 && !text.empty()) return std::nullopt;
  return out;
}

std::string message_code(const Pages& pages, std::string_view message) {
  const auto found = known(pages, message);
  return found ? found->code : "";
}

std::string shown_message(const Pages& pages, std::string_view message, Language language) {
  const auto found = known(pages, message);
  return found ? shown(pages, *found, language) : pages.text("message.unknown", language);
}

std::string shown_reason(const Pages& pages, std::string_view path, std::string_view outcome, std::string_view message, Language language) {
  if (message.empty()) return "";
  if (message.starts_with(path)) message.remove_prefix(path.size());
  if (const auto found = known(pages, message)) return shown(pages, *found, language);
  const std::string general = "outcome_why." + std::string(outcome);
  return pages.text(pages.has(general) ? general : "message.unknown", language);
}

}  // namespace banthuek::serve::view
