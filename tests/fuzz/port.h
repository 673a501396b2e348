// A port of this machine with a service behind it that takes forms and files, for what is sent to it at random.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

#include "pipeline/serve/http/listen.h"

namespace banthuek::fuzz {

class Port : public serve::http::Service {
 public:
  Port() : folder_(made_folder()) {
    std::filesystem::create_directories(folder_);
    serve::http::ListenOptions options;
    options.port = 0;
    options.threads = 2;
    listener_ = std::make_unique<serve::http::Listener>(options, *this);
    std::thread([this] { listener_->run(); }).detach();
    std::atexit([] { std::filesystem::remove_all(made_folder()); });
  }

  serve::http::BodyPlan plan(const serve::http::Request& head) override {
    serve::http::BodyPlan plan;
    plan.kind = head.path == "/files" ? serve::http::BodyPlan::Kind::kFiles : serve::http::BodyPlan::Kind::kText;
    plan.max_bytes = 20'000;
    plan.folder = folder_;
    return plan;
  }
  serve::http::Response answer(const serve::http::Request& request) override {
    for (const serve::http::Upload& upload : request.uploads) std::filesystem::remove(upload.path);
    serve::http::Response out;
    out.body = request.path + request.body;
    return out;
  }

  std::string talk(std::string_view bytes) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(listener_->port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string out;
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      while (!bytes.empty()) {
        const ssize_t n = ::send(made, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) break;
        bytes.remove_prefix(static_cast<std::size_t>(n));
      }
      ::shutdown(made, SHUT_WR);
      char piece[16384];
      for (ssize_t n; (n = ::recv(made, piece, sizeof piece, 0)) > 0;) out.append(piece, static_cast<std::size_t>(n));
    }
    ::close(made);
    return out;
  }
  std::size_t files_left() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()));
  }

 private:
  static std::string made_folder() { return (std::filesystem::temp_directory_path() / ("banthuek-fuzz-" + std::to_string(::getpid()))).string(); }
  std::string folder_;
  std::unique_ptr<serve::http::Listener> listener_;
};

}  // namespace banthuek::fuzz
