#include "pipeline/recognise/character_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "extractors/types/error.h"
#include "pipeline/recognise/ctc.h"
#include "pipeline/recognise/model_file.h"
#include "tests/recognise/letter_file.h"

namespace banthuek::recognise {
namespace character_model_test {

const CharacterModel& letters() {
  static const CharacterModel model(find_model().letters_path());
  return model;
}

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> out;
  for (const char byte : text) {
    if ((byte & 0xC0) != 0x80) out.emplace_back();
    out.back() += byte;
  }
  return out;
}

CharacterModel::Context context_of(const std::string& text) {
  CharacterModel::Context context{};
  for (const std::string& character : characters(text)) context = CharacterModel::extended(context, CharacterModel::symbol_of(character));
  return context;
}

double log_probability(const std::string& text) {
  CharacterModel::Context context{};
  double sum = 0;
  for (const std::string& character : characters(text)) {
    const int symbol = CharacterModel::symbol_of(character);
    sum += letters().log_probability(context, symbol);
    context = CharacterModel::extended(context, symbol);
  }
  return sum;
}

TEST(CharacterModel, KnowsWhichLettersFollow) {
  EXPECT_GT(log_probability("ดำเนินการ"), log_probability("คำเนินการ") + 1);
  EXPECT_GT(log_probability("จังหวัด"), log_probability("จังหวัค") + 1);
  EXPECT_GT(log_probability("คุณธรรม"), log_probability("ดุณธรรม") + 1);
}

TEST(CharacterModel, ProbabilitiesAddUpToOne) {
  for (const char* before : {"", "ก", "ดำเนิน", "ฌฆ", "๒๕๖๖", "การบริ"}) {
    double sum = 0;
    for (int symbol = 0; symbol < 74; ++symbol) sum += std::exp(letters().log_probability(context_of(before), symbol));
    EXPECT_NEAR(sum, 1, 0.08) << before;
  }
}

TEST(CharacterModel, PrefersNoDigitSignOrLatinLetter) {
  for (const char* other : {"๐", "๙", "0", "a", "Z", ".", "%", "฿", "–"})
    EXPECT_EQ(CharacterModel::symbol_of(other), CharacterModel::kOther) << other;
  EXPECT_EQ(CharacterModel::symbol_of("ก"), 1);
  EXPECT_EQ(CharacterModel::symbol_of("ฺ"), 58);
  EXPECT_EQ(CharacterModel::symbol_of("เ"), 59);
  EXPECT_EQ(CharacterModel::symbol_of("๎"), 73);
}

TEST(CharacterModel, RefusesWhatIsNoSuchFile) {
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "some.letters";
  const auto refused = [&](const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
    try {
      const CharacterModel model(file);
      return false;
    } catch (const Error& error) {
      return error.kind == ErrorKind::kDamaged;
    }
  };
  std::ifstream in(find_model().letters_path(), std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(in), {});
  EXPECT_FALSE(refused(whole));
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("LETTERS0"));
  EXPECT_TRUE(refused(whole.substr(0, 20)));
  EXPECT_TRUE(refused(whole.substr(0, whole.size() - 1)));
  EXPECT_TRUE(refused(std::string("LETTERS1") + std::string(100, '\xff')));
}

