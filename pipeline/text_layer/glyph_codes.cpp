#include "pipeline/text_layer/glyph_codes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "pipeline/text_layer/sara_am_repair.h"

namespace banthuek::text_layer {
namespace {

// U+F700 to U+F71A: shapes of Thai letters for places beside tall or deep letters.
constexpr std::array<char32_t, 27> kThaiShapes{0x0E10,                                  // ฐ without its foot
                                               0x0E34, 0x0E35, 0x0E36, 0x0E37,          // ิ ี ึ ื moved left
                                               0x0E48, 0x0E49, 0x0E4A, 0x0E4B, 0x0E4C,  // tones and ์ moved down and left
                                               0x0E48, 0x0E49, 0x0E4A, 0x0E4B, 0x0E4C,  // moved down
                                               0x0E0D,                                  // ญ without its foot
                                               0x0E31, 0x0E4D, 0x0E47,                  // ั ํ ็ moved left
                                               0x0E48, 0x0E49, 0x0E4A, 0x0E4B, 0x0E4C,  // tones and ์ moved left
                                               0x0E38, 0x0E39, 0x0E3A};                 // ุ ู ฺ moved down

bool no_width(const Glyph& g) { return std::abs(g.dx) < 0.01 * g.size; }

// A glyph of no width that says it is a space or a sign, or says nothing: most likely a mark.
bool nameless_mark(const Glyph& g) {
  if (g.hidden || g.direction != 0 || g.font < 0 || !no_width(g) || g.text.size() > 1) return false;
  if (g.text.empty()) return true;
  const char32_t c = g.text[0];
  return c == 0xA0 || (c >= 0x20 && c < 0x7F && !(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
}

constexpr char32_t kFirstMark = 0x0E47, kLastMark = 0x0E4E;  // ็ ่ ้ ๊ ๋ ์ ํ ๎: in this order in most fonts too
constexpr double kMostly = 0.8;
constexpr char32_t kSaraI = 0x0E34, kSaraIi = 0x0E35, kSaraUee = 0x0E37, kSaraU = 0x0E38, kSaraUu = 0x0E39, kNikhahit = 0x0E4D;
// Widths: ู against ุ of one font 1.4 to 2.4; against their heights ุ has 0.54 to 1.0, ู 1.06 to 1.7 (64 faces of TLWG, DIP and SIPA).
constexpr double kSame = 0.97;  // likeness of one mark in two places of its letter; ี and ื of one font have 0.89 to 0.96
// Of a mark without a code, against the marks of its own font that have one: the one it is a smaller or moved form of has 0.84 and more, other marks
// 0.65 at most, but for the vowels above, of which that one has 0.89 and others up to 0.84.
constexpr double kLike = 0.75, kLikeVowel = 0.9, kLikeLead = 0.12, kLikeAspect = 1.4, kOther = 0.7;
constexpr double kWider = 1.35, kNarrowU = 1.0, kWideUu = 1.04;

constexpr double kMarksOverlap = 0.03;  // em; of letters and marks above

constexpr double kTakesRoom = 0.02, kWideMark = 0.1;  // em

// Says where a line may be broken, how it runs, how letters join: nothing that stands on paper.
bool is_invisible(char32_t c) { return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF; }

bool is_below(char32_t c) { return c >= kSaraU && c <= 0x0E3A; }
bool is_above(char32_t c) { return is_thai_mark(c) && !is_below(c); }

// The one Thai mark that the glyph says, as a shape for another place or as itself; 0: something else.
char32_t mark_said(const std::u32string& text) {
  if (text.size() != 1) return 0;
  const char32_t c = text[0];
  if (c >= 0xF700 && c < 0xF700 + kThaiShapes.size()) return is_thai_mark(kThaiShapes[c - 0xF700]) ? kThaiShapes[c - 0xF700] : 0;
  return is_thai_mark(c) ? c : 0;
}

}  // namespace

bool in_thai_block(char32_t c) { return c >= 0x0E01 && c <= 0x0E5B; }

bool is_blank(const std::u32string& text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) {
    return c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x3000 || c == '\t' || c == '\n' || c == '\r';
  });
}

std::set<std::pair<int, unsigned>> codes_to_look_at(const PdfContent& content) {
  std::set<std::pair<int, unsigned>> out;
  for (const Glyph& g : content.glyphs) {
    if (g.font < 0 || g.hidden || g.direction < 0) continue;
    const bool vowel = g.text.size() == 1 && (g.text[0] == kSaraAa || g.text[0] == kSaraAm);
    if (vowel || mark_said(g.text) != 0 || (std::abs(g.dx) + std::abs(g.dy) < 0.01 * g.size && g.text.size() <= 2)) out.insert({g.font, g.code});
  }
  return out;
}

double mark_end(const PdfContent& content, const Glyph& glyph) {
  if (glyph.dx >= kWideMark * glyph.size) return glyph.x + glyph.dx;
  const auto shape = content.shapes.find({glyph.font, glyph.code});
  const bool rightwards = shape != content.shapes.end() && shape->second.pieces > 0 && shape->second.x0 + shape->second.x1 > 0;
  return rightwards ? glyph.x + shape->second.x1 * glyph.size : glyph.x;
}

LayerCodes::LayerCodes(const PdfContent& content) : fonts_(content.fonts.size()) {
  struct Count {
    int latin1 = 0, ascii_letters = 0, thai = 0;
  };
  std::vector<Count> counts(fonts_.size());
  for (const Glyph& g : content.glyphs) {
    if (g.font < 0 || g.hidden) continue;
    Count& count = counts[g.font];
    for (const char32_t c : g.text) {
      count.latin1 += tis620_range(c);
      count.thai += in_thai_block(c);
      count.ascii_letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
  }
  for (std::size_t i = 0; i < fonts_.size(); ++i) {
    const PdfFont& font = content.fonts[i];
    fonts_[i].thai_digits = font.thai_digits || draws_thai_digits(font.name);
    fonts_[i].kind = symbol_kind(font.name);
    if (fonts_[i].kind == FontKind::kText && counts[i].latin1 >= 8 && counts[i].latin1 > 2 * counts[i].ascii_letters && counts[i].thai == 0)
      fonts_[i].kind = FontKind::kTis620;
  }
  know_by_shape(content);
  know_marks_by_company(content);
}

void LayerCodes::know_by_shape(const PdfContent& content) {
  if (content.shapes.empty()) return;
  std::map<std::pair<int, unsigned>, const Glyph*> seen;
  for (const Glyph& g : content.glyphs)
    if (g.font >= 0 && !g.hidden && !g.told && content.shapes.contains({g.font, g.code})) seen.try_emplace({g.font, g.code}, &g);
  know_marks_of_two_sides(content);
  for (const Glyph& g : content.glyphs)  // of a code that is called by several marks one that stands where it is drawn
    if (const auto side = of_side_.find({g.font, g.code}); side != of_side_.end() && mark_said(g.text) == side->second) seen[side->first] = &g;
  // The mark of the page's fonts that is drawn as this one is, on its side of the letter.
  const auto alike = [&](const GlyphShape& shape) -> char32_t {
    char32_t best = 0;
    double most = kSame;
    for (const auto& [key, other] : content.shapes) {
      const char32_t c = seen.contains(key) ? mark_said(seen.at(key)->text) : 0;
      if (c == 0 || &other == &shape || is_below(c) != other.stands_below() || is_below(c) != shape.stands_below()) continue;
      if (other.is_ring() != (c == kNikhahit)) continue;
      if (const double likeness = other.likeness(shape); likeness > most) most = likeness, best = c;
    }
    return best;
  };
  // The mark of its own font that a glyph without a code is a smaller or moved form of (makers map the shape for a letter alone, and none that the
  // font puts over vowels and beside tall letters), clearly more than of any other.
  const auto likeness_of_font = [&](const std::pair<int, unsigned>& code, const GlyphShape& shape) -> char32_t {
    std::map<char32_t, double> likenesses;
    for (auto of = content.shapes.lower_bound({code.first, 0}); of != content.shapes.end() && of->first.first == code.first; ++of) {
      const char32_t c = seen.contains(of->first) ? mark_said(seen.at(of->first)->text) : 0;
      if (!is_above(c) || !of->second.stands_above() || of->second.is_ring() != (c == kNikhahit)) continue;
      likenesses[c] = std::max(likenesses[c], of->second.likeness(shape, kLikeAspect));
    }
    char32_t best = 0;
    double most = 0, next = 0;
    for (const auto& [c, likeness] : likenesses)
      if (likeness > most)
        next = most, most = likeness, best = c;
      else
        next = std::max(next, likeness);
    for (const auto& [c, likeness] : likenesses)
      if (likeness < kOther) unlike_[code] += c;
    const bool vowel = best >= kSaraI && best <= kSaraUee;
    if (vowel && !(likenesses.contains(kSaraI) && likenesses.contains(kSaraIi) && likenesses.contains(kSaraUee))) return 0;
    return most > (vowel ? kLikeVowel : kLike) && most > next + kLikeLead ? best : 0;
  };
  // Of the vowels below the one that its width beside the other's in its own font tells, or its proportions.
  const auto below = [&](int font, const GlyphShape& shape) -> char32_t {
    if (const char32_t c = alike(shape)) return c;
    const double width = shape.x1 - shape.x0, height = shape.y1 - shape.y0;
    for (const auto& [key, other] : content.shapes) {
      const char32_t c = key.first == font && seen.contains(key) ? mark_said(seen.at(key)->text) : 0;
      if (!is_below(c) || !other.stands_below()) continue;
      if (c == kSaraU && width > kWider * (other.x1 - other.x0)) return kSaraUu;
      if (c == kSaraUu && kWider * width < other.x1 - other.x0) return kSaraU;
    }
    return width < kNarrowU * height ? kSaraU : width > kWideUu * height ? kSaraUu : 0;
  };
  // Where the marks above begin, in each font: ำ reaches up among them.
  std::map<int, double> marks_bottom;
  for (const auto& [key, shape] : content.shapes)
    if (seen.contains(key) && shape.stands_above() && std::abs(seen.at(key)->dx) < 0.01 * seen.at(key)->size)
      marks_bottom[key.first] = std::min(marks_bottom.contains(key.first) ? marks_bottom[key.first] : 9, shape.y0 + kMarksOverlap);
  for (const auto& [key, g] : seen) {
    const GlyphShape& shape = content.shapes.at(key);
    const std::u32string& says = g->text;
    const char32_t mark = mark_said(says);
    const bool nameless = nameless_mark(*g);
    if (says == std::u32string(1, kSaraAm)) {
      const auto marks = marks_bottom.find(key.first);
      if (shape.has_one_piece() && marks != marks_bottom.end() && shape.y1 < marks->second) shapes_[key] = kSaraAa;
      if (shape.is_ring()) shapes_[key] = kNikhahit;
    } else if (says == std::u32string(1, kSaraAa)) {
      if (shape.is_sara_am()) shapes_[key] = kSaraAm;
    } else if (mark != 0 || nameless) {
      if (shape.is_ring()) {
        if (mark != kNikhahit) shapes_[key] = kNikhahit;
      } else if (shape.stands_below() && !is_below(mark)) {
        shapes_[key] = below(key.first, shape);
      } else if (shape.stands_above() && !is_above(mark)) {
        const char32_t same = alike(shape);
        shapes_[key] = same == 0 && nameless ? likeness_of_font(key, shape) : same;
      }
    }
  }
  know_dealt_marks(content);
  know_swapped_marks(content);
}

// Word deals the letters of น้ำ out to its glyphs in another order than they are drawn: the ring's code says ้, and the tone mark beside
// it says nothing.
void LayerCodes::know_dealt_marks(const PdfContent& content) {
  const std::vector<Glyph>& glyphs = content.glyphs;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& ring = glyphs[i];
    const auto known = shapes_.find({ring.font, ring.code});
    const char32_t says = mark_said(ring.text);
    if (known == shapes_.end() || known->second != kNikhahit || !is_above(says)) continue;
    for (const std::size_t k : {i - 1, i + 1}) {
      if (k >= glyphs.size() || glyphs[k].font != ring.font || !nameless_mark(glyphs[k])) continue;
      const auto beside = shapes_.find({ring.font, glyphs[k].code});
      if (beside != shapes_.end() && beside->second == 0 && content.shapes.at(beside->first).stands_above()) beside->second = says;
    }
  }
}

// Others deal out the letters of ผู้ in the order in which they are written, to glyphs in the order in which they are drawn: the tone mark's code says
// the vowel below, and the vowel's code the tone mark. The vowel is known by where it stands; the mark beside it is what the vowel's code says.
void LayerCodes::know_swapped_marks(const PdfContent& content) {
  const std::vector<Glyph>& glyphs = content.glyphs;
  std::map<std::pair<int, unsigned>, std::set<char32_t>> answers;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const auto above = shapes_.find({glyphs[i].font, glyphs[i].code});
    if (above == shapes_.end() || above->second != 0 || !is_below(mark_said(glyphs[i].text)) || !content.shapes.at(above->first).stands_above())
      continue;
    for (const std::size_t k : {i - 1, i + 1}) {
      if (k >= glyphs.size() || glyphs[k].font != glyphs[i].font || !is_above(mark_said(glyphs[k].text))) continue;
      const auto vowel = content.shapes.find({glyphs[k].font, glyphs[k].code});
      if (vowel != content.shapes.end() && vowel->second.stands_below()) answers[above->first].insert(mark_said(glyphs[k].text));
    }
  }
  for (const auto& [key, says] : answers)
    if (says.size() == 1) shapes_[key] = *says.begin();
}

