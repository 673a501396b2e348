// Text of a wrong table of codes is unlikely, as a whole or at its wrong letters.
#include "pipeline/read/text_likelihood.h"

#include <gtest/gtest.h>

#include "pipeline/recognise/model_file.h"

namespace banthuek::read {
namespace text_likelihood_test {

const recognise::CharacterModel& model() {
  static const recognise::CharacterModel letters(recognise::find_model().letters_path());
  return letters;
}

TextLikelihood of(std::u32string_view line) {
  TextLikelihood out(model());
  out.add(line, std::string(line.size(), 1));
  return out;
}

constexpr std::u32string_view kSaid = U"รายงานผลการกำกับติดตามการดำเนินงานประจำปีตามที่สำนักปลัดได้รับมอบหมายให้จัดทำคำสั่ง";

std::u32string changed(const std::u32string& from, const std::u32string& to) {
  std::u32string out(kSaid);
  for (char32_t& c : out)
    if (const std::size_t i = from.find(c); i != std::u32string::npos) c = to[i];
  return out;
}

TEST(Likelihood, OfWordsIsHighAndOfAWrongTableLow) {
  EXPECT_GT(of(kSaid).mean(), -2);
  EXPECT_LT(of(changed(U"กตลงนคดสมรปบจผย", U"ตลงนคดสมรปบจผยก")).mean(), -4.5);
  EXPECT_EQ(of(kSaid).count(), static_cast<int>(kSaid.size()));
}

TEST(Likelihood, OfALetterThatIsExchangedIsLow) {
  const TextLikelihood sound = of(kSaid), exchanged = of(changed(U"กด", U"ดก"));
  for (const char32_t c : {U'ก', U'ด'}) {
    EXPECT_GT(sound.letters().at(c).mean(), -6);
    EXPECT_LT(exchanged.letters().at(c).mean(), -9);
  }
}

TEST(Likelihood, CountsTheFontsOwnThaiLetters) {
  TextLikelihood out(model());
  out.add(U"กa๑ข", {"\1\1\1\0", 4});
  EXPECT_EQ(out.count(), 1);
  EXPECT_EQ(out.letters().size(), 1u);
  EXPECT_EQ(TextLikelihood(model()).mean(), 0);
}

}  // namespace text_likelihood_test
}  // namespace banthuek::read
