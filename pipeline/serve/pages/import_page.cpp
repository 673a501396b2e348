// Uploads, and the live events of the import that takes them in.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <set>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/ingest/folder_watch.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/import_runs.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/csv_download.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/store/forget.h"

namespace banthuek::serve::pages {
namespace {

std::string megabytes_text(std::uint64_t bytes) { return fmt::format("{} MB", bytes >> 20); }

constexpr int kRows = 50;

// An event in the visitor's language, its files without the server's folders; nothing where it says nothing to a visitor.
std::string shown_event(site::Site& desk, const std::string& line, view::Language language) {
  site::Json event = site::Json::parse(line, nullptr, false);
  if (!event.is_object()) return "{}";
  const view::Pages& pages = desk.pages();
  const auto text = [&](const char* key) { return event.contains(key) && event[key].is_string() ? event[key].get<std::string>() : std::string(); };
  const std::string place = text("place"), message = text("message"), outcome = text("outcome"), kind = text("event");
  if (!outcome.empty()) {
    const std::string key = "outcome." + outcome;
    event["outcome"] = pages.text(pages.has(key) ? key : "message.unknown", language);
    event["message"] = view::shown_reason(pages, place, outcome, message, language);
  } else if (!message.empty()) {
    // Notes are for whoever runs the server; what is known of them is shown, the rest is not for people.
    event["message"] = kind == "note" && view::message_code(pages, message).empty() ? "" : view::shown_message(pages, message, language);
  }
  if (!place.empty()) event["place"] = shown_place(desk, place);
  event.erase("file");
  return event.dump(-1, ' ', false, site::Json::error_handler_t::replace);
}

// The ledger as the address asks for it.
site::StorePool::LedgerQuery asked(const site::RequestContext& visit, int& page) {
  site::StorePool::LedgerQuery query;
  const std::string outcome = visit.query("outcome");
  if (outcome == "failed" || store::outcome_named(outcome)) query.outcome = outcome;
  query.like = view::begin_of(visit.query("file"), 200);
  const std::string number = visit.query("page");
  page = number.empty() || number.size() > 6 ? 1 : std::max(1, std::atoi(number.c_str()));
  query.limit = kRows;
  query.offset = (page - 1) * kRows;
  return query;
}

std::string ledger_address(const site::StorePool::LedgerQuery& query, int page, const char* path = "/import") {
  http::Pairs out;
  if (!query.outcome.empty()) out.emplace_back("outcome", query.outcome);
  if (!query.like.empty()) out.emplace_back("file", query.like);
  if (page > 1) out.emplace_back("page", std::to_string(page));
  return path + (out.empty() ? "" : "?" + http::join_query(out)) + (page > 0 ? "#ledger" : "");
}

// Where the file lies that a row is about: a member of an archive lies in the archive.
std::filesystem::path file_of(const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return path;
  const auto mark = path.find('!');
  return mark == std::string::npos ? std::filesystem::path() : std::filesystem::path(path.substr(0, mark));
}

// How the watch over folders goes, which is a program beside the desk; null where there is none.
site::Json watch_view(site::Site& desk, view::Language language) {
  const auto state = ingest::watch_state(desk.options().archive.string());
  if (!state) return nullptr;
  std::string folders;
  for (const std::string& folder : state->folders) folders += (folders.empty() ? "" : ", ") + view::short_path(folder);
  const site::Json facts = {{"folders", folders},
                            {"looked", view::shown_time(state->looked_at, language)},
                            {"since", view::shown_time(state->since, language)},
                            {"taken", view::thousands(state->taken)},
                            {"reading", view::thousands(state->reading)},
                            {"waiting", view::thousands(state->waiting)}};
  const auto text = [&](const char* key) { return desk.pages().text(key, language, facts); };
  if (!state->alive) return {{"alive", false}, {"text", text("import.watch_dead")}, {"lines", site::Json::array()}};
  site::Json lines = site::Json::array();
  if (state->reading > 0) lines.push_back(text("import.watch_reading"));
  if (state->waiting > 0) lines.push_back(text("import.watch_waiting"));
  lines.push_back(text("import.watch_counts"));
  return {{"alive", true}, {"text", text("import.watch_alive")}, {"lines", lines}};
}

}  // namespace

std::string shown_place(const site::Site& desk, const std::string& path) {
  const std::string uploads = desk.options().uploads.string() + "/";
  if (!path.starts_with(uploads)) return view::short_path(path);
  const auto day = path.find('/', uploads.size());  // the time of the upload says nothing that the row does not
  return day == std::string::npos ? view::short_path(path) : path.substr(day + 1);
}

site::Json ledger_view(const site::Site& desk, const view::Pages& pages, const site::Json& rows, view::Language language) {
  site::Json out = site::Json::array();
  for (const site::Json& row : rows) {
    const std::string path = row["path"], outcome = row["outcome"], message = row["message"];
    out.push_back({{"path", shown_place(desk, path)},
                   {"outcome", pages.text("outcome." + outcome, language)},
                   {"reason", view::shown_reason(pages, path, outcome, message, language)},
                   {"pages", row["pages"]},
                   {"document", row["document"]},
                   {"at", view::shown_time(row["at"].get<std::string>(), language)},
                   {"retry", row["retry"]}});
  }
  return out;
}

// A place on the server is not told to a browser: a form names its row by this.
std::string row_key(const std::string& path) { return access::plain_hash(path); }

std::string path_of(site::Site& desk, const std::string& key) {
  site::StorePool::LedgerQuery all;
  all.limit = std::numeric_limits<int>::max();
  const site::Json found = desk.archive().ledger(all);
  for (const site::Json& row : found["rows"])
    if (row_key(row["path"]) == key) return row["path"];
  return key;
}

http::Response import_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  int page = 1;
  const site::StorePool::LedgerQuery query = asked(visit, page);
  const site::Json found = desk.archive().ledger(query);
  site::Json ledger = ledger_view(desk, pages, found["rows"], visit.language);
  for (std::size_t i = 0; i < ledger.size(); ++i) {
    const site::Json& row = found["rows"][i];
    const std::string path = row["path"];
    const bool encrypted = row["outcome"] == "encrypted", again = row["retry"].get<bool>() || encrypted;
    ledger[i]["again"] = again && !file_of(path).empty() ? site::Json(row_key(path)) : site::Json(nullptr);
    ledger[i]["forget"] = row_key(path);
    ledger[i]["password"] = encrypted;
    ledger[i]["csrf"] = desk.csrf(visit);
  }
  site::StorePool::LedgerQuery retryable;
  retryable.retry_only = true;
  retryable.limit = 0;
  const long retry = desk.archive().ledger(retryable)["total"].get<long>(), total = found["total"].get<long>();
  const int all_pages = static_cast<int>(std::max(1L, (total + kRows - 1) / kRows));
  site::Json outcomes = site::Json::array();
  const auto choice = [&](const std::string& value, const std::string& key) {
    outcomes.push_back({{"value", value}, {"label", pages.text(key, visit.language)}, {"selected", query.outcome == value}});
  };
  choice("", "import.all_outcomes");
  choice("failed", "import.failed_ones");
  for (const char* outcome : {"done", "done_with_findings", "partly_read", "duplicate", "encrypted", "damaged", "unsupported", "too_large",
                              "timed_out", "out_of_memory", "crashed", "refused_by_policy", "interrupted"})
    choice(outcome, std::string("outcome.") + outcome);
  const std::string refused = visit.query("refused");
  site::Json view = {{"limit", megabytes_text(desk.options().upload_bytes)},
                     {"limit_bytes", desk.options().upload_bytes},
                     {"ledger", ledger},
                     {"ledger_shown", !ledger.empty() || !query.outcome.empty() || !query.like.empty()},
                     {"ledger_empty", ledger.empty()},
                     {"may_retry", true},
                     {"retry_shown", retry > 0},
                     {"retry_count", view::thousands(retry)},
                     {"outcomes", outcomes},
                     {"file", query.like},
                     {"total", view::thousands(total)},
                     {"csv", ledger_address(query, 0, "/import/ledger.csv")},
                     {"minutes", "{minutes}"},  // filled by the script
                     {"paging", all_pages > 1},
                     {"page", page},
                     {"pages", all_pages},
                     {"previous", page > 1 ? site::Json(ledger_address(query, page - 1)) : site::Json(nullptr)},
                     {"next", page < all_pages ? site::Json(ledger_address(query, page + 1)) : site::Json(nullptr)},
                     {"refused", !refused.empty() && refused.size() < 5 && std::atoi(refused.c_str()) > 0 ? site::Json(std::atoi(refused.c_str()))
                                                                                                          : site::Json(nullptr)},
                     {"watch", watch_view(desk, visit.language)},
                     {"running", desk.imports().running()},
                     {"last_event", desk.imports().last_event()}};
  return desk.page(visit, "import", std::move(view), "import.title");
}

