#include "pipeline/source/pdf_source.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "extractors/types/error.h"
#include "pipeline/source/pdf_document.h"
#include "pipeline/text_layer/background.h"
#include "pipeline/text_layer/build_page.h"
#include "pipeline/text_layer/shown_letters.h"
#include "pipeline/text_layer/unread_places.h"
#include "pipeline/text_layer/verdict.h"

namespace banthuek::source {
namespace {

constexpr double kWholePage = 0.85;                       // share of the page that the only image of a scan covers
constexpr double kNotableImage = 0.05;                    // share of the page from which an image's resolution counts
constexpr double kMaxImagesPixels = 3 * kMaxImagePixels;  // claimed by all images of a page
constexpr int kMuchText = 150;                            // characters over a picture that make its paleness worth a look
constexpr int kSomeText = 20;                             // and that may be all that stands on the page
constexpr int kLettersOfAFont = 6;                        // of a page, that make it worth a look
constexpr int kTellingSide = 400;                         // pixels: smaller pictures do not tell letters from other things
constexpr int kLettersOfAScan = 40;                       // shown by a picture under text; photographs show 20 at most
constexpr double kMinDpi = 72, kMaxDpi = 600;

double share(const text_layer::PdfImage& image, const text_layer::PdfContent& content) {
  return (image.x1 - image.x0) * (image.y1 - image.y0) / (double(content.width) * content.height);
}

bool visible_text(const text_layer::PdfContent& content) {
  return std::any_of(content.glyphs.begin(), content.glyphs.end(), [](const text_layer::Glyph& g) { return !g.hidden && !g.text.empty(); });
}

// The image that is the whole page, or -1: it covers the page whole and upright, and nothing else is drawn.
int whole_page_image(const text_layer::PdfContent& content) {
  if (content.images.size() != 1 || visible_text(content)) return -1;
  if (!content.outlines.empty() || !content.horizontal.empty() || !content.vertical.empty()) return -1;
  const text_layer::PdfImage& image = content.images[0];
  const bool whole = image.turned >= 0 && !image.mirrored && !image.clipped && share(image, content) >= kWholePage;
  return whole ? 0 : -1;
}

// Resolution to draw a page at: that of its images where they make up the page, at least kRenderDpi where something
// else is on it.
double drawing_dpi(const text_layer::PdfContent& content) {
  double dpi = 0;
  for (const text_layer::PdfImage& image : content.images) {
    if (share(image, content) < kNotableImage || image.turned < 0) continue;
    const bool lying = image.turned % 180 != 0;
    const double across = lying ? image.y1 - image.y0 : image.x1 - image.x0;
    dpi = std::max(dpi, image.width / across * content.dpi);
  }
  if (dpi == 0 || visible_text(content) || !content.outlines.empty()) dpi = std::max(dpi, kRenderDpi);
  return std::clamp(dpi, kMinDpi, kMaxDpi);
}

// A page's points lie where they make the page no page: then it is taken for A4.
double plausible_dpi(int width, int height, double points_dpi) {
  const double longer = std::max(width, height);
  const double inches = longer / points_dpi;
  return inches > 4 && inches < 20 ? points_dpi : longer / 11.69;
}

bool blank(const text_layer::PdfContent& content) {
  return content.glyphs.empty() && content.images.empty() && content.outlines.empty() && content.horizontal.empty() && content.vertical.empty() &&
         content.filled_areas == 0;
}

class PdfSource : public Source {
 public:
  PdfSource(std::span<const std::byte> bytes, const std::string& name, const std::string& password) : document_(bytes, name, password), name_(name) {}

  SourceKind kind() const override { return SourceKind::kPdf; }
  int pages() const override { return document_.pages(); }

