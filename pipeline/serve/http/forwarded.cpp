#include "pipeline/serve/http/forwarded.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "extractors/text/fold.h"

namespace banthuek::serve::http {
namespace {

struct Hop {
  std::string address;
  bool https = false;
};

// Cuts at each `at` that stands in no quoted string.
std::vector<std::string_view> parts_of(std::string_view list, char at) {
  std::vector<std::string_view> out;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (quoted && list[i] == '\\')
      ++i;
    else if (list[i] == '"')
      quoted = !quoted;
    else if (list[i] == at && !quoted) {
      out.push_back(text::trim(list.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  out.push_back(text::trim(list.substr(begin)));
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
    for (const std::string_view element : parts_of(value, ',')) {
      if (element.empty()) continue;
      Hop hop;
      if (header == "x-forwarded-for") {
        hop.address = address_of(std::string(element));
      } else {
        for (const std::string_view pair : parts_of(element, ';')) {
          const std::size_t equals = pair.find('=');
          if (equals == std::string_view::npos) continue;
          const std::string key = lower_case(pair.substr(0, equals)), said = unquoted(pair.substr(equals + 1));
          if (key == "for") hop.address = address_of(said);
          if (key == "proto") hop.https = lower_case(said) == "https";
        }
      }
      out.push_back(std::move(hop));
    }
  }
  std::reverse(out.begin(), out.end());
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
