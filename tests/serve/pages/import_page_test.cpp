// Uploads and the events of their import; `ingest` is played by this program (world_test.cpp).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <set>
#include <thread>

#include "extractors/types/ordered_json.h"
#include "pipeline/ingest/folder_watch.h"
#include "pipeline/serve/site/import_runs.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace import_page_test {

// Waits until an event of that kind came; gives all.
std::string events_until(site::ImportRuns& runs, const std::string& kind, long after = 0) {
  std::string all;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(15);
  while (std::chrono::steady_clock::now() < until) {
    for (const site::ImportRuns::Event& event : runs.events(after, 1)) {
      after = event.number;
      all += std::to_string(event.number) + " " + event.json.substr(0, 300) + "\n";
      if (event.json.find("\"" + kind + "\"") != std::string::npos) return all;
    }
    if (runs.closed()) std::this_thread::sleep_for(std::chrono::milliseconds(5));  // nothing is waited for any more
  }
  return all + "no " + kind;
}

class Imports : public testing::Test {
 protected:
  http::Upload upload(const std::string& name, const std::string& text = "x") {
    const std::filesystem::path path = std::filesystem::path(runs_.folder()) / ("up-" + std::to_string(++count_));
    std::ofstream(path, std::ios::binary) << text;
    return {"files", name, path.string(), text.size()};
  }
  // Names of the files taken over, below their day.
  std::set<std::string> taken() {
    std::set<std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "up"))
      if (entry.is_regular_file() && entry.path().parent_path().filename() != "incoming") out.insert(entry.path().filename().string());
    return out;
  }
  TemporaryFolder folder_;
  site::ImportRuns runs_{folder_ / "a.db", folder_ / "up"};
  int count_ = 0;
};

TEST_F(Imports, TakeFilesOverUnderHarmlessNames) {
  const std::string longest = std::string(200, 'n') + ".PDF";
  runs_.add({upload("a.pdf"), upload("a.pdf"), upload("../../etc/b.TIFF"), upload("C:\\scans\\c.jpg"), upload("...-d.png"), upload("e\n:\x7f.zip"),
             upload(longest), upload("ก.tar"), upload("/.jpeg.tif")},
            "malee");
  EXPECT_EQ(taken(),
            (std::set<std::string>{"a.pdf", "2-a.pdf", "b.TIFF", "c.jpg", "d.png", "e___.zip", std::string(170, 'n') + ".pdf", "ก.tar", "jpeg.tif"}));
  EXPECT_TRUE(std::filesystem::is_empty(runs_.folder()));
  EXPECT_EQ(events_until(runs_, "queued"), "1 {\"event\":\"queued\",\"files\":9,\"who\":\"malee\"}\n");
}

TEST_F(Imports, CutLongNamesBetweenCharacters) {
  std::string thai;
  for (int i = 0; i < 70; ++i) thai += "ก";
  runs_.add({upload("a" + thai + ".pdf"), upload(std::string(176, 'n') + ".pdf")}, "malee");
  EXPECT_EQ(taken(), (std::set<std::string>{"a" + thai.substr(0, 168) + ".pdf", std::string(176, 'n') + ".pdf"}));
}

TEST_F(Imports, RefuseOtherKindsAndTakeTheRest) {
  for (const char* name : {"a.exe", "a", "pdf", "a.pdf.html", ".pdf"}) {
    const site::ImportRuns::Taken taken = runs_.add({upload("good.pdf"), upload(name)}, "malee");
    EXPECT_EQ(taken.files, 1u) << name;
    ASSERT_EQ(taken.refused.size(), 1u) << name;
    EXPECT_EQ(taken.refused[0].message, "is not a kind that is taken; give PDF, TIFF, JPEG, PNG, ZIP or TAR");
    EXPECT_FALSE(std::filesystem::exists(taken.refused[0].path));
    EXPECT_TRUE(std::filesystem::is_empty(runs_.folder())) << "what was refused is gone";
  }
  EXPECT_EQ(taken(), (std::set<std::string>{"good.pdf"}));
  EXPECT_EQ(runs_.add({upload("a.exe")}, "malee").files, 0u);
}