  SourcePage page(int number) override {
    const text_layer::PdfContent& content = collect(number);
    SourcePage out;
    if (content.too_much)
      out.findings.push_back(
          {"page_too_full", Severity::kWarning, number, "", "", "the page draws more than is kept; the rest of it was left out", ""});
    if (document_.lost_texts() > 0)
      out.findings.push_back({"text_not_shown", Severity::kWarning, number, "", std::to_string(document_.lost_texts()),
                              "text of the page is in a font that cannot be opened, and is neither shown nor read: print it to a new PDF", ""});
    if (document_.unknown_encoding(content))
      out.findings.push_back({"unknown_encoding", Severity::kWarning, number, "", "",
                              "a font of the page has an encoding that nobody knows: what it shows may be other letters than were meant", ""});
    if (const int attached = number == 1 ? document_.attachments() : 0; attached > 0)
      out.findings.push_back({"attachments", Severity::kWarning, number, "", std::to_string(attached),
                              "the PDF carries files of its own (a portfolio?), which are not read: save them and take them in too", ""});
    if (blank(content)) {
      Page page;
      page.width = content.width, page.height = content.height, page.dpi = content.dpi;
      take(out, number, std::move(page), text_layer::LayerVerdict::kTaken, "nothing is drawn on the page");
      return out;
    }
    const int turn = text_layer::upright_turn(content);
    text_layer::PdfContent upright = text_layer::turned(content, turn);
    text_layer::LayerText text = text_layer::read_glyphs(upright);
    const text_layer::LayerJudgement judgement = text_layer::judge_layer(upright, text, ground(number, content, text, turn));
    if (judgement.verdict == text_layer::LayerVerdict::kNone || judgement.verdict == text_layer::LayerVerdict::kReplaced) {
      out.verdict = judgement.verdict;
      out.reason = judgement.reason;
      out.codes_in_doubt = judgement.doubt == text_layer::Doubt::kCodes && turn == 0;
      return out;
    }
    if (text.defects.slanted > 0)
      out.findings.push_back({"slanted_text", Severity::kInfo, number, "", fmt::format("{} characters", text.defects.slanted),
                              "text written aslant (a watermark?) was left out", ""});
    if (text.defects.unmapped > 0)
      out.findings.push_back({"unmapped_characters", Severity::kWarning, number, "", std::to_string(text.defects.unmapped),
                              "characters of the text layer have no meaning and were left out", ""});
    if (turn == 0 && !text_layer::covered_by_images(content)) out.unread = unread(number, content, text);
    if (turn == 0) out.unmapped = text.unmapped, out.fonts = fonts_of(content, text);
    Page page = text_layer::make_page(without_letters(std::move(upright), out.unread), std::move(text));
    page.turned = turn;
    take(out, number, std::move(page), judgement.verdict, judgement.reason);
    return out;
  }

  picture::Picture picture(int number) override {
    const text_layer::PdfContent& content = collect(number);
    refuse_huge_images(number, content);
    if (const int index = whole_page_image(content); index >= 0) {
      const text_layer::PdfImage& image = content.images[static_cast<std::size_t>(index)];
      picture::Picture picture;
      const std::string jpeg = double(image.width) * image.height <= kMaxPagePixels ? document_.image_jpeg(number, index) : "";
      if (!jpeg.empty()) picture = decode_jpeg(jpeg);
      if (picture.empty()) picture = document_.image(number, index);
      if (!picture.empty()) return placed(std::move(picture), image, content);
    }
    if (layer_given(number)) return document_.draw(number, content.dpi);
    const picture::Picture drawn = document_.draw(number, drawing_dpi(content));
    return drawn.with_dpi(plausible_dpi(drawn.width(), drawn.height(), drawn.dpi()));
  }

  picture::Picture part(int number, const Box& box) override {
    const text_layer::PdfContent& content = collect(number);
    const Box page{0, 0, static_cast<int>(content.width), static_cast<int>(content.height)};
    if (whole_page_image(content) >= 0) return picture(number).cut(box);
    return document_.draw(number, content.dpi, intersect(page, box));
  }

  std::vector<text_layer::CodedGlyph> coded_glyphs(int number) override {
    const text_layer::PdfContent& content = collect(number);
    return text_layer::upright_turn(content) == 0 ? text_layer::coded_glyphs(content) : std::vector<text_layer::CodedGlyph>();
  }

  std::vector<long long> named_fonts(int number) override { return document_.named_fonts(number); }

  void decode(const text_layer::Decoding& decoding) override {
    decoding_ = decoding;
    collected_ = 0;
  }

  std::string jpeg(int number) override {
    const text_layer::PdfContent& content = collect(number);
    const int index = whole_page_image(content);
    if (index < 0) return {};
    const text_layer::PdfImage& image = content.images[static_cast<std::size_t>(index)];
    return image.turned == 0 ? document_.image_jpeg(number, index) : std::string();
  }

 private:
  // The content of the page asked for last is kept: page and picture are asked for one after the other.
  const text_layer::PdfContent& collect(int number) {
    if (collected_ != number) {
      collected_ = 0;
      content_ = document_.content(number);
      text_layer::apply_decoding(content_, decoding_);
      collected_ = number;
    }
    return content_;
  }

