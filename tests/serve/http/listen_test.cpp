// The port, over real sockets of this machine: what reaches the service, what is refused before, and how the answer goes out.
#include "pipeline/serve/http/listen.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/serve/loopback.h"
#include "tests/serve/world.h"

namespace banthuek::serve {

int connect_to(int port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval limit{5, 0};
  setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return made;
  ::close(made);
  return -1;
}

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string receive_all(int socket) {
  std::string out;
  char piece[16384];
  for (ssize_t n; (n = ::recv(socket, piece, sizeof piece, 0)) > 0;) out.append(piece, static_cast<std::size_t>(n));
  ::close(socket);
  return out;
}

std::string talk(int port, std::string_view bytes) {
  const int socket = connect_to(port);
  if (socket < 0) return "no connection";
  send_all(socket, bytes);
  ::shutdown(socket, SHUT_WR);
  return receive_all(socket);
}

std::string body_of_answer(const std::string& answer) {
  const auto end = answer.find("\r\n\r\n");
  if (end == std::string::npos) return "no body";
  std::string rest = answer.substr(end + 4), out;
  if (answer.find("Transfer-Encoding: chunked") > end) return rest;
  for (;;) {
    const std::size_t size = std::stoul(rest, nullptr, 16), begin = rest.find("\r\n") + 2;
    if (size == 0) return out;
    out += rest.substr(begin, size);
    rest.erase(0, begin + size + 2);
  }
}

namespace {

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

int status_of(const std::string& answer) { return answer.size() > 12 && answer.substr(0, 9) == "HTTP/1.1 " ? std::atoi(answer.c_str() + 9) : 0; }
view::Json said(const std::string& answer) { return view::Json::parse(body_of_answer(answer), nullptr, false); }
bool has(const std::string& answer, const std::string& line) {
  return answer.substr(0, answer.find("\r\n\r\n") + 2).find("\r\n" + line + "\r\n") != std::string::npos;
}

class ListenTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { port_ = new Port; }
  static void TearDownTestSuite() { delete port_; }
  static Port* port_;
};
Port* ListenTest::port_ = nullptr;

TEST_F(ListenTest, HandsARequestOnAsValues) {
  const std::string answer = port_->ask("GET /%E0%B8%81/b?q=%26+x&y=#end", "Cookie: a=1; b=2\r\nX-Some: Thing\r\n");
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_TRUE(has(answer, "X-One: 1"));
  EXPECT_TRUE(has(answer, "Content-Type: text/plain; charset=utf-8"));
  view::Json request = said(answer);
  EXPECT_EQ(request["method"], "GET");
  EXPECT_EQ(request["path"], "/ก/b");
  EXPECT_EQ(request["address"], "127.0.0.1");
  EXPECT_EQ(request["secure"], false);
  EXPECT_EQ(request["query"], view::Json({"q=& x", "y="}));
  EXPECT_EQ(request["cookies"], view::Json({"a=1", "b=2"}));
  EXPECT_EQ(request["headers"], view::Json({"x-some=Thing"}));
}

TEST_F(ListenTest, AnswersHeadsAsGetsWithoutTheirBody) {
  const std::string answer = port_->ask("HEAD /x");
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(body_of_answer(answer), "");
}

TEST_F(ListenTest, KeepsTheConnectionForTheNextRequest) {
  const std::string one = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n", two = "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
  const std::string both = port_->talk(one + two + one);
  EXPECT_EQ(times(both, "HTTP/1.1 200"), 3);
  EXPECT_EQ(times(both, "\"path\":\"/1\""), 2);
  EXPECT_EQ(times(both, "\"body\":\"abc\""), 1);
  EXPECT_EQ(times(port_->talk("GET /1 HTTP/1.1\r\nConnection: close\r\n\r\n" + one), "HTTP/1.1 200"), 1);
}

struct LineCase {
  std::string line, headers;
  int status;
};
TEST_F(ListenTest, RefusesWhatLeadsAstrayOrHasABodyWhereNoneBelongs) {
  const int before = port_->echo.answered;
  for (const LineCase& c : std::vector<LineCase>{{"GET //x", "", 400},
                                                 {"GET /a/../b", "", 400},
                                                 {"GET /%2e%2e/b", "", 400},
                                                 {"GET /%00", "", 400},
                                                 {"GET /a?q=%zz", "", 400},
                                                 {"GET /" + std::string(1024, 'a'), "", 400},
                                                 {"GET /a?" + std::string(5998, 'q'), "", 400},
                                                 {"PUT /a", "Content-Length: 0\r\n", 405},
                                                 {"DELETE /a", "", 405},
                                                 {"OPTIONS /a", "", 405},
                                                 {"GET /a", "Content-Length: 5\r\n", 400},
                                                 {"GET /a", "Transfer-Encoding: chunked\r\n", 400},
                                                 {"PUT /a", "Content-Length: 5\r\n", 400},
                                                 {"POST /a", "Content-Length: 0\r\nContent-Length: 0\r\n", 400},
                                                 {"POST /a", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400}}) {
    const std::string answer = port_->ask(c.line, c.headers, "0\r\n\r\n");
    EXPECT_EQ(status_of(answer), c.status) << c.line.substr(0, 40) << c.headers;
    EXPECT_TRUE(has(answer, "Connection: close")) << c.line.substr(0, 40);
    EXPECT_EQ(times(answer, "HTTP/1.1"), 1) << "what follows is not read as a request";
    EXPECT_EQ(has(answer, "Allow: GET, HEAD, POST"), c.status == 405) << c.line.substr(0, 40);
  }
  EXPECT_EQ(port_->echo.answered, before);
  std::string many = "GET /a?";
  for (int i = 0; i < 200; ++i) many += "a=&";
  for (const std::string& line : {"GET /" + std::string(1023, 'a'), "GET /a?" + std::string(5997, 'q'), many})
    EXPECT_EQ(status_of(port_->ask(line)), 200) << line.size();
  EXPECT_EQ(status_of(port_->ask(many + "a=")), 400);
  EXPECT_EQ(status_of(port_->ask("GET /a", "Content-Length: 0\r\n")), 200);
}

TEST_F(ListenTest, ClosesWithoutAnAnswerToWhatIsNoRequest) {
  for (const std::string& rubbish : {std::string("\x16\x03\x01 hello\r\n\r\n"), std::string("GET\r\n\r\n"), std::string(40'000, 'a')})
    EXPECT_NE(status_of(port_->talk(rubbish)), 200);
  EXPECT_NE(status_of(port_->ask("GET /a", "X-Junk: " + std::string(33'000, 'a') + "\r\n")), 200) << "a head has 32 KiB";
  EXPECT_EQ(status_of(port_->ask("GET /a")), 200);
}

TEST_F(ListenTest, ReadsFormsUpToTheirLimit) {
  view::Json form = said(port_->post("/a", "application/x-www-form-urlencoded; charset=utf-8", "a=%E0%B8%81+b&c"));
  EXPECT_EQ(form["form"], view::Json({"a=ก b", "c="}));
  EXPECT_EQ(form["body"], "a=%E0%B8%81+b&c");
  EXPECT_EQ(said(port_->post("/a", "application/json", "{\"a\":1}"))["body"], "{\"a\":1}");
  EXPECT_EQ(said(port_->post("/a", "application/json", "a=1"))["form"], nullptr);
  EXPECT_EQ(body_of_answer(port_->post("/a", "application/x-www-form-urlencoded", "a=%zz")), "the form cannot be read\n");
  EXPECT_EQ(said(port_->post("/a", "text/plain", std::string(2048, 'x')))["body"].get<std::string>().size(), 2048u);
  const std::string large = port_->post("/a", "text/plain", std::string(2049, 'x'));
  EXPECT_EQ(status_of(large), 413);
  EXPECT_EQ(body_of_answer(large), "รับได้ไม่เกิน 2 KB ต่อครั้ง ลองส่งทีละส่วน\nat most 2 KB are taken at a time; send it in parts\n");
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  EXPECT_EQ(said(port_->ask("POST /a", chunked, "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))["body"], "abcde");
  EXPECT_EQ(status_of(port_->ask("POST /a", chunked, "801\r\n" + std::string(2049, 'x') + "\r\n0\r\n\r\n")), 413);
  EXPECT_EQ(status_of(port_->ask("POST /a", "Content-Length: 9999999999999999\r\n")), 413);
}

TEST_F(ListenTest, AsksTheServiceBeforeItReadsABody) {
  const int before = port_->echo.answered;
  const std::string refused = port_->post("/refused", "text/plain", "abc");
  EXPECT_EQ(status_of(refused), 403);
  EXPECT_EQ(body_of_answer(refused), "refused");
  EXPECT_TRUE(has(refused, "Connection: close"));
  EXPECT_EQ(status_of(port_->post("/files", "text/plain", "abc")), 415);
  EXPECT_EQ(body_of_answer(port_->post("/a", "multipart/form-data; boundary=B", "--B--\r\n")), "this page takes no such body\n");
  EXPECT_EQ(port_->echo.answered, before);
}

std::string part(const std::string& name, const std::string& file, const std::string& text) {
  return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"" + (file.empty() ? "" : "; filename=\"" + file + "\"") + "\r\n\r\n" + text +
         "\r\n";
}

TEST_F(ListenTest, PutsUploadsOnDiskAndFieldsInTheForm) {
  const std::string type = "multipart/form-data; boundary=B";
  const view::Json done =
      said(port_->post("/files", type, part("csrf", "", "token") + part("files", "ก.pdf", "%PDF") + part("files", "b.pdf", "") + "--B--\r\n"));
  EXPECT_EQ(done["form"], view::Json({"csrf=token"}));
  EXPECT_EQ(done["uploads"].dump(), R"([["files","ก.pdf",4,"%PDF",true],["files","b.pdf",0,"",true]])");
  EXPECT_EQ(said(port_->post("/files", type, part("f", "a", std::string(2048, 'x')) + "--B--\r\n"))["uploads"][0][2], 2048);
  for (const std::string& body :
       {part("f", "a", std::string(2049, 'x')), part("f", "a", std::string(2000, 'x')) + part("g", "b", std::string(49, 'x')),
        part("f", "", std::string(2049, 'x'))})
    EXPECT_EQ(status_of(port_->post("/files", type, body + "--B--\r\n")), 413);
  std::string many;
  for (int i = 0; i < 201; ++i) many += part("f", i % 2 ? "a" : "", "");
  EXPECT_EQ(status_of(port_->post("/files", type, many + "--B--\r\n")), 413);
  EXPECT_TRUE(port_->folder_is_empty()) << "what was refused is gone";
  many.clear();
  for (int i = 0; i < 200; ++i) many += part("f", "", "");
  EXPECT_EQ(said(port_->post("/files", type, many + "--B--\r\n"))["form"].size(), 200u);
}

TEST_F(ListenTest, TakesFieldsBesideFilesUpToSixtyFourKilobytes) {
  const std::string type = "multipart/form-data; boundary=B";
  EXPECT_EQ(status_of(port_->post("/large", type, part("f", "", std::string(65'536, 'x')) + "--B--\r\n")), 200);
  EXPECT_EQ(status_of(port_->post("/large", type, part("f", "", std::string(65'000, 'x')) + part("g", "", std::string(537, 'x')) + "--B--\r\n")),
            413);
  EXPECT_EQ(status_of(port_->post("/large", type, part("f", "a", std::string(200'000, 'x')) + "--B--\r\n")), 200) << "files are longer";
  const std::string folder = port_->echo.folder;
  port_->echo.folder = folder + "/none";
  EXPECT_EQ(status_of(port_->post("/files", type, part("f", "a", "x") + "--B--\r\n")), 413) << "no room for it";
  port_->echo.folder = folder;
}

TEST_F(ListenTest, AnswersTroubleWithoutItsDetails) {
  const std::string answer = port_->ask("GET /throw");
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_EQ(body_of_answer(answer), "เกิดข้อผิดพลาดในระบบ ลองใหม่อีกครั้ง\nsomething went wrong here; try again\n");
}

TEST_F(ListenTest, SendsStreamsInChunksAndNoBodyWhereNoneBelongs) {
  const std::string streamed = port_->ask("GET /stream");
  EXPECT_TRUE(has(streamed, "Transfer-Encoding: chunked"));
  EXPECT_EQ(body_of_answer(streamed), "first second");
  for (const char* path : {"/304", "/204"}) {
    const std::string answer = port_->ask("GET " + std::string(path));
    EXPECT_EQ(status_of(answer), std::atoi(path + 1));
    EXPECT_EQ(body_of_answer(answer), "");
    EXPECT_TRUE(has(answer, "X-One: 1"));
  }
}

// Pages carry tokens beside what the visitor typed, so only files and the API are compressed.
TEST_F(ListenTest, CompressesOnlyWhatHoldsNoSecret) {
  struct Case {
    const char *path, *accept;
    bool gzip;
  };
  for (const Case& c : {Case{"/static/long", "gzip, br", true},
                        {"/api/long", "gzip", true},
                        {"/long", "gzip", false},
                        {"/x/static/long", "gzip", false},
                        {"/static/long", "br", false},
                        {"/static/long", "", false}}) {
    const std::string answer = port_->ask("GET " + std::string(c.path), *c.accept ? "Accept-Encoding: " + std::string(c.accept) + "\r\n" : "");
    EXPECT_EQ(has(answer, "Content-Encoding: gzip"), c.gzip) << c.path;
    EXPECT_EQ(body_of_answer(answer) == std::string(5000, 'z'), !c.gzip) << c.path << c.accept;
  }
  EXPECT_EQ(body_of_answer(port_->ask("GET /static/long", "Range: bytes=0-9\r\n")).size(), 5000u) << "ranges are not served";
}

TEST(Proxies, AreBelievedOnlyWhereTheyAreTrusted) {
  const std::string headers = "X-Forwarded-For: 192.0.2.1, 192.0.2.9\r\nX-Forwarded-Proto: https\r\n";
  Port plain;
  view::Json request = said(plain.ask("GET /", headers));
  EXPECT_EQ(request["address"], "127.0.0.1");
  EXPECT_EQ(request["secure"], false);
  http::ListenOptions options;
  options.proxy = http::ListenOptions::Proxy::kTrusted;
  Port behind(options);
  request = said(behind.ask("GET /", headers));
  EXPECT_EQ(request["address"], "192.0.2.9") << "the last one: that the proxy saw itself";
  EXPECT_EQ(request["secure"], true);
  request = said(behind.ask("GET /", "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: http\r\n"));
  EXPECT_EQ(request["address"], "192.0.2.1");
  EXPECT_EQ(request["secure"], false);
  EXPECT_EQ(said(behind.ask("GET /"))["address"], "127.0.0.1");
}

TEST(Queues, ThatAreFullCloseTheNextUnread) {
  http::ListenOptions options;
  options.waiting = 0;
  Port port(options);
  EXPECT_EQ(port.ask("GET /"), "");
  EXPECT_EQ(port.echo.answered, 0);
}

TEST(Ports, ThatCannotBeHadAreNamed) {
  Echo echo;
  http::ListenOptions options;
  options.host = "192.0.2.1";
  options.port = 8080;
  EXPECT_EQ(message_of([&] { http::Listener listener(options, echo); }),
            "192.0.2.1:8080: cannot listen there: the port is taken or the address is not of this machine; give another --port");
  options.port = 0;
  EXPECT_NE(message_of([&] { http::Listener listener(options, echo); }), "");
}

TEST(Loopback, IsThisMachineOnly) {
  for (const char* host : {"localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"}) EXPECT_TRUE(http::is_loopback(host)) << host;
  for (const char* host : {"0.0.0.0", "::", "192.0.2.1", "128.0.0.1", "12", "", "localhost.example", "1270.0.0.1"})
    EXPECT_FALSE(http::is_loopback(host)) << host;
}

// A certificate of this test's own, and its key, as PEM files.
class Tls : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* made = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), 0);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, key);
    X509_sign(made, key, EVP_sha256());
    write("certificate.pem", [&](FILE* file) { PEM_write_X509(file, made); });
    write("key.pem", [&](FILE* file) { PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr); });
    EVP_PKEY* other = EVP_EC_gen("P-256");
    write("other.pem", [&](FILE* file) { PEM_write_PrivateKey(file, other, nullptr, nullptr, 0, nullptr, nullptr); });
    EVP_PKEY_free(other);
    X509_free(made);
    EVP_PKEY_free(key);
  }
  static void TearDownTestSuite() { delete folder_; }
  static void write(const char* name, const std::function<void(FILE*)>& what) {
    FILE* file = std::fopen(path(name).c_str(), "w");
    what(file);
    std::fclose(file);
  }
  static std::string path(const char* name) { return (*folder_ / name).string(); }
  static http::ListenOptions options(const char* certificate = "certificate.pem", const char* key = "key.pem") {
    http::ListenOptions out;
    out.certificate = path(certificate);
    out.key = path(key);
    return out;
  }
  // As talk, over TLS of that version or none that is agreed on.
  static std::string talk(int port, const std::string& bytes, int version = 0) {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
    if (version) SSL_CTX_set_max_proto_version(context.get(), version);
    const int socket = connect_to(port);
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
    SSL_set_fd(ssl.get(), socket);
    std::string out = "no handshake";
    if (SSL_connect(ssl.get()) == 1) {
      out.clear();
      SSL_write(ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
      SSL_shutdown(ssl.get());
      char piece[16384];
      for (int n; (n = SSL_read(ssl.get(), piece, sizeof piece)) > 0;) out.append(piece, static_cast<std::size_t>(n));
    }
    ::close(socket);
    return out;
  }
  static TemporaryFolder* folder_;
};
TemporaryFolder* Tls::folder_ = nullptr;

TEST_F(Tls, CarriesRequestsBothWays) {
  Port port(options());
  const std::string body(2000, 'b');
  const std::string answer = talk(port.number(), "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + body);
  EXPECT_EQ(status_of(answer), 200) << answer;
  EXPECT_EQ(said(answer)["body"], body);
  EXPECT_EQ(said(answer)["secure"], true);
  EXPECT_EQ(said(answer)["address"], "127.0.0.1");
  EXPECT_EQ(times(talk(port.number(), "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200"), 2);
  EXPECT_EQ(talk(port.number(), "GET / HTTP/1.1\r\n\r\n", TLS1_1_VERSION), "no handshake") << "nothing before TLS 1.2";
  EXPECT_EQ(status_of(talk(port.number(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n", TLS1_2_VERSION)), 200);
  EXPECT_NE(status_of(port.ask("GET /")), 200) << "nor anything without";
}

TEST_F(Tls, NeedsACertificateAndItsKey) {
  Echo echo;
  const auto refused = [&](const char* certificate, const char* key) {
    return message_of([&] { http::Listener listener(options(certificate, key), echo); });
  };
  EXPECT_EQ(refused("none.pem", "key.pem"), path("none.pem") + ": no certificate can be read; give a PEM file with --certificate");
  EXPECT_EQ(refused("key.pem", "key.pem"), path("key.pem") + ": no certificate can be read; give a PEM file with --certificate");
  for (const char* key : {"none.pem", "certificate.pem", "other.pem"})
    EXPECT_EQ(refused("certificate.pem", key), path(key) + ": no key of that certificate can be read; give a PEM file with --key");
}

}  // namespace
}  // namespace banthuek::serve
