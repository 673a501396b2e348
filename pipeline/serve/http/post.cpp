#include "pipeline/serve/http/post.h"

#include <httplib.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "extractors/types/error.h"
#include "pipeline/serve/http/listen.h"

namespace banthuek::serve::http {
namespace {

constexpr auto kStep = std::chrono::seconds(5);
constexpr auto kWhole = std::chrono::seconds(20);
constexpr std::size_t kMaxAddress = 2000;

struct PostAddress {
  bool tls = false;
  std::string host;  // of IPv6 without brackets
  int port = 0;
  std::string path;  // "/path?query"
};

PostAddress parsed(std::string_view address) {
  const auto refuse = [&] {
    throw Error(ErrorKind::kUsage, "--web-hook " + std::string(address.substr(0, 200)),
                "is no address to post to; give https://HOST/PATH, or http://localhost:PORT/PATH on this machine");
  };
  const bool plain = address.starts_with("http://"), tls = address.starts_with("https://");
  if ((!plain && !tls) || address.size() > kMaxAddress) refuse();
  const std::size_t begin = plain ? 7 : 8, slash = std::min(address.find_first_of("/?", begin), address.size());
  const std::string_view authority = address.substr(begin, slash - begin), path = address.substr(slash);
  const bool odd = std::any_of(address.begin(), address.end(), [](char c) { return c <= ' ' || c > '~' || c == '#' || c == '\\'; });
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  std::string_view host = authority.substr(0, has_port ? colon : authority.size());
  const std::string_view digits = has_port ? authority.substr(colon + 1) : tls ? "443" : "80";
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool is_port = error == std::errc() && end == digits.data() + digits.size() && port > 0 && port < 65536;
  const bool bracketed = !host.empty() && host.front() == '[';
  if (bracketed && (host.size() < 3 || host.back() != ']')) refuse();
  if (odd || host.empty() || authority.find('@') != std::string_view::npos || !is_port) refuse();
  if (plain && !is_loopback(host)) refuse();
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return {tls, std::string(host), port, path.empty() || path.front() == '?' ? "/" + std::string(path) : std::string(path)};
}

}  // namespace

void check_post_address(std::string_view address) { parsed(address); }

int post_json(const std::string& address, const std::string& json) {
  const PostAddress to = parsed(address);
  const std::unique_ptr<httplib::ClientImpl> made =
      to.tls ? std::make_unique<httplib::SSLClient>(to.host, to.port) : std::make_unique<httplib::ClientImpl>(to.host, to.port);
  httplib::ClientImpl& client = *made;
  client.set_url_encode(false);  // the address is as it was given
  client.set_connection_timeout(kStep);
  client.set_read_timeout(kStep);
  client.set_write_timeout(kStep);
  client.set_follow_location(false);
  client.set_keep_alive(false);
  client.enable_server_certificate_verification(true);
  // Steps may each take their time; the whole may not.
  std::mutex mutex;
  std::condition_variable wake;
  bool done = false;
  std::thread watch([&] {
    std::unique_lock lock(mutex);
    if (!wake.wait_for(lock, kWhole, [&] { return done; })) client.stop();
  });
  httplib::Request request;
  request.method = "POST";
  request.path = to.path;
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"User-Agent", "banthuek"}};
  request.body = json;
  request.content_receiver = [](const char*, std::size_t, std::uint64_t, std::uint64_t) { return false; };
  int status = 0;
  request.response_handler = [&](const httplib::Response& answer) {
    status = answer.status;
    return false;
  };
  if (const httplib::Result answer = client.send(request)) status = answer->status;  // one without a body asks no handler
  {
    const std::lock_guard lock(mutex);
    done = true;
  }
  wake.notify_one();
  watch.join();
  return status;
}

}  // namespace banthuek::serve::http
