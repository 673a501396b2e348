// A service that says what it was asked, behind a port of this machine.
#pragma once

#include <atomic>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/http/listen.h"
#include "tests/serve/loopback.h"
#include "tests/serve/world.h"

namespace banthuek::serve {

// Says what it was asked; refuses, throws and streams by the path.
class Echo : public http::Service {
 public:
  http::BodyPlan plan(const http::Request& head) override {
    http::BodyPlan plan;
    plan.kind = head.path == "/files" || head.path == "/large" ? http::BodyPlan::Kind::kFiles : http::BodyPlan::Kind::kText;
    plan.max_bytes = head.path == "/large" ? 200'000 : 2048;
    plan.folder = folder;
    if (head.path == "/refused") plan.refuse = http::json_answer("refused", 403);
    return plan;
  }
  http::Response answer(const http::Request& request) override {
    ++answered;
    if (request.path == "/throw") throw std::runtime_error("a secret");
    http::Response out;
    out.type = "text/plain; charset=utf-8";
    out.headers = {{"X-One", "1"}};
    if (request.path == "/stream") {
      out.stream = [](const http::Write& write) {
        write("first ");
        write("second");
      };
      return out;
    }
    if (request.path == "/304" || request.path == "/204") {
      out.status = request.path == "/304" ? 304 : 204;
      out.body = "never sent";
      return out;
    }
    if (request.path.ends_with("/long")) {
      out.body = std::string(5000, 'z');
      return out;
    }
    view::Json said = {{"method", request.method},   {"path", request.path},     {"target", request.target},
                       {"address", request.address}, {"secure", request.secure}, {"body", request.body}};
    if (!request.prefix.empty()) said["prefix"] = request.prefix;
    for (const auto& [list, pairs] : {std::pair("query", request.query), {"form", request.form}, {"cookies", request.cookies}})
      for (const auto& [name, value] : pairs) said[list].push_back(name + "=" + value);
    for (const auto& [name, value] : request.headers)
      if (name.rfind("x-", 0) == 0) said["headers"].push_back(name + "=" + value);
    for (const http::Upload& upload : request.uploads) {
      std::ifstream in(upload.path, std::ios::binary);
      said["uploads"].push_back({upload.field, upload.file_name, upload.bytes, std::string(std::istreambuf_iterator<char>(in), {}),
                                 std::filesystem::path(upload.path).parent_path() == folder});
      std::filesystem::remove(upload.path);
    }
    out.body = said.dump();
    return out;
  }
  std::string folder;
  std::atomic<int> answered{0};
};

class Port {
 public:
  explicit Port(http::ListenOptions options = {}) {
    options.port = 0;
    if (options.threads == 96) options.threads = 3;
    echo.folder = (folder_ / "").parent_path().string();
    listener_ = std::make_unique<http::Listener>(options, echo);
    thread_ = std::thread([this] { listener_->run(); });
  }
  ~Port() {
    listener_->stop();
    thread_.join();
  }
  int number() const { return listener_->port(); }
  std::string talk(std::string_view bytes) { return serve::talk(number(), bytes); }
  // A request with its end, closed after the answer.
  std::string ask(const std::string& line, const std::string& headers = "", const std::string& body = "") {
    return talk(line + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body);
  }
  std::string post(const std::string& path, const std::string& type, const std::string& body) {
    return ask("POST " + path, "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n", body);
  }
  bool folder_is_empty() { return std::filesystem::is_empty(echo.folder); }
  Echo echo;

 private:
  TemporaryFolder folder_;
  std::unique_ptr<http::Listener> listener_;
  std::thread thread_;
};

inline int status_of(const std::string& answer) {
  return answer.size() > 12 && answer.substr(0, 9) == "HTTP/1.1 " ? std::atoi(answer.c_str() + 9) : 0;
}
inline view::Json said(const std::string& answer) { return view::Json::parse(body_of_answer(answer), nullptr, false); }
inline bool has(const std::string& answer, const std::string& line) {
  return answer.substr(0, answer.find("\r\n\r\n") + 2).find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace banthuek::serve