TEST_F(Imports, KeepTheFoldersThatFilesCameIn) {
  runs_.add({upload("reports/2566/a.pdf"), upload("reports/2566/a.pdf"), upload("a/../../b.pdf"), upload(".hidden/c.pdf"), upload("/etc/d.pdf")},
            "malee");
  std::set<std::string> places;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "up"))
    if (entry.is_regular_file()) {
      const std::string below = std::filesystem::relative(entry.path(), folder_ / "up").string();
      places.insert(below.substr(below.find('/') + 1));
    }
  EXPECT_EQ(places, (std::set<std::string>{"reports/2566/a.pdf", "reports/2566/2-a.pdf", "b.pdf", "hidden/c.pdf", "d.pdf"}));
}

TEST_F(Imports, HandAPasswordOverInAFileThatIsThenGone) {
  runs_.retry({"/a/b.pdf"}, "a secret");
  const std::string all = events_until(runs_, "finished");
  EXPECT_NE(all.find("\"--password-file\",\"" + (folder_ / "up").string() + "/password-"), std::string::npos) << all;
  EXPECT_NE(all.find("\"--retry\",\"/a/b.pdf\"]"), std::string::npos) << all;
  EXPECT_EQ(all.find("a secret"), std::string::npos) << "the command line of a process is to be seen by all";
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "up")) EXPECT_EQ(entry.path().string().find("password-"), std::string::npos);
}