// Costs are sixteenths; a context that is known but does not go on with the letter adds its weight (over 128) and is shortened.
TEST(CharacterModel, BacksOffFromTheLongestContextThatIsKnown) {
  const CharacterModel model(small_letter_file("small.letters"));
  const auto of = [&](const std::string& before, int next) { return 16 * model.log_probability(context_of(before), next); };
  EXPECT_DOUBLE_EQ(of("", 1), -16);
  EXPECT_DOUBLE_EQ(of("", 2), -32);
  EXPECT_DOUBLE_EQ(of("", 3), -48);
  EXPECT_DOUBLE_EQ(of("", 4), -255);  // unheard of
  EXPECT_DOUBLE_EQ(of("ก", 2), -8);
  EXPECT_DOUBLE_EQ(of("ก", 3), -24);
  EXPECT_DOUBLE_EQ(of("ข", 1), -4);
  EXPECT_DOUBLE_EQ(of("ก", 1), -8 - 16);
  EXPECT_DOUBLE_EQ(of("ข", 2), -16 - 32);
  EXPECT_DOUBLE_EQ(of("ค", 2), 0 - 32);
  EXPECT_DOUBLE_EQ(of("กข", 1), -2);
  EXPECT_DOUBLE_EQ(of("กข", 2), -4 - 16 - 32);
  EXPECT_DOUBLE_EQ(of("ขก", 3), -6);
  EXPECT_DOUBLE_EQ(of("ขก", 2), -24 - 8);
  EXPECT_DOUBLE_EQ(of("คก", 3), -24);  // ค before ก is not known: nothing is added
  EXPECT_DOUBLE_EQ(of("กกก", 4), -8 - 255);
  EXPECT_DOUBLE_EQ(of("กขก", 3), -6);  // older letters are forgotten
}

TEST(CharacterModel, OfSingleLettersKnowsNoContext) {
  const CharacterModel model(write_letter_file("one.letters", letter_bytes({{{1, 16, 120, -1}, {2, 32, 128, -1}}})));
  EXPECT_DOUBLE_EQ(model.log_probability(context_of("ก"), 2), -2);
}

TEST(CharacterModel, SaysWhatIsWrongWithItsFile) {
  const auto message = [](const std::string& bytes) -> std::string {
    const std::filesystem::path file = write_letter_file("wrong.letters", bytes);
    try {
      const CharacterModel model(file);
      return "read";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::kDamaged);
      EXPECT_EQ(error.where, file.string());
      return error.message;
    }
  };
  const auto levels = small_letters();
  const std::string whole = letter_bytes(levels);
  EXPECT_EQ(message(whole), "read");
  EXPECT_EQ(message("LETTERS2" + whole.substr(8)), "is no letter model; take the file of the release again");
  EXPECT_EQ(message(whole.substr(0, whole.size() - 1)), "breaks off; take the file of the release again");
  EXPECT_EQ(message(whole + "more"), "read");
  EXPECT_EQ(message(letter_bytes(levels, 0)), "is no letter model that this program knows");
  EXPECT_EQ(message(letter_bytes(levels, 9)), "is no letter model that this program knows");
  EXPECT_EQ(message(letter_bytes({{{1, 1, 128, 0}},
                                  {{1, 1, 128, 0}},
                                  {{1, 1, 128, 0}},
                                  {{1, 1, 128, 0}},
                                  {{1, 1, 128, 0}},
                                  {{1, 1, 128, 0}},
                                  {{1, 1, 128, 0}},
                                  {{1, 1, 128, -1}}})),
            "read");
  auto bent = levels;
  bent[0][2].continuations = 4;  // past the last of the next length
  EXPECT_EQ(message(letter_bytes(bent)), "its entries are out of order; take the file of the release again");
  bent[0][2].continuations = 1;  // before the one of the entry before
  EXPECT_EQ(message(letter_bytes(bent)), "its entries are out of order; take the file of the release again");
  bent[0][2].continuations = 2;
  EXPECT_EQ(message(letter_bytes(bent)), "read");
  try {
    const CharacterModel model("/nowhere/x.letters");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::kDisk);
    EXPECT_STREQ(error.what(), "/nowhere/x.letters: cannot be read; is the installation whole?");
  }
}

