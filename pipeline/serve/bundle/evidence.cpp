#include "pipeline/serve/bundle/evidence.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "extractors/types/row_path.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/bundle/check.h"
#include "pipeline/serve/view/cut_region.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/page_pictures.h"
#include "pipeline/store/content.h"
#include "pipeline/store/corrections.h"
#include "pipeline/store/verify.h"

namespace banthuek::serve::bundle {
namespace {

constexpr auto kThai = view::Language::kThai;
constexpr std::size_t kMaxItems = 500;

std::string text_of(const MaybeField& field) { return field ? field->value : ""; }

struct PageOfItem {
  int width = 0, height = 0, turned = 0;
  double skew = 0;
  std::string source, model, versions;
};

std::optional<PageOfItem> page_of(database::Database& db, const std::string& sha256, int number) {
  database::Statement row = db.prepare(
      "SELECT p.width, p.height, p.turned, p.skew, p.source, r.model_hash, r.versions FROM pages p JOIN files f ON f.id = p.file LEFT JOIN readings "
      "r ON r.id = "
      "p.reading WHERE f.sha256 = ? AND p.number = ?");
  if (!row.bind(sha256).bind(number).step()) return std::nullopt;
  return PageOfItem{static_cast<int>(row.integer(0)),
                    static_cast<int>(row.integer(1)),
                    static_cast<int>(row.integer(2)),
                    row.real(3),
                    row.text(4),
                    row.text(5),
                    row.text(6)};
}

std::string read_how(const view::Pages& pages, const PageOfItem& page) {
  std::string out = pages.text("bundle.source_" + page.source, kThai);
  if (!page.model.empty() && page.source == "scan") out += " · " + pages.text("bundle.model", kThai) + " " + page.model.substr(0, 12);
  return out;
}

// A page of a document as a whole is shown smaller.
std::string cut(const store::StoredDocument& stored, const PageOfItem& page, const Place& place, view::PagePictures& pictures, std::string& why) {
  view::PictureWanted wanted;
  wanted.path = stored.file;
  wanted.sha256 = stored.sha256;
  wanted.page = place.page;
  wanted.turned = page.turned;
  wanted.skew = page.skew;
  wanted.page_width = page.width;
  wanted.page_height = page.height;
  wanted.region = place.box.empty() ? Box{0, 0, page.width, page.height} : view::around(place, page.width, page.height);
  const double longest = 1400, factor = std::min(1.0, longest / std::max(wanted.region.w, wanted.region.h));
  wanted.width = std::max(1, static_cast<int>(wanted.region.w * factor));
  wanted.height = std::max(1, static_cast<int>(wanted.region.h * factor));
  const auto bytes = pictures.get(wanted, why);
  return bytes ? *bytes : "";
}

void add_values(EvidenceItem& item, const store::StoredDocument& stored, const view::Pages& pages) {
  for_each_field(stored.document, [&](std::string_view path, const Field& field) {
    const std::string& of = item.subject.field;
    if (!is_of(path, of)) return;
    const std::string shown = view::shown_value(pages, path, field.value, kThai);
    std::string label = view::label_of(pages, path, kThai);
    // Of a whole document the values of its lists are told apart by their number.
    if (const auto row = row_path(path); row && of.empty()) label = fmt::format("{}. {}", row->index + 1, label);
    item.values.push_back({std::string(path), std::move(label), field.value, shown, field.raw, field.rule, field.confidence});
  });
}

void add_changes(EvidenceItem& item, database::Database& db, const store::StoredDocument& stored, const view::Pages& pages) {
  std::vector<store::Correction> corrections = store::corrections_of(db, stored.sha256, stored.document);
  for (const store::Correction& c : corrections) {
    const std::string& of = item.subject.field;
    if (!of.empty() && c.field != of && !c.field.starts_with(of + "/")) continue;
    item.changes.push_back({view::shown_time(c.at, kThai), c.who, c.why, view::label_of(pages, c.field, kThai),
                            view::shown_value(pages, c.field, c.before.value_or(""), kThai),
                            view::shown_value(pages, c.field, c.after.value_or(""), kThai)});
  }
}

}  // namespace

std::shared_ptr<const Snapshot::Taken> Snapshot::of(store::Store& store, const std::vector<std::string>& keys) {
  const std::lock_guard lock(mutex_);
  store::ContentReader reader(store.db());
  const auto still = [&] {
    for (const std::string& key : keys) {
      database::Statement row = store.db().prepare("SELECT id FROM documents WHERE key = ?");
      const std::string text = row.bind(key).step() ? reader.document_text(row.integer(0)) : "";
      const auto at = std::lower_bound(last_->contents.begin(), last_->contents.end(), "document " + key,
                                       [](const store::Content& c, const std::string& name) { return c.name < name; });
      if (at == last_->contents.end() || at->name != "document " + key || at->hash != base::sha256_hex(text)) return false;
    }
    return true;
  };
  if (last_ && still()) return last_;
  store::Verified verified = store::verify_all(store, store::Depth::kRecords);
  auto taken = std::make_shared<Taken>();
  taken->head = store::head_of(store.db(), verified.contents);
  taken->faults = verified.faults.size();
  taken->contents = std::move(verified.contents);
  last_ = taken;
  return taken;
}

Evidence gather(store::Store& store, const EvidenceAsked& asked, const view::Pages& pages, view::PagePictures& pictures, Snapshot& snapshot) {
  database::Database& db = store.db();
  const database::Transaction transaction(db, database::Transaction::Kind::kRead);
  Evidence out;
  out.made_at = base::utc_time();
  out.made_by = asked.who;
  std::vector<casework::Remark> wanted;
  if (asked.dossier) {
    out.title = asked.dossier->title;
    out.state = pages.text(std::string("dossier.state_") + name_of(asked.dossier->state), kThai);
    out.assignee = asked.dossier->assignee;
    for (const casework::Remark& note : asked.dossier->notes) out.notes.emplace_back(note.who + " · " + view::shown_time(note.at, kThai), note.text);
    wanted = asked.dossier->items;
  } else {
    for (const casework::Subject& subject : asked.subjects) wanted.push_back({subject, "", "", "", ""});
  }
  if (wanted.empty()) throw Error(ErrorKind::kUsage, out.title, "holds nothing to prove yet; collect something first");
  if (wanted.size() > kMaxItems) throw Error(ErrorKind::kUsage, out.title, "holds too much for one bundle; open another dossier");
  std::map<std::string, std::optional<store::StoredDocument>> documents;
  for (const casework::Remark& remark : wanted) {
    EvidenceItem item;
    item.subject = remark.subject;
    item.why = remark.text;
    item.who = remark.who;
    item.at = remark.at.empty() ? "" : view::shown_time(remark.at, kThai);
    if (remark.subject.document.empty()) {
      item.label = pages.text("dossier.of_no_document", kThai);
      out.items.push_back(std::move(item));
      continue;
    }
    item.label = view::label_of_subject(pages, remark.subject.field, kThai);
    auto at = documents.find(remark.subject.document);
    if (at == documents.end()) at = documents.emplace(remark.subject.document, store.document(remark.subject.document)).first;
    if (!at->second) {
      item.gone = true;
      item.stood_then = remark.seen;
      out.items.push_back(std::move(item));
      continue;
    }
    const store::StoredDocument& stored = *at->second;
    item.office = text_of(stored.document.organisation.name);
    item.year = text_of(stored.document.fiscal_year);
    item.heading = casework::standing(stored.document, "");
    item.file = stored.file.substr(stored.file.find_last_of('/') + 1);
    item.sha256 = stored.sha256;
    if (const std::string now = casework::standing(stored.document, remark.subject.field); !remark.seen.empty() && now != remark.seen)
      item.stood_then = remark.seen;
    add_values(item, stored, pages);
    add_changes(item, db, stored, pages);
    const Place place = view::place_to_cut(stored.document, remark.subject.field);
    item.page = place.page;
    const auto page = page_of(db, stored.sha256, place.page);
    if (page) {
      item.read_how = read_how(pages, *page);
      item.picture = cut(stored, *page, place, pictures, item.no_picture);
    }
    if (out.title.empty()) out.title = item.label + (item.office.empty() ? "" : " · " + item.office) + (item.year.empty() ? "" : " · " + item.year);
    out.items.push_back(std::move(item));
  }
  std::vector<std::string> keys;
  for (const auto& [key, stored] : documents)
    if (stored) keys.push_back(key);
  const auto taken = snapshot.of(store, keys);
  out.head = taken->head;
  out.faults = taken->faults;
  store::ContentReader reader(db);
  for (const std::string& key : keys) {
    const store::StoredDocument& stored = *documents.at(key);
    std::int64_t id = 0;
    {
      database::Statement row = db.prepare("SELECT id FROM documents WHERE key = ?");
      if (row.bind(key).step()) id = row.integer(0);
    }
    const std::string proof = store::proof_of(taken->contents, "document " + key, reader.document_text(id), taken->head);
    const bool there = pictures.unchanged(stored.file, stored.sha256);
    out.documents.push_back(
        {key, stored.sha256, there ? stored.file : "", stored.file.substr(stored.file.find_last_of('/') + 1), stored.document.first_page, proof});
  }
  return out;
}

}  // namespace banthuek::serve::bundle
