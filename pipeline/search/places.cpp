#include "pipeline/search/places.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "pipeline/search/passage_text.h"
#include "pipeline/store/page_words.h"
#include "pipeline/store/provenance.h"

namespace banthuek::search {
namespace {

constexpr std::size_t kMaxPlaces = 50;

struct WordOnPage {
  std::size_t begin = 0, end = 0;  // bytes of Words::text
  int page = 0;
  Box box;
};

// A text and where its words stand.
struct Words {
  std::string text;
  std::vector<WordOnPage> words;
};

// The text of a page of a file with its words; empty where they are not stored.
Words page_of(database::Database& db, std::int64_t file, int page) {
  Words out;
  database::Statement row = db.prepare("SELECT text, words FROM pages g LEFT JOIN page_words w ON w.page = g.id WHERE file = ? AND number = ?");
  if (!row.bind(file).bind(page).step()) return out;
  out.text = row.text(0);
  for (const PlacedWord& word : store::decode_words(row.view(1)))
    if (word.end <= out.text.size()) out.words.push_back({word.begin, word.end, page, word.box});
  return out;
}

bool on_one_line(const Box& a, const Box& b) {
  const int middle = b.y + b.h / 2;
  return middle >= a.y && middle < a.bottom() && b.x >= a.x - a.h;
}

// Bytes of `text` in which the terms of the plan stand.
std::vector<std::pair<std::size_t, std::size_t>> stands_of(const Plan& plan, const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  const index::SearchText cut = index::search_text(text);
  for (const Term& term : plan.terms) {
    std::size_t most = kMaxPlaces;
    for (auto span = find_term(term, cut.clusters, 0); span && most-- > 0; span = find_term(term, cut.clusters, span->end))
      out.emplace_back(cut.offsets[span->begin - (term.era ? era_before(cut.clusters, span->begin) : 0)], cut.offsets[span->end]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

void add_boxes(const Words& in, const std::vector<std::pair<std::size_t, std::size_t>>& stands, std::vector<Place>& out) {
  for (const auto& [begin, end] : stands) {
    // A box goes on while words follow each other on a line.
    bool fresh = true;
    auto word = std::upper_bound(in.words.begin(), in.words.end(), begin, [](std::size_t at, const WordOnPage& w) { return at < w.end; });
    for (; word != in.words.end() && word->begin < end && out.size() < kMaxPlaces; ++word) {
      if (in.text.find_first_not_of(" \n\t", std::max(begin, word->begin)) >= std::min(end, word->end)) continue;
      if (!fresh && out.back().page == word->page && on_one_line(out.back().box, word->box))
        out.back().box = unite(out.back().box, word->box);
      else if (const Place place{word->page, word->box}; std::find(out.begin(), out.end(), place) == out.end())
        out.push_back(place);
      else
        continue;
      fresh = false;
    }
  }
}

// What the provenances say that are asked of one passage, by the statement that gives them: its fields share them.
using Provenances = std::map<std::string_view, std::vector<store::PlacedValue>>;

// Where the values of a field stand, all but the caption of a table where it names none; `whose` is the passage.
std::vector<Place> places_of_field(database::Database& db, std::int64_t whose, const index::PassageField& field, Provenances& known) {
  std::vector<Place> out;
  const index::PassageKind kind = index::kind_of(whose);
  const auto each = [&](const char* sql) {
    const auto [values, fresh] = known.try_emplace(sql);
    if (fresh) {
      database::Statement row = db.prepare(sql);
      for (row.bind(whose); row.step();) std::ranges::move(store::placed_values(row.view(0)), std::back_inserter(values->second));
    }
    for (const auto& [name, places] : values->second)
      if (field.provenance ? name == field.provenance : name != "caption") out.insert(out.end(), places.begin(), places.end());
  };
  const std::string_view name = field.name;
  if (kind == index::PassageKind::kMeasure)
    each(name == "office" ? "SELECT d.provenance FROM measures m JOIN documents d ON d.id = m.document WHERE m.id = ?"
                          : "SELECT provenance FROM measures WHERE id = ?");
  else if (kind == index::PassageKind::kDocument)
    each(name == "opinions" ? "SELECT s.provenance FROM passages p JOIN signatures s ON s.document = p.document WHERE p.id = ? ORDER BY s.number"
                            : "SELECT d.provenance FROM passages p JOIN documents d ON d.id = p.document WHERE p.id = ?");
  else if (kind == index::PassageKind::kPerson)
    each("SELECT s.provenance FROM passages p JOIN signatures s ON s.document = p.document AND s.number = p.number WHERE p.id = ?");
  else if (kind == index::PassageKind::kScore)
    each("SELECT s.provenance FROM passages p JOIN scores s ON s.document = p.document AND s.number = p.number WHERE p.id = ?");
  else if (kind == index::PassageKind::kRecord && name == "cells")
    each(
        "SELECT x.provenance FROM passages p JOIN records r ON r.document = p.document AND r.number = p.number JOIN table_rows x ON x.document = "
        "r.document AND x.number = r.row_number WHERE p.id = ?");
  else if (kind == index::PassageKind::kRecord && name != "title" && name != "fields")
    each(
        "SELECT t.provenance FROM passages p JOIN records r ON r.document = p.document AND r.number = p.number JOIN tables t ON t.document = "
        "r.document AND t.number = r.table_number WHERE p.id = ?");
  else if (kind == index::PassageKind::kRecord)
    each("SELECT r.provenance FROM passages p JOIN records r ON r.document = p.document AND r.number = p.number WHERE p.id = ?");
  else if (kind == index::PassageKind::kRow)
    each(name == "cells"
             ? "SELECT r.provenance FROM passages p JOIN table_rows r ON r.document = p.document AND r.number = p.number WHERE p.id = ?"
             : "SELECT t.provenance FROM passages p JOIN table_rows r ON r.document = p.document AND r.number = p.number JOIN tables t ON "
               "t.document = r.document AND t.number = r.table_number WHERE p.id = ?");
  else
    each("SELECT s.provenance FROM passages p JOIN oit_items s ON s.document = p.document AND s.number = p.number WHERE p.id = ?");
  return out;
}

// The words that stand in the places of a field, one text in their order.
Words words_in(database::Database& db, std::int64_t file, const std::vector<Place>& places, std::map<int, Words>& pages) {
  Words out;
  for (const Place& place : places) {
    const auto [page, fresh] = pages.try_emplace(place.page);
    if (fresh) page->second = page_of(db, file, place.page);
    for (const WordOnPage& word : page->second.words) {
      const int x = word.box.x + word.box.w / 2, y = word.box.y + word.box.h / 2;
      if (x < place.box.x || x >= place.box.right() || y < place.box.y || y >= place.box.bottom()) continue;
      out.words.push_back({out.text.size(), out.text.size() + word.end - word.begin, word.page, word.box});
      out.text.append(page->second.text, word.begin, word.end - word.begin);
      out.text += ' ';
    }
  }
  return out;
}

std::int64_t file_of(database::Database& db, std::int64_t id) {
  database::Statement row = db.prepare(index::kind_of(id) == index::PassageKind::kMeasure
                                           ? "SELECT d.file FROM measures m JOIN documents d ON d.id = m.document WHERE m.id = ?"
                                           : "SELECT file FROM passages WHERE id = ?");
  return row.bind(id).step() ? row.integer(0) : 0;
}

std::vector<Place> places_on_page(database::Database& db, const Plan& plan, const Match& found) {
  std::vector<Place> out;
  std::int64_t file = 0;
  int number = 0;
  {
    database::Statement row = db.prepare("SELECT file, number FROM passages WHERE id = ?");
    if (!row.bind(found.id).step()) return out;
    file = row.integer(0);
    number = static_cast<int>(row.integer(1));
  }
  const Words words = page_of(db, file, number);
  auto stands = stands_of(plan, words.text);
  if (stands.empty() && found.place.end > found.place.begin) {  // a near miss
    const index::SearchText cut = index::search_text(words.text);
    if (found.place.end < cut.offsets.size()) stands.emplace_back(cut.offsets[found.place.begin], cut.offsets[found.place.end]);
  }
  add_boxes(words, stands, out);
  return out;
}

}  // namespace

std::vector<Place> places_of(index::IndexReader& index, const Plan& plan, const Match& found) {
  database::Database& db = index.database();
  if (index::kind_of(found.id) == index::PassageKind::kPage) return places_on_page(db, plan, found);
  // The fields in which a term stands; where none does as it is asked (a near miss, filters alone) that of the hit.
  std::vector<int> fields;
  {
    const auto texts = PassageText::read(index, found.id);
    if (!texts) return {};
    for (int i = 0; i < texts->fields(); ++i)
      if (std::any_of(plan.terms.begin(), plan.terms.end(), [&](const Term& term) { return find_term(term, texts->field(i), 0).has_value(); }))
        fields.push_back(i);
  }
  if (fields.empty()) fields.push_back(found.field);
  const std::int64_t file = file_of(db, found.id);
  std::map<int, Words> pages;
  Provenances known;
  std::vector<Place> out;
  for (const int i : fields) {
    const std::vector<Place> places =
        places_of_field(db, found.id, index::info_of(index::kind_of(found.id)).fields[static_cast<std::size_t>(i)], known);
    const Words words = words_in(db, file, places, pages);
    const auto stands = stands_of(plan, words.text);
    add_boxes(words, stands, out);
    if (!stands.empty()) continue;
    for (const Place& place : places)
      if (out.size() < kMaxPlaces && !place.box.empty()) out.push_back(place);
  }
  return out;
}

}  // namespace banthuek::search
