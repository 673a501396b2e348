#include "extractors/ita/slide_result.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "extractors/ita/result_table.h"
#include "extractors/ita/told_result.h"
#include "extractors/tables/score_columns.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/fields.h"

namespace banthuek::ita {
namespace {

constexpr std::size_t kHeadingOfPage = 140;  // characters of one, at most
constexpr double kOfASlide = 0.7;            // confidence, at most
constexpr std::size_t kShorts = 60;          // short texts of a page, at most
constexpr double kLarge = 1.8;               // of the page's lines, the height of a figure that is its message
constexpr double kLargest = 1.25;            // of the next figure's

using Paragraphs = std::vector<document::Paragraph>;

bool is_short(const document::Paragraph& paragraph) { return text::to_u32(paragraph.reading.text).size() <= kHeadingOfPage; }

int height_of(const document::Paragraph& paragraph) {
  int out = 0;
  for (const text::Piece& piece : paragraph.reading.pieces) out = std::max(out, piece.place.box.h);
  return out;
}

// "91.35", "91.35 คะแนน" and nothing else.
bool is_figure(std::string_view text) {
  static const RE2 figure(R"(^\s*\p{Nd}{2,3}\.\p{Nd}{1,2}\s*(?:คะแนน|%)?\s*$)");
  return RE2::PartialMatch(text, figure);
}

// The figure that stands alone on the page, set larger than its lines and than any other; the body's size where there is
// none.
std::size_t large_figure(const Paragraphs& body, int page) {
  std::size_t best = body.size();
  int next = 0;
  std::vector<int> heights;
  for (std::size_t k = 0; k < body.size(); ++k) {
    if (body[k].page != page) continue;
    const int height = height_of(body[k]);
    heights.push_back(height);
    if (!is_figure(body[k].reading.text)) continue;
    if (best == body.size() || height > height_of(body[best])) {
      next = best == body.size() ? 0 : height_of(body[best]);
      best = k;
    } else {
      next = std::max(next, height);
    }
  }
  if (best == body.size()) return best;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  const int own = height_of(body[best]);
  return own >= kLarge * *middle && own >= kLargest * next ? best : body.size();
}

// The one grade that stands on the page as a text of its own.
MaybeField lone_grade(const Paragraphs& body, int page, const schema::Schemas& schemas) {
  MaybeField out;
  for (const document::Paragraph& paragraph : body) {
    const auto level = paragraph.page == page ? tables::score_level(paragraph.reading.text, schemas.vocabulary) : std::nullopt;
    if (!level) continue;
    if (out) return std::nullopt;
    out = text::make_field(paragraph.reading, *level, "ita_result/ita.grade@1");
  }
  return out;
}

bool names(std::string_view text, const std::u32string& name) { return !name.empty() && text::fold(text).text.find(name) != std::u32string::npos; }

}  // namespace

std::optional<ItaResult> find_slide_result(const Paragraphs& body, std::string_view own, const std::set<int>& tabled,
                                           const schema::Schemas& schemas) {
  static const RE2 whole("^\\s*(?:ผล)?คะแนน(?:รวม|ภาพรวม|ของหน่วยงาน|การประเมิน|\\s*ITA)?|^\\s*ผลการประเมิน");
  const std::u32string name = text::fold(own).text;
  std::size_t heading = body.size();  // the last one of the assessment
  for (std::size_t k = 0; k < body.size(); ++k) {
    const int page = body[k].page;
    const bool first_of_page = k == 0 || body[k - 1].page != page, of_assessment = is_short(body[k]) && is_assessment_heading(body[k].reading.text);
    // A page that has no such heading itself shows the whole's score below a heading of the one before.
    const bool goes_on = !of_assessment && first_of_page && heading < body.size() && RE2::PartialMatch(body[k].reading.text, whole);
    if (of_assessment) heading = k;
    if (!of_assessment && !goes_on) continue;
    const std::size_t figure = large_figure(body, page);
    if (figure == body.size() && (goes_on || tabled.count(page) > 0)) continue;
    text::Excerpt all = body[heading].reading;
    bool named = names(all.text, name);
    static const RE2 of_year("^\\s*(?:ประจำ)?ปี");
    if (heading + 1 < body.size() && body[heading + 1].page == body[heading].page && RE2::PartialMatch(body[heading + 1].reading.text, of_year))
      text::append(all, " ", body[heading + 1].reading);
    if (figure < body.size()) text::append(all, " คะแนนรวม ", body[figure].reading);
    for (std::size_t i = goes_on ? k : k + 1; i < body.size() && i < k + kShorts && body[i].page == page; ++i)
      if (is_short(body[i]) && (figure == body.size() || !is_figure(body[i].reading.text))) text::append(all, " ", body[i].reading);
    for (const document::Paragraph& paragraph : body) named = named || (paragraph.page == body[heading].page && names(paragraph.reading.text, name));
    if (!named && !names(all.text, name)) continue;
    auto out = told_result(all, {}, Needed::kNamesTotal, schemas);
    if (!out) continue;
    if (!out->grade && figure < body.size()) out->grade = lone_grade(body, page, schemas);
    cap_confidence(*out, kOfASlide);
    return out;
  }
  return std::nullopt;
}

}  // namespace banthuek::ita
