// What bears a tag, and all tags.
#include "extractors/text/normalise.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/dossiers/dossier_pages.h"
#include "pipeline/serve/dossiers/subject_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::dossiers {

http::Response tag_page(site::Site& desk, const site::RequestContext& visit) {
  constexpr std::size_t kMaxShown = 200;
  const std::string word = view::begin_of(text::squeeze(text::to_internal(visit.query("tag"))), 200);
  view::Json tags = view::Json::array(), items = view::Json::array();
  std::vector<casework::Remark> found;
  {
    const auto store = desk.archive().read();
    for (const auto& [name, count] : casework::tags(store->db()))
      tags.push_back(
          {{"word", name}, {"count", view::thousands(count)}, {"href", "/tags?tag=" + http::percent_encode(name)}, {"selected", name == word}});
    if (!word.empty()) found = casework::tagged(store->db(), word);
  }
  Subjects subjects(desk, visit);
  for (auto remark = found.rbegin(); remark != found.rend() && items.size() < kMaxShown; ++remark) {
    view::Json item = subjects.view(remark->subject, remark->seen);
    item["who"] = remark->who;
    item["at"] = view::shown_time(remark->at, visit.language);
    items.push_back(std::move(item));
  }
  return desk.page(visit, "tags",
                   {{"tags", tags},
                    {"tags_shown", !tags.empty()},
                    {"word", word},
                    {"items", items},
                    {"items_shown", !items.empty()},
                    {"count", view::thousands(static_cast<long>(found.size()))}},
                   "dossier.tags_title");
}

}  // namespace banthuek::serve::dossiers
