#include "pipeline/serve/site/name_places.h"

#include <algorithm>
#include <map>
#include <string>

#include "extractors/types/field_path.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/store/page_words.h"

namespace banthuek::serve::site {
namespace {

struct PageText {
  std::string text;
  std::vector<PlacedWord> words;
  Box whole;
};

Box with_rim(const Box& box) { return {box.x - 6, box.y - 6, box.w + 12, box.h + 12}; }

}  // namespace

std::vector<Place> name_places(StorePool& archive, const WholeDocument& document, int page) {
  const auto mask = archive.name_mask();
  std::map<int, PageText> pages;
  {
    const auto store = archive.read();
    auto row = store->db().prepare(
        "SELECT g.number, text, words, width, height FROM pages g JOIN files f ON f.id = g.file LEFT JOIN page_words w ON w.page = g.id "
        "WHERE f.sha256 = ? AND g.number BETWEEN ? AND ?");
    row.bind(document.stored.sha256).bind(document.stored.document.first_page).bind(document.stored.document.last_page);
    while (row.step()) {
      PageText& text = pages[static_cast<int>(row.integer(0))];
      text.text = row.text(1);
      text.words = store::decode_words(row.view(2));
      text.whole = {0, 0, static_cast<int>(row.integer(3)), static_cast<int>(row.integer(4))};
    }
  }
  const auto here = pages.find(page);
  if (here == pages.end()) return {};
  // A name that a correction took away, of which no page's text tells where it stands: it may stand anywhere.
  for (const store::Correction& correction : document.corrections) {
    if (!is_person(document.stored.document, correction.field) || !correction.before) continue;
    const MaybeField* now = field_at(const_cast<Document&>(document.stored.document), correction.field);
    if (now && *now && !(*now)->places.empty()) continue;
    const report::NameMask gone({*correction.before});
    if (std::none_of(pages.begin(), pages.end(), [&](const auto& one) { return gone.hides(one.second.text); })) return {{page, here->second.whole}};
  }
  std::vector<Place> out;
  const PageText& on = here->second;
  for (const auto& [begin, end] : mask->find(on.text)) {
    std::size_t placed = 0;
    for (const PlacedWord& word : on.words) {
      if (word.end <= begin || word.begin >= end) continue;
      placed += std::min<std::size_t>(end, word.end) - std::max<std::size_t>(begin, word.begin);
      if (std::find(out.begin(), out.end(), Place{page, word.box}) == out.end()) out.push_back({page, word.box});
    }
    // Spaces have no word.
    const auto spaces = static_cast<std::size_t>(std::count_if(on.text.begin() + static_cast<std::ptrdiff_t>(begin),
                                                               on.text.begin() + static_cast<std::ptrdiff_t>(end),
                                                               [](char c) { return c == ' ' || c == '\n' || c == '\t'; }));
    if (placed + spaces < end - begin) return {{page, on.whole}};
  }
  return out;
}

std::vector<Box> person_places(const Document& document, int page) {
  std::vector<Box> out;
  for_each_field(document, [&](std::string_view path, const Field& field) {
    if (!is_person(document, path)) return;
    for (const Place& place : field.places)
      if (place.page == page) out.push_back(with_rim(place.box));
  });
  return out;
}

std::vector<Box> covered_places(StorePool& archive, const WholeDocument& document, int page) {
  std::vector<Box> out = person_places(document.stored.document, page);
  for (const Place& place : name_places(archive, document, page)) out.push_back(with_rim(place.box));
  return out;
}

}  // namespace banthuek::serve::site
