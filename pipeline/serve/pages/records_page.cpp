// Records of the kinds that files describe (schemas/records): their kinds, and of one kind the records, with words, conditions on fields and their
// facets; everything in the address. Each leads to its place on the paper.
#include <fmt/core.h>

#include <algorithm>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::serve::pages {
namespace {

constexpr int kRecordsOfAPage = 50;
constexpr std::size_t kValuesShown = 8;

struct Asked {
  std::string kind, q;
  std::vector<std::string> where;
  int page = 1;
};

Asked asked_of(const site::RequestContext& visit) {
  Asked out{visit.query("kind"), view::begin_of(text::squeeze(text::to_internal(visit.query("q"))), 500), {}, 1};
  for (const auto& [name, value] : visit.request.query)
    if (name == "where" && !value.empty()) out.where.push_back(view::begin_of(value, 500));
  if (const std::string page = visit.query("page"); !page.empty() && page.size() < 4) out.page = std::max(1, std::atoi(page.c_str()));
  return out;
}

std::string address_of(const Asked& asked, int page) {
  http::Pairs out{{"kind", asked.kind}};
  if (!asked.q.empty()) out.emplace_back("q", asked.q);
  for (const std::string& one : asked.where) out.emplace_back("where", one);
  if (page > 1) out.emplace_back("page", std::to_string(page));
  return "/records?" + http::join_query(out);
}

// The conditions that choose a value of a facet: a size is two.
std::vector<std::string> conditions_of(const schema::KindField& field, const std::string& value) {
  const std::size_t dots = value.find("..");
  if (field.facet != schema::FieldFacet::kRange || dots == std::string::npos) return {field.name + "=" + value};
  std::vector<std::string> out;
  if (dots > 0) out.push_back(field.name + ">=" + value.substr(0, dots));
  out.push_back(field.name + "<" + (dots > 0 ? std::to_string(std::stoll(value.substr(dots + 2)) + 1) : "0"));
  return out;
}

std::string title_of(const schema::KindTitle& title, view::Language language) { return language == view::Language::kThai ? title.th : title.en; }

// Whoever may not see names of persons may not try them either: no condition on such a field, and no words where they are searched.
void hide_persons(const schema::RecordKind& kind, Asked& asked) {
  for (const schema::KindField& field : kind.fields) {
    if (field.type != CellType::kPerson) continue;
    if (field.search) asked.q.clear();
    std::erase_if(asked.where, [&](const std::string& one) { return text::squeeze(one).starts_with(field.name); });
  }
}

}  // namespace

