// A desk over a small invented archive, for the tests of everything that answers requests.
//
// The archive is made once in a process (five documents, ledger, two pictures as source files) and copied for each World, so
// tests may change theirs. Nobody has a password here: a visitor's session is begun by hand, which costs no hashing.
// Times of day are shown seven hours east of UTC.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/routes.h"
#include "pipeline/serve/site/import_runs.h"
#include "pipeline/serve/site/site.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/page_pictures.h"
#include "pipeline/serve/view/static_files.h"
#include "tests/source_dir.h"
#include "tests/store/samples.h"

namespace banthuek::serve {

inline const std::filesystem::path kWeb = test::source_dir() / "tools/web";

// The documents of the archive, by the page their file is named after.
inline constexpr const char* kOfficeA = "องค์การบริหารส่วนตำบลบ้านสมมุติ";
inline constexpr const char* kOfficeB = "เทศบาลตำบลในนิทาน";
inline constexpr const char* kOfficeC = "เทศบาล<b>\"ลมโชย\"</b>";
inline constexpr const char* kOfficeD = "องค์การบริหารส่วนตำบลหลายข้อ";
std::string key_of(std::string_view name);  // "a66", "a65" (office A), "b66" (its page is turned), "c" (hostile texts), "d67" (25 measures)
std::filesystem::path source_of(std::string_view name);  // of "a66" and "b66"; the others' files are gone

class World {
 public:
  // `change` alters the options before the desk opens: by default accounts are asked for, and no rate is limited.
  explicit World(const std::function<void(site::SiteOptions&)>& change = {});
  ~World();

  site::Site& desk() { return *desk_; }
  std::filesystem::path archive() const;
  std::filesystem::path folder() const { return folder_ / ""; }

  // `who`: "" (nobody), "reader", "editor", "second" (another editor), "admin".
  http::Request request(std::string_view method, std::string_view target, std::string_view who, http::Pairs headers = {});
  http::Response get(std::string_view target, std::string_view who = "editor", http::Pairs headers = {});
  // With the visitor's own token, unless the form brings one.
  http::Response post(std::string_view target, http::Pairs form, std::string_view who = "editor", http::Pairs headers = {});
  std::string csrf_of(std::string_view who);
  std::string cookie_of(std::string_view who);  // the token of the session, begun where there is none

  std::vector<access::AuditRow> audit() { return desk_->accounts().log().newest(1000); }
  // "who action subject detail" of the newest row of the audit log.
  std::string last_noted();

 private:
  TemporaryFolder folder_;
  std::map<std::string, std::string, std::less<>> sessions_;
  std::unique_ptr<site::Site> desk_;
};

// The whole body, also of an answer that streams.
std::string body_of(const http::Response& response);
std::string header(const http::Response& response, std::string_view name);  // "" where it is not there
view::Json json_of(const http::Response& response);
// What stands between <main> and </main>, an element a line: the token of forms is TOKEN, keys are KEY_a66 and so on (they hang on
// the bytes of a picture), and what is Thai in addresses stands as %{ก}.
std::string main_of(const http::Response& response);
// Compares with tests/serve/expected/NAME; BANTHUEK_ACCEPT=1 writes it anew.
void expect_file(std::string_view name, std::string_view text);
// What `act` throws as Error: its message, where and kind apart; "" where it throws nothing.
std::string message_of(const std::function<void()>& act);
// How often `part` stands in `text`.
int times(std::string_view text, std::string_view part);

}  // namespace banthuek::serve
