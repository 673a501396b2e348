#include "pipeline/serve/http/listen.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <httplib.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <fstream>

#include "extractors/types/error.h"
#include "pipeline/serve/http/connection.h"
#include "pipeline/serve/http/fair_queue.h"
#include "pipeline/serve/http/forwarded.h"
#include "pipeline/serve/http/port.h"

namespace banthuek::serve::http {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kHeadBytes = 32 * 1024;
constexpr std::size_t kPathBytes = 1024;  // httplib matches paths with std::regex, which recurses once a character
constexpr std::size_t kFormBytes = 64 * 1024;
constexpr std::size_t kFiles = 200;
constexpr int kRequestsPerConnection = 10'000;
constexpr milliseconds kHandshake{10'000};

thread_local Connection* current = nullptr;

class ConnectionStream : public httplib::Stream {
 public:
  explicit ConnectionStream(Connection& connection) : connection_(connection) {}
  bool is_readable() const override { return true; }
  bool is_writable() const override { return connection_.writable(); }
  ssize_t read(char* to, std::size_t size) override { return connection_.read(to, size); }
  ssize_t write(const char* from, std::size_t size) override { return connection_.write(from, size); }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = connection_.remote_address();
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  socket_t socket() const override { return connection_.socket(); }

 private:
  Connection& connection_;
};

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

// The library parses requests and writes answers; connections, time and threads are ours. Of what it has for classes made of Server two things are
// used: process_request, and svr_sock_, as its streams end where that is none. Where another version has them otherwise this does not compile, and
// serve_test's ListenTest, Proxies and Tls hold what they must do.
class Server : public httplib::Server {
 public:
  Server() { svr_sock_ = 0; }

  std::optional<Port> port;
  std::unique_ptr<FairQueue> queue;
  std::unique_ptr<SSL_CTX, FreeContext> tls;

  void serve_connection(int socket) {
    Connection connection(socket);
    if (tls && !connection.start_tls(tls.get(), kHandshake)) return;
    ConnectionStream stream(connection);
    current = &connection;
    for (int count = 1; !port->stopped(); ++count) {
      // Short waits, so that idle connections give way as soon as others queue, and stop() is seen. Who was just let in and says nothing gives way
      // after a second: a browser that opens a connection beforehand opens another one then.
      bool ready = false;
      for (int slice = 0; slice < 50 && !ready && !port->stopped(); ++slice) {
        ready = connection.wait(milliseconds(100));
        if (!ready && (count > 1 || slice >= 10) && queue->pressed()) break;
      }
      if (!ready) break;
      connection.begin_head(milliseconds(10'000), kHeadBytes, [this] { return queue->crowded(); });
      bool closed = false;
      const bool last = count == kRequestsPerConnection;
      const bool ok = process_request(stream, last, closed, [](httplib::Request& request) {
        // Ranges are not served. Pages carry tokens beside what the visitor typed, so they are not compressed (BREACH); the
        // rest is, with gzip only (httplib's brotli takes tens of milliseconds).
        request.ranges.clear();
        const bool gzip = request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos &&
                          (request.path.rfind("/static/", 0) == 0 || request.path.rfind("/api/", 0) == 0);
        request.headers.erase("Accept-Encoding");
        if (gzip) request.headers.emplace("Accept-Encoding", "gzip");
      });
      if (!ok || closed || last || connection.closing()) break;
    }
    current = nullptr;
  }

  void accept_connections() {
    port->run([this](int socket) {
      if (!queue->add(socket, share_of(remote_address(socket)))) ::close(socket);
    });
    queue->stop();
  }

  void stop_accepting() {
    svr_sock_ = INVALID_SOCKET;
    port->stop();
  }
};

bool is_host(std::string_view text) {
  return text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-._:[]").find(c) != std::string_view::npos;
         });
}

bool is_proxy(const std::string& address, const ListenOptions& options) {
  const std::string plain = address.starts_with("::ffff:") ? address.substr(7) : address;
  return std::find(options.proxies.begin(), options.proxies.end(), plain) != options.proxies.end();
}

// The head of a request as the desk's pages see it; nothing where it is malformed.
std::optional<Request> head_of(const httplib::Request& from, const ListenOptions& options) {
  Request request;
  if (from.target.size() > 6000) return std::nullopt;
  request.prefix = options.base_path;
  request.target = below(from.target, options.base_path);
  auto path = safe_path(request.target);
  if (!path || path->size() > kPathBytes) return std::nullopt;
  request.path = std::move(*path);
  request.method = from.method;
  const std::size_t mark = request.target.find('?');
  if (mark != std::string::npos) {
    auto query = parse_query(std::string_view(request.target).substr(mark + 1, request.target.find('#') - mark - 1));
    if (!query || query->size() > 200) return std::nullopt;
    request.query = std::move(*query);
  }
  for (const auto& [name, value] : from.headers) request.headers.emplace_back(lower_case(name), value);
  // It goes into addresses and answers: a name or an address with a port, and nothing else.
  if (const auto host = find(request.headers, "host"); host && !is_host(*host)) return std::nullopt;
  request.cookies = parse_cookies(value_or(request.headers, "cookie", ""));
  request.address = from.remote_addr;
  request.secure = !options.certificate.empty();
  if (is_proxy(request.address, options)) {
    const Visitor visitor = visitor_of(request.headers, [&](const std::string& address) { return is_proxy(address, options); });
    if (!visitor.address.empty()) request.address = visitor.address;
    if (visitor.https) request.secure = true;
    // The proxy has cut it off already; one that makes no plain path is not believed.
    if (const auto prefix = find(request.headers, "x-forwarded-prefix"))
      if (auto plain = site_prefix(*prefix); plain && !plain->empty()) request.prefix = std::move(*plain);
  }
  return request;
}

void send(Response&& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.headers.emplace(name, value);
  if (from.stream) {
    to.set_chunked_content_provider(from.type, [stream = std::move(from.stream)](std::size_t, httplib::DataSink& sink) {
      stream([&sink](std::string_view piece) { return sink.write(piece.data(), piece.size()); });
      sink.done();
      return true;
    });
  } else if (from.status != 304 && from.status != 204) {
    to.set_content(from.body, from.type);
  }
}

// Answers without having read the body: what follows on the connection cannot be told apart, so it is closed.
void send_and_close(Response&& from, httplib::Response& to) {
  from.headers.emplace_back("Connection", "close");
  if (current) current->close_after_answer();
  send(std::move(from), to);
}

Response plain(int status, std::string_view text) {
  Response response;
  response.status = status;
  response.type = "text/plain; charset=utf-8";
  response.body = std::string(text) + "\n";
  return response;
}

Response answer(Service& service, const Request& request) {
  try {
    return service.answer(request);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "banthuek serve: %s %s: %s\n", request.method.c_str(), request.path.c_str(), e.what());
    return plain(500, "เกิดข้อผิดพลาดในระบบ ลองใหม่อีกครั้ง\nsomething went wrong here; try again");
  }
}

bool read_text(const httplib::ContentReader& reader, const BodyPlan& plan, Request& request) {
  return reader([&](const char* data, std::size_t size) {
    if (request.body.size() + size > plan.max_bytes) return false;
    request.body.append(data, size);
    return true;
  });
}

// Files go to disk as they come; fields into request.form. False: over a limit, or the connection broke.
bool read_files(const httplib::ContentReader& reader, const BodyPlan& plan, Request& request) {
  std::ofstream file;
  std::string* field = nullptr;
  std::uint64_t bytes = 0, form_bytes = 0;
  const bool whole = reader(
      [&](const httplib::MultipartFormData& part) {
        if (file.is_open()) file.close();
        field = nullptr;
        if (request.uploads.size() + request.form.size() >= kFiles) return false;
        if (part.filename.empty()) {
          request.form.emplace_back(part.name, "");
          field = &request.form.back().second;
          return true;
        }
        std::string path = plan.folder + "/upload-XXXXXX";
        const int descriptor = mkstemp(path.data());
        if (descriptor < 0) return false;
        ::close(descriptor);
        file.open(path, std::ios::binary);
        request.uploads.push_back({part.name, part.filename, path, 0});
        return file.good();
      },
      [&](const char* data, std::size_t size) {
        bytes += size;
        if (bytes > plan.max_bytes) return false;
        if (field) {
          form_bytes += size;
          if (form_bytes > kFormBytes) return false;
          field->append(data, size);
          return true;
        }
        request.uploads.back().bytes += size;
        file.write(data, static_cast<std::streamsize>(size));
        return file.good();
      });
  if (file.is_open()) file.close();
  if (!whole)
    for (const Upload& upload : request.uploads) ::unlink(upload.path.c_str());
  return whole;
}

std::string size_text(std::uint64_t bytes) { return bytes >= 1 << 20 ? fmt::format("{} MB", bytes >> 20) : fmt::format("{} KB", bytes >> 10); }

void receive(Service& service, Request request, const httplib::Request& from, httplib::Response& to, const httplib::ContentReader& reader) {
  BodyPlan plan = service.plan(request);
  if (plan.refuse) return send_and_close(std::move(*plan.refuse), to);
  const bool files = from.is_multipart_form_data();
  const std::string most = size_text(plan.max_bytes);
  const Response too_large = plain(413, fmt::format("รับได้ไม่เกิน {} ต่อครั้ง ลองส่งทีละส่วน\nat most {} are taken at a time; send it in parts", most, most));
  const std::string length = value_or(request.headers, "content-length", "0");
  if (length.size() > 15 || std::strtoull(length.c_str(), nullptr, 10) > plan.max_bytes + (files ? 65536 : 0))
    return send_and_close(Response(too_large), to);
  const bool expected = plan.kind == (files ? BodyPlan::Kind::kFiles : BodyPlan::Kind::kText);
  if (!expected) return send_and_close(plain(415, "this page takes no such body"), to);
  current->begin_body(plan.max_bytes);
  if (!(files ? read_files(reader, plan, request) : read_text(reader, plan, request))) return send_and_close(Response(too_large), to);
  if (!files && value_or(request.headers, "content-type", "").rfind("application/x-www-form-urlencoded", 0) == 0) {
    auto form = parse_query(request.body);
    if (!form) return send(plain(400, "the form cannot be read"), to);
    request.form = std::move(*form);
  }
  send(answer(service, request), to);
}

std::unique_ptr<SSL_CTX, FreeContext> tls_context(const ListenOptions& options) {
  std::unique_ptr<SSL_CTX, FreeContext> context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20");  // of TLS 1.2: forward secrecy and authenticated only; 1.3 has no others
  if (SSL_CTX_use_certificate_chain_file(context.get(), options.certificate.c_str()) != 1)
    throw Error(ErrorKind::kUsage, options.certificate, "no certificate can be read; give a PEM file with --certificate");
  if (SSL_CTX_use_PrivateKey_file(context.get(), options.key.c_str(), SSL_FILETYPE_PEM) != 1 || SSL_CTX_check_private_key(context.get()) != 1)
    throw Error(ErrorKind::kUsage, options.key, "no key of that certificate can be read; give a PEM file with --key");
  return context;
}

}  // namespace

