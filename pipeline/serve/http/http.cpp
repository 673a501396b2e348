#include "pipeline/serve/http/http.h"

#include <unicode/utf8.h>

#include <cctype>

namespace banthuek::serve::http {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    if (c < 0) return false;
  }
  return true;
}

}  // namespace

std::string lower_case(std::string_view ascii) {
  std::string out(ascii);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::optional<std::string> find(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return value;
  return std::nullopt;
}

std::string value_or(const Pairs& pairs, std::string_view name, std::string_view otherwise) {
  return find(pairs, name).value_or(std::string(otherwise));
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex(text[i + 1]), low = hex(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' && plus == Plus::kIsSpace ? ' ' : text[i];
    }
  }
  if (out.find('\0') != std::string::npos || !valid_utf8(out)) return std::nullopt;
  return out;
}

std::string percent_encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::optional<Pairs> parse_query(std::string_view text) {
  Pairs out;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), Plus::kIsSpace);
    auto value = percent_decode(equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1), Plus::kIsSpace);
    if (!name || !value) return std::nullopt;
    out.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

std::string join_query(const Pairs& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out += '&';
    out += percent_encode(name) + '=' + percent_encode(value);
  }
  return out;
}

Pairs parse_cookies(std::string_view header) {
  Pairs out;
  while (!header.empty()) {
    const std::size_t end = header.find(';');
    std::string_view part = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0 || !valid_utf8(part)) continue;
    out.emplace_back(std::string(part.substr(0, equals)), std::string(part.substr(equals + 1)));
  }
  return out;
}

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> out;
  for (std::size_t begin = 1; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    out.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::optional<std::string> safe_path(std::string_view target) {
  auto path = percent_decode(target.substr(0, target.find_first_of("?#")), Plus::kIsPlus);
  if (!path || path->empty() || path->front() != '/') return std::nullopt;
  for (const char c : *path)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\') return std::nullopt;
  for (const std::string& segment : segments(*path))
    if (segment.empty() || segment == "." || segment == "..") return std::nullopt;
  return path;
}

std::optional<std::string> site_prefix(std::string_view text) {
  while (!text.empty() && text.back() == '/') text.remove_suffix(1);
  if (text.empty()) return "";
  if (text.front() != '/' || text.size() > 200) return std::nullopt;
  for (const std::string& segment : segments(text)) {
    if (segment.empty() || segment == "." || segment == "..") return std::nullopt;
    if (percent_encode(segment) != segment) return std::nullopt;
  }
  return std::string(text);
}

std::string below(std::string_view target, std::string_view prefix) {
  if (prefix.empty() || !target.starts_with(prefix)) return std::string(target);
  const std::string_view rest = target.substr(prefix.size());
  if (rest.empty() || rest.front() == '?') return "/" + std::string(rest);
  return std::string(rest.front() == '/' ? rest : target);
}

std::string host_in_address(std::string_view host) {
  const bool bare = host.find(':') != std::string_view::npos && host.front() != '[';
  return bare ? "[" + std::string(host) + "]" : std::string(host);
}

Response redirect(std::string to) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", std::move(to));
  return response;
}

Response json_answer(std::string body, int status) {
  Response response;
  response.status = status;
  response.type = "application/json; charset=utf-8";
  response.body = std::move(body);
  return response;
}

}  // namespace banthuek::serve::http
