#include "pipeline/serve/http/forwarded.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <vector>

#include "extractors/text/fold.h"

namespace banthuek::serve::http {
namespace {

struct Hop {
  std::string address;
  bool https = false;
};

enum class Quotes { kPlain, kHoldTogether };

// Cuts at each `at` that stands in no quoted string, from the end: a proxy adds behind what the visitor wrote, and a quote that the visitor left open
// must not swallow it. The last part comes first.
std::vector<std::string_view> parts_of(std::string_view list, char at, Quotes quotes) {
  std::vector<std::string_view> out;
  bool quoted = false;
  std::size_t end = list.size();
  for (std::size_t i = list.size(); i-- > 0;) {
    if (list[i] == '"') {
      std::size_t strokes = 0;  // each takes the meaning from what follows
      while (strokes < i && list[i - 1 - strokes] == '\\') ++strokes;
      if (!quoted || strokes % 2 == 0) quoted = quotes == Quotes::kHoldTogether && !quoted;
    } else if (list[i] == at && !quoted) {
      out.push_back(text::trim(list.substr(i + 1, end - i - 1)));
      end = i;
    }
  }
  out.push_back(text::trim(list.substr(0, end)));
  return out;
}

std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

// "[2001:db8::7]:4711", "192.0.2.7:4711": without port and brackets. What is no address ("unknown", "_hidden") is empty.
std::string address_of(std::string text) {
  if (text.size() > 2 && text.front() == '[')
    text = text.substr(1, text.find(']') - 1);
  else if (std::count(text.begin(), text.end(), ':') == 1)
    text.resize(text.find(':'));
  const bool address = !text.empty() && text.size() <= 45 && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) || c == '.' || c == ':';
  });
  return address ? text : "";
}

// The hops of all lines of one header, the last one first; nothing where there is none.
std::vector<Hop> hops_of(const Pairs& headers, std::string_view header) {
  std::vector<Hop> out;
  for (const auto& [name, value] : headers) {
    if (name != header) continue;
    const bool standard = header == "forwarded";
    const Quotes quotes = standard ? Quotes::kHoldTogether : Quotes::kPlain;
    std::vector<Hop> line;
    for (const std::string_view element : parts_of(value, ',', quotes)) {
      if (element.empty()) continue;
      Hop hop;
      if (!standard) {
        hop.address = address_of(std::string(element));
      } else {
        for (const std::string_view pair : parts_of(element, ';', quotes)) {
          const std::size_t equals = pair.find('=');
          if (equals == std::string_view::npos) continue;
          const std::string key = lower_case(pair.substr(0, equals)), said = unquoted(pair.substr(equals + 1));
          if (key == "for") hop.address = address_of(said);
          if (key == "proto") hop.https = lower_case(said) == "https";
        }
      }
      line.push_back(std::move(hop));
    }
    out.insert(out.begin(), std::make_move_iterator(line.begin()), std::make_move_iterator(line.end()));
  }
  return out;
}

std::optional<Visitor> visitor_by(const std::vector<Hop>& hops, const std::function<bool(const std::string&)>& is_proxy) {
  if (hops.empty()) return std::nullopt;
  Visitor out;
  out.https = hops.front().https;
  for (const Hop& hop : hops) {
    if (hop.address.empty()) break;  // who asked that proxy it does not say: the proxy is what is known
    out.address = hop.address;
    if (!is_proxy(hop.address)) break;
  }
  return out;
}

}  // namespace

Visitor visitor_of(const Pairs& headers, const std::function<bool(const std::string& address)>& is_proxy) {
  const auto common = visitor_by(hops_of(headers, "x-forwarded-for"), is_proxy), standard = visitor_by(hops_of(headers, "forwarded"), is_proxy);
  Visitor out;
  if (common && standard && common->address != standard->address) return out;
  if (common) out.address = common->address;
  if (standard) out = *standard;
  if (!standard || common) out.https = value_or(headers, "x-forwarded-proto", "") == "https";
  return out;
}

}  // namespace banthuek::serve::http
