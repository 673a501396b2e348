#include "pipeline/serve/http/post.h"

#include <httplib.h>

#include <algorithm>
#include <condition_variable>
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
  std::string server, path;  // "https://host:port", "/path?query"
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
  const std::string_view host = authority.substr(0, has_port ? colon : authority.size());
  const std::string_view port = has_port ? authority.substr(colon + 1) : "1";
  const bool digits = !port.empty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (odd || host.empty() || authority.find('@') != std::string_view::npos || !digits) refuse();
  if (plain && !is_loopback(host)) refuse();
  return {std::string(address.substr(0, slash)), path.empty() || path.front() == '?' ? "/" + std::string(path) : std::string(path)};
}

}  // namespace

void check_post_address(std::string_view address) { parsed(address); }

int post_json(const std::string& address, const std::string& json) {
  const PostAddress to = parsed(address);
  httplib::Client client(to.server);
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