TEST_F(Imports, RunIngestAndPassOnItsEvents) {
  // Whatever this process reads from, ingest reads nothing.
  const int own = ::dup(0), other = ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  ::dup2(other, 0);
  runs_.add({upload("a.pdf")}, "malee");
  const std::string all = events_until(runs_, "finished");
  ::dup2(own, 0);
  ::close(own);
  ::close(other);
  EXPECT_NE(all.find("2 {\"event\":\"started\",\"input\":\"/dev/null\","), std::string::npos) << all;
  EXPECT_NE(all.find("\"words\":[\"ingest\",\"--db\",\"" + (folder_ / "a.db").string() + "\",\"--json\",\"" + (folder_ / "up").string() + "/20"),
            std::string::npos)
      << all;
  EXPECT_NE(all.find("3 {\"event\":\"note\",\"message\":\"no JSON at all\"}\n4 {\"event\":\"note\",\"message\":\"[1]\"}\n"), std::string::npos)
      << all;
  EXPECT_NE(all.find("6 {\"code\":0,\"event\":\"finished\"}\n"), std::string::npos) << all;
  EXPECT_EQ(runs_.last_event(), 6);
  EXPECT_EQ(view::Json::parse(runs_.events(4, 0).at(0).json)["message"].get<std::string>().size(), 65'536u) << "a line of 64 KiB is cut";
  EXPECT_EQ(runs_.events(4, 0).size(), 2u);
  runs_.retry({});
  EXPECT_EQ(runs_.last_event(), 6) << "nothing is no import";
  runs_.retry({"/a/b.pdf", "/c.pdf"});
  EXPECT_NE(events_until(runs_, "finished", 6).find("\"--json\",\"--retry\",\"/a/b.pdf\",\"/c.pdf\"]"), std::string::npos);
}

TEST_F(Imports, SayHowTheRunEnded) {
  runs_.add({upload("bad.pdf")}, "malee");
  EXPECT_NE(events_until(runs_, "finished").find("{\"code\":1,\"event\":\"finished\"}"), std::string::npos);
  const long after = runs_.last_event();
  runs_.add({upload("crash.pdf")}, "malee");
  EXPECT_NE(events_until(runs_, "finished", after).find("{\"code\":137,\"event\":\"finished\"}"), std::string::npos);
  const auto begin = std::chrono::steady_clock::now();
  runs_.close();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << "nothing runs, so nothing is ended";
}

TEST_F(Imports, OneAfterTheOtherUntilTheyAreClosed) {
  runs_.add({upload("wait.pdf")}, "malee");
  runs_.add({upload("next.pdf")}, "malee");
  events_until(runs_, "started");
  EXPECT_TRUE(runs_.running());
  EXPECT_FALSE(runs_.closed());
  EXPECT_EQ(runs_.events(runs_.last_event() + 1000, 0).size(), 0u) << "none is so new";
  // The run is ended as Ctrl-C does; where it has not yet asked for that, the signal ends it too.
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  runs_.close();
  EXPECT_TRUE(runs_.closed());
  const auto begin = std::chrono::steady_clock::now();
  const std::string all = events_until(runs_, "finished");
  EXPECT_EQ(all.find("next.pdf"), std::string::npos);
  EXPECT_TRUE(all.find("{\"code\":130,\"event\"") != std::string::npos || all.find("{\"code\":143,\"event\"") != std::string::npos) << all;
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST_F(Imports, AreStoppedWithWhatWaitsAndGoOnWithTheNext) {
  runs_.add({upload("wait.pdf")}, "malee");
  runs_.retry({"/a/b.pdf"});
  events_until(runs_, "started");
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(runs_.stop(), (std::vector<std::string>{"/a/b.pdf"}));
  const std::string all = events_until(runs_, "finished");
  EXPECT_TRUE(all.find("{\"code\":130,\"event\"") != std::string::npos || all.find("{\"code\":143,\"event\"") != std::string::npos) << all;
  const long after = runs_.last_event();
  runs_.add({upload("next.pdf")}, "malee");
  EXPECT_NE(events_until(runs_, "finished", after).find("{\"code\":0,\"event\":\"finished\"}"), std::string::npos);
  EXPECT_TRUE(runs_.stop().empty());
}

class ImportPage : public testing::Test {
 protected:
  World world_;
  http::Response send(std::vector<http::Upload> uploads, http::Pairs headers = {}) {
    http::Request request = world_.request("POST", "/import", "editor", std::move(headers));
    request.form = {{"csrf", world_.csrf_of("editor")}};
    request.uploads = std::move(uploads);
    return world_.desk().answer(request);
  }
  http::Upload upload(const std::string& name, const std::string& text = "x") {
    const std::filesystem::path path = std::filesystem::path(world_.desk().imports().folder()) / name;
    std::ofstream(path, std::ios::binary) << text;
    return {"files", name, path.string(), text.size()};
  }
};

TEST_F(ImportPage, IsAsExpected) { expect_file("import_en.html", main_of(world_.get("/import?lang=en"))); }

TEST_F(ImportPage, OffersToRetryOnlyWhatIsWorthIt) {
  EXPECT_NE(world_.get("/import").body.find("action=\"/import/retry\""), std::string::npos);
  store::Store::open(world_.archive(), database::Access::kWrite)
      .put_ledger({"/srv/scans/2567/slow.pdf", std::nullopt, store::Outcome::kDamaged, "x", 1, 0, 0, ""});
  EXPECT_EQ(world_.get("/import").body.find("action=\"/import/retry\""), std::string::npos);
  EXPECT_EQ(header(world_.post("/import/retry", {}), "Location"), "/import");
  EXPECT_EQ(world_.last_noted(), "editor retry ledger ");
}

TEST_F(ImportPage, TakesUploads) {
  const http::Response nothing = send({});
  EXPECT_EQ(nothing.status, 400);
  EXPECT_NE(nothing.body.find("<p>เลือกไฟล์ก่อน</p>"), std::string::npos);
  EXPECT_EQ(send({upload("a.exe")}).status, 400);
  const http::Response done = send({upload("empty.pdf", ""), upload("a.pdf", "abc")});
  EXPECT_EQ(done.status, 303) << "an empty file goes its way too: its row in the ledger says what is the matter";
  EXPECT_EQ(header(done, "Location"), "/import");
  EXPECT_EQ(world_.last_noted(), "editor uploaded a.pdf 3 bytes");
  const http::Response json = send({upload("b.pdf")}, {{"accept", "application/json"}});
  EXPECT_EQ(json.status, 202);
  EXPECT_EQ(json.body, "{\"queued\":1,\"refused\":[]}");
}

TEST_F(ImportPage, RefusesOneFileOfManyAndSaysSoInTheLedger) {
  const http::Response some = send({upload("good.pdf"), upload("notes.exe")});
  EXPECT_EQ(header(some, "Location"), "/import?refused=1");
  const std::string main = main_of(world_.get("/import?refused=1&file=notes"));
  EXPECT_NE(main.find("ไฟล์ที่ไม่รับ: 1."), std::string::npos) << main;
  EXPECT_NE(main.find("<td class=\"wrap\">notes.exe</td>"), std::string::npos) << "by the name it came with: " << main;
  EXPECT_NE(main.find("ไม่รับไฟล์ชนิดนี้"), std::string::npos);
  const http::Response json = send({upload("x.exe"), upload("y.pdf")}, {{"accept", "application/json"}});
  EXPECT_EQ(json_of(json)["queued"], 1);
  EXPECT_EQ(json_of(json)["refused"][0]["name"], "x.exe");
}

TEST_F(ImportPage, FiltersTheLedgerAndTriesOneFileAgain) {
  const std::filesystem::path file = world_.folder() / "locked.pdf";
  std::ofstream(file) << "x";
  world_.desk().archive().note_input(file.string(), store::Outcome::kEncrypted, "the PDF is encrypted; give --password-file");
  const std::string failed = main_of(world_.get("/import?outcome=failed"));
  EXPECT_EQ(times(failed, "<tr>"), 4) << "its head, and what was not read: " << failed;
  const std::string one = main_of(world_.get("/import?outcome=encrypted"));
  EXPECT_EQ(times(one, "name=\"password\""), 1);
  EXPECT_NE(one.find("ไฟล์ PDF ตั้งรหัสผ่านไว้"), std::string::npos);
  EXPECT_NE(main_of(world_.get("/import?file=nothing-like-it")).find("ไม่มีไฟล์ที่ตรงกับตัวกรอง"), std::string::npos);
  EXPECT_EQ(world_.post("/import/retry", {{"path", file.string()}, {"password", "one two three"}}).status, 303);
  const std::string all = events_until(world_.desk().imports(), "finished");
  EXPECT_NE(all.find("--password-file"), std::string::npos) << all;
  EXPECT_EQ(world_.post("/import/retry", {{"path", "/etc/passwd"}}).status, 400) << "only what the ledger knows";
  EXPECT_EQ(world_.post("/import/retry", {{"path", "/srv/scans/2567/slow.pdf"}}).status, 400) << "and what is still there";
}

TEST_F(ImportPage, GivesTheFilteredLedgerInWordsForPeople) {
  world_.desk().archive().note_input("/srv/scans/=locked.pdf", store::Outcome::kEncrypted, "the PDF is encrypted; give --password-file");
  EXPECT_NE(main_of(world_.get("/import?outcome=encrypted&file=locked")).find("/import/ledger.csv?outcome=encrypted&amp;file=locked\""),
            std::string::npos);
  const std::string csv = world_.get("/import/ledger.csv?outcome=encrypted&file=locked&lang=th").body;
  EXPECT_EQ(times(csv, "\r\n"), 2) << csv;
  EXPECT_NE(csv.find("ไฟล์ PDF ตั้งรหัสผ่านไว้"), std::string::npos) << csv;
  EXPECT_EQ(csv.find("--password-file"), std::string::npos) << csv;
  EXPECT_EQ(csv.find("/srv/"), std::string::npos) << csv;
}

TEST_F(ImportPage, StopsWhatWaitsAndSaysSoInTheLedger) {
  send({upload("wait.pdf")});
  events_until(world_.desk().imports(), "started");
  send({upload("later.pdf")});
  EXPECT_EQ(header(world_.post("/import/stop", {}), "Location"), "/import#ledger");
  EXPECT_EQ(world_.last_noted(), "editor stopped import ");
  const std::string later = main_of(world_.get("/import?outcome=interrupted&file=later"));
  EXPECT_NE(later.find("นำเข้าใหม่อีกครั้ง"), std::string::npos) << later;
}

TEST_F(ImportPage, StreamsEventsWithoutTheServersFolders) {
  send({upload("a.pdf")});
  events_until(world_.desk().imports(), "finished");
  const auto first = [&](const std::string& target, http::Pairs headers = {}) {
    const http::Response answer = world_.get(target, "editor", std::move(headers));
    EXPECT_EQ(answer.type, "text/event-stream");
    std::string out;
    answer.stream([&](std::string_view piece) {
      out += piece;
      return piece != ": \n\n";  // gone after the first round
    });
    return out;
  };
  const std::string all = first("/import/events?after=0");
  EXPECT_EQ(all.substr(0, 13), "retry: 1500\n\n");
  EXPECT_NE(all.find("id: 1\ndata: {\"event\":\"queued\",\"files\":1,\"who\":\"editor\"}\n\n"), std::string::npos) << all.substr(0, 500);
  EXPECT_NE(all.find("id: 6\ndata: {\"code\":0,\"event\":\"finished\"}\n\n"), std::string::npos);
  EXPECT_EQ(first("/import/events?after=0", {{"last-event-id", "5"}}).substr(13), "id: 6\ndata: {\"code\":0,\"event\":\"finished\"}\n\n: \n\n");
  int pieces = 0;
  world_.get("/import/events?after=0").stream([&](std::string_view) { return ++pieces < 1; });
  EXPECT_EQ(pieces, 1) << "who is gone is not told more";
}

// Sixteen may watch at once; each stream here begins the next while it is being written.
TEST_F(ImportPage, IsWatchedBySixteenAtMost) {
  int watching = 0;
  const std::function<void()> watch = [&] {
    const http::Response answer = world_.get("/import/events?after=0");
    if (answer.status != 200) {
      EXPECT_EQ(answer.status, 503);
      EXPECT_EQ(answer.body, "too many watch the import; try again in a minute\n");
      EXPECT_EQ(answer.type, "text/plain; charset=utf-8");
      EXPECT_EQ(header(answer, "Retry-After"), "60");
      return;
    }
    ++watching;
    ASSERT_LE(watching, 16);
    answer.stream([&](std::string_view) {
      watch();
      return false;
    });
  };
  watch();
  EXPECT_EQ(watching, 16);
  EXPECT_EQ(world_.get("/import/events").status, 200) << "those who are gone are not counted";
}

TEST_F(ImportPage, StreamsFromTheNewestWhereNothingIsSaid) {
  send({upload("a.pdf")});
  events_until(world_.desk().imports(), "finished");
  world_.desk().close();
  for (const char* after : {"", "?after=", "?after=1234567890123"})
    EXPECT_EQ(body_of(world_.get("/import/events" + std::string(after))), "retry: 1500\n\n") << after;
}

TEST_F(ImportPage, EndsTheStreamWhenTheDeskCloses) {
  world_.desk().close();
  EXPECT_EQ(body_of(world_.get("/import/events?after=0")), "retry: 1500\n\n");
}

TEST(ImportForget, TakesOneFileOutWithItsDocuments) {
  World world;
  EXPECT_EQ(world.post("/import/forget", {{"path", "/srv/scans/none.pdf"}}).status, 400);
  const std::string path = source_of("b66").string();
  world.desk().archive().write("editor", [&](store::Store& store) {
    store.put_ledger(
        {path, store::Store::open(world.archive(), database::Access::kRead).document(key_of("b66"))->sha256, store::Outcome::kDone, "", 1, 1, 1, ""});
  });
  EXPECT_EQ(world.post("/import/forget", {{"path", path}}).status, 303);
  EXPECT_EQ(world.get("/documents/" + key_of("b66")).status, 404);
  EXPECT_TRUE(std::filesystem::exists(path)) << "it was not uploaded here: it stays where it is";
  EXPECT_EQ(world.last_noted().substr(0, 16), "editor forgotten");
}

TEST(ImportWatch, SaysHowTheWatchOverFoldersGoes) {
  World world;
  const auto page = [&] { return main_of(world.get("/import?lang=en")); };
  EXPECT_EQ(page().find("Watched folders"), std::string::npos);
  {
    ingest::WatchReport report(world.archive().string());
    report.say({{"/srv/secret/in/2566", "<b>"}, "2026-11-21T03:00:00Z", "2026-11-21T04:00:00Z", "", 1200, 2, 3});
    const std::string html = page();
    EXPECT_NE(html.find("in/2566, &lt;b&gt; is watched"), std::string::npos) << html;
    EXPECT_EQ(html.find("secret"), std::string::npos) << "where it lies on the server is not told";
    EXPECT_NE(html.find("reading 3 files"), std::string::npos);
    EXPECT_NE(html.find("waiting for 2 files"), std::string::npos);
    EXPECT_NE(html.find("1,200 files imported since 21 Nov 2026 10:00"), std::string::npos) << html;
    EXPECT_NE(main_of(world.get("/import")).find("ระบบกำลังเฝ้าดู in/2566"), std::string::npos);
  }
  EXPECT_EQ(page().find("Watched folders"), std::string::npos) << "it ended in order";
  std::ofstream(world.archive().string() + "-watch")
      << R"({"folders":["in"],"since":"2026-11-21T03:00:00Z","looked_at":"2026-11-21T04:00:00Z","took_at":"","taken":1,"waiting":0,"reading":9})";
  EXPECT_NE(page().find("The watch over in stopped, 21 Nov 2026 11:00"), std::string::npos) << page();
  EXPECT_EQ(page().find("reading 9"), std::string::npos) << "nobody reads";
}

}  // namespace import_page_test
}  // namespace banthuek::serve
