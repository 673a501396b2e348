#include "pipeline/read/text_layer_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"
#include "pipeline/read/add_unmapped.h"
#include "pipeline/read/add_unread.h"
#include "pipeline/read/decode_fonts.h"
#include "pipeline/read/font_check.h"
#include "pipeline/read/read_picture.h"

namespace banthuek::read {
namespace {

constexpr std::size_t kFontsRead = 12;   // of a file: more than any office's cost more than they tell
constexpr int kPagesLookedAt = 3;        // from the first; covers and pictures have no line to compare
constexpr int kPagesSearched = 20;       // for codes to decode
constexpr int kLinesCompared = 3;        // of one page; the first that agrees is enough
constexpr int kMinLayerLetters = 12;     // Thai letters and digits of a line worth comparing
constexpr double kLittleInCommon = 0.5;  // sound layers have 0.98 and more, shuffled codes under 0.3
constexpr double kSureCheck = 0.85;      // a doubtful reading says nothing about the layer

int letters(const std::string& text) {
  const std::u32string characters = text::to_u32(text);
  return static_cast<int>(std::count_if(characters.begin(), characters.end(), [](char32_t c) { return text::is_thai_sign(c) || text::is_digit(c); }));
}

// The lines of most letters, the first of equals first.
std::vector<const Line*> lines_to_compare(const Page& page) {
  std::vector<std::pair<int, const Line*>> found;
  for (const Line* line : all_lines(page))
    if (const int n = letters(line->text); n >= kMinLayerLetters) found.push_back({n, line});
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Line*> out;
  for (const auto& [n, line] : found)
    if (out.size() < kLinesCompared) out.push_back(line);
  return out;
}

// Whether the picture of page `number` says what these lines of its layer say; nothing where too few can be compared.
std::optional<bool> agrees(const std::vector<const Line*>& lines, int number, source::Source& source, recognise::Recogniser& recogniser) {
  int compared = 0;
  for (const Line* line : lines) {
    const Line read = read_place(source, number, line->box, recogniser);
    if (read.confidence < kSureCheck) continue;
    if (text::similarity(read.text, line->text) >= kLittleInCommon) return true;
    ++compared;
  }
  if (compared < 2) return std::nullopt;
  return false;
}

class CheckedSource : public source::Source {
 public:
  CheckedSource(std::unique_ptr<source::Source> source, RecogniserGiver recogniser)
      : source_(std::move(source)), recogniser_(std::move(recogniser)) {}

  source::SourceKind kind() const override { return source_->kind(); }
  int pages() const override { return source_->pages(); }
  picture::Picture picture(int number) override { return source_->picture(number); }
  picture::Picture part(int number, const Box& box) override { return source_->part(number, box); }
  std::string jpeg(int number) override { return source_->jpeg(number); }

  std::vector<text_layer::CodedGlyph> coded_glyphs(int number) override { return source_->coded_glyphs(number); }
  std::vector<long long> named_fonts(int number) override { return source_->named_fonts(number); }
  void decode(const text_layer::Decoding& decoding) override { source_->decode(decoding); }

  source::SourcePage page(int number) override {
    source::SourcePage out = source_->page(number);
    const bool says_something = out.layer && out.layer->lines.size() + out.layer->tables.size() > 0;
    if (!decoded_ && (out.codes_in_doubt || (says_something && !trusted(number, out)))) {
      if (decode_once())
        out = source_->page(number);
      else if (out.layer && says_other(out))
        replace(out);
    }
    if (out.layer && judge_fonts(out) && says_other(out) && decode_again(out))
      out = source_->page(number);
    else if (out.layer && !out.fonts.empty() && says_other(out))
      replace(out);
    if (out.layer && !out.unmapped.empty()) add_unmapped(*out.layer, out.unmapped, *source_, recogniser_());
    if (out.layer && !out.unread.empty()) add_unread(*out.layer, out.unread, *source_, recogniser_());
    return out;
  }

 private:
  static void replace(source::SourcePage& page) {
    page.layer.reset();
    page.verdict = text_layer::LayerVerdict::kReplaced;
    page.reason = "the text layer says other than the picture: recognised";
  }

  bool is_wrong(long long font) const {
    const auto known = fonts_.find(font);
    return known != fonts_.end() && known->second == FontVerdict::kWrong;
  }

  // Is a font of the page wrong, and not decoded? Where the source tells of no fonts, all pages are.
  bool says_other(const source::SourcePage& page) const {
    if (page.fonts.empty()) return fonts_.empty();
    return std::any_of(page.fonts.begin(), page.fonts.end(), [&](long long font) { return is_wrong(font); });
  }