TEST(CharacterModel, KnowsTheThaiLettersAlone) {
  EXPECT_EQ(CharacterModel::symbol_of("\u0E00"), CharacterModel::kOther);
  EXPECT_EQ(CharacterModel::symbol_of("\u0E3B"), CharacterModel::kOther);
  EXPECT_EQ(CharacterModel::symbol_of("\u0E3F"), CharacterModel::kOther);
  EXPECT_EQ(CharacterModel::symbol_of("\u0E4F"), CharacterModel::kOther);
  EXPECT_EQ(CharacterModel::symbol_of("ำ"), 0x33);
  EXPECT_EQ(CharacterModel::symbol_of("ะ"), 0x30);
  EXPECT_EQ(CharacterModel::symbol_of("กก"), CharacterModel::kOther);
  EXPECT_EQ(CharacterModel::symbol_of("\u1E01"), CharacterModel::kOther);
  EXPECT_EQ(CharacterModel::symbol_of(""), CharacterModel::kOther);
  EXPECT_EQ(CharacterModel::letter_of(CharacterModel::kOther), 0u);
  for (char32_t letter = 0xE00; letter <= 0xE60; ++letter) {
    const int symbol = CharacterModel::symbol_of(letter);
    EXPECT_TRUE(symbol == CharacterModel::kOther || CharacterModel::letter_of(symbol) == letter) << static_cast<unsigned>(letter);
  }
}

// A line that the network is sure of but for one place: outputs are the characters of `known`, the last one stands for nothing.
std::string decoded(const std::vector<std::string>& known, const std::vector<std::vector<std::pair<std::string, float>>>& seen) {
  const int null = static_cast<int>(known.size()), count = null + 1;
  Outputs outputs;
  outputs.count = outputs.stride = count;
  outputs.steps = static_cast<int>(seen.size()) * 2;
  Prior prior{letters(), {}};
  for (const std::string& character : known) prior.symbols.push_back(CharacterModel::symbol_of(character));
  prior.symbols.push_back(Prior::kNoSymbol);
  for (const auto& step : seen) {
    std::vector<float> values(static_cast<std::size_t>(count), 0);
    for (const auto& [character, likelihood] : step)
      values[static_cast<std::size_t>(std::find(known.begin(), known.end(), character) - known.begin())] = likelihood;
    outputs.values.insert(outputs.values.end(), values.begin(), values.end());
    std::vector<float> nothing(static_cast<std::size_t>(count), 0);
    nothing.back() = 1;
    outputs.values.insert(outputs.values.end(), nothing.begin(), nothing.end());
  }
  std::string text;
  for (const Spike& spike : decode(outputs, null, &prior)) text += known[static_cast<std::size_t>(spike.output)];
  return text;
}

TEST(DecodeWithLetters, LetsTheLettersDecideWhereThePictureDoesNot) {
  const std::vector<std::string> known{"ด", "ค", "ำ", "เ", "น", "ิ", "ก", "า", "ร"};
  const auto rest = [](std::pair<std::string, float> a, std::pair<std::string, float> b) {
    std::vector<std::vector<std::pair<std::string, float>>> seen{{a, b}};
    for (const char* character : {"ำ", "เ", "น", "ิ", "น", "ก", "า", "ร"}) seen.push_back({{character, 1.0F}});
    return seen;
  };
  EXPECT_EQ(decoded(known, rest({"ด", 0.45F}, {"ค", 0.55F})), "ดำเนินการ");
  EXPECT_EQ(decoded(known, rest({"ด", 0.02F}, {"ค", 0.98F})), "คำเนินการ");  // what is plainly seen stays
}

TEST(DecodeWithLetters, LeavesDigitsToThePicture) {
  const std::vector<std::string> known{"๒", "๕", "๖", "๔", "6"};
  const std::vector<std::pair<std::string, float>> doubtful{{"๔", 0.51F}, {"๖", 0.49F}};
  EXPECT_EQ(decoded(known, {{{"๒", 1.0F}}, {{"๕", 1.0F}}, doubtful, {{"6", 0.6F}, {"๖", 0.4F}}}), "๒๕๔6");
}

}  // namespace character_model_test
}  // namespace banthuek::recognise
