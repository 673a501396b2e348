#include "pipeline/recognise/tesseract_recogniser.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/recognise/model_file.h"

namespace banthuek::recognise {
namespace {

using OwnedText = std::unique_ptr<char[]>;

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
    if (api_.Init(settings.folder.c_str(), settings.language.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
      throw Error(ErrorKind::kDisk, settings.language + ".traineddata", "Tesseract cannot load the model; is it a model for Tesseract 4 or 5?");
    api_.SetPageSegMode(tesseract::PSM_RAW_LINE);
    api_.SetVariable("preserve_interword_spaces", "1");
    api_.SetVariable("load_system_dawg", "0");
    api_.SetVariable("load_freq_dawg", "0");
  }

  Reading recognise(const LinePicture& line) override {
    Reading reading;
    if (line.width < 3) return reading;
    api_.SetImage(line.grey.data(), line.width, kLineHeight, 1, line.width);
    api_.SetSourceResolution(300);
    if (api_.Recognize(nullptr) != 0) return reading;
    const std::unique_ptr<tesseract::ResultIterator> at(api_.GetIterator());
    if (at) collect(*at, line, reading);
    return reading;
  }

  ModelIdentity model() const override { return identity_; }

 private:
  static void collect(tesseract::ResultIterator& at, const LinePicture& line, Reading& reading) {
    do {
      const OwnedText text(at.GetUTF8Text(tesseract::RIL_SYMBOL));
      int left, top, right, bottom;
      if (!text || !at.BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom)) continue;
      Symbol symbol{text.get(), line.crop_x(left), line.crop_x(right), at.Confidence(tesseract::RIL_SYMBOL) / 100.0, {}};
      if (!reading.symbols.empty() && at.IsAtBeginningOf(tesseract::RIL_WORD)) {
        const Symbol& before = reading.symbols.back();
        if (at.BlanksBeforeWord() > 0) reading.symbols.push_back({" ", before.x1, std::max(before.x1, symbol.x0), before.confidence, {}});
      }
      reading.symbols.push_back(std::move(symbol));
    } while (at.Next(tesseract::RIL_SYMBOL));
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

  tesseract::TessBaseAPI api_;
  ModelIdentity identity_;
};

}  // namespace

std::unique_ptr<Recogniser> make_tesseract_recogniser(const TesseractSettings& settings) { return std::make_unique<TesseractRecogniser>(settings); }

}  // namespace banthuek::recognise