// LibreOffice draws ู่ tone mark first, and /ActualText calls that glyph the vowel, the first of the two letters; elsewhere on the page it is the tone
// mark that it is.
void LayerCodes::know_marks_of_two_sides(const PdfContent& content) {
  struct Said {
    std::set<char32_t> above, below;
  };
  std::map<std::pair<int, unsigned>, Said> said;
  for (const Glyph& g : content.glyphs)
    if (const char32_t mark = mark_said(g.text); mark != 0 && g.font >= 0 && !g.hidden)
      (is_below(mark) ? said[{g.font, g.code}].below : said[{g.font, g.code}].above).insert(mark);
  for (const auto& [key, marks] : said) {
    const auto shape = content.shapes.find(key);
    if (shape == content.shapes.end() || marks.above.empty() || marks.below.empty()) continue;
    if (shape->second.stands_above() && marks.above.size() == 1) of_side_[key] = *marks.above.begin();
    if (shape->second.stands_below() && marks.below.size() == 1) of_side_[key] = *marks.below.begin();
  }
}

void LayerCodes::know_marks_by_company(const PdfContent& content) {
  struct Company {
    int all = 0, before_aa = 0, after_letter = 0;
    bool says_space = false;
  };
  std::map<std::pair<int, unsigned>, Company> companies;
  std::map<std::pair<int, char32_t>, std::set<unsigned>> known;  // codes of the marks that are mapped
  const std::vector<Glyph>& glyphs = content.glyphs;
  const auto letter = [](const Glyph& g) { return !g.text.empty() && g.text.back() >= 0x0E01 && g.text.back() <= 0x0E2E; };
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& g = glyphs[i];
    if (g.font >= 0 && g.text.size() == 1 && g.text[0] >= kFirstMark && g.text[0] <= kLastMark) known[{g.font, g.text[0]}].insert(g.code);
    if (!nameless_mark(g)) continue;
    Company& c = companies[{g.font, g.code}];
    ++c.all;
    c.says_space |= is_blank(g.text) && !g.text.empty();
    std::size_t next = i + 1, last = i;
    while (next < glyphs.size() && next < i + 4 && no_width(glyphs[next])) ++next;
    while (last > 0 && last + 4 > i && no_width(glyphs[last])) --last;
    const auto near = [&](const Glyph& o) { return std::abs(o.y - g.y) < 0.3 * g.size && std::abs(o.x - g.x) < g.size; };
    c.before_aa += next < glyphs.size() && !glyphs[next].text.empty() && glyphs[next].text[0] == 0x0E32 && near(glyphs[next]);
    c.after_letter += letter(glyphs[last]) && near(glyphs[last]);
  }
  for (const auto& [key, c] : companies) {
    if (c.after_letter < kMostly * c.all) continue;
    const bool ring = c.before_aa >= kMostly * c.all;
    // By its place in the font's row of marks.
    std::map<char32_t, int> votes;
    for (const auto& [mark, codes] : known) {
      if (mark.first != key.first) continue;
      for (const unsigned code : codes) {
        const long long there = static_cast<long long>(mark.second) + key.second - code;
        if (there >= kFirstMark && there <= kLastMark && there != mark.second) ++votes[static_cast<char32_t>(there)];
      }
    }
    const auto best = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const char32_t by_place = best == votes.end() ? 0 : best->first;
    if (by_place == 0x0E4D || (ring && (c.says_space || (by_place == 0 && c.all >= 3))))
      marks_[key] = 0x0E4D;
    else if (by_place != 0 && !c.says_space && (best->second >= 2 || !ring))
      marks_[key] = by_place;
  }
}

