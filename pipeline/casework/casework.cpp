#include "pipeline/casework/casework.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "pipeline/base/sha256.h"
#include "pipeline/database/history.h"
#include "pipeline/store/content.h"

namespace banthuek::casework {
namespace {

constexpr std::size_t kMaxText = 8000, kMaxTitle = 600, kMaxTag = 180;  // bytes; a Thai letter has three
constexpr int kMaxItems = 2000;                                         // of a dossier

struct Row {
  std::string at, who, action;
  std::optional<std::string> dossier, document, field, seen;
  std::string text;
};

void append(database::Database& db, const Row& row) {
  db.prepare("INSERT INTO casework (at, who, action, dossier, document, field, seen, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(row.at)
      .bind(row.who)
      .bind(row.action)
      .bind(row.dossier)
      .bind(row.document)
      .bind(row.field)
      .bind(row.seen)
      .bind(row.text)
      .run();
  const std::string subject =
      row.dossier.value_or("") + (row.document ? (row.dossier ? " " : "") + *row.document : "") + (row.field ? "/" + *row.field : "");
  const nlohmann::json detail = {{"act", row.action}, {"row", store::casework_digest(db, db.last_id())}};
  database::append_history(db, {row.at, row.who, "casework", subject, detail.dump()});
}

Row row_of(store::Store& store, std::string_view who, const char* action, std::string_view text) {
  if (text::squeeze(who).empty()) throw Error(ErrorKind::kUsage, "casework", "an act needs a name; say who does it");
  return {store.now(), std::string(who), action, {}, {}, {}, {}, std::string(text)};
}

std::string checked(std::string_view text, std::size_t most) {
  std::string out = text::to_internal(text);
  const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  while (!out.empty() && blank(out.back())) out.pop_back();
  out.erase(0, static_cast<std::size_t>(std::find_if_not(out.begin(), out.end(), blank) - out.begin()));
  if (out.empty()) throw Error(ErrorKind::kUsage, "casework", "there is no text; write some");
  if (out.size() > most) throw Error(ErrorKind::kUsage, "casework", "the text is too long; write less of it");
  return out;
}

// A line, for titles and tags.
std::string checked_line(std::string_view text, std::size_t most) { return checked(text::squeeze(text), most); }

void check_dossier(database::Database& db, std::string_view key) {
  database::Statement row = db.prepare("SELECT 1 FROM casework WHERE dossier = ? AND action = 'opened'");
  if (!row.bind(key).step()) throw Error(ErrorKind::kUsage, std::string(key), "there is no such dossier; see the list of dossiers");
}

// What stands at it now; refuses what names nothing.
std::string seen_at(store::Store& store, const Subject& subject) {
  if (subject.document.empty()) return "";
  const auto stored = store.document(subject.document);
  if (!stored) throw Error(ErrorKind::kUsage, subject.document, "there is no such document; search again");
  if (subject.field.empty()) return standing(stored->document, "");
  bool there = false;
  for_each_field(stored->document,
                 [&](std::string_view path, const Field&) { there = there || path == subject.field || path.starts_with(subject.field + "/"); });
  if (!there) throw Error(ErrorKind::kUsage, text_of(subject), "names no value of this document; search again");
  return standing(stored->document, subject.field);
}

void about(Row& row, const Subject& subject, std::string seen) {
  if (subject.document.empty()) return;
  row.document = subject.document;
  if (!subject.field.empty()) row.field = subject.field;
  row.seen = std::move(seen);
}

Subject subject_of(const database::Statement& row, int document) {
  return {row.is_null(document) ? "" : row.text(document), row.is_null(document + 1) ? "" : row.text(document + 1)};
}

constexpr std::string_view kColumns = "SELECT at, who, action, dossier, document, field, seen, text FROM casework ";

// What lies in a dossier and speaks of no document is told apart by its text.
bool same_item(const Remark& item, const Subject& subject, std::string_view text) {
  return item.subject == subject && (!subject.document.empty() || item.text == text);
}

void play(Dossier& dossier, const database::Statement& row) {
  const std::string action = row.text(2), text = row.text(7);
  const Subject subject = subject_of(row, 4);
  dossier.acts.push_back({row.text(0), row.text(1), action, text, row.is_null(4) ? std::nullopt : std::optional(subject)});
  dossier.changed_at = row.text(0);
  const Remark remark{subject, row.text(6), text, row.text(1), row.text(0), dossier.key};
  if (action == "opened") {
    dossier.title = text;
    dossier.opened_by = row.text(1);
    dossier.opened_at = row.text(0);
  } else if (action == "renamed") {
    dossier.title = text;
  } else if (action == "assigned") {
    dossier.assignee = text;
  } else if (action == "state") {
    dossier.state = state_named(text).value_or(dossier.state);
  } else if (action == "noted") {
    dossier.notes.push_back(remark);
  } else if (action == "collected") {
    dossier.items.push_back(remark);
  } else if (action == "left_out") {
    std::erase_if(dossier.items, [&](const Remark& item) { return same_item(item, subject, text); });
  }
}

}  // namespace

std::optional<Subject> parse_subject(std::string_view text) {
  if (text.empty()) return Subject{};
  const std::size_t slash = text.find('/');
  Subject out{std::string(text.substr(0, slash)), slash == std::string_view::npos ? "" : std::string(text.substr(slash + 1))};
  const auto is_of = [](std::string_view part, std::string_view letters) {
    return !part.empty() && part.find_first_not_of(letters) == std::string_view::npos;
  };
  if (!is_of(out.document, "0123456789abcdef") || out.document.size() > 64) return std::nullopt;
  if (slash == std::string_view::npos) return out;
  if (!is_of(out.field, "abcdefghijklmnopqrstuvwxyz0123456789_/") || out.field.size() > 100 || out.field.back() == '/') return std::nullopt;
  return out;
}

std::string text_of(const Subject& subject) { return subject.document + (subject.field.empty() ? "" : "/" + subject.field); }

const char* name_of(State state) {
  switch (state) {
    case State::kOpen:
      return "open";
    case State::kInWork:
      return "in_work";
    case State::kClosed:
      return "closed";
  }
  return "";
}

std::optional<State> state_named(std::string_view name) {
  for (const State state : {State::kOpen, State::kInWork, State::kClosed})
    if (name == name_of(state)) return state;
  return std::nullopt;
}

std::string standing(const Document& document, std::string_view field) {
  const auto text = [](const MaybeField& f) { return f ? f->value : std::string(); };
  if (field.empty()) {
    const std::string title = text(document.title);
    return title.empty() && document.memo ? text(document.memo->subject) : title;
  }
  std::string exact, titled, first;
  for_each_field(document, [&](std::string_view path, const Field& f) {
    if (path == field) exact = f.value;
    if (!path.starts_with(std::string(field) + "/")) return;
    if (first.empty()) first = f.value;
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (titled.empty() && (name == "title" || name == "name" || name == "organisation" || name == "subject")) titled = f.value;
  });
  return !exact.empty() ? exact : !titled.empty() ? titled : first;
}

std::string open_dossier(store::Store& store, std::string_view who, std::string_view title) {
  database::Database& db = store.db();
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  Row row = row_of(store, who, "opened", checked_line(title, kMaxTitle));
  // A name of its own among those of all databases that may once be merged.
  const database::HistoryEnd end = database::history_end(db);
  row.dossier = base::Digest().add(end.hash).add(std::to_string(end.id)).add(row.at).add(row.who).add(row.text).hex().substr(0, 16);
  append(db, row);
  transaction.commit();
  return *row.dossier;
}

namespace {

void act_on(store::Store& store, std::string_view who, const char* action, std::string_view dossier, std::string_view text) {
  database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
  check_dossier(store.db(), dossier);
  Row row = row_of(store, who, action, text);
  row.dossier = dossier;
  append(store.db(), row);
  transaction.commit();
}

}  // namespace

void rename(store::Store& store, std::string_view who, std::string_view dossier, std::string_view title) {
  act_on(store, who, "renamed", dossier, checked_line(title, kMaxTitle));
}

void assign(store::Store& store, std::string_view who, std::string_view dossier, std::string_view account) {
  act_on(store, who, "assigned", dossier, account.empty() ? "" : checked_line(account, kMaxTitle));
}

void set_state(store::Store& store, std::string_view who, std::string_view dossier, State state) {
  act_on(store, who, "state", dossier, name_of(state));
}

void note_dossier(store::Store& store, std::string_view who, std::string_view dossier, std::string_view text) {
  act_on(store, who, "noted", dossier, checked(text, kMaxText));
}

void note(store::Store& store, std::string_view who, const Subject& subject, std::string_view text) {
  database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
  if (subject.document.empty()) throw Error(ErrorKind::kUsage, "casework", "a note is of a document; give one");
  Row row = row_of(store, who, "noted", checked(text, kMaxText));
  about(row, subject, seen_at(store, subject));
  append(store.db(), row);
  transaction.commit();
}

int collect(store::Store& store, std::string_view who, std::string_view dossier, std::span<const Subject> subjects, std::string_view why) {
  database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
  check_dossier(store.db(), dossier);
  std::optional<Dossier> now = casework::dossier(store.db(), dossier);
  int count = 0;
  for (const Subject& subject : subjects) {
    // Of what has no document, the text is all there is.
    const std::string text = subject.document.empty() ? checked(why, kMaxText) : why.empty() ? "" : checked(why, kMaxText);
    if (std::any_of(now->items.begin(), now->items.end(), [&](const Remark& item) { return same_item(item, subject, text); })) continue;
    if (static_cast<int>(now->items.size()) >= kMaxItems) throw Error(ErrorKind::kUsage, now->title, "the dossier is full; open another one");
    Row row = row_of(store, who, "collected", text);
    row.dossier = dossier;
    about(row, subject, seen_at(store, subject));
    append(store.db(), row);
    now->items.push_back({subject, "", text, "", ""});
    ++count;
  }
  transaction.commit();
  return count;
}

int leave_out(store::Store& store, std::string_view who, std::string_view dossier, std::span<const Subject> subjects, std::string_view why) {
  database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
  check_dossier(store.db(), dossier);
  const std::optional<Dossier> now = casework::dossier(store.db(), dossier);
  int count = 0;
  for (const Subject& subject : subjects) {
    if (std::none_of(now->items.begin(), now->items.end(), [&](const Remark& item) { return same_item(item, subject, why); })) continue;
    Row row = row_of(store, who, "left_out", why);
    row.dossier = dossier;
    about(row, subject, "");
    append(store.db(), row);
    ++count;
  }
  transaction.commit();
  return count;
}

int tag(store::Store& store, std::string_view who, std::span<const Subject> subjects, std::string_view word, Tagging what) {
  database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
  const std::string text = checked_line(word, kMaxTag);
  int count = 0;
  for (const Subject& subject : subjects) {
    if (subject.document.empty()) continue;
    const OfDocument now = of_document(store.db(), subject.document);
    const bool there = std::any_of(now.tags.begin(), now.tags.end(), [&](const Remark& t) { return t.subject == subject && t.text == text; });
    if (there == (what == Tagging::kPut)) continue;
    Row row = row_of(store, who, what == Tagging::kPut ? "tagged" : "untagged", text);
    about(row, subject, what == Tagging::kPut ? seen_at(store, subject) : "");
    append(store.db(), row);
    ++count;
  }
  transaction.commit();
  return count;
}

std::vector<Dossier> dossiers(database::Database& db) {
  std::vector<Dossier> out;
  std::map<std::string, std::size_t> places;
  database::Statement row = db.prepare(std::string(kColumns) + "WHERE dossier IS NOT NULL ORDER BY id");
  while (row.step()) {
    const auto [at, is_new] = places.try_emplace(row.text(3), out.size());
    if (is_new) out.emplace_back().key = row.text(3);
    play(out[at->second], row);
  }
  std::stable_sort(out.begin(), out.end(), [](const Dossier& a, const Dossier& b) { return a.changed_at > b.changed_at; });
  return out;
}

std::optional<Dossier> dossier(database::Database& db, std::string_view key) {
  Dossier out;
  out.key = key;
  database::Statement row = db.prepare(std::string(kColumns) + "WHERE dossier = ? ORDER BY id");
  for (row.bind(key); row.step();) play(out, row);
  return out.acts.empty() ? std::nullopt : std::optional(std::move(out));
}

OfDocument of_document(database::Database& db, std::string_view key) {
  OfDocument out;
  database::Statement row = db.prepare(std::string(kColumns) + "WHERE document = ? ORDER BY id");
  for (row.bind(key); row.step();) {
    const std::string action = row.text(2);
    Remark remark{subject_of(row, 4), row.text(6), row.text(7), row.text(1), row.text(0), row.is_null(3) ? "" : row.text(3)};
    if (action == "noted")
      out.notes.push_back(std::move(remark));
    else if (action == "tagged")
      out.tags.push_back(std::move(remark));
    else if (action == "collected")
      out.items.push_back(std::move(remark));
    else if (action == "untagged")
      std::erase_if(out.tags, [&](const Remark& t) { return t.subject == remark.subject && t.text == remark.text; });
    else if (action == "left_out")
      std::erase_if(out.items, [&](const Remark& i) { return i.subject == remark.subject && i.dossier == remark.dossier; });
  }
  return out;
}

std::vector<Remark> tagged(database::Database& db, std::string_view word) {
  std::vector<Remark> out;
  database::Statement row = db.prepare(std::string(kColumns) + "WHERE action IN ('tagged', 'untagged') AND text = ? ORDER BY id");
  for (row.bind(word); row.step();) {
    Remark remark{subject_of(row, 4), row.text(6), row.text(7), row.text(1), row.text(0)};
    if (row.view(2) == "tagged")
      out.push_back(std::move(remark));
    else
      std::erase_if(out, [&](const Remark& t) { return t.subject == remark.subject; });
  }
  return out;
}

std::vector<std::pair<std::string, int>> tags(database::Database& db) {
  std::vector<std::pair<std::string, int>> out;
  database::Statement row = db.prepare(
      "SELECT text, sum(CASE action WHEN 'tagged' THEN 1 ELSE -1 END) n FROM casework WHERE action IN ('tagged', 'untagged') GROUP BY text HAVING n "
      "> 0 "
      "ORDER BY n DESC, text");
  while (row.step()) out.emplace_back(row.text(0), static_cast<int>(row.integer(1)));
  return out;
}

void take_casework(store::Store& to, database::Database& from) {
  database::Statement row = from.prepare(std::string(kColumns) + "ORDER BY id");
  while (row.step())
    append(to.db(), {row.text(0), row.text(1), row.text(2), row.maybe_text(3), row.maybe_text(4), row.maybe_text(5), row.maybe_text(6), row.text(7)});
}

}  // namespace banthuek::casework
