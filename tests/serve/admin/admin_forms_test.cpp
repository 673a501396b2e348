// What the forms of accounts do and note, how they refuse, and what the lists of accounts, tokens, the log and the health page show.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <thread>

#include "pipeline/casework/casework.h"
#include "pipeline/serve/access/tokens.h"
#include "pipeline/serve/view/field_view.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace admin_forms_test {

const std::string kPassword = "a long pass word";

class AdminForms : public testing::Test {
 protected:
  World world_;

  http::Response accounts(http::Pairs form) { return world_.post("/accounts?lang=en", std::move(form), "admin"); }
  http::Response own(http::Pairs form, std::string_view who) { return world_.post("/account?lang=en", std::move(form), who); }
  // Whether a session of theirs that was begun before still goes on.
  bool goes_on(const std::string& token) { return world_.desk().sessions().get(token, std::chrono::steady_clock::now()).has_value(); }
  std::string begun(const std::string& name) {
    return world_.desk().sessions().begin(name, access::Role::kReader, std::chrono::steady_clock::now(), "");
  }
  std::string log_row(const std::string& page, const std::string& part) {
    const std::size_t at = page.find(part), begin = page.rfind("<tr>", at);
    return at == std::string::npos ? "" : page.substr(begin, page.find("</tr>", at) - begin);
  }
};

// An act, what the log says of it, and whether it ends the sessions of whom it is done to.
TEST_F(AdminForms, EachActIsNotedAndEndsTheSessionsItMust) {
  world_.desk().accounts().add("somsri", access::Role::kReader, kPassword);
  struct Case {
    http::Pairs form;
    std::string noted;
    int status;
    bool goes_on;
  };
  for (const Case& c : {Case{{{"act", "role"}, {"name", "somsri"}, {"role", "editor"}}, "admin role set somsri editor", 303, true},
                        Case{{{"act", "display"}, {"name", "somsri"}, {"display", "สมศรี"}}, "admin name set somsri ", 303, true},
                        Case{{{"act", "reset"}, {"name", "somsri"}}, "admin password set somsri ", 200, false},
                        Case{{{"act", "disable"}, {"name", "somsri"}}, "admin account disabled somsri ", 303, false},
                        Case{{{"act", "enable"}, {"name", "somsri"}}, "admin account enabled somsri ", 303, true},
                        Case{{{"act", "remove"}, {"name", "somsri"}}, "admin account removed somsri ", 303, false}}) {
    const std::string token = begun("somsri");
    EXPECT_EQ(accounts(c.form).status, c.status) << c.noted;
    EXPECT_EQ(world_.last_noted(), c.noted);
    EXPECT_EQ(goes_on(token), c.goes_on) << c.noted;
  }
  EXPECT_EQ(world_.desk().accounts().role("somsri"), std::nullopt);
}

TEST_F(AdminForms, RefuseInWordsAndKeepWhatWasTyped) {
  const auto refused = [&](http::Pairs form, const char* said) {
    const http::Response response = accounts(std::move(form));
    EXPECT_EQ(response.status, 400) << said;
    EXPECT_NE(response.body.find("role=\"alert\">"), std::string::npos) << said;
    EXPECT_NE(response.body.find(said), std::string::npos) << said;
    return response.body;
  };
  const std::string act = "is no act of this form";
  const std::string page = refused({{"act", "invite"}, {"name", "malee"}, {"display", "มาลี"}, {"role", "king"}}, "value=\"malee\"");
  EXPECT_NE(page.find("name=\"display\" value=\"มาลี\""), std::string::npos);
  EXPECT_EQ(world_.desk().accounts().role("malee"), std::nullopt);
  refused({{"act", "invite"}, {"name", "malee"}}, "value=\"malee\"");
  refused({{"act", "burn"}, {"name", "editor"}}, "");
  refused({{"name", "editor"}}, "");
  for (const char* own : {"role", "disable", "remove"}) refused({{"act", own}, {"name", "admin"}, {"role", "reader"}}, "");
  EXPECT_EQ(world_.desk().accounts().role("admin"), access::Role::kAdmin);
  EXPECT_EQ(accounts({{"act", "display"}, {"name", "admin"}, {"display", "หัวหน้า"}}).status, 303) << "one's own name one may change";
  EXPECT_EQ(world_.get("/accounts?lang=en", "admin").body.find("role=\"alert\""), std::string::npos);
}