std::u32string LayerCodes::unlike(const Glyph& glyph) const {
  const auto known = unlike_.find({glyph.font, glyph.code});
  return known == unlike_.end() ? std::u32string() : known->second;
}

std::u32string LayerCodes::read(const Glyph& glyph, LayerDefects& defects) const {
  if (glyph.told) return glyph.text;
  const Font font = glyph.font >= 0 ? fonts_[glyph.font] : Font{};
  if (const char32_t sign = choice_sign(font.kind, glyph.code & 0xFF)) return std::u32string(1, sign);
  if (glyph.text.size() == 1 && glyph.text[0] >= 0xF020 && glyph.text[0] <= 0xF0FF)
    if (const char32_t sign = choice_sign(font.kind, glyph.text[0] - 0xF000)) return std::u32string(1, sign);
  if (const auto side = of_side_.find({glyph.font, glyph.code}); side != of_side_.end())
    if (const char32_t mark = mark_said(glyph.text); mark != 0 && is_below(mark) != is_below(side->second)) {
      ++defects.wrong_codes;
      return std::u32string(1, side->second);
    }
  if (const auto drawn = shapes_.find({glyph.font, glyph.code}); drawn != shapes_.end()) {
    if (drawn->second == 0) {
      ++defects.unmapped;
      return {};
    }
    if (drawn->second == kNikhahit || drawn->second == kSaraAm)
      ++defects.lost_am;
    else
      ++(is_blank(glyph.text) ? defects.lost_marks : defects.wrong_codes);
    return std::u32string(1, drawn->second);
  }
  if (nameless_mark(glyph)) {
    const auto known = marks_.find({glyph.font, glyph.code});
    if (known != marks_.end()) {
      ++(known->second == 0x0E4D ? defects.lost_am : defects.lost_marks);
      return std::u32string(1, known->second);
    }
    if (!glyph.text.empty() && !is_blank(glyph.text)) {
      ++defects.unmapped;
      return {};
    }
  }
  if (glyph.text.empty()) {
    ++defects.unmapped;
    return {};
  }
  // Where a glyph that takes room says nothing else, it draws what nobody says.
  if (std::all_of(glyph.text.begin(), glyph.text.end(), is_invisible) && !is_blank(glyph.text)) {
    defects.unmapped += std::abs(glyph.dx) >= kTakesRoom * glyph.size;
    return {};
  }
  const bool blank = is_blank(glyph.text);
  std::u32string out;
  for (char32_t c : glyph.text) {
    if (c >= 0xF700 && c < 0xF700 + kThaiShapes.size()) {
      c = kThaiShapes[c - 0xF700];
      ++defects.private_use;
    } else if (c >= 0xF020 && c <= 0xF0FF) {  // symbol fonts put 8-bit codes here
      const char32_t low = c - 0xF000;
      if (font.kind == FontKind::kSymbol && low == 0xB7) {
        c = U'•';
      } else if (font.kind == FontKind::kText && tis620_range(low)) {
        c = low + 0x0D60;
        ++defects.private_use;
      } else if (font.kind == FontKind::kText && low < 0x7F) {
        c = low;
        ++defects.private_use;
      } else {
        ++defects.unmapped;
        continue;
      }
    } else if (font.kind == FontKind::kTis620 && tis620_range(c)) {
      c += 0x0D60;
      ++defects.mojibake;
    } else if (font.thai_digits && glyph.confidence == 1 && c >= '0' && c <= '9') {
      c = c - '0' + 0x0E50;
      ++defects.thai_digits;
    } else if (is_invisible(c) && !blank) {
      continue;
    } else if (c == 0xFFFD || c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xE000 && c <= 0xF8FF) || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
      if (c != '\t' && c != '\n' && c != '\r') {
        ++defects.unmapped;
        continue;
      }
      c = ' ';
    }
    out += c;
  }
  return out;
}

}  // namespace banthuek::text_layer
