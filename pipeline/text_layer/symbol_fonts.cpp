#include "pipeline/text_layer/symbol_fonts.h"

#include <array>
#include <utility>

namespace banthuek::text_layer {
namespace {

// Signs of choice in Wingdings and Wingdings 2, by their 8-bit code.
constexpr std::array<std::pair<unsigned, char32_t>, 16> kWingdings{{{0x6C, U'●'},
                                                                    {0x6E, U'■'},
                                                                    {0x6F, U'☐'},
                                                                    {0x71, U'☐'},
                                                                    {0x72, U'☐'},
                                                                    {0x6D, U'○'},
                                                                    {0x9F, U'•'},
                                                                    {0xA1, U'○'},
                                                                    {0xA7, U'▪'},
                                                                    {0xA8, U'☐'},
                                                                    {0xB7, U'•'},
                                                                    {0xD8, U'➢'},
                                                                    {0xFB, U'✗'},
                                                                    {0xFC, U'✓'},
                                                                    {0xFD, U'☒'},
                                                                    {0xFE, U'☑'}}};
constexpr std::array<std::pair<unsigned, char32_t>, 12> kWingdings2{{{0x4F, U'✗'},
                                                                     {0x50, U'✓'},
                                                                     {0x51, U'☒'},
                                                                     {0x52, U'☑'},
                                                                     {0x53, U'☒'},
                                                                     {0x54, U'☒'},
                                                                     {0x55, U'⊗'},
                                                                     {0x81, U'○'},
                                                                     {0x98, U'●'},
                                                                     {0xA3, U'☐'},
                                                                     {0x99, U'○'},
                                                                     {0x2A, U'☐'}}};

std::string lower(const std::string& name) {
  std::string out;
  for (const char c : name)
    if (c != ' ' && c != '-' && c != '_') out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

template <typename Table>
char32_t look_up(const Table& table, unsigned code) {
  for (const auto& [c, sign] : table)
    if (c == code) return sign;
  return 0;
}

}  // namespace

FontKind symbol_kind(const std::string& given) {
  const std::string name = lower(given);
  if (name.find("wingdings2") != std::string::npos) return FontKind::kWingdings2;
  if (name.find("wingdings") != std::string::npos) return FontKind::kWingdings;
  return name == "symbol" || name.starts_with("symbolmt") || name.starts_with("symbol,") ? FontKind::kSymbol : FontKind::kText;
}

// Fonts of the civil service whose name ends in IT๙ draw Thai digits for ASCII ones; ๙ comes as UTF-8, as TIS-620,
// as 9.
bool draws_thai_digits(const std::string& name) {
  for (std::size_t at = name.find("IT"); at != std::string::npos; at = name.find("IT", at + 1)) {
    if (at == 0 || at + 2 >= name.size()) continue;
    const auto next = static_cast<unsigned char>(name[at + 2]);
    if (next == '9' || next == 0xF9 || name.compare(at + 2, 3, "\xe0\xb9\x99") == 0 || name.compare(at + 2, 3, "#F9") == 0) return true;
  }
  return false;
}

char32_t choice_sign(FontKind kind, unsigned code) {
  return kind == FontKind::kWingdings ? look_up(kWingdings, code) : kind == FontKind::kWingdings2 ? look_up(kWingdings2, code) : 0;
}

}  // namespace banthuek::text_layer
