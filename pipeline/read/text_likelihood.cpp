#include "pipeline/read/text_likelihood.h"

#include <vector>

namespace banthuek::read {

void TextLikelihood::add(std::u32string_view line, std::string_view mine) {
  using recognise::CharacterModel;
  CharacterModel::Context before{};
  std::vector<double> likely(line.size() + 1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const int symbol = CharacterModel::symbol_of(line[i]);
    if (symbol != CharacterModel::kOther) likely[i] = letters_.log_probability(before, symbol);
    before = CharacterModel::extended(before, symbol);
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (mine[i] == 0 || CharacterModel::symbol_of(line[i]) == CharacterModel::kOther) continue;
    Letter& letter = by_letter_[line[i]];
    ++letter.count, ++all_.count;
    letter.sum += likely[i] + likely[i + 1];
    all_.sum += likely[i];
  }
}

}  // namespace banthuek::read
