// What world.h promises. The test program is also the worker that draws pages, as the desk starts itself for that, and the
// import that the desk starts: one that says what it was asked and ends as the name of its file says.
#include "tests/serve/world.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/hash_cost.h"
#include "pipeline/serve/view/picture_worker.h"
#include "tests/serve/world_archive.h"
#include "tests/source_dir.h"

namespace banthuek::serve {

World::World(const std::function<void(site::SiteOptions&)>& change) {
  static const auto pages = std::make_shared<view::Pages>(kWeb);  // a tenth of a second to read
  for (const char* part : {"", "-accounts"}) std::filesystem::copy_file(made_archive().string() + part, archive().string() + part);
  site::SiteOptions options;
  options.archive = archive();
  options.web = kWeb;
  options.uploads = folder_ / "uploads";
  options.sign_ins_per_minute = 0;
  options.searches_per_minute = 0;
  if (change) change(options);
  if (options.web == kWeb) options.pages = pages;
  desk_ = std::make_unique<site::Site>(options, routes());
}

World::~World() = default;

// In the place of the desk's own: a hash in a millisecond. What a desk takes is seen in commands_test.py.
access::HashCost access::hash_cost() { return {1, 8u << 20}; }

std::filesystem::path World::archive() const { return folder_ / "archive.db"; }

std::string World::cookie_of(std::string_view who) {
  const auto it = sessions_.find(who);
  if (it != sessions_.end()) return it->second;
  const access::Role role = who == "second" ? access::Role::kEditor : access::role_named(who).value_or(access::Role::kNobody);
  // An account that has it, made without the second of work that a password takes.
  database::Database accounts(desk_->options().archive.string() + "-accounts", database::Access::kWrite);
  accounts.prepare("INSERT OR IGNORE INTO accounts (name, role, password, since) VALUES (?, ?, 'none', '2026-01-01T00:00:00Z')")
      .bind(who)
      .bind(access::name_of(role))
      .run();
  const std::string credential = desk_->accounts().standing(who)->credential;
  return sessions_[std::string(who)] = desk_->sessions().begin(std::string(who), role, std::chrono::steady_clock::now(), credential);
}

http::Request World::request(std::string_view method, std::string_view target, std::string_view who, http::Pairs headers) {
  http::Request out;
  out.method = method;
  out.target = target;
  out.path = *http::safe_path(target);
  const auto mark = target.find('?');
  if (mark != std::string_view::npos) out.query = *http::parse_query(target.substr(mark + 1));
  out.headers = std::move(headers);
  out.address = "192.0.2.7";
  if (!who.empty()) out.cookies.emplace_back("banthuek", cookie_of(who));
  return out;
}

http::Response World::get(std::string_view target, std::string_view who, http::Pairs headers) {
  return desk_->answer(request("GET", target, who, std::move(headers)));
}

std::string World::csrf_of(std::string_view who) {
  const http::Request asked = request("GET", "/help", who);
  site::RequestContext visit{asked, view::Language::kThai, {}, {}};
  if (desk_->options().door == site::AccessMode::kOpen) {
    const std::string page = desk_->answer(asked).body, mark = "name=\"csrf\" content=\"";
    const auto begin = page.find(mark) + mark.size();
    return page.substr(begin, page.find('"', begin) - begin);
  }
  if (!who.empty()) visit.session = *desk_->sessions().get(cookie_of(who), std::chrono::steady_clock::now());
  return desk_->csrf(visit);
}

http::Response World::post(std::string_view target, http::Pairs form, std::string_view who, http::Pairs headers) {
  http::Request asked = request("POST", target, who, std::move(headers));
  if (!http::find(form, "csrf")) form.emplace_back("csrf", csrf_of(who));
  asked.form = std::move(form);
  return desk_->answer(asked);
}

std::string World::last_noted() {
  const auto rows = desk_->accounts().log().newest(1);
  return rows.empty() ? "" : rows[0].who + " " + rows[0].action + " " + rows[0].subject + " " + rows[0].detail;
}

std::string body_of(const http::Response& response) {
  if (!response.stream) return response.body;
  std::string out;
  response.stream([&](std::string_view piece) {
    out += piece;
    return true;
  });
  return out;
}

std::string header(const http::Response& response, std::string_view name) { return http::value_or(response.headers, name, ""); }

view::Json json_of(const http::Response& response) { return view::Json::parse(response.body, nullptr, false); }

namespace {

// "%E0%B8%81" as "%{ก}": an address that a person can read.
std::string readable(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end + 2 < text.size() && text[end] == '%' && std::isxdigit(text[end + 1]) && text[end + 1] > '7') end += 3;
    const auto plain = end > i ? http::percent_decode(text.substr(i, end - i), http::Plus::kIsPlus) : std::nullopt;
    out += plain ? "%{" + *plain + "}" : std::string(1, text[i]);
    i = plain ? end : i + 1;
  }
  return out;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
}

}  // namespace

