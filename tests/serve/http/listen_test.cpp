// The port, over real sockets of this machine: what reaches the service, what is refused before, and how the answer goes out.
#include "pipeline/serve/http/listen.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/serve/http/echo.h"
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

namespace listen_test {

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

// It goes into addresses and JSON.
TEST_F(ListenTest, RefusesAHostThatIsNone) {
  for (const char* host : {"\xff\xfe", "a b", "a\"b", "a/b", "<b>", "\xe0\xb8\x81"})
    EXPECT_EQ(status_of(port_->talk(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\nConnection: close\r\n\r\n")), 400) << host;
  for (const char* host : {"desk.example:8443", "[::1]:80", "127.0.0.1"})
    EXPECT_EQ(status_of(port_->talk(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\nConnection: close\r\n\r\n")), 200) << host;
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
  options.proxies = {"127.0.0.1", "192.0.2.20"};
  Port behind(options);
  request = said(behind.ask("GET /", headers));
  EXPECT_EQ(request["address"], "192.0.2.9") << "the last one: that the proxy saw itself";
  EXPECT_EQ(request["secure"], true);
  request = said(behind.ask("GET /", "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: http\r\n"));
  EXPECT_EQ(request["address"], "192.0.2.1");
  EXPECT_EQ(request["secure"], false);
  EXPECT_EQ(said(behind.ask("GET /"))["address"], "127.0.0.1");
  request = said(behind.ask("GET /", "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2, 192.0.2.3\r\nX-Forwarded-For: 192.0.2.20\r\n"));
  EXPECT_EQ(request["address"], "192.0.2.3")
      << "lines are one list; a proxy that is known is passed over, what stands before the visitor is not believed";
  EXPECT_EQ(said(behind.ask("GET /", "X-Forwarded-For: 192.0.2.20\r\n"))["address"], "192.0.2.20");
  options.proxies = {"192.0.2.20"};
  Port elsewhere(options);
  EXPECT_EQ(said(elsewhere.ask("GET /", headers))["address"], "127.0.0.1") << "who asks is no proxy";
}

TEST(Queues, ThatAreFullCloseTheNextUnread) {
  http::ListenOptions options;
  options.waiting = 0;
  Port port(options);
  EXPECT_EQ(port.ask("GET /"), "");
  EXPECT_EQ(port.echo.answered, 0);
}

// Behind one address, as of an office's router, the slow ones must not keep the others waiting for ten seconds each.
TEST(Queues, AHeadThatComesLetterByLetterGivesWayToWhoWaits) {
  http::ListenOptions options;
  options.threads = 2;  // of which one address has one
  Port port(options);
  const int slow = connect_to(port.number());
  send_all(slow, "GET / HTTP/1.1\r\nX-Slow: ");
  std::atomic<bool> done{false};
  std::thread dribble([&] {
    while (!done) {
      send_all(slow, "a");
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(status_of(port.ask("GET /")), 200);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(6000)) << "not after ten seconds";
  done = true;
  dribble.join();
  ::close(slow);
}

TEST(Ports, AreOneDesks) {
  Port first;
  EXPECT_NE(first.ask("GET /"), "") << "it is open";
  http::ListenOptions options;
  options.port = first.number();
  Echo echo;
  EXPECT_NE(message_of([&] { http::Listener listener(options, echo); }).find("the port is taken"), std::string::npos);
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

// An import that the desk begins, or a converter, would hold the connections of all who visit meanwhile for as long as it runs.
TEST(Ports, GiveNoProgramThatIsStartedAVisitorsConnection) {
  Port port;
  const int visitor = connect_to(port.number());
  send_all(visitor, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  char byte = 0;
  ASSERT_EQ(::recv(visitor, &byte, 1, 0), 1) << "it is served, and open for the next request";
  int accepted = 0;
  for (int descriptor = 3; descriptor < 1024; ++descriptor) {
    sockaddr_in own{}, other{};
    socklen_t own_size = sizeof own, other_size = sizeof other;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&own), &own_size) != 0 || own.sin_family != AF_INET) continue;
    if (ntohs(own.sin_port) != port.number()) continue;
    accepted += ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&other), &other_size) == 0;
    EXPECT_TRUE(::fcntl(descriptor, F_GETFD) & FD_CLOEXEC) << descriptor;
  }
  EXPECT_EQ(accepted, 1);
  ::close(visitor);
}

TEST(Loopback, IsThisMachineOnly) {
  for (const char* host : {"localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"}) EXPECT_TRUE(http::is_loopback(host)) << host;
  for (const char* host : {"0.0.0.0", "::", "192.0.2.1", "128.0.0.1", "12", "", "localhost.example", "1270.0.0.1"})
    EXPECT_FALSE(http::is_loopback(host)) << host;
}

// A path below which the site stands: said by a proxy that is believed, or by --base-path, whether the proxy cuts it off or not.
TEST(Prefix, ComesFromABelievedProxyOrTheBasePath) {
  const std::string headers = "X-Forwarded-Prefix: /banthuek/\r\n";
  Port plain;
  EXPECT_FALSE(said(plain.ask("GET /search", headers)).contains("prefix")) << "anybody may write it";
  http::ListenOptions options;
  options.proxies = {"127.0.0.1"};
  Port behind(options);
  EXPECT_EQ(said(behind.ask("GET /search", headers))["prefix"], "/banthuek");
  EXPECT_FALSE(said(behind.ask("GET /search", "X-Forwarded-Prefix: //evil.example\r\n")).contains("prefix"));
  options.proxies.clear();
  options.base_path = "/b";
  Port based(options);
  for (const char* target : {"GET /b/search?q=1", "GET /search?q=1"}) {
    const view::Json request = said(based.ask(target));
    EXPECT_EQ(request["prefix"], "/b") << target;
    EXPECT_EQ(request["path"], "/search") << target;
    EXPECT_EQ(request["target"], "/search?q=1") << target;
  }
}

TEST(Ports, TakeAnAddressInBrackets) {
  Echo echo;
  http::ListenOptions options;
  options.port = 0;
  options.host = "[::1]";
  EXPECT_EQ(message_of([&] { http::Listener listener(options, echo); }), "");
  options.host = "2001:db8::1";
  options.port = 8080;
  EXPECT_EQ(message_of([&] { http::Listener listener(options, echo); }).substr(0, 18), "[2001:db8::1]:8080");
}

}  // namespace listen_test
}  // namespace banthuek::serve