http::Response import_files(site::Site& desk, const site::RequestContext& visit) {
  const std::vector<http::Upload>& files = visit.request.uploads;
  const bool json = visit.wants_json();
  if (files.empty()) return desk.refusal(visit, 400, "error.usage", {{"message", desk.pages().text("import.nothing", visit.language)}});
  const site::ImportRuns::Taken taken = desk.imports().add(files, visit.session.name);
  site::Json refused = site::Json::array();
  for (const site::ImportRuns::Refused& file : taken.refused) {
    desk.archive().note_input(file.path, store::Outcome::kUnsupported, file.message);
    refused.push_back({{"name", shown_place(desk, file.path)}, {"message", view::shown_message(desk.pages(), file.message, visit.language)}});
  }
  for (const http::Upload& file : files) desk.note(visit, "uploaded", file.file_name.substr(0, 200), fmt::format("{} bytes", file.bytes));
  if (json) {
    const site::Json said = {{"queued", taken.files}, {"refused", refused}};
    return http::json_answer(said.dump(-1, ' ', false, site::Json::error_handler_t::replace), taken.files > 0 ? 202 : 400);
  }
  if (taken.files == 0) {
    const std::string why = view::shown_message(desk.pages(), taken.refused.front().message, visit.language);
    return desk.refusal(visit, 400, "error.usage", {{"message", why}});
  }
  return http::redirect(taken.refused.empty() ? "/import" : fmt::format("/import?refused={}", taken.refused.size()));
}

