#include "pipeline/serve/http/port.h"

#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "extractors/types/error.h"
#include "pipeline/serve/http/http.h"

namespace banthuek::serve::http {
namespace {

constexpr int kBacklog = 1024;                  // connections that the kernel keeps for us
constexpr useconds_t kOutOfFilesWait = 10'000;  // microseconds, until some are closed

// Not SO_REUSEPORT: a second desk on the port would take every other visitor.
base::Descriptor listening_at(const addrinfo& at) {
  base::Descriptor out(::socket(at.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int yes = 1, no = 0;
  setsockopt(out.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (at.ai_family == AF_INET6) setsockopt(out.get(), IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
  if (::bind(out.get(), at.ai_addr, at.ai_addrlen) != 0 || ::listen(out.get(), kBacklog) != 0) out = base::Descriptor();
  return out;
}

}  // namespace

Port::Port(const std::string& host, int number) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  if (getaddrinfo(host.c_str(), std::to_string(number).c_str(), &hints, &found) != 0) found = nullptr;
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, [](addrinfo* first) {
    if (first) freeaddrinfo(first);
  });
  for (const addrinfo* at = found; at && !socket_; at = at->ai_next) socket_ = listening_at(*at);
  sockaddr_storage bound{};
  socklen_t length = sizeof bound;
  if (!socket_ || getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&bound), &length) != 0)
    throw Error(ErrorKind::kUsage, fmt::format("{}:{}", host_in_address(host), number),
                "cannot listen there: the port is taken or the address is not of this machine; give another --port");
  number_ = ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(bound).sin6_port : reinterpret_cast<sockaddr_in&>(bound).sin_port);
}

void Port::run(const std::function<void(int socket)>& take) {
  while (!stopped_) {
    const int socket = ::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC);
    if (socket >= 0)
      take(socket);
    else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
      ::usleep(kOutOfFilesWait);
  }
}

void Port::stop() {
  stopped_ = true;
  ::shutdown(socket_.get(), SHUT_RDWR);  // wakes the one that accepts
}

}  // namespace banthuek::serve::http
