#include "pipeline/source/pdf_document.h"

#include <fmt/core.h>
#include <poppler/Catalog.h>
#include <poppler/Error.h>
#include <poppler/ErrorCodes.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "extractors/types/error.h"
#include "pipeline/source/pdf_cmaps.h"
#include "pipeline/source/pdf_image.h"
#include "pipeline/source/pdf_shapes.h"
#include "pipeline/source/pdf_states.h"
#include "pipeline/source/source.h"
#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::source {
namespace {

constexpr double kMaxSide = 30000;  // pixels of a page picture

constexpr double kShapeDpi = 72;
constexpr std::size_t kMaxShapes = 20'000;  // of one file

thread_local int lost_texts_here = 0;

bool stop_when_done(void* taker) { return static_cast<ShapeTaker*>(taker)->done(); }
bool stop_when_full(void* collector) { return static_cast<PdfCollector*>(collector)->full(); }
bool stop_when_too_deep(void* device) { return static_cast<StateCounter<SplashOutputDev>*>(device)->too_deep(); }

}  // namespace

void prepare_poppler() {
  if (globalParams) return;
  // The only way in which Poppler tells that it leaves out a text: "No font in show", "... show/space", "... move/show", "... move/set/show".
  setErrorCallback([](ErrorCategory, Goffset, const char* message) { lost_texts_here += std::string_view(message).starts_with("No font in "); });
  globalParams = std::make_unique<GlobalParams>();
  globalParams->setErrQuiet(true);
}

struct PdfDocument::Parts {
  std::string name;
  std::unique_ptr<PDFDoc> doc;
  int pages = 0;
  std::map<FontCode, text_layer::GlyphShape> shapes;  // seen so far
  std::optional<CMapGuard> guard;
  int lost_texts = 0;  // of the content taken last
  int guarded = 0;     // page whose maps were looked at last

  ::Page& page(int number) {
    if (number < 1 || number > pages) throw Error(ErrorKind::kInternal, name, fmt::format("there is no page {} of {}", number, pages));
    ::Page* page = doc->getPage(number);
    if (!page || !page->isOk())
      throw Error(ErrorKind::kDamaged, fmt::format("{}:{}", name, number), "the page is broken; open the file in a viewer and print it to a new PDF");
    if (guarded != number) {
      if (!guard) guard.emplace(doc->getXRef());
      const Object* form = doc->getCatalog()->getAcroForm();
      if (!guard->inspect(*page->getResourceDictObject()) || !guard->inspect(page->getAnnotsObject()) || (form && !guard->inspect(*form)))
        throw Error(ErrorKind::kTooLarge, fmt::format("{}:{}", name, number),
                    "the page names more fonts and pictures than are looked at; open the file in a viewer and print it to a new PDF");
      guarded = number;
    }
    return *page;
  }

  void walk(int number, PdfCollector& collector, double dpi) {
    page(number).displaySlice(&collector, dpi, dpi, 0, false, true, -1, -1, -1, -1, false, stop_when_full, &collector);
  }

  // Fonts are the same on many pages: what was seen once is kept.
  void add_shapes(int number, text_layer::PdfContent& content, double dpi) {
    std::set<FontCode> missing;
    const std::set<std::pair<int, unsigned>> wanted = text_layer::codes_to_look_at(content);
    for (const auto& [font, code] : wanted)
      if (const FontCode key{content.fonts[font].id, code}; !shapes.contains(key)) missing.insert(key);
    if (!missing.empty() && shapes.size() < kMaxShapes) {
      for (const FontCode& key : missing) shapes[key];
      ShapeTaker taker(doc.get(), std::move(missing));
      page(number).displaySlice(&taker, dpi, dpi, 0, false, true, -1, -1, -1, -1, false, stop_when_done, &taker);
      for (const auto& [key, shape] : taker.shapes) shapes[key] = shape;
    }
    for (const auto& [font, code] : wanted)
      if (const auto found = shapes.find({content.fonts[font].id, code}); found != shapes.end() && found->second.pieces > 0)
        content.shapes[{font, code}] = found->second;
  }
};

