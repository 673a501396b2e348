// banthuek correct: mends a value, and lists what people mended. The same correction as the desk's (pipeline/store/corrections.h).
#include <fmt/core.h>

#include <charconv>
#include <iostream>
#include <memory>

#include "pipeline/report/audit_reports.h"
#include "pipeline/store/correct.h"
#include "tools/banthuek/answer_output.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

struct CorrectArguments {
  std::string db = "banthuek.db", id, field, value, who, why, place;
  bool nothing = false, list = false, json = false;
};

struct Target {
  std::string key, field;
};

// KEY and "measures/2/status", or KEY-3 and "status".
Target place_of(const CorrectArguments& a) {
  const std::size_t dash = a.id.find('-');
  if (dash == std::string::npos) return {a.id, a.field};
  const std::string number = a.id.substr(dash + 1);
  if (number.empty() || number.size() > 6 || number.find_first_not_of("0123456789") != std::string::npos || std::stoi(number) < 1)
    throw Error(ErrorKind::kUsage, a.id, "names no measure; write KEY-NUMBER as banthuek search shows it");
  return {a.id.substr(0, dash), fmt::format("measures/{}/{}", std::stoi(number) - 1, a.field)};
}

// "PAGE,X,Y,W,H"
std::optional<Place> marked(const std::string& text) {
  if (text.empty()) return std::nullopt;
  Place place;
  int* const parts[] = {&place.page, &place.box.x, &place.box.y, &place.box.w, &place.box.h};
  const char *at = text.data(), *const end = at + text.size();
  for (int* part : parts) {
    const auto [rest, error] = std::from_chars(at, end, *part);
    const bool last = part == &place.box.h;
    if (error != std::errc() || (last ? rest != end : rest == end || *rest != ','))
      throw Error(ErrorKind::kUsage, "--place", fmt::format("'{}' is no place; give PAGE,X,Y,W,H in pixels of the page's picture", text));
    at = rest + 1;
  }
  return place;
}

int list(const CorrectArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  const std::string key = a.id.substr(0, a.id.find('-'));
  const auto stored = store.document(key);
  if (!stored) throw Error(ErrorKind::kUsage, key, "there is no such document; find its key with banthuek search");
  std::vector<std::vector<report::SqlValue>> rows;
  std::vector<store::Correction> corrections = store::corrections_of(store.db(), stored->sha256, stored->document);
  for (const store::Correction& c : corrections)
    rows.push_back({c.field, report::cell_if(c.before.has_value(), c.before.value_or("")), report::cell_if(c.after.has_value(), c.after.value_or("")),
                    c.who, c.at, c.why});
  print_answer({"field", "before", "after", "who", "at", "why"}, rows, a.json ? "json" : "table");
  return kExitDone;
}

int run(const CorrectArguments& a) {
  if (a.list) return list(a);
  if (a.field.empty()) throw Error(ErrorKind::kUsage, a.id, "names no field to correct; write one, as in: banthuek correct KEY-3 status done");
  if (a.nothing != a.value.empty())
    throw Error(ErrorKind::kUsage, a.id,
                "a correction needs a value or --nothing, and not both; write one, as in: banthuek correct KEY-3 status done");
  const Target place = place_of(a);
  store::Store store = store::Store::open(a.db, database::Access::kWrite, a.who);
  store::correct(store, place.key, place.field, a.nothing ? std::nullopt : std::optional(a.value), a.who, a.why, marked(a.place));
  return kExitDone;
}

}  // namespace

void add_correct(Command program) {
  auto a = std::make_shared<CorrectArguments>();
  Command command = program.add_command("correct", "mends a value of a document or measure; reading again keeps it");
  command.footer(
      "Fields are named as banthuek show names them (measures/2/status); of a measure (KEY-3) the last part is enough.\n"
      "A measure, signature, score or OIT item that was not read is entered behind the last one, with --place: value by value, at one place.\n"
      "Example: banthuek correct 3f2a91c0de5b7788-3 status in_progress --who สมศรี --why 'the tick stands in the second column'");
  add_db_option(command, a->db);
  command.option("id", a->id, "document (KEY) or measure (KEY-NUMBER)").required().type_name("ID");
  command.option("field", a->field, "what to mend").type_name("FIELD");
  command.option("value", a->value, "what it is").type_name("VALUE");
  command.flag("--nothing", a->nothing, "takes the value away");
  command.option("--who", a->who, "who corrects").type_name("NAME");
  command.option("--why", a->why, "the reason").type_name("TEXT");
  command.option("--place", a->place, "where it stands on the paper, if nothing was read there: in pixels of the page's picture")
      .type_name("PAGE,X,Y,W,H");
  command.flag("--list", a->list, "lists the document's corrections instead");
  command.flag("--json", a->json, "the list for machines, an object a line");
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
