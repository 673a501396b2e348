#include "pipeline/recognise/tesseract_recogniser.h"

#include <dlfcn.h>
#include <tesseract/capi.h>

#include <algorithm>
#include <sstream>
#include <string_view>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/recognise/model_file.h"

namespace banthuek::recognise {
namespace {

using tesseract::OEM_LSTM_ONLY, tesseract::PSM_RAW_LINE, tesseract::RIL_SYMBOL, tesseract::RIL_TEXTLINE;

// Loaded when it is asked for: it brings 40 libraries along, and nearly no run of the program reads with it.
class Library {
 public:
  Library() : handle_(dlopen("libtesseract.so.5", RTLD_NOW | RTLD_LOCAL)) {
    if (!handle_) throw Error(ErrorKind::kDisk, "libtesseract.so.5", "cannot be loaded; install the package libtesseract5");
  }

  template <typename Function>
  Function* find(const char* name) const {
    void* address = dlsym(handle_, name);
    if (!address) throw Error(ErrorKind::kDisk, "libtesseract.so.5", std::string("has no ") + name + "; install Debian's libtesseract5");
    return reinterpret_cast<Function*>(address);
  }

 private:
  void* handle_;  // never closed: what it has started lives as long as the program
};

#define BANTHUEK_TESSERACT(name) decltype(::Tess##name)* const name = library.find<decltype(::Tess##name)>("Tess" #name)

// The functions of Tesseract's C interface that are used here, without their prefix "Tess".
struct Tesseract {
  Library library;
  BANTHUEK_TESSERACT(BaseAPICreate);
  BANTHUEK_TESSERACT(BaseAPIDelete);
  BANTHUEK_TESSERACT(BaseAPIInit2);
  BANTHUEK_TESSERACT(BaseAPISetPageSegMode);
  BANTHUEK_TESSERACT(BaseAPISetVariable);
  BANTHUEK_TESSERACT(BaseAPISetImage);
  BANTHUEK_TESSERACT(BaseAPISetSourceResolution);
  BANTHUEK_TESSERACT(BaseAPIRecognize);
  BANTHUEK_TESSERACT(BaseAPIGetIterator);
  BANTHUEK_TESSERACT(ResultIteratorDelete);
  BANTHUEK_TESSERACT(ResultIteratorNext);
  BANTHUEK_TESSERACT(ResultIteratorGetUTF8Text);
  BANTHUEK_TESSERACT(ResultIteratorConfidence);
  BANTHUEK_TESSERACT(ResultIteratorGetPageIteratorConst);
  BANTHUEK_TESSERACT(PageIteratorBoundingBox);
  BANTHUEK_TESSERACT(DeleteText);
};

#undef BANTHUEK_TESSERACT

const Tesseract& tesseract() {
  static const Tesseract loaded;
  return loaded;
}

// The stock models write sara am as nikhahit and sara aa, a tone mark between: one symbol again.
void compose_sara_am(std::vector<Symbol>& symbols) {
  const std::string nikhahit = "\u0E4D", sara_aa = "\u0E32", sara_am = "\u0E33";
  for (std::size_t at = 0; at < symbols.size(); ++at) {
    if (symbols[at].text != nikhahit) continue;
    std::size_t next = at + 1;
    if (next < symbols.size() && symbols[next].text >= "\u0E48" && symbols[next].text <= "\u0E4B") ++next;
    if (next >= symbols.size() || symbols[next].text != sara_aa) continue;
    symbols[next].text = sara_am;
    symbols[next].confidence = std::min(symbols[next].confidence, symbols[at].confidence);
    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

class TesseractRecogniser : public Recogniser {
 public:
  explicit TesseractRecogniser(const TesseractSettings& settings) {
    std::stringstream names(settings.language);
    for (std::string name; std::getline(names, name, '+');)
      identity_.sha256 += (identity_.sha256.empty() ? "" : "+") + base::sha256_of_file(find_model(settings.folder, name).path());
    identity_.name = settings.language;
    api_.reset(tess_.BaseAPICreate());
    if (tess_.BaseAPIInit2(api_.get(), settings.folder.c_str(), settings.language.c_str(), OEM_LSTM_ONLY) != 0)
      throw Error(ErrorKind::kDisk, settings.language + ".traineddata", "Tesseract cannot load the model; is it a model for Tesseract 4 or 5?");
    tess_.BaseAPISetPageSegMode(api_.get(), PSM_RAW_LINE);
    tess_.BaseAPISetVariable(api_.get(), "preserve_interword_spaces", "1");
    tess_.BaseAPISetVariable(api_.get(), "load_system_dawg", "0");
    tess_.BaseAPISetVariable(api_.get(), "load_freq_dawg", "0");
  }

  Reading recognise(const LinePicture& line) override {
    Reading reading;
    if (line.width < 3) return reading;
    tess_.BaseAPISetImage(api_.get(), line.grey.data(), line.width, kLineHeight, 1, line.width);
    tess_.BaseAPISetSourceResolution(api_.get(), 300);
    if (tess_.BaseAPIRecognize(api_.get(), nullptr) != 0) return reading;
    const std::unique_ptr<TessResultIterator, Delete> at(tess_.BaseAPIGetIterator(api_.get()));
    if (at) collect(*at, line, reading);
    return reading;
  }

  ModelIdentity model() const override { return identity_; }

 private:
  struct Delete {
    void operator()(TessBaseAPI* api) const { tesseract().BaseAPIDelete(api); }
    void operator()(TessResultIterator* at) const { tesseract().ResultIteratorDelete(at); }
  };

  std::string text_at(const TessResultIterator& at, TessPageIteratorLevel level) const {
    const std::unique_ptr<char, decltype(tess_.DeleteText)> text(tess_.ResultIteratorGetUTF8Text(&at, level), tess_.DeleteText);
    return text ? text.get() : "";
  }

  void collect(TessResultIterator& at, const LinePicture& line, Reading& reading) const {
    // The C interface tells no blanks between words; the text of the whole line has them.
    const std::string whole = text_at(at, RIL_TEXTLINE);
    std::string_view rest = whole;
    do {
      const std::string text = text_at(at, RIL_SYMBOL);
      int left, top, right, bottom;
      if (text.empty() || !tess_.PageIteratorBoundingBox(tess_.ResultIteratorGetPageIteratorConst(&at), RIL_SYMBOL, &left, &top, &right, &bottom))
        continue;
      Symbol symbol{text, line.crop_x(left), line.crop_x(right), tess_.ResultIteratorConfidence(&at, RIL_SYMBOL) / 100.0, {}};
      const std::string_view behind = rest.substr(std::min(rest.size(), rest.find_first_not_of(' ')));
      if (!reading.symbols.empty() && rest.starts_with(' ')) {
        const Symbol& before = reading.symbols.back();
        reading.symbols.push_back({" ", before.x1, std::max(before.x1, symbol.x0), before.confidence, {}});
      }
      if (behind.starts_with(text)) rest = behind.substr(text.size());
      reading.symbols.push_back(std::move(symbol));
    } while (tess_.ResultIteratorNext(&at, RIL_SYMBOL));
    compose_sara_am(reading.symbols);
    std::size_t printed = 0;
    for (const Symbol& symbol : reading.symbols) {
      reading.text += symbol.text;
      if (symbol.text == " ") continue;
      reading.confidence += symbol.confidence;
      ++printed;
    }
    if (printed > 0) reading.confidence /= static_cast<double>(printed);
  }

  const Tesseract& tess_ = tesseract();
  std::unique_ptr<TessBaseAPI, Delete> api_;
  ModelIdentity identity_;
};

}  // namespace

std::unique_ptr<Recogniser> make_tesseract_recogniser(const TesseractSettings& settings) { return std::make_unique<TesseractRecogniser>(settings); }

}  // namespace banthuek::recognise