struct Listener::Inside {
  Server server;
};

bool is_loopback(std::string_view host) {
  in_addr address{};
  return host == "localhost" || host == "::1" || host == "[::1]" ||
         (host.substr(0, 4) == "127." && inet_pton(AF_INET, std::string(host).c_str(), &address) == 1);
}

Listener::Listener(ListenOptions options, Service& service) : inside_(std::make_unique<Inside>()) {
  if (options.host.size() > 2 && options.host.front() == '[' && options.host.back() == ']')
    options.host = options.host.substr(1, options.host.size() - 2);
  Server& server = inside_->server;
  if (!options.certificate.empty()) server.tls = tls_context(options);
  const int of_one = std::max(1, options.threads / 2);
  std::vector<std::string> exempt;
  for (const std::string& proxy : options.proxies) exempt.push_back(share_of(proxy));
  server.queue = std::make_unique<FairQueue>(FairQueue::Limits{options.threads, options.waiting, of_one, std::max(4, options.waiting / 4)},
                                             std::move(exempt), [&server](int socket) { server.serve_connection(socket); });

  server.set_pre_routing_handler([options, &service](const httplib::Request& from, httplib::Response& to) {
    using Result = httplib::Server::HandlerResponse;
    std::optional<Request> request = head_of(from, options);
    if (!request) {
      send_and_close(plain(400, "คำขอไม่ถูกต้อง\nthe request cannot be read; check the address"), to);
      return Result::Handled;
    }
    const bool chunked = from.has_header("Transfer-Encoding"), sized = from.has_header("Content-Length");
    const bool twice = from.get_header_value_count("Content-Length") > 1 || (chunked && sized);
    const bool reads = from.method == "GET" || from.method == "HEAD";
    if (from.method == "POST" && !twice) return Result::Unhandled;
    if (twice || chunked || (sized && from.get_header_value("Content-Length") != "0")) {
      send_and_close(plain(400, "the request has a body where none belongs"), to);
    } else if (!reads) {
      Response refused = plain(405, "only GET, HEAD and POST are known here");
      refused.headers.emplace_back("Allow", "GET, HEAD, POST");
      send_and_close(std::move(refused), to);
    } else {
      request->method = "GET";
      send(answer(service, *request), to);
    }
    return Result::Handled;
  });
  server.Post("[^]*", [options, &service](const httplib::Request& from, httplib::Response& to, const httplib::ContentReader& reader) {
    if (std::optional<Request> request = head_of(from, options)) receive(service, std::move(*request), from, to, reader);
  });
  server.port.emplace(options.host, options.port);
}

Listener::~Listener() = default;
int Listener::port() const { return inside_->server.port->number(); }
void Listener::run() { inside_->server.accept_connections(); }
void Listener::stop() { inside_->server.stop_accepting(); }

}  // namespace banthuek::serve::http
