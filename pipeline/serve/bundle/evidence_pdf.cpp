#include "pipeline/serve/bundle/evidence_pdf.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "pipeline/serve/view/field_view.h"
#include "pipeline/write/typeset.h"

namespace banthuek::serve::bundle {

std::string evidence_pdf(const Evidence& evidence, const view::Pages& pages) {
  using Style = write::Typeset::Style;
  const auto text = [&](const char* key) { return pages.text(key, view::Language::kThai); };
  const std::string made = view::shown_time(evidence.made_at, view::Language::kThai);
  write::Typeset out(evidence.title, text("bundle.report") + " · " + evidence.title);
  out.text(text("bundle.report"), Style::kSmall);
  out.text(evidence.title, Style::kTitle);
  out.gap(4);
  if (!evidence.state.empty())
    out.pair(text("dossier.state"), evidence.state + (evidence.assignee.empty() ? "" : " · " + text("dossier.assignee") + " " + evidence.assignee));
  out.pair(text("bundle.made"), made + (evidence.made_by.empty() ? "" : " · " + evidence.made_by));
  out.pair(text("dossier.items"), std::to_string(evidence.items.size()));
  out.pair(text("bundle.head"), evidence.head.root);
  out.text(text(evidence.faults == 0 ? "bundle.whole" : "bundle.faulty"), Style::kSmall);
  for (const auto& [who, note] : evidence.notes) {
    out.rule();
    out.text(note);
    out.text(who, Style::kSmall);
  }
  int number = 0;
  for (const EvidenceItem& item : evidence.items) {
    out.rule();
    out.gap(4);
    out.need(item.picture.empty() ? 120 : 220);
    out.text(fmt::format("{}. {}", ++number, item.label), Style::kHeading);
    if (!item.why.empty()) out.text(item.why, Style::kStrong);
    std::string where = item.office;
    for (const std::string& part : {item.year, item.heading})
      if (!part.empty()) where += (where.empty() ? "" : " · ") + part;
    if (!where.empty()) out.text(where);
    if (item.gone) out.text(text("dossier.gone"), Style::kStrong);
    if (!item.stood_then.empty()) out.pair(text("dossier.stood_then"), item.stood_then);
    if (!item.picture.empty())
      out.picture(item.picture, item.subject.field.empty() ? 420 : 230);
    else if (!item.no_picture.empty())
      out.text(text("document.no_picture"), Style::kSmall);
    for (const EvidenceValue& value : item.values) {
      std::string shown = value.shown;
      if (const std::string raw = value.other_raw(); !raw.empty()) shown += "\n" + text("document.raw") + ": " + raw;
      out.pair(fmt::format("{} ({}%)", value.label, view::percent(value.confidence)), shown);
    }
    for (const EvidenceChange& change : item.changes)
      out.pair(text("bundle.corrected"),
               fmt::format("{}: {} -> {}\n{} · {}{}", change.label, change.before.empty() ? "–" : change.before,
                           change.after.empty() ? "–" : change.after, change.who, change.at, change.why.empty() ? "" : " · " + change.why));
    if (!item.file.empty()) {
      out.gap(2);
      out.text(fmt::format("{} · {} {}{}", item.file, text("site.page"), item.page, item.read_how.empty() ? "" : " · " + item.read_how),
               Style::kSmall);
      out.text("SHA-256 " + item.sha256, Style::kSmall);
    }
    if (!item.who.empty()) out.text(fmt::format("{} {} · {}", text("bundle.collected_by"), item.who, item.at), Style::kSmall);
  }
  out.rule();
  out.text(text("bundle.how_to_check"), Style::kSmall);
  return out.finish();
}

}  // namespace banthuek::serve::bundle
