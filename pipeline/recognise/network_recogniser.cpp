#include "pipeline/recognise/network_recogniser.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/pen/digit_reader.h"
#include "pipeline/recognise/calibration.h"
#include "pipeline/recognise/character_model.h"
#include "pipeline/recognise/ctc.h"
#include "pipeline/recognise/digit_script.h"
#include "pipeline/recognise/letter_doubt.h"
#include "pipeline/recognise/network.h"
#include "pipeline/recognise/unread_ink.h"

namespace banthuek::recognise {
namespace {

constexpr double kPrint = 0.6;  // of a line whose letters are told: below, a pen wrote it

// Ink of each column in the band of the body letters and the marks about it.
std::vector<int> column_ink(const LinePicture& line) {
  std::vector<int> ink(static_cast<std::size_t>(line.width), 0);
  for (int y = static_cast<int>(kBodyTop) - 2; y < static_cast<int>(kBodyTop + kBodyHeight) + 2; ++y)
    for (int x = 0; x < line.width; ++x) ink[static_cast<std::size_t>(x)] += 255 - line.grey[static_cast<std::size_t>(y) * line.width + x];
  return ink;
}

// Where one character ends and the next begins: the emptiest column between their middles, nearest halfway.
double border(const std::vector<int>& ink, double left, double right) {
  const double half = (left + right) / 2;
  int best = static_cast<int>(half);
  double least = 1e18;
  for (int x = static_cast<int>(left); x <= static_cast<int>(right); ++x) {
    if (x < 0 || x >= static_cast<int>(ink.size())) continue;
    const double cost = ink[static_cast<std::size_t>(x)] + 20 * std::abs(x - half);
    if (cost < least) least = cost, best = x;
  }
  return best;
}

class NetworkRecogniser : public Recogniser {
 public:
  explicit NetworkRecogniser(const ModelFile& model)
      : file_(load_network(model.path())), network_(file_, model.path().string()), identity_{model.name, base::sha256_of_file(model.path())} {
    if (network_.height() != kLineHeight)
      throw Error(ErrorKind::kUnsupported, model.path().string(),
                  fmt::format("its lines are {} pixels high, not {}; such a model can be read with Tesseract only", network_.height(), kLineHeight));
    if (std::filesystem::exists(model.letters_path())) load_letters(model);
    if (std::filesystem::exists(model.pen_path())) {
      pens_.emplace(model.pen_path(), pen::kNoneSure);
      identity_.name += "+pen";
      identity_.sha256 += "+" + base::sha256_of_file(model.pen_path());
    }
  }

  void load_letters(const ModelFile& model) {
    letters_.emplace(model.letters_path());
    const auto point = std::find(file_.symbols.begin(), file_.symbols.end(), ".");
    prior_.emplace(Prior{*letters_, {}, point == file_.symbols.end() ? -1 : static_cast<int>(point - file_.symbols.begin())});
    for (const std::string& symbol : file_.symbols) prior_->symbols.push_back(symbol == " " ? Prior::kNoSymbol : CharacterModel::symbol_of(symbol));
    identity_.name += "+letters";
    identity_.sha256 += "+" + base::sha256_of_file(model.letters_path());
  }

  Reading recognise(const LinePicture& line) override {
    Reading reading;
    if (line.width < 3) return reading;
    const Outputs outputs = network_.run(line.grey, line.width);
    const std::vector<Spike> spikes = decode(outputs, file_.null, prior_ ? &*prior_ : nullptr);
    reading.symbols = symbols_of(outputs, spikes, line);
    read_left_out(outputs, spikes, line, reading.symbols);
    agree_in_numbers(reading.symbols);
    if (letters_) doubt_unlikely_letters(*letters_, reading.symbols);
    trim(reading.symbols);
    for (const Symbol& symbol : reading.symbols) reading.text += symbol.text;
    reading.confidence = mean_confidence(reading.symbols);
    return reading;
  }

  ModelIdentity model() const override { return identity_; }
  const CharacterModel* letters() const override { return letters_ ? &*letters_ : nullptr; }
  const pen::DigitReader* pens() const override { return pens_ ? &*pens_ : nullptr; }

 private:
  const std::string& text_of(int output) const { return file_.symbols[static_cast<std::size_t>(output)]; }

  Symbol symbol_of(const Outputs& outputs, const std::vector<Spike>& spikes, std::size_t at) const {
    const Spike& spike = spikes[at];
    Symbol symbol;
    symbol.text = text_of(spike.output);
    // Rivals: what else is likely at its step and at those beside it that belong to no neighbour.
    const int first = std::max(at > 0 ? spikes[at - 1].step + 1 : 0, spike.step - 1);
    const int last = std::min(at + 1 < spikes.size() ? spikes[at + 1].step - 1 : outputs.steps - 1, spike.step + 1);
    std::vector<std::pair<double, int>> rivals;
    for (int output = 0; output < outputs.count; ++output) {
      if (output == spike.output || output == file_.null) continue;
      double most = outputs.step(spike.step)[output];
      for (int t = first; t <= last; ++t) {
        // A neighbour's own rise begins before its step.
        const bool neighbours = (at > 0 && spikes[at - 1].output == output) || (at + 1 < spikes.size() && spikes[at + 1].output == output);
        if (!neighbours) most = std::max<double>(most, outputs.step(t)[output]);
      }
      if (most > 0.005) rivals.emplace_back(most, output);
    }
    std::sort(rivals.rbegin(), rivals.rend());
    symbol.confidence = confidence_of(spike.peak, rivals.empty() ? 0.0 : rivals.front().first);
    for (std::size_t i = 0; i < std::min<std::size_t>(3, rivals.size()); ++i)
      symbol.alternatives.push_back({text_of(rivals[i].second), rivals[i].first});
    return symbol;
  }