PdfDocument::PdfDocument(std::span<const std::byte> bytes, std::string name, const std::string& password) : parts_(std::make_unique<Parts>()) {
  prepare_poppler();
  parts_->name = std::move(name);
  std::optional<GooString> word;
  if (!password.empty()) word.emplace(password);
  auto* stream = new MemStream(reinterpret_cast<const char*>(bytes.data()), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  parts_->doc = std::make_unique<PDFDoc>(stream, word, word);  // owns the stream
  if (!parts_->doc->isOk()) {
    if (parts_->doc->getErrorCode() == errEncrypted)
      throw Error(ErrorKind::kEncrypted, parts_->name,
                  password.empty() ? "the PDF is encrypted; give --password-file"
                                   : "the PDF is encrypted and the password does not open it; give another --password-file");
    throw Error(ErrorKind::kDamaged, parts_->name, "the PDF is broken or cut short; get the file again or repair it with qpdf");
  }
  parts_->pages = parts_->doc->getNumPages();
  if (parts_->pages < 1) throw Error(ErrorKind::kDamaged, parts_->name, "the PDF has no pages; get the file again");
  if (parts_->pages > kMaxPages)
    throw Error(ErrorKind::kTooLarge, parts_->name, fmt::format("the PDF has {} pages, the limit is {}; split it", parts_->pages, kMaxPages));
}

PdfDocument::~PdfDocument() = default;

int PdfDocument::pages() const { return parts_->pages; }

int PdfDocument::attachments() const {
  Catalog* catalog = parts_->doc->getCatalog();
  return catalog ? std::max(0, catalog->numEmbeddedFiles()) : 0;
}

int PdfDocument::lost_texts() const { return parts_->lost_texts; }

bool PdfDocument::unknown_encoding(const text_layer::PdfContent& content) const {
  const auto replaced = [&](const text_layer::PdfFont& font) { return parts_->guard->unknown_encodings().contains(font.id); };
  return parts_->guard && std::any_of(content.fonts.begin(), content.fonts.end(), replaced);
}

double PdfDocument::picture_dpi(int number) {
  ::Page& page = parts_->page(number);
  const double width = page.getCropWidth(), height = page.getCropHeight();  // points
  if (!(width > 0 && height > 0 && std::isfinite(width * height)))
    throw Error(ErrorKind::kDamaged, fmt::format("{}:{}", parts_->name, number),
                "the page has no size; open the file in a viewer and print it to a new PDF");
  return std::min({kRenderDpi, 72 * std::sqrt(kMaxPagePixels / (width * height)), 72 * kMaxSide / std::max(width, height)});
}

std::vector<long long> PdfDocument::named_fonts(int number) {
  std::vector<long long> out;
  const Dict* resources = parts_->page(number).getResourceDict();
  const Object fonts = resources ? resources->lookup("Font") : Object(objNull);
  for (int i = 0; fonts.isDict() && i < fonts.dictGetLength(); ++i)
    if (const Object& font = fonts.dictGetValNF(i); font.isRef()) out.push_back(font_id(font.getRef()));
  return out;
}

text_layer::PdfContent PdfDocument::content(int number) {
  const double dpi = picture_dpi(number);
  PdfCollector collector(dpi);
  const int before = lost_texts_here;
  parts_->walk(number, collector, dpi);
  parts_->lost_texts = lost_texts_here - before;
  text_layer::PdfContent content = collector.take();
  parts_->add_shapes(number, content, std::min(dpi, kShapeDpi));
  return content;
}

picture::Picture PdfDocument::draw(int number, double dpi) { return draw(number, dpi, {}); }

picture::Picture PdfDocument::draw(int number, double dpi, const Box& box) {
  ::Page& page = parts_->page(number);
  const double most = picture_dpi(number);
  const double pixels = page.getCropWidth() * page.getCropHeight() / (72.0 * 72);
  dpi = std::min(dpi, most < kRenderDpi ? most : std::sqrt(kMaxPagePixels / pixels));
  SplashColor paper = {255, 255, 255};
  StateCounter<SplashOutputDev> splash(splashModeXBGR8, 4, false, paper, true);
  splash.setFontAntialias(true);
  splash.setVectorAntialias(true);
  splash.startDoc(parts_->doc.get());
  page.displaySlice(&splash, dpi, dpi, 0, false, true, box.empty() ? -1 : box.x, box.empty() ? -1 : box.y, box.empty() ? -1 : box.w,
                    box.empty() ? -1 : box.h, false, stop_when_too_deep, &splash);
  const SplashBitmap* bitmap = splash.getBitmap();
  if (!bitmap || !bitmap->getDataPtr())
    throw Error(ErrorKind::kMemory, fmt::format("{}:{}", parts_->name, number), "no memory to draw the page; give a higher memory limit");
  const std::size_t size = static_cast<std::size_t>(bitmap->getRowSize()) * bitmap->getHeight();
  return picture::Picture::from_bgrx({bitmap->getDataPtr(), size}, bitmap->getWidth(), bitmap->getHeight(), bitmap->getRowSize(), dpi);
}

picture::Picture PdfDocument::image(int number, int index) {
  const double dpi = picture_dpi(number);
  ImageTaker taker(dpi, index, ImageTaker::Encoding::kPixels);
  parts_->walk(number, taker, dpi);
  return std::move(taker.picture);
}

std::string PdfDocument::image_jpeg(int number, int index) {
  const double dpi = picture_dpi(number);
  ImageTaker taker(dpi, index, ImageTaker::Encoding::kJpeg);
  parts_->walk(number, taker, dpi);
  return std::move(taker.jpeg);
}

}  // namespace banthuek::source
