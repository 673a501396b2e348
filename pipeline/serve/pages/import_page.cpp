// Uploads, and the live events of the import that takes them in.
#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>

#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/import_runs.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

std::string megabytes_text(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

// The names of files without the server's folders: a visitor needs to know no more.
std::string without_folders(const std::string& line) {
  site::Json event = site::Json::parse(line, nullptr, false);
  if (!event.is_object()) return "{}";
  for (const char* key : {"place", "message", "file"})
    if (event.contains(key) && event[key].is_string()) {
      std::string text = event[key];
      for (std::size_t begin = text.find('/'); begin != std::string::npos; begin = text.find('/', begin)) {
        const std::size_t start = text.find_last_of(" \"'", begin) == std::string::npos ? 0 : text.find_last_of(" \"'", begin) + 1;
        text.erase(start, begin + 1 - start);
        begin = start;
      }
      event[key] = text;
    }
  return event.dump(-1, ' ', false, site::Json::error_handler_t::replace);
}

}  // namespace

http::Response import_page(site::Site& desk, const site::RequestContext& visit) {
  site::Json ledger = site::Json::array();
  bool retry = false;
  for (const site::Json& row : desk.archive().ledger(50)) {
    const std::string path = row["path"];
    ledger.push_back({{"path", view::short_path(path)},
                      {"outcome", desk.pages().text("outcome." + row["outcome"].get<std::string>(), visit.language)},
                      {"reason", row["message"]},
                      {"pages", row["pages"]},
                      {"document", row["document"]},
                      {"at", view::shown_time(row["at"].get<std::string>(), visit.language)},
                      {"retry", row["retry"]}});
    retry = retry || row["retry"].get<bool>();
  }
  site::Json view = {{"limit", megabytes_text(desk.options().upload_bytes)},
                     {"limit_bytes", desk.options().upload_bytes},
                     {"ledger", ledger},
                     {"ledger_shown", !ledger.empty()},
                     {"retry_shown", retry},
                     {"running", desk.imports().running()},
                     {"last_event", desk.imports().last_event()}};
  return desk.page(visit, "import", std::move(view), "import.title");
}

http::Response import_files(site::Site& desk, const site::RequestContext& visit) {
  std::vector<http::Upload> files;
  for (const http::Upload& upload : visit.request.uploads)
    if (upload.bytes > 0) files.push_back(upload);
  if (files.empty()) return desk.refusal(visit, 400, "error.usage", {{"message", desk.pages().text("import.nothing", visit.language)}});
  desk.imports().add(files, visit.session.name);
  for (const http::Upload& file : files) desk.note(visit, "uploaded", file.file_name.substr(0, 200), std::to_string(file.bytes) + " bytes");
  if (http::value_or(visit.request.headers, "accept", "").find("application/json") != std::string::npos)
    return http::json_answer(R"({"queued":true})", 202);
  return http::redirect("/import");
}

http::Response import_retry(site::Site& desk, const site::RequestContext& visit) {
  desk.imports().retry();
  desk.note(visit, "retry", "ledger");
  return http::redirect("/import");
}

// Server-sent events, for a minute at a time: a browser asks again by itself, from where it was.
http::Response import_events(site::Site& desk, const site::RequestContext& visit) {
  http::Response response;
  const std::string last = http::value_or(visit.request.headers, "last-event-id", visit.query("after"));
  long after = last.empty() || last.size() > 12 ? desk.imports().last_event() : std::strtol(last.c_str(), nullptr, 10);
  static std::atomic<int> watching{0};
  if (watching >= 16) {
    response.status = 503;
    response.type = "text/plain; charset=utf-8";
    response.body = "too many watch the import; try again in a minute\n";
    response.headers.emplace_back("Retry-After", "60");
    return response;
  }
  response.type = "text/event-stream";
  response.stream = [&desk, after](const http::Write& write) mutable {
    struct Watching {
      Watching() { ++watching; }
      ~Watching() { --watching; }
    } counted;
    if (!write("retry: 1500\n\n")) return;
    for (int turn = 0; turn < 30 && !desk.imports().closed(); ++turn) {
      for (const site::ImportRuns::Event& event : desk.imports().events(after, 2)) {
        after = event.number;
        if (!write("id: " + std::to_string(event.number) + "\ndata: " + without_folders(event.json) + "\n\n")) return;
      }
      if (!write(": \n\n")) return;
    }
  };
  return response;
}

}  // namespace banthuek::serve::pages
