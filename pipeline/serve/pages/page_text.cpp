// The words of a page where they stand on its picture, so that text is selected, copied and found there.
#include <algorithm>

#include "extractors/types/ordered_json.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/name_places.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/store/page_words.h"

namespace banthuek::serve::pages {
namespace {

struct PageText {
  std::string text;
  std::vector<PlacedWord> words;
};

PageText text_of(site::StorePool& archive, const std::string& sha256, int page) {
  const auto store = archive.read();
  auto row = store->db().prepare(
      "SELECT text, words FROM pages g JOIN files f ON f.id = g.file JOIN page_words w ON w.page = g.id WHERE f.sha256 = ? AND g.number = ?");
  if (!row.bind(sha256).bind(page).step()) return {};
  PageText out{row.text(0), store::decode_words(row.view(1))};
  std::erase_if(out.words, [&](const PlacedWord& word) { return word.end > out.text.size() || word.begin >= word.end; });
  return out;
}

// What a visitor without names does not get: a word of which a letter belongs to a name, or that a covered place of the picture touches.
void leave_names_out(PageText& page, const report::NameMask& mask, const std::vector<Box>& covered) {
  const auto names = mask.find(page.text);
  std::erase_if(page.words, [&](const PlacedWord& word) {
    return std::any_of(names.begin(), names.end(), [&](const auto& name) { return word.end > name.first && word.begin < name.second; }) ||
           std::any_of(covered.begin(), covered.end(), [&](const Box& box) { return !intersect(box, word.box).empty(); });
  });
}

// Lines in reading order; `after` is what stands between a word and the next of its line: nothing, spaces, or a tab between cells.
site::Json lines_of(const PageText& page) {
  site::Json lines = site::Json::array();
  std::size_t before = 0;
  for (const PlacedWord& word : page.words) {
    const std::string between = lines.empty() ? "\n" : page.text.substr(before, word.begin - before);
    if (between.find('\n') != std::string::npos)
      lines.push_back(site::Json::array());
    else  // where a name was left out a space stays
      lines.back().back()["after"] = between.find_first_not_of(" \t") == std::string::npos ? between : " ";
    lines.back().push_back({{"x", word.box.x},
                            {"y", word.box.y},
                            {"w", word.box.w},
                            {"h", word.box.h},
                            {"text", page.text.substr(word.begin, word.end - word.begin)},
                            {"after", ""}});
    before = word.end;
  }
  return lines;
}

}  // namespace

http::Response page_text(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  const std::string number = visit.part("page");
  const auto shown = std::find_if(whole->pages.begin(), whole->pages.end(), [&](const auto& row) { return std::to_string(row.number) == number; });
  if (shown == whole->pages.end()) return desk.refusal(visit, 404, "error.no_document");
  PageText page = text_of(desk.archive(), whole->stored.sha256, shown->number);
  if (desk.masked(visit)) leave_names_out(page, *desk.archive().name_mask(), site::covered_places(desk.archive(), *whole, shown->number));
  const site::Json answer = {{"lines", lines_of(page)}};
  return http::json_answer(answer.dump(-1, ' ', false, site::Json::error_handler_t::replace));
}

}  // namespace banthuek::serve::pages
