// One value, record or document with its picture: to cite by its address, to note, tag and collect.
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/dossiers/dossier_pages.h"
#include "pipeline/serve/dossiers/subject_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::dossiers {
namespace {

// All that is said of the subject itself, or for a document of any of its values.
bool within(const casework::Subject& of, const std::string& field) { return field.empty() || of.field == field || of.field.starts_with(field + "/"); }

}  // namespace

http::Response value_page(site::Site& desk, const site::RequestContext& visit) {
  const auto subject = casework::parse_subject(visit.part("key") + (visit.query("field").empty() ? "" : "/" + visit.query("field")));
  Subjects subjects(desk, visit);
  const site::WholeDocument* whole = subject ? subjects.document(subject->document) : nullptr;
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  const view::Pages& pages = desk.pages();
  view::Json rows = view::Json::array(), changes = view::Json::array();
  const auto kind_of = [&](std::string_view path) {
    const auto info = field_info(whole->stored.document, path);
    return info ? info->kind : FieldKind::kText;
  };
  for_each_field(whole->stored.document, [&](std::string_view path, const Field& field) {
    if (subject->field.empty() || !within({"", std::string(path)}, subject->field)) return;
    const bool masked = desk.masked(visit) && is_person(whole->stored.document, path);
    const std::string shown = view::shown_value(pages, kind_of(path), field.value, visit.language);
    rows.push_back({{"label", view::label_of(pages, path, visit.language)},
                    {"value", masked ? pages.text("document.masked", visit.language) : shown},
                    {"raw", masked || field.raw.empty() || field.raw == field.value ? view::Json(nullptr) : view::Json(field.raw)},
                    {"percent", view::percent(field.confidence)},
                    {"sureness", view::sureness(field.confidence)},
                    {"rule", field.rule}});
  });
  if (rows.empty() && !subject->field.empty()) return desk.refusal(visit, 404, "error.no_document");
  for (const store::Correction& c : whole->corrections) {
    if (!within({"", c.field}, subject->field)) continue;
    const bool masked = desk.masked(visit) && is_person(whole->stored.document, c.field);
    changes.push_back({{"at", view::shown_time(c.at, visit.language)},
                       {"who", c.who},
                       {"why", view::shown_why(pages, c.why, visit.language)},
                       {"label", view::label_of(pages, c.field, visit.language)},
                       {"before", masked ? "" : view::shown_value(pages, kind_of(c.field), c.before.value_or(""), visit.language)},
                       {"after", masked ? "" : view::shown_value(pages, kind_of(c.field), c.after.value_or(""), visit.language)}});
  }
  view::Json view = subjects.view(*subject, "");
  view["document_key"] = subject->document;
  view["field"] = subject->field;
  view["rows"] = rows;
  view["changes"] = changes;
  view["changes_shown"] = !changes.empty();
  view["sha256"] = whole->stored.sha256;
  // What people wrote may name persons.
  const bool said = !desk.masked(visit);
  view::Json notes = view::Json::array(), tags = view::Json::array(), lies_in = view::Json::array();
  if (said) {
    const auto store = desk.archive().read();
    const casework::OfDocument of = casework::of_document(store->db(), subject->document);
    for (const casework::Remark& note : of.notes)
      if (within(note.subject, subject->field))
        notes.push_back({{"at", view::shown_time(note.at, visit.language)},
                         {"who", note.who},
                         {"text", note.text},
                         {"label", subjects.label(note.subject.field)}});
    for (const casework::Remark& tag : of.tags)
      if (tag.subject == *subject)
        tags.push_back({{"word", tag.text},
                        {"href", "/tags?tag=" + http::percent_encode(tag.text)},
                        {"document_key", subject->document},
                        {"field", subject->field}});
    for (const casework::Remark& item : of.items)
      if (within(item.subject, subject->field))
        if (const auto dossier = casework::dossier(store->db(), item.dossier))
          lies_in.push_back({{"title", dossier->title}, {"href", "/dossiers/" + item.dossier}});
  }
  view["notes"] = notes;
  view["notes_shown"] = !notes.empty();
  view["tags"] = tags;
  view["tags_shown"] = !tags.empty();
  view["lies_in"] = lies_in;
  view["lies_in_shown"] = !lies_in.empty();
  view["said"] = visit.query("said") == "1" ? view::Json(pages.text("dossier.saved", visit.language)) : view::Json(nullptr);
  const std::string title = view["label"];
  return desk.page(visit, "one_value", std::move(view), title + " ");
}

http::Response note_value(site::Site& desk, const site::RequestContext& visit) {
  const std::string field = visit.form("field"), act = visit.form("act"), who = visit.session.name;
  const auto subject = casework::parse_subject(visit.part("key") + (field.empty() ? "" : "/" + field));
  if (!subject || !desk.archive().document(subject->document)) return desk.refusal(visit, 404, "error.no_document");
  desk.archive().write(who, [&](store::Store& store) {
    const std::vector<casework::Subject> one = {*subject};
    if (act == "note")
      casework::note(store, who, *subject, visit.form("text"));
    else if (act == "tag")
      casework::tag(store, who, one, visit.form("text"), casework::Tagging::kPut);
    else if (act == "untag")
      casework::tag(store, who, one, visit.form("text"), casework::Tagging::kTakeOff);
    else
      throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
  });
  desk.note(visit, act == "note" ? "noted" : act == "tag" ? "tagged" : "untagged", casework::text_of(*subject));
  return http::redirect("/documents/" + subject->document + "/value?" + http::join_query({{"field", field}, {"said", "1"}}));
}

}  // namespace banthuek::serve::dossiers