  // A picture under much text that can be seen may be a letterhead or a tint: its pixels tell.
  text_layer::Ground ground(int number, const text_layer::PdfContent& content, const text_layer::LayerText& text, int turn) {
    if (!text_layer::covered_by_images(content)) return text_layer::Ground::kPaper;
    const auto largest =
        std::max_element(content.images.begin(), content.images.end(),
                         [&](const text_layer::PdfImage& a, const text_layer::PdfImage& b) { return share(a, content) < share(b, content); });
    const bool asked = turn == 0 && text.defects.characters >= kSomeText && share(*largest, content) >= kWholePage &&
                       double(largest->width) * largest->height <= kMaxPagePixels;
    if (!asked) return text_layer::Ground::kScan;
    const picture::Picture picture = document_.image(number, static_cast<int>(largest - content.images.begin()));
    if (picture.empty()) return text_layer::Ground::kScan;
    if (text.defects.characters >= kMuchText && text_layer::is_pale_ground(picture, *largest, text)) return text_layer::Ground::kPaper;
    if (picture.width() < kTellingSide || picture.height() < kTellingSide) return text_layer::Ground::kScan;
    return text_layer::shown_letters(picture) < kLettersOfAScan ? text_layer::Ground::kPaper : text_layer::Ground::kScan;
  }

  std::vector<Box> unread(int number, const text_layer::PdfContent& content, const text_layer::LayerText& text) {
    std::vector<Box> out;
    for (const text_layer::UnreadPlace& place : text_layer::unread_places(content, text)) {
      const bool stored = place.image >= 0;
      if (stored) {
        const text_layer::PdfImage& image = content.images[static_cast<std::size_t>(place.image)];
        if (double(image.width) * image.height > kMaxPagePixels) continue;
      }
      const picture::Picture shown = stored ? document_.image(number, place.image) : document_.draw(number, content.dpi, place.box);
      if (text_layer::shown_letters(shown) >= place.letters) out.push_back(place.box);
    }
    return out;
  }

  static std::vector<long long> fonts_of(const text_layer::PdfContent& content, const text_layer::LayerText& text) {
    std::vector<int> letters(content.fonts.size());
    for (const text_layer::Cluster& c : text.clusters)
      if (c.font >= 0) ++letters[static_cast<std::size_t>(c.font)];
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (letters[i] >= kLettersOfAFont) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return letters[a] > letters[b]; });
    std::vector<long long> out;
    for (const std::size_t i : order) out.push_back(content.fonts[i].id);
    return out;
  }

  // Loops of letters that are drawn as curves are no marks of choice.
  static text_layer::PdfContent without_letters(text_layer::PdfContent content, const std::vector<Box>& places) {
    std::erase_if(content.outlines, [&](const text_layer::Outline& o) {
      return std::any_of(places.begin(), places.end(),
                         [&](const Box& b) { return o.x0 > b.x && o.x1 < b.right() && o.y0 > b.y && o.y1 < b.bottom(); });
    });
    return content;
  }

  // Before a byte is decoded: what images claim is read to the end even where their data end early.
  void refuse_huge_images(int number, const text_layer::PdfContent& content) const {
    double total = 0;
    for (const text_layer::PdfImage& image : content.images) {
      const double pixels = double(image.width) * image.height;
      total += pixels;
      if (pixels > kMaxImagePixels || total > kMaxImagesPixels)
        throw Error(ErrorKind::kTooLarge, fmt::format("{}:{}", name_, number),
                    fmt::format("an image of the page says it has {} x {} pixels; scan at 300 dpi", image.width, image.height));
    }
  }

  bool layer_given(int number) { return page(number).layer.has_value(); }

  static void take(SourcePage& out, int number, Page page, text_layer::LayerVerdict verdict, std::string reason) {
    page.number = number;
    page.source = verdict == text_layer::LayerVerdict::kRepaired ? PageSource::kRepairedLayer : PageSource::kTextLayer;
    page.source_reason = reason;
    page.findings = out.findings;
    out.verdict = verdict;
    out.reason = std::move(reason);
    out.layer = std::move(page);
  }

  static picture::Picture decode_jpeg(const std::string& jpeg) try {
    return picture::Picture::decode(std::as_bytes(std::span(jpeg)), "");
  } catch (const std::exception&) {
    return {};  // Poppler may still read it
  }

  static picture::Picture placed(picture::Picture picture, const text_layer::PdfImage& image, const text_layer::PdfContent& content) {
    picture = picture.turned(image.turned);
    const double dpi = picture.width() / (image.x1 - image.x0) * content.dpi;
    return picture.with_dpi(plausible_dpi(picture.width(), picture.height(), dpi));
  }

  PdfDocument document_;
  std::string name_;
  text_layer::PdfContent content_;
  int collected_ = 0;
  text_layer::Decoding decoding_;
};

}  // namespace

std::unique_ptr<Source> open_pdf(std::span<const std::byte> bytes, const std::string& name, const std::string& password) {
  return std::make_unique<PdfSource>(bytes, name, password);
}

}  // namespace banthuek::source