// One file by its path, with a password where one is given; else all that are worth it.
http::Response import_retry(site::Site& desk, const site::RequestContext& visit) {
  constexpr int kMaxAtOnce = 500;
  site::StorePool::LedgerQuery query;
  if (!visit.form("path").empty()) query.path = path_of(desk, visit.form("path"));
  query.retry_only = query.path.empty();
  query.limit = kMaxAtOnce;
  const site::Json rows = desk.archive().ledger(query)["rows"];
  if (!query.path.empty() && rows.empty()) throw Error(ErrorKind::kUsage, "", "is not in the ledger; see the list of files");
  std::set<std::string> paths;
  for (const site::Json& row : rows)
    if (const std::filesystem::path file = file_of(row["path"]); !file.empty()) paths.insert(file.string());
  if (!query.path.empty() && paths.empty()) throw Error(ErrorKind::kUsage, "", "is not where it was; put it back or send it again");
  const std::string password = visit.form("password");
  if (password.size() > 1000 || password.find_first_of("\r\n") != std::string::npos)
    throw Error(ErrorKind::kUsage, "", "the PDF is encrypted and the password does not open it; give another --password-file");
  desk.imports().retry({paths.begin(), paths.end()}, password);
  desk.note(visit, "retry", query.path.empty() ? "ledger" : shown_place(desk, query.path));
  return http::redirect("/import");
}

// One input out of the archive, with its documents; of an upload the file too. Corrections and history stay.
http::Response import_forget(site::Site& desk, const site::RequestContext& visit) {
  const std::string path = visit.form("path").empty() ? "" : path_of(desk, visit.form("path"));
  site::StorePool::LedgerQuery query;
  query.path = path;
  if (path.empty() || desk.archive().ledger(query)["rows"].empty()) throw Error(ErrorKind::kUsage, "", "is not in the ledger; see the list of files");
  std::vector<std::string> gone;
  desk.archive().write(visit.session.name, [&](store::Store& store) { gone = store::forget(store, path); });
  const std::filesystem::path uploads = std::filesystem::weakly_canonical(desk.options().uploads);
  for (const std::string& one : gone) {
    std::error_code error;
    const std::filesystem::path file = std::filesystem::weakly_canonical(one, error);
    const auto [end, rest] = std::mismatch(uploads.begin(), uploads.end(), file.begin(), file.end());
    if (!error && end == uploads.end() && std::filesystem::is_regular_file(file, error)) std::filesystem::remove(file, error);
    desk.note(visit, "forgotten", shown_place(desk, one));
  }
  return http::redirect("/import#ledger");
}

// What was read stays; the files that were not reached stand in the ledger, to be imported again.
http::Response import_stop(site::Site& desk, const site::RequestContext& visit) {
  for (const std::string& path : desk.imports().stop()) {
    site::StorePool::LedgerQuery known;  // what it says of a file that was to be tried again stays
    known.path = path;
    if (desk.archive().ledger(known)["total"] == 0)
      desk.archive().note_input(path, store::Outcome::kInterrupted, "the run was stopped before; run the same command again");
  }
  desk.note(visit, "stopped", "import");
  return http::redirect("/import#ledger");
}

// The ledger as it is filtered, in the words of the page.
http::Response ledger_csv(site::Site& desk, const site::RequestContext& visit) {
  int page = 1;
  site::StorePool::LedgerQuery query = asked(visit, page);
  query.limit = std::numeric_limits<int>::max();
  query.offset = 0;
  const view::Pages& pages = desk.pages();
  view::CsvDownload out("banthuek-files.csv");
  std::vector<std::string> headings;
  for (const char* heading : {"overview.path", "overview.outcome", "overview.pages", "overview.reason", "accounts.at"})
    headings.push_back(pages.text(heading, visit.language));
  out.add(headings);
  for (const site::Json& row : ledger_view(desk, pages, desk.archive().ledger(query)["rows"], visit.language))
    out.add({row["path"].get<std::string>(), row["outcome"].get<std::string>(), row["pages"].dump(), row["reason"].get<std::string>(),
             row["at"].get<std::string>()});
  return out.take();
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
  response.stream = [&desk, after, language = visit.language](const http::Write& write) mutable {
    struct Watching {
      Watching() { ++watching; }
      ~Watching() { --watching; }
    } counted;
    if (!write("retry: 1500\n\n")) return;
    for (int turn = 0; turn < 30 && !desk.imports().closed(); ++turn) {
      for (const site::ImportRuns::Event& event : desk.imports().events(after, 2)) {
        after = event.number;
        if (!write(fmt::format("id: {}\ndata: {}\n\n", event.number, shown_event(desk, event.json, language)))) return;
      }
      if (!write(": \n\n")) return;
    }
  };
  return response;
}

}  // namespace banthuek::serve::pages
