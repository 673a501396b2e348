// A document to take away as a PDF whose text can be found and copied: its pages as they were read, upright and straight, the text invisible over
// them. Refused to who may not see names (roles.h): the text would name them.

#include <algorithm>
#include <filesystem>

#include "extractors/types/error.h"
#include "extractors/types/page_words.h"
#include "pipeline/serve/dossiers/dossier_pages.h"
#include "pipeline/serve/http/prepared_body.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/page_pictures.h"
#include "pipeline/write/make_writer.h"

namespace banthuek::serve::dossiers {
namespace {

// Where the page as it was read is kept no longer: each of its words as a line.
Page page_of_words(const store::StoredPage& stored) {
  Page out = stored.page;
  out.lines.clear();
  out.tables.clear();
  out.flow.clear();
  for (const PlacedWord& word : stored.words) {
    Line line;
    line.box = word.box;
    line.text = stored.text.substr(word.begin, word.end - word.begin);
    line.words.push_back({line.text, word.box, 1});
    out.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(out.lines.size())});
    out.lines.push_back(std::move(line));
  }
  return out;
}

}  // namespace

http::Response searchable_document(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  if (!desk.pictures().unchanged(whole->stored.file, whole->stored.sha256)) return desk.refusal(visit, 404, "error.no_file");
  http::PreparedBody body;
  const auto writer = write::make_writer(write::PageFormat::kPdf, [&](std::string_view piece) { body.add(piece); });
  // A connection of its own: pictures are waited for.
  store::Store store = store::Store::open(desk.archive().file(), database::Access::kRead);
  const auto stored = store.file(whole->stored.sha256);
  if (!stored) return desk.refusal(visit, 404, "error.no_document");
  for (const site::PageRow& row : whole->pages) {
    const auto kept = std::find_if(stored->pages.begin(), stored->pages.end(), [&](const auto& page) { return page.page.number == row.number; });
    if (kept == stored->pages.end()) continue;
    Page page = store.cached_page(whole->stored.sha256, *kept).value_or(page_of_words(*kept));
    view::PictureWanted wanted = pages::page_wanted(*whole, row);
    wanted.region = {0, 0, row.width, row.height};
    wanted.width = row.width;
    wanted.height = row.height;
    std::string why;
    const auto picture = desk.pictures().get(wanted, why);
    if (!picture) return desk.refusal(visit, 404, "error.no_file");
    page.turned = 0;  // as the picture is by now
    page.skew = 0;
    writer->page(page, {[&] { return *picture; }, [] { return picture::Picture(); }});
  }
  writer->finish();
  std::string name = std::filesystem::path(whole->stored.file).stem().string();
  http::Response response;
  response.type = "application/pdf";
  response.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(name + ".searchable.pdf"));
  response.stream = body.stream();
  return response;
}

}  // namespace banthuek::serve::dossiers