  // Judges the fonts of the page that were not yet; gives whether one of them does not say what is shown.
  bool judge_fonts(const source::SourcePage& page) {
    bool differs = false;
    std::vector<text_layer::CodedGlyph> glyphs;
    for (const long long font : page.fonts) {
      if (fonts_.contains(font) || page.layer->turned != 0) continue;
      FontVerdict& verdict = fonts_[font];  // kUnknown
      if (fonts_.size() > kFontsRead) continue;
      if (glyphs.empty()) glyphs = source_->coded_glyphs(page.layer->number);
      verdict = judge_font(*page.layer, glyphs, font, fonts_.size() == 1 ? Reading::kAlways : Reading::kIfUnlikely, *source_, recogniser_);
      differs |= verdict == FontVerdict::kWrong || verdict == FontVerdict::kPartly;
    }
    return differs;
  }

  // The fonts of the first pages, each once. A page that names no other fonts than those before it is not opened.
  bool first_fonts_sound(int asked_for, const source::SourcePage& asked) {
    bool sound = true;
    std::set<long long> named;
    for (int number = 1; number <= std::min(kPagesLookedAt, source_->pages()); ++number) try {
        const std::size_t before = named.size();
        for (const long long font : source_->named_fonts(number)) named.insert(font);
        if (number != asked_for && named.size() == before) continue;
        const source::SourcePage page = number == asked_for ? asked : source_->page(number);
        if (page.layer && judge_fonts(page)) sound = false;
      } catch (const Error&) {
        // A page that cannot be read says so itself when it is asked for.
      }
    return sound;
  }

  // `asked` is page `asked_for`, which is open already.
  bool trusted(int asked_for, const source::SourcePage& asked) {
    if (!trusted_ && !(asked.fonts.empty() && source_->named_fonts(asked_for).empty())) trusted_ = first_fonts_sound(asked_for, asked);
    for (int number = 1; number <= std::min(kPagesLookedAt, source_->pages()) && !trusted_; ++number) try {
        trusted_ = number == asked_for ? agrees(asked) : agrees(source_->page(number));
      } catch (const Error&) {
        // A page that cannot be read says so itself when it is asked for.
      }
    if (!trusted_) trusted_ = true;
    return *trusted_;
  }

  // Reads what the codes of the file's fonts are, from the first pages that have rows of them; once a file. Gives whether they are known now.
  bool decode_once() {
    if (tried_) return decoded_;
    tried_ = true;
    std::vector<int> pages;
    for (int number = 1; number <= std::min(kPagesSearched, source_->pages()); ++number) try {
        if (source_->page(number).codes_in_doubt || trusted_ == false) pages.push_back(number);
      } catch (const Error&) {
        // As above.
      }
    if (pages.empty()) return false;
    decoded_ = add(decode_fonts(*source_, pages, recogniser_()));
    return decoded_;
  }

  // The same for fonts that first stand on a later page, from the pages among the first that name them.
  bool decode_again(const source::SourcePage& page) {
    std::vector<int> pages;
    for (int number = 1; number <= std::min(kPagesSearched, source_->pages()); ++number) try {
        const std::vector<long long> named = source_->named_fonts(number);
        if (std::any_of(named.begin(), named.end(),
                        [&](long long font) { return is_wrong(font) && std::count(page.fonts.begin(), page.fonts.end(), font) > 0; }))
          pages.push_back(number);
      } catch (const Error&) {
        // As above.
      }
    return !pages.empty() && add(decode_fonts(*source_, pages, recogniser_()));
  }

  // Takes what was read beside what is known. Gives whether it tells of any code.
  bool add(const text_layer::Decoding& decoding) {
    for (auto& [font, verdict] : fonts_)
      if (decoding.sound_fonts.contains(font) || (!decoding.empty() && decoding.wrong_fonts.contains(font))) verdict = FontVerdict::kSound;
    if (decoding.empty()) return false;
    decoding_.codes.insert(decoding.codes.begin(), decoding.codes.end());
    decoding_.wrong_fonts.insert(decoding.wrong_fonts.begin(), decoding.wrong_fonts.end());
    source_->decode(decoding_);
    return true;
  }

  std::optional<bool> agrees(const source::SourcePage& page) {
    if (!page.layer || page.layer->turned != 0) return std::nullopt;
    const std::vector<const Line*> lines = lines_to_compare(*page.layer);
    // The recogniser is made only where there is something to read.
    return lines.empty() ? std::nullopt : read::agrees(lines, page.layer->number, *source_, recogniser_());
  }

  std::unique_ptr<source::Source> source_;
  RecogniserGiver recogniser_;
  std::optional<bool> trusted_;
  bool tried_ = false, decoded_ = false;  // to decode the fonts
  std::map<long long, FontVerdict> fonts_;
  text_layer::Decoding decoding_;
};

}  // namespace

std::unique_ptr<source::Source> with_checked_layers(std::unique_ptr<source::Source> source, RecogniserGiver recogniser) {
  return std::make_unique<CheckedSource>(std::move(source), std::move(recogniser));
}

}  // namespace banthuek::read
