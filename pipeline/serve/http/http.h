// A request and its answer, as plain values: all that the desk's pages know of HTTP.
//
// The HTTP library stands behind listen.cpp alone, so pages are tested by calling Site::answer with a Request made by hand.
// Text is UTF-8. Plain values; copy, move and share freely.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace banthuek::serve::http {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string lower_case(std::string_view ascii);

// The value of the first pair of that name, or nothing.
std::optional<std::string> find(const Pairs& pairs, std::string_view name);
std::string value_or(const Pairs& pairs, std::string_view name, std::string_view otherwise);

// A file that came with a request, already on disk; whoever takes it removes it.
struct Upload {
  std::string field, file_name;  // file_name as sent: untrusted, for showing only
  std::string path;
  std::uint64_t bytes = 0;
};

struct Request {
  std::string method;  // "GET", "POST", ...
  std::string path;    // decoded, begins with '/'; no ".", ".." or empty segment (else refused before)
  std::string target;  // path and query as sent, without `prefix`
  std::string prefix;  // the path below which the visitor sees this site: "/banthuek"; empty: the host's root
  Pairs query, form, cookies;
  Pairs headers;     // names in lower case
  std::string body;  // of a form or JSON; empty for uploads
  std::vector<Upload> uploads;
  std::string address;  // of the visitor (behind a proxy: as the proxy says)
  bool secure = false;  // came over TLS, here or up to the proxy
};

// Writes a piece of an answer; false when the visitor is gone.
using Write = std::function<bool(std::string_view)>;

struct Response {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  Pairs headers;
  std::string body;
  std::function<void(const Write&)> stream;  // instead of body, for what is long or live; runs on the connection's thread
};

// What the service takes of a request before its body is read.
struct BodyPlan {
  enum class Kind { kNone, kText, kFiles } kind = Kind::kNone;
  std::uint64_t max_bytes = 0;     // of the whole body; more is answered 413
  std::string folder;              // where kFiles puts the files
  std::optional<Response> refuse;  // answer this and read no body
};

// What listens hands requests to. Called from many threads at once. What answer throws becomes a 500 without details.
class Service {
 public:
  virtual ~Service() = default;
  virtual BodyPlan plan(const Request& head) = 0;
  virtual Response answer(const Request& request) = 0;
};

// "a%20b+c" -> "a b c"; a '%' without two hex digits, a zero byte or invalid UTF-8 gives nothing.
enum class Plus { kIsSpace, kIsPlus };
std::optional<std::string> percent_decode(std::string_view text, Plus plus);
std::string percent_encode(std::string_view text);  // everything but A-Z a-z 0-9 - . _ ~
// Decoded pairs of "a=1&b=2", in order; nothing where one cannot be decoded.
std::optional<Pairs> parse_query(std::string_view text);
std::string join_query(const Pairs& pairs);
// "a=1; b=2" of a Cookie header; what is malformed is left out.
Pairs parse_cookies(std::string_view header);
// The decoded path of a request target, or nothing where it could lead astray: not absolute, "." or ".." segments, empty
// segments, backslashes, control characters.
std::optional<std::string> safe_path(std::string_view target);
std::vector<std::string> segments(std::string_view path);  // "/a/b" -> {"a", "b"}

// "/banthuek/" -> "/banthuek"; "/" -> ""; nothing where it is no plain absolute path (it goes into every link of every page).
std::optional<std::string> site_prefix(std::string_view text);
// The target without `prefix` where it stands below it.
std::string below(std::string_view target, std::string_view prefix);
// What a person types: "[::1]" of "::1", others as they are.
std::string host_in_address(std::string_view host);

Response redirect(std::string to);  // 303; a path of this site is given without the prefix
Response json_answer(std::string body, int status = 200);

}  // namespace banthuek::serve::http
