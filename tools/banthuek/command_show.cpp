// banthuek show: one document or measure, with where each value stands.
#include <fmt/core.h>

#include <filesystem>
#include <iostream>
#include <memory>

#include "extractors/types/export_json.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/whole_file.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/view/page_pictures.h"
#include "pipeline/store/store.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/text_table.h"
#include "tools/banthuek/words.h"

namespace banthuek {
namespace {

struct ShowArguments {
  std::string db = "banthuek.db", id, image, field;
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
    throw Error(ErrorKind::kUsage, id, fmt::format("the document has measures 1 to {}; write one of them after the dash", count));
  wanted.measure = std::stoul(number) - 1;
  return wanted;
}

std::string place_of(const Field& field) {
  if (field.places.empty()) return "";
  const Place& p = field.places.front();
  std::string text = fmt::format("p. {} {},{} {}x{}", p.page, p.box.x, p.box.y, p.box.w, p.box.h);
  return field.places.size() > 1 ? fmt::format("{} +{}", text, field.places.size() - 1) : text;
}

void print(const Target& wanted) {
  const Document& d = wanted.stored.document;
  std::cout << wanted.stored.file << ", pages " << d.first_page << " to " << d.last_page << (wanted.stored.reviewed ? ", reviewed\n" : "\n");
  const std::string only = wanted.measure ? fmt::format("measures/{}/", *wanted.measure) : "";
  std::vector<std::vector<std::string>> rows;
  for_each_field(d, [&](std::string_view path, const Field& f) {
    if (!path.starts_with(only)) return;
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%.2f", f.confidence);
    // A closed word in the reader's language, and as `correct` takes it.
    const std::string word = shown_word(field_info(d, path)->kind, f.value);
    rows.push_back(
        {std::string(path), word == f.value ? f.value : word + " (" + f.value + ")", f.raw == f.value ? "" : f.raw, confidence, place_of(f), f.rule});
  });
  std::cout << text_table({{"field", 0}, {"value", 60}, {"as written", 30}, {"sure", 0}, {"place", 0}, {"rule", 0}}, rows);
  for (const Finding& f : d.findings)
    if (only.empty() || f.field.starts_with(only))
      std::cout << name_of(f.severity) << ": " << f.code << (f.page ? fmt::format(", p. {}", f.page) : "") << (f.field.empty() ? "" : ", " + f.field)
                << ": " << f.reason << "\n";
}

// What to cut out: of a value its place and what stands around it, of a measure all of it that stands on its first page, of a document its first
// page whole (a region of no size).
Place place_to_cut(const Target& wanted, const std::string& field) {
  const Document& d = wanted.stored.document;
  const std::string only = wanted.measure ? fmt::format("measures/{}/", *wanted.measure) : "";
  Place out{wanted.measure || !field.empty() ? 0 : d.first_page, {}};
  bool known = field.empty();
  for_each_field(d, [&](std::string_view path, const Field& f) {
    const bool asked = field.empty() ? !only.empty() && path.starts_with(only) : path == field || path == only + field;
    known = known || asked;
    for (const Place& place : f.places) {
      if (!asked || (out.page != 0 && place.page > out.page)) continue;
      if (out.page == 0 || place.page < out.page) out = {place.page, {}};
      out.box = out.box.empty() ? place.box : unite(out.box, place.box);
    }
  });
  if (!known) throw Error(ErrorKind::kUsage, field, "names no value of it; see the fields without --image");
  if (out.page == 0)
    throw Error(ErrorKind::kUsage, field.empty() ? wanted.stored.file : field, "has no place on a page; cut out another value with --field");
  return out;
}

void write_image(store::Store& store, const Target& wanted, const ShowArguments& a) {
  const std::string end = std::filesystem::path(a.image).extension().string();
  if (end != ".png" && end != ".jpg" && end != ".jpeg")
    throw Error(ErrorKind::kUsage, "--image " + a.image, "is no kind of picture; give a name that ends in .png or .jpg");
  const Place place = place_to_cut(wanted, a.field);
  database::Statement row =
      store.db().prepare("SELECT p.width, p.height, p.turned, p.skew FROM pages p JOIN files f ON f.id = p.file WHERE f.sha256 = ? AND p.number = ?");
  row.bind(wanted.stored.sha256).bind(place.page);
  if (!row.step()) throw Error(ErrorKind::kDatabase, a.db, fmt::format("has no page {} of it; ingest the file again", place.page));
  serve::view::PictureWanted picture;
  picture.path = wanted.stored.file;
  picture.sha256 = wanted.stored.sha256;
  picture.page = place.page;
  picture.page_width = static_cast<int>(row.integer(0));
  picture.page_height = static_cast<int>(row.integer(1));
  picture.turned = static_cast<int>(row.integer(2));
  picture.skew = row.real(3);
  picture.region =
      place.box.empty() ? Box{0, 0, picture.page_width, picture.page_height} : serve::pages::around(place, picture.page_width, picture.page_height);
  picture.width = picture.region.w;
  picture.height = picture.region.h;
  picture.format = end == ".png" ? "png" : "jpg";
  serve::view::PagePictures pictures(1);
  std::string why;
  const auto bytes = pictures.get(picture, why);
  if (!bytes) throw Error(ErrorKind::kUnreadable, fmt::format("{}:{}", wanted.stored.file, place.page), why + "; put the file back where it was");
  base::write_whole_file(a.image, [&](const auto& sink) { sink(*bytes); });
  std::cerr << "banthuek: " << a.image << ": page " << place.page << " of " << wanted.stored.file << ", " << picture.width << " x " << picture.height
            << " pixels\n";
}

int run(const ShowArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  const Target wanted = find(store, a.id);
  if (!a.image.empty()) write_image(store, wanted, a);
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
      "Example: banthuek show 3f2a91c0de5b7788-3 --image place.png");
  add_db_option(command, a->db);
  command.option("id", a->id, "document (KEY) or measure (KEY-NUMBER)").required().type_name("ID");
  command.flag("--json", a->json, "for machines, with provenance");
  Option image =
      command
          .option("--image", a->image, "cuts the picture out of the page (.png or .jpg): of a measure where it stands, of a document its first page")
          .type_name("FILE");
  command.option("--field", a->field, "cuts out this value, as memo/subject; of a measure also title, status, ...").type_name("FIELD").needs(image);
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