TEST_F(AdminForms, ListAccountsWithWhatMayBeDoneToEach) {
  world_.cookie_of("editor");
  accounts({{"act", "invite"}, {"name", "malee"}, {"display", "มาลี"}, {"role", "editor"}});
  accounts({{"act", "invite"}, {"name", "somsri"}, {"role", "reader"}});
  accounts({{"act", "disable"}, {"name", "somsri"}});
  const std::string page = world_.get("/accounts?lang=en", "admin").body;
  const std::string malee = log_row(page, "<td>malee</td>"), somsri = log_row(page, "<td>somsri</td>"), admin = log_row(page, "<td>admin</td>");
  EXPECT_NE(malee.find("<td>มาลี</td><td>editor <span class=\"pill in_progress\">has to change the password</span></td>"), std::string::npos) << malee;
  EXPECT_NE(malee.find("<option value=\"editor\" selected>"), std::string::npos);
  EXPECT_EQ(times(malee, " selected>"), 1);
  EXPECT_NE(malee.find("value=\"disable\""), std::string::npos);
  EXPECT_NE(somsri.find("<td>reader <span class=\"pill not_started\">disabled</span></td>"), std::string::npos) << somsri;
  EXPECT_NE(somsri.find("value=\"enable\""), std::string::npos);
  EXPECT_NE(somsri.find("value=\"remove\""), std::string::npos);
  EXPECT_EQ(somsri.find("value=\"disable\""), std::string::npos);
  EXPECT_NE(admin.find("<td>administrator</td>"), std::string::npos) << admin;
  for (const char* not_own : {"disable", "enable", "remove", "role"})
    EXPECT_EQ(admin.find(std::string("value=\"") + not_own + "\""), std::string::npos) << not_own;
  EXPECT_EQ(page.find("Tokens for programs"), std::string::npos) << "there is none";
  EXPECT_NE(page.find("<option value=\"reader\" selected>reader</option><option value=\"editor\">"), std::string::npos) << "whom one invites";
}

TEST_F(AdminForms, TokensAreListedWithWhenTheyWereUsedAndRevokedByTheirOwnerOrAnAdministrator) {
  own({{"act", "token"}, {"title", "งานกลางคืน"}, {"role", "reader"}, {"days", "30"}}, "editor");
  EXPECT_EQ(world_.last_noted(), "editor token made งานกลางคืน reader");
  const std::string id = std::to_string(world_.desk().tokens().all("editor").at(0).id);
  for (const auto& [path, who] : {std::pair{"/account?lang=en", "editor"}, {"/accounts?lang=en", "admin"}}) {
    const std::string page = world_.get(path, who).body;
    EXPECT_NE(page.find("Tokens for programs"), std::string::npos) << path;
    EXPECT_NE(page.find("งานกลางคืน"), std::string::npos) << path;
    EXPECT_NE(page.find("never"), std::string::npos) << path;
  }
  EXPECT_EQ(own({{"act", "revoke"}, {"id", id}}, "reader").status, 303);
  EXPECT_EQ(world_.desk().tokens().all("editor").size(), 1u) << "not another's";
  EXPECT_EQ(world_.last_noted(), "editor token made งานกลางคืน reader");
  EXPECT_EQ(own({{"act", "revoke"}, {"id", id}}, "editor").status, 303);
  EXPECT_EQ(world_.desk().tokens().all("editor").size(), 0u);
  EXPECT_EQ(world_.last_noted(), "editor token revoked " + id + " ");
  own({{"act", "token"}, {"title", "x"}, {"role", "reader"}, {"days", "1"}}, "editor");
  const std::string other = std::to_string(world_.desk().tokens().all("editor").at(0).id);
  accounts({{"act", "revoke"}, {"id", "999"}});
  EXPECT_EQ(world_.last_noted(), "editor token made x reader");
  accounts({{"act", "revoke"}, {"id", other}});
  EXPECT_EQ(world_.last_noted(), "admin token revoked " + other + " ");
}