  std::vector<Symbol> symbols_of(const Outputs& outputs, const std::vector<Spike>& spikes, const LinePicture& line) const {
    std::vector<Symbol> out;
    for (std::size_t at = 0; at < spikes.size(); ++at) out.push_back(symbol_of(outputs, spikes, at));
    place(outputs, spikes, line, out);
    return out;
  }

  // Where letters stand of which nothing is said, the part of the line is read by itself. It counts where it adds letters to those read before.
  void read_left_out(const Outputs& outputs, const std::vector<Spike>& spikes, const LinePicture& line, std::vector<Symbol>& symbols) {
    if (mean_confidence(symbols) < kPrint) return;
    std::vector<double> middles;
    std::vector<std::size_t> at;  // in `symbols`
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      if (is_mark(symbols[i].text) || symbols[i].text == " ") continue;
      for (int part = 0; part < (symbols[i].text == "แ" ? 2 : 1); ++part) {
        middles.push_back((spikes[i].step + 0.5) * outputs.pixels_per_step);
        at.push_back(i);
      }
    }
    const std::vector<UnreadInk> places = unread_ink(line, middles);
    for (auto found = places.rbegin(); found != places.rend(); ++found) {  // from the right, so that places in `symbols` stay
      const LinePicture part = part_of(line, found->x0, found->x1);
      const Outputs seen = network_.run(part.grey, part.width);
      std::vector<Symbol> read = symbols_of(seen, decode(seen, file_.null, prior_ ? &*prior_ : nullptr), part);
      if (letters_) doubt_unlikely_letters(*letters_, read);
      trim(read);
      const std::size_t first = found->first < at.size() ? at[found->first] : symbols.size();
      std::size_t last = found->first < found->last ? at[found->last - 1] + 1 : first;
      while (last > first && last < symbols.size() && is_mark(symbols[last].text)) ++last;
      fill_in(symbols, first, last, std::move(read), *found);
    }
  }

  static double mean_confidence(const std::vector<Symbol>& symbols) {
    double sum = 0;
    std::size_t printed = 0;
    for (const Symbol& symbol : symbols)
      if (symbol.text != " ") sum += symbol.confidence, ++printed;
    return printed > 0 ? sum / static_cast<double>(printed) : 0;
  }

  // Columns [x0, x1) of the line with white about them.
  static LinePicture part_of(const LinePicture& line, int x0, int x1) {
    constexpr int kRoom = 7;  // as prepare_line leaves
    LinePicture part;
    part.width = x1 - x0 + 2 * kRoom;
    part.left = line.crop_x(x0 - kRoom), part.scale = line.scale;
    part.band = line.band, part.slope = line.slope;
    part.grey.assign(static_cast<std::size_t>(part.width) * kLineHeight, 255);
    for (int y = 0; y < kLineHeight; ++y)
      std::copy_n(line.grey.begin() + static_cast<std::ptrdiff_t>(y) * line.width + x0, x1 - x0,
                  part.grey.begin() + static_cast<std::ptrdiff_t>(y) * part.width + kRoom);
    return part;
  }

  // Gives each character and its marks the columns up to the borders with its neighbours.
  static void place(const Outputs& outputs, const std::vector<Spike>& spikes, const LinePicture& line, std::vector<Symbol>& symbols) {
    struct Group {
      std::size_t first, last;
      double middle;
    };
    std::vector<Group> groups;
    for (std::size_t at = 0; at < symbols.size(); ++at) {
      const double middle = (spikes[at].step + 0.5) * outputs.pixels_per_step;
      if (!groups.empty() && is_mark(symbols[at].text)) {
        groups.back().last = at;
        continue;
      }
      groups.push_back({at, at, middle});
    }
    const std::vector<int> ink = column_ink(line);
    double left = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const double right = g + 1 < groups.size() ? std::max(left, border(ink, groups[g].middle, groups[g + 1].middle)) : line.width;
      for (std::size_t at = groups[g].first; at <= groups[g].last; ++at) symbols[at].x0 = line.crop_x(left), symbols[at].x1 = line.crop_x(right);
      left = right;
    }
  }

  // No spaces at the ends, none doubled.
  static void trim(std::vector<Symbol>& symbols) {
    std::vector<Symbol> kept;
    for (Symbol& symbol : symbols)
      if (!symbol.text.empty() && !(symbol.text == " " && (kept.empty() || kept.back().text == " "))) kept.push_back(std::move(symbol));
    while (!kept.empty() && kept.back().text == " ") kept.pop_back();
    symbols = std::move(kept);
  }

  NetworkFile file_;
  Network network_;
  std::optional<CharacterModel> letters_;
  std::optional<Prior> prior_;
  std::optional<pen::DigitReader> pens_;
  ModelIdentity identity_;
};

}  // namespace

std::unique_ptr<Recogniser> make_network_recogniser(const ModelFile& model) { return std::make_unique<NetworkRecogniser>(model); }

}  // namespace banthuek::recognise
