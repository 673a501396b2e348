// Casework: notes, tags and dossiers (ประเด็นตรวจสอบ) over documents and values, append-only as corrections are.
//
// An act is a row of the table casework, its digest stands in the history, so that verify finds what was changed past the program. What stands
// now - a dossier's title, who has it, what is in it, the tags of a value - is what the acts say, played in their order. A subject names a document
// by its key and a value by its path; it may be of a file that is gone by now: then it still says what was seen. Functions throw Error{kUsage} for
// what cannot be.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/store/store.h"

namespace banthuek::casework {

// What an act speaks of: "" and "" of no document (a report that is missing); no field: all of the document; else a value's path
// ("measures/3/status") or its record's ("measures/3").
struct Subject {
  std::string document, field;
  friend bool operator==(const Subject&, const Subject&) = default;
};
// "KEY", "KEY/measures/3/status"; nothing where it is no such text.
std::optional<Subject> parse_subject(std::string_view text);
std::string text_of(const Subject& subject);

enum class State { kOpen, kInWork, kClosed };
const char* name_of(State state);  // "open", "in_work", "closed"
std::optional<State> state_named(std::string_view name);

// A note, a tag, or what lies in a dossier.
struct Remark {
  Subject subject;
  std::string seen, text, who, at;
  std::string dossier = {};  // of a note on a dossier, or where it lies
};

struct Act {
  std::string at, who, action, text;
  std::optional<Subject> subject;
};

struct Dossier {
  std::string key, title, assignee, opened_by, opened_at, changed_at;
  State state = State::kOpen;
  std::vector<Remark> items;  // in the order collected
  std::vector<Remark> notes;  // on the dossier itself
  std::vector<Act> acts;      // all, in order
};

// What was said of one document and its values.
struct OfDocument {
  std::vector<Remark> notes, tags, items;  // items: `dossier` says in which dossier they lie; what was left out again is not there
};

// Each writes one act (the last two: one for each subject), in one transaction with its row in the history. `who` may not be empty.
std::string open_dossier(store::Store& store, std::string_view who, std::string_view title);  // gives its key
void rename(store::Store& store, std::string_view who, std::string_view dossier, std::string_view title);
void assign(store::Store& store, std::string_view who, std::string_view dossier, std::string_view account);  // "": to nobody
void set_state(store::Store& store, std::string_view who, std::string_view dossier, State state);
void note_dossier(store::Store& store, std::string_view who, std::string_view dossier, std::string_view text);
void note(store::Store& store, std::string_view who, const Subject& subject, std::string_view text);
// Gives how many were not in it before: what lies there is not put twice, what is not there not taken out.
int collect(store::Store& store, std::string_view who, std::string_view dossier, std::span<const Subject> subjects, std::string_view why);
int leave_out(store::Store& store, std::string_view who, std::string_view dossier, std::span<const Subject> subjects, std::string_view why);
enum class Tagging { kPut, kTakeOff };
int tag(store::Store& store, std::string_view who, std::span<const Subject> subjects, std::string_view word, Tagging what);

std::vector<Dossier> dossiers(database::Database& db);  // those changed last first, with all they hold
std::optional<Dossier> dossier(database::Database& db, std::string_view key);
OfDocument of_document(database::Database& db, std::string_view key);
std::vector<Remark> tagged(database::Database& db, std::string_view word);  // in the order tagged
std::vector<std::pair<std::string, int>> tags(database::Database& db);      // with how many bear each, the most frequent first
// What stands at a subject: a value as it is, of a record its title, of a document its title or subject. "" where nothing stands there.
std::string standing(const Document& document, std::string_view field);

// Copies the acts of another database (a shard), each into the history too.
void take_casework(store::Store& to, database::Database& from);

}  // namespace banthuek::casework