http::Response records_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  Asked asked = asked_of(visit);
  const auto store = desk.archive().read();
  const std::vector<schema::RecordKind> kinds = store::record_kinds(store->db());
  site::Json list = site::Json::array();
  const schema::RecordKind* kind = nullptr;
  for (const schema::RecordKind& one : kinds) {
    auto row = store->db().prepare("SELECT count(*) FROM records WHERE kind = ?");
    row.bind(one.name).step();
    list.push_back({{"title", title_of(one.title, visit.language)},
                    {"href", "/records?kind=" + one.name},
                    {"count", view::thousands(row.integer(0))},
                    {"selected", one.name == asked.kind}});
    if (one.name == asked.kind) kind = &one;
  }
  if (!kind && !asked.kind.empty()) return desk.refusal(visit, 404, "error.not_found");
  site::Json view = {
      {"kinds", list}, {"kind", kind ? site::Json(kind->name) : site::Json(nullptr)}, {"wrong", nullptr}, {"q", asked.q}, {"none", false}};
  if (!kind) {
    view["none"] = list.empty();
    return desk.page(visit, "records", std::move(view), "records.title");
  }
  const bool masked = desk.masked(visit);
  if (masked) hide_persons(*kind, asked);
  search::SearchResult found;
  try {
    search::SearchOptions options;
    options.in = {index::PassageKind::kRecord};
    options.filters.records = {kind->name};
    for (const std::string& one : asked.where) options.filters.where.push_back(search::field_condition(one));
    options.counting = search::Counting::kFacets;
    options.limit = kRecordsOfAPage;
    options.offset = (asked.page - 1) * kRecordsOfAPage;
    found = store.searcher().search(asked.q, options);
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage) throw;
    view["wrong"] = view::shown_message(pages, e.message, visit.language);
  }
  site::Json titles = site::Json::array(), rows = site::Json::array(), facets = site::Json::array(), chips = site::Json::array(),
             kept = site::Json::array();
  for (const schema::KindField& field : kind->fields) {
    const bool figure = field.type == CellType::kNumber || field.type == CellType::kMoney;
    titles.push_back({{"label", title_of(field.title, visit.language)}, {"number", figure}});
  }
  auto row = store->db().prepare("SELECT r.fields FROM records r JOIN documents d ON d.id = r.document WHERE d.key = ? AND r.number = ?");
  for (const search::Hit& hit : found.hits) {
    row.bind(hit.document).bind(hit.number);
    if (!row.step()) continue;
    const auto fields = nlohmann::json::parse(row.view(0), nullptr, false);
    row.reset();
    const std::string at = fmt::format("/documents/{}#v-records-{}-", hit.document, hit.number - 1);
    site::Json cells = site::Json::array();
    std::string first;
    for (const schema::KindField& field : kind->fields) {
      const auto value = fields.is_object() ? fields.find(field.name) : fields.end();
      const bool there = fields.is_object() && value != fields.end() && !value->is_null();
      if (there && first.empty()) first = field.name;
      const std::string text = !there ? "" : value->is_string() ? value->get<std::string>() : value->dump();
      const FieldInfo info = info_of(RecordField{field.name, field.type, {}});
      const bool hidden = masked && info.names == Names::kPerson;
      cells.push_back({{"text", hidden ? pages.text("document.masked", visit.language) : view::shown_value(pages, info.kind, text, visit.language)},
                       {"href", there ? site::Json(at + field.name) : site::Json(nullptr)},
                       {"number", info.is_number()}});
    }
    rows.push_back({{"cells", cells}, {"office", hit.office}, {"year", hit.year}, {"page", hit.page}, {"href", at + first}});
  }
  for (const search::FieldFacet& facet : found.field_facets) {
    const schema::KindField* field = facet.kind == kind->name ? kind->field(facet.field) : nullptr;
    if (!field || (masked && field->type == CellType::kPerson)) continue;
    site::Json values = site::Json::array();
    for (const search::FacetCount& value : facet.counts) {
      if (values.size() >= kValuesShown) break;
      Asked narrowed = asked;
      for (const std::string& one : conditions_of(*field, value.value))
        if (std::find(narrowed.where.begin(), narrowed.where.end(), one) == narrowed.where.end()) narrowed.where.push_back(one);
      values.push_back({{"label", value.value}, {"count", view::thousands(value.count)}, {"href", address_of(narrowed, 1)}});
    }
    if (!values.empty()) facets.push_back({{"label", title_of(field->title, visit.language)}, {"values", values}});
  }
  for (const std::string& one : asked.where) {
    Asked without = asked;
    std::erase(without.where, one);
    chips.push_back({{"label", one}, {"href", address_of(without, 1)}});
    kept.push_back({{"value", one}});
  }
  const auto all_pages = static_cast<int>(std::clamp<std::int64_t>((found.total + kRecordsOfAPage - 1) / kRecordsOfAPage, 1, 200));
  view["kind_title"] = title_of(kind->title, visit.language);
  view["columns"] = titles;
  view["rows"] = rows;
  view["none"] = rows.empty() && view["wrong"].is_null();
  view["facets"] = facets;
  view["chips"] = chips;
  view["kept"] = kept;
  view["found"] = pages.text("records.found", visit.language, {{"count", view::thousands(found.total)}});
  view["paging"] = all_pages > 1;
  view["page"] = view::thousands(asked.page);
  view["pages"] = view::thousands(all_pages);
  view["previous"] = asked.page > 1 ? site::Json(address_of(asked, asked.page - 1)) : site::Json(nullptr);
  view["next"] = asked.page < all_pages ? site::Json(address_of(asked, asked.page + 1)) : site::Json(nullptr);
  const int status = view["wrong"].is_null() ? 200 : 400;
  return desk.page(visit, "records", std::move(view), "records.title", status);
}

}  // namespace banthuek::serve::pages