TEST_F(AdminForms, ATokenIsOfARoleThatItsOwnerHasAndGoodForSomeDays) {
  struct Case {
    const char *who, *role, *days;
    int status;
  };
  for (const Case& c : {Case{"reader", "reader", "1", 200}, Case{"reader", "editor", "1", 400}, Case{"editor", "editor", "3660", 200},
                        Case{"editor", "admin", "1", 400}, Case{"editor", "", "1", 400}, Case{"editor", "reader", "0", 400},
                        Case{"editor", "reader", "", 400}, Case{"editor", "reader", "-1", 400}})
    EXPECT_EQ(own({{"act", "token"}, {"title", "x"}, {"role", c.role}, {"days", c.days}}, c.who).status, c.status)
        << c.who << " " << c.role << " " << c.days;
  EXPECT_EQ(times(world_.get("/account?lang=en", "reader").body, "<option value="), 1);
  EXPECT_EQ(times(world_.get("/account?lang=en", "editor").body, "<option value="), 2);
  EXPECT_EQ(own({{"act", "burn"}}, "editor").status, 400);
  EXPECT_EQ(world_.get("/account", "").status, 303);
  EXPECT_EQ(header(world_.get("/account", ""), "Location"), "/sign-in?next=%2Faccount");
}

// One's own password: the one that holds now, another that does, twice the same; then all other sessions are over and this one goes on.
TEST_F(AdminForms, OnesOwnPasswordIsChangedByWhoKnowsIt) {
  world_.desk().accounts().add("malee", access::Role::kEditor, kPassword);
  const std::string next = "another pass word";
  const auto change = [&](const std::string& now, const std::string& after, const std::string& again) {
    http::Request request = world_.request("POST", "/account?lang=en", "");
    request.query = {{"lang", "en"}};
    const std::string token = world_.desk().sessions().begin("malee", access::Role::kEditor, std::chrono::steady_clock::now(),
                                                             world_.desk().accounts().standing("malee")->credential);
    request.cookies = {{"banthuek", token}};
    request.form = {{"csrf", world_.desk().sessions().get(token, std::chrono::steady_clock::now())->csrf},
                    {"act", "password"},
                    {"now", now},
                    {"after", after},
                    {"again", again}};
    return world_.desk().answer(request);
  };
  const std::string elsewhere = begun("malee"), others = begun("somsri");
  struct Case {
    std::string now, after, again;
    const char* said;
  };
  for (const Case& c :
       {Case{"wrong", next, next, "The current password is not right"}, Case{std::string(1025, 'x'), next, next, "The current password is not right"},
        Case{kPassword, next, next + "x", "The two new passwords are not the same"},
        Case{kPassword, kPassword, kPassword, "The new password is the old one"}, Case{kPassword, "short", "short", "role=\"alert\""}}) {
    const http::Response refused = change(c.now, c.after, c.again);
    EXPECT_EQ(refused.status, 400) << c.said;
    EXPECT_NE(refused.body.find(c.said), std::string::npos) << c.said;
  }
  const auto noted = world_.audit();
  EXPECT_TRUE(
      std::any_of(noted.begin(), noted.end(), [](const access::AuditRow& row) { return row.who == "malee" && row.action == "sign-in failed"; }));
  EXPECT_TRUE(goes_on(elsewhere));
  const http::Response changed = change(kPassword, next, next);
  EXPECT_EQ(header(changed, "Location"), "/account?done=1");
  EXPECT_EQ(world_.last_noted(), "malee password set malee ");
  EXPECT_FALSE(goes_on(elsewhere));
  EXPECT_TRUE(goes_on(others)) << "nobody else's";
  const std::string cookie = header(changed, "Set-Cookie");
  ASSERT_GT(cookie.size(), 52u);
  EXPECT_EQ(cookie.substr(0, 9), "banthuek=");
  EXPECT_EQ(cookie.substr(52), "; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_TRUE(goes_on(cookie.substr(9, 43)));
  EXPECT_EQ(world_.desk().accounts().sign_in("malee", kPassword), std::nullopt);
  EXPECT_EQ(world_.desk().accounts().sign_in("malee", next), access::Role::kEditor);
  EXPECT_NE(world_.get("/account?lang=en&done=1", "editor").body.find("The password is changed"), std::string::npos);
  EXPECT_EQ(world_.get("/account?lang=en&done=2", "editor").body.find("The password is changed"), std::string::npos);
}

TEST_F(AdminForms, TheLogTellsInWordsAndLeadsToDocuments) {
  access::AuditLog& log = world_.desk().accounts().log();
  const std::string document = "/documents/" + key_of("a66");
  log.note({"", "command line", "", "reviewed", document, "1"});
  log.note({"", "malee", "192.0.2.9", "reviewed", "/documents/b", "0"});
  log.note({"", "malee", "192.0.2.9", "uploaded", "big.pdf", "2097152"});
  log.note({"", "malee", "192.0.2.9", "role set", "somsri", "editor"});
  log.note({"", "malee", "192.0.2.9", "saw", "/documents/with space", ""});
  log.note({"", "malee", "192.0.2.9", "some-new act", "x", "แก้ไขในหน้าเอกสาร"});
  log.note({"", "malee", "192.0.2.9", "corrected", key_of("a66") + " measures/0/status", "why"});
  log.note({"", "malee", "192.0.2.9", "row added", key_of("a66") + " measures/4", ""});
  log.note({"", "malee", "192.0.2.9", "corrected", key_of("a66") + " no/such field", ""});
  std::string dossier;
  world_.desk().archive().write("malee", [&](store::Store& store) { dossier = casework::open_dossier(store, "malee", "ราคากลาง"); });
  log.note({"", "malee", "192.0.2.9", "collected", dossier, "1"});
  const std::string page = world_.get("/log?lang=en", "admin").body;
  const auto row = [&](const std::string& part) { return log_row(page, part); };
  EXPECT_NE(row(document + "\"").find(">รายงานผลมาตรการส่งเสริมคุณธรรม</a>"), std::string::npos) << row(document + "\"");
  EXPECT_NE(row(document + "#v-measures-0-status").find(" · Measure 1 · Status</a>"), std::string::npos) << row(document + "#v");
  EXPECT_NE(row(document + "#v-measures-4").find(" · Measure 5</a>"), std::string::npos) << row(document + "#v-measures-4");
  EXPECT_NE(page.find(" · no/such field</a>"), std::string::npos) << "what is no field is named as it was noted";
  EXPECT_NE(row("/dossiers/" + dossier).find(">ราคากลาง</a>"), std::string::npos);
  EXPECT_NE(world_.get("/log.csv?lang=en&action=collected", "admin").body.find("\"" + dossier + "\",\"ราคากลาง\""), std::string::npos);
  const std::string command_line = world_.desk().pages().text("action.command_line", view::Language::kEnglish);
  EXPECT_NE(row("a href=\"" + document + "\"").find("<td>" + command_line + "</td>"), std::string::npos) << row(document);
  EXPECT_NE(row("a href=\"" + document + "\"").find(world_.desk().pages().text("document.reviewed", view::Language::kEnglish)), std::string::npos);
  EXPECT_NE(row("/documents/b").find(world_.desk().pages().text("document.not_reviewed", view::Language::kEnglish)), std::string::npos);
  EXPECT_NE(row("big.pdf").find(view::size_text(2097152)), std::string::npos) << row("big.pdf");
  EXPECT_EQ(row("big.pdf").find("<a href"), std::string::npos);
  EXPECT_NE(row("somsri").find("somsri editor"), std::string::npos) << row("somsri");
  EXPECT_EQ(row("/documents/with space").find("<a href"), std::string::npos);
  EXPECT_NE(page.find("<td>some-new act</td><td class=\"wrap\">x corrected at the desk</td>"), std::string::npos);
  EXPECT_NE(page.find("<option value=\"malee\">malee</option>"), std::string::npos);
  EXPECT_NE(page.find("<option value=\"command line\">" + command_line + "</option>"), std::string::npos);
  EXPECT_EQ(page.find("rel=\"next\""), std::string::npos) << "one page is all";
  const std::string chosen = world_.get("/log?lang=en&who=malee&action=saw", "admin").body;
  EXPECT_NE(chosen.find("<option value=\"malee\" selected>"), std::string::npos);
  EXPECT_NE(chosen.find("<option value=\"saw\" selected>"), std::string::npos);
  EXPECT_NE(chosen.find("1 entries"), std::string::npos);
  EXPECT_NE(world_.get("/log?lang=en&text=nothing+such", "admin").body.find("Nothing matches"), std::string::npos);
}

// It is of the accounts: who looks for what keeps the desk busy must not wait for it.
TEST_F(AdminForms, TheLogIsReadWhileOthersHoldAllOfTheArchive) {
  world_.desk().accounts().log().note({"", "malee", "192.0.2.9", "uploaded", "big.pdf", "2097152"});
  std::vector<std::thread> holders;
  std::promise<void> done;
  std::shared_future<void> until = done.get_future().share();
  constexpr int kMoreThanThereAre = 12;
  std::atomic<int> held = 0;
  for (int i = 0; i < kMoreThanThereAre; ++i)
    holders.emplace_back([&] {
      const auto lease = world_.desk().archive().read();
      ++held;
      until.wait();
    });
  for (int i = 0; i < 200 && held < 3; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  auto page = std::async(std::launch::async, [&] { return world_.get("/log?lang=en&action=uploaded", "admin").body; });
  const bool answered = page.wait_for(std::chrono::seconds(5)) == std::future_status::ready;
  done.set_value();
  for (std::thread& holder : holders) holder.join();
  EXPECT_TRUE(answered);
  EXPECT_NE(page.get().find("big.pdf"), std::string::npos);
}

// A hundred a page; pages that are not there are the nearest that is. Days are ten letters, and other words no day.
TEST_F(AdminForms, TheLogIsPagedAndFilteredByDay) {
  for (int i = 0; i < 200; ++i) world_.desk().accounts().log().note({"", "malee", "192.0.2.9", "saw", "row" + std::to_string(i), ""});
  const auto page = [&](const std::string& query) { return world_.get("/log?lang=en&who=malee" + query, "admin").body; };
  const std::string of_two = "rel=\"prev\" href=\"/log?who=malee\"";
  EXPECT_EQ(times(page(""), "<td class=\"wrap\">"), 100);
  EXPECT_EQ(page("").find("rel=\"prev\""), std::string::npos);
  EXPECT_NE(page("").find("href=\"/log?who=malee&amp;page=2\""), std::string::npos);
  EXPECT_NE(page("").find("href=\"/log.csv?who=malee\""), std::string::npos);
  for (const char* last : {"&page=2", "&page=3", "&page=999999"}) {
    EXPECT_NE(page(last).find(of_two), std::string::npos) << last;
    EXPECT_NE(page(last).find(">row0 <"), std::string::npos) << last;
    EXPECT_EQ(page(last).find("rel=\"next\""), std::string::npos) << last;
  }
  for (const char* first : {"&page=0", "&page=-1", "&page=x", "&page=1000002"}) EXPECT_NE(page(first).find(">row199 <"), std::string::npos) << first;
  for (const auto& [day, found] : {std::pair{"&to=2001-01-01", "0 entries"},
                                   {"&from=2001-01-01", "200 entries"},
                                   {"&from=2999-01-01", "0 entries"},
                                   {"&to=2001_01-01", "200 entries"},
                                   {"&to=2001-01_01", "200 entries"},
                                   {"&to=2001-01-1", "200 entries"},
                                   {"&to=2001-01-x1", "200 entries"},
                                   {"&from=2999-01-011", "200 entries"}})
    EXPECT_NE(page(day).find(found), std::string::npos) << day;
  EXPECT_NE(page("&from=2001-01-01&text=row7").find("href=\"/log.csv?who=malee&amp;text=row7&amp;from=2001-01-01\""), std::string::npos);
  const std::string longest(200, 'x');
  EXPECT_NE(page("&text=" + longest + "y").find("name=\"text\" value=\"" + longest + "\""), std::string::npos);
}

TEST_F(AdminForms, HealthCountsInputsThatFailedAndThoseWorthAnotherTry) {
  const auto row = [&](const std::string& label) { return log_row(world_.get("/health?lang=en", "admin").body, "<th scope=\"row\">" + label + "<"); };
  // Of the invented archive: one is damaged, one took too long.
  EXPECT_NE(row("Files that failed").find("<span class=\"pill not_started\">2 (1 can be tried again)</span>"), std::string::npos)
      << row("Files that failed");
  EXPECT_NE(row("Documents").find("<td>5 · "), std::string::npos) << row("Documents");
  EXPECT_NE(row("Search index").find("<td>whole</td>"), std::string::npos);
  EXPECT_NE(row("Memory of the program").find("MB</td>"), std::string::npos) << row("Memory of the program");
  EXPECT_NE(row("Database").find(view::size_text(std::filesystem::file_size(world_.archive()))), std::string::npos) << row("Database");
  EXPECT_NE(row("Runs since").find(" 2"), std::string::npos) << "a year";
  {
    database::Database db(world_.archive(), database::Access::kWrite);
    db.run("DELETE FROM ledger WHERE outcome NOT IN ('done', 'done_with_findings')");
    db.run("DELETE FROM search_postings");
  }
  World other;
  EXPECT_NE(row("Files that failed").find("<td>0</td>"), std::string::npos) << row("Files that failed");
}

TEST_F(AdminForms, ABackupIsOneADayAndOneAtATime) {
  ASSERT_EQ(world_.post("/health", {}, "admin").status, 303);
  const std::string noted = world_.last_noted();
  ASSERT_EQ(noted.substr(0, 13), "admin backup ") << noted;
  const std::string name = noted.substr(13, 11);
  EXPECT_EQ(name.substr(8), ".db") << "of a day without its hyphens";
  EXPECT_EQ(name.find_first_not_of("0123456789"), 8u);
  std::string page;
  for (int i = 0; i < 300; ++i) {
    page = world_.get("/health?lang=en", "admin").body;
    if (page.find("copying") == std::string::npos && page.find("being checked") == std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const std::filesystem::path copy = world_.archive().string() + "-backups/" + name;
  ASSERT_TRUE(std::filesystem::exists(copy));
  EXPECT_NE(page.find("<li>" + name + " <span class=\"quiet\">" + view::size_text(std::filesystem::file_size(copy)) + "</span></li>"),
            std::string::npos);
  EXPECT_NE(page.find("<p class=\"wrong\" role=\"status\">The copy has "), std::string::npos) << "files of the invented archive are in no ledger";
  EXPECT_NE(page.find("Back up now"), std::string::npos);
  std::ofstream(copy.parent_path() / "20010101.db") << "x";
  std::ofstream(copy.parent_path() / "notes.txt") << "x";
  page = world_.get("/health?lang=en", "admin").body;
  EXPECT_LT(page.find("<li>" + name), page.find("<li>20010101.db")) << "the newest first";
  EXPECT_EQ(page.find("notes.txt"), std::string::npos);
}

}  // namespace admin_forms_test
}  // namespace banthuek::serve
