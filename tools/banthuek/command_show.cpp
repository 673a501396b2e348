// banthuek show: one document or measure, with where each value stands.
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "extractors/types/export_json.h"
#include "pipeline/store/store.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/text_table.h"

namespace banthuek {
namespace {

struct ShowArguments {
  std::string db = "banthuek.db", id;
  bool json = false;
};

struct Target {
  store::StoredDocument stored;
  std::optional<std::size_t> measure;  // index
};

// KEY, KEY-NUMBER, or the beginning of a key that no other document shares.
Target find(store::Store& store, const std::string& id) {
  const std::size_t dash = id.find('-');
  const std::string key = id.substr(0, dash);
  std::vector<std::string> keys;
  {
    database::Statement row = store.db().prepare("SELECT key FROM documents WHERE key >= ?1 AND key < ?1 || 'g' ORDER BY key LIMIT 2");
    for (row.bind(key); row.step();) keys.push_back(row.text(0));
  }
  if (key.size() < 4 || keys.empty()) throw Error(ErrorKind::kUsage, id, "there is no such document or measure; find its name with banthuek search");
  if (keys.size() > 1 && keys.front() != key) throw Error(ErrorKind::kUsage, id, "begins the names of several documents; write more of it");
  Target wanted{*store.document(keys.front()), std::nullopt};
  if (dash == std::string::npos) return wanted;
  const std::string number = id.substr(dash + 1);
  const std::size_t count = wanted.stored.document.measures.size();
  if (number.empty() || number.size() > 6 || number.find_first_not_of("0123456789") != std::string::npos || std::stoul(number) < 1 ||
      std::stoul(number) > count)
    throw Error(ErrorKind::kUsage, id, "the document has measures 1 to " + std::to_string(count) + "; write one of them after the dash");
  wanted.measure = std::stoul(number) - 1;
  return wanted;
}

std::string place_of(const Field& field) {
  if (field.places.empty()) return "";
  const Place& p = field.places.front();
  std::string text = "p. " + std::to_string(p.page) + " " + std::to_string(p.box.x) + "," + std::to_string(p.box.y) + " " + std::to_string(p.box.w) +
                     "x" + std::to_string(p.box.h);
  return field.places.size() > 1 ? text + " +" + std::to_string(field.places.size() - 1) : text;
}

void print(const Target& wanted) {
  const Document& d = wanted.stored.document;
  std::cout << wanted.stored.file << ", pages " << d.first_page << " to " << d.last_page << (wanted.stored.reviewed ? ", reviewed\n" : "\n");
  const std::string only = wanted.measure ? "measures/" + std::to_string(*wanted.measure) + "/" : "";
  std::vector<std::vector<std::string>> rows;
  for_each_field(d, [&](std::string_view path, const Field& f) {
    if (!path.starts_with(only)) return;
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%.2f", f.confidence);
    rows.push_back({std::string(path), f.value, f.raw == f.value ? "" : f.raw, confidence, place_of(f), f.rule});
  });
  std::cout << text_table({{"field", 0}, {"value", 60}, {"as written", 30}, {"sure", 0}, {"place", 0}, {"rule", 0}}, rows);
  for (const Finding& f : d.findings)
    if (only.empty() || f.field.starts_with(only))
      std::cout << name_of(f.severity) << ": " << f.code << (f.page ? ", p. " + std::to_string(f.page) : "")
                << (f.field.empty() ? "" : ", " + f.field) << ": " << f.reason << "\n";
}

int run(const ShowArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  const Target wanted = find(store, a.id);
  if (!a.json) {
    print(wanted);
  } else if (wanted.measure) {
    std::cout << measure_json(wanted.stored.document.measures[*wanted.measure], Provenance::kGiven).dump(1) << "\n";
  } else {
    std::cout << document_json(wanted.stored.document, {wanted.stored.file, wanted.stored.sha256}, Provenance::kGiven).dump(1) << "\n";
  }
  return kExitDone;
}

}  // namespace

void add_show(Command program) {
  auto a = std::make_shared<ShowArguments>();
  Command command = program.add_command("show", "one document or measure, with where each value stands");
  command.footer(
      "Names come from search; the beginning of a document's name is enough where it is the only one.\n"
      "Example: banthuek show 3f2a91c0de5b7788-3");
  add_db_option(command, a->db);
  command.option("id", a->id, "document (KEY) or measure (KEY-NUMBER)").required().type_name("ID");
  command.flag("--json", a->json, "for machines, with provenance");
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