std::string main_of(const http::Response& response) {
  const std::string& html = response.body;
  const std::size_t begin = html.find("<main"), end = html.find("</main>");
  if (begin == std::string::npos || end == std::string::npos) return "there is no <main>: " + html;
  std::string text = readable(html.substr(begin, end - begin));
  const std::string mark = "name=\"csrf\" value=\"";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
    text.replace(at + mark.size(), text.find('"', at + mark.size()) - at - mark.size(), "TOKEN");
  for (const char* name : {"a65", "a66", "b66", "c", "d67"}) replace_all(text, key_of(name), "KEY_" + std::string(name));
  // The token of pictures that count as shown is of this run.
  for (std::size_t at = text.find("&amp;shown="); at != std::string::npos; at = text.find("&amp;shown=", at + 1))
    text.replace(at + 11, text.find_first_of("\"&", at + 11) - at - 11, "TOKEN");
  std::string out;
  bool space = true;  // at a line's begin or after a space: more of it says nothing
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\n') {
      if (!space) out += ' ';
      space = true;
      continue;
    }
    if (c == '<' && !out.empty() && (out.back() == '>' || (out.back() == ' ' && out.size() > 1 && out[out.size() - 2] == '>'))) {
      if (out.back() == ' ')
        out.back() = '\n';
      else
        out += '\n';
    }
    out += c;
    space = false;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "\n";
}

void expect_file(std::string_view name, std::string_view text) {
  const std::filesystem::path path = test::source_dir() / "tests/serve/expected" / name;
  if (std::getenv("BANTHUEK_ACCEPT")) std::ofstream(path, std::ios::binary) << text;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream held;
  held << in.rdbuf();
  std::istringstream expected(held.str()), got{std::string(text)};
  std::string a, b;
  for (int line = 1;; ++line) {
    const bool more_a = static_cast<bool>(std::getline(expected, a)), more_b = static_cast<bool>(std::getline(got, b));
    if (!more_a && !more_b) return;
    if (more_a != more_b || a != b) {
      ADD_FAILURE() << path.string() << ":" << line << ": expected\n  " << (more_a ? a : "its end") << "\nbut it is\n  " << (more_b ? b : "its end")
                    << "\nrun tools/test --accept and look at the diff";
      return;
    }
  }
}

std::string message_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

int times(std::string_view text, std::string_view part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

namespace world_test {

TEST(World, HasDocumentsLedgerAndVisitors) {
  World world;
  EXPECT_EQ(world.desk().archive().counts().dump(), R"({"measures":35,"documents":5,"offices":4,"pages":5,"years":[[2565,3],[2566,6],[2567,25]]})");
  EXPECT_EQ(world.get("/search", "reader").status, 200);
  EXPECT_EQ(world.get("/search", "").status, 303);
  EXPECT_EQ(world.post("/sign-out", {}, "reader").status, 303);
}

// What `ingest` is to the desk's imports: says its words, then ends by the name of its last one.
int pretend_ingest(int count, char** words) {
  nlohmann::json said = nlohmann::json::array();
  for (int i = 1; i < count; ++i) said.push_back(words[i]);
  const std::string last = words[count - 1];
  char input[100] = "";
  if (readlink("/proc/self/fd/0", input, sizeof input - 1) < 0) input[0] = '?';
  std::cout << nlohmann::json{{"event", "started"}, {"words", said}, {"input", input}}.dump() << "\nno JSON at all\n[1]\n" << std::flush;
  if (last.find("crash") != std::string::npos) std::raise(SIGKILL);
  if (last.find("wait") != std::string::npos) {
    signal(SIGINT, [](int) { _exit(130); });
    std::this_thread::sleep_for(std::chrono::seconds(20));
  }
  std::cout << "{\"event\":\"file\",\"message\":\"" << std::string(70'000, 'x') << "\"}\n" << std::flush;
  return last.find("bad") != std::string::npos ? 1 : 0;
}

}  // namespace world_test
}  // namespace banthuek::serve

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "picture-worker")
    return std::getenv("BANTHUEK_NO_PICTURES") ? 1 : banthuek::serve::view::run_picture_worker();
  if (argc > 1 && std::string(argv[1]) == "ingest") return banthuek::serve::world_test::pretend_ingest(argc, argv);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
