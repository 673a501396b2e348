#include "extractors/values/spelling.h"

#include <algorithm>
#include <vector>

#include "extractors/text/field.h"
#include "extractors/text/fold.h"

namespace banthuek::values {
namespace {

using text::is_thai_mark;

constexpr double kUnsureLetter = 0.985;  // below, a word's letters may be other ones
constexpr std::size_t kTwoErrors = 14;   // characters from which a word may be two edits off

struct Letter {
  char32_t c;
  std::size_t at, end;  // bytes of the text
  double confidence;
};

// The letters without white space, each with the confidence of its word.
std::vector<Letter> letters_of(const text::Excerpt& quote) {
  std::vector<Letter> out;
  const text::Folded all = [&] {
    text::Folded f;
    std::size_t at = 0;
    for (const char32_t c : text::to_u32(quote.text)) {
      f.text += c;
      f.at.push_back(at);
      at += text::to_utf8(std::u32string(1, c)).size();
    }
    f.at.push_back(at);
    return f;
  }();
  if (all.at.back() != quote.text.size()) return out;  // bytes that are no UTF-8: left alone
  auto piece = quote.pieces.begin();
  for (std::size_t i = 0; i < all.text.size(); ++i) {
    while (piece != quote.pieces.end() && piece->end <= all.at[i]) ++piece;
    if (text::is_space(all.text[i])) continue;
    const bool inside = piece != quote.pieces.end() && piece->begin <= all.at[i];
    out.push_back({all.text[i], all.at[i], all.at[i + 1], inside ? piece->confidence : 1.0});
  }
  return out;
}

bool is_vowel_behind(char32_t c) { return c == U'า' || c == U'ำ' || c == U'ะ'; }

// Whether one letter may be misread as the other: a mark as a mark, า as ำ, anything else that stands on the line as its like.
bool alike(char32_t read, char32_t meant) {
  const auto kind = [](char32_t c) { return is_thai_mark(c) ? 1 : c == U'า' || c == U'ำ' ? 2 : text::is_thai_sign(c) ? 3 : 0; };
  const int a = kind(read), b = kind(meant);
  return a == b ? a != 0 : (a == 2 && b == 3 && read == U'า') || (a == 3 && b == 2 && meant == U'า');
}

// One change of the text: letters [from, to) become `with`.
struct Edit {
  std::size_t from, to;
  std::u32string with;
};

// How `word` differs from the letters that begin at `at`; nothing where by more than `most` edits or by edits that a sure reading
// forbids. The first and last letters count as replaced only.
std::optional<std::vector<Edit>> edits_from(const std::vector<Letter>& text, std::size_t at, std::u32string_view word, int most) {
  // Depth-first over the few places where an edit may be: texts are short and most is 1 or 2.
  struct Step {
    std::size_t i, k;  // of text, of word
    std::vector<Edit> edits;
  };
  std::vector<Step> open{{at, 0, {}}};
  std::optional<std::vector<Edit>> best;
  while (!open.empty()) {
    Step s = std::move(open.back());
    open.pop_back();
    while (s.i < text.size() && s.k < word.size() && text[s.i].c == word[s.k]) ++s.i, ++s.k;
    if (s.k == word.size()) {
      const bool mark_left = s.i < text.size() && is_thai_mark(text[s.i].c);
      if (!mark_left && (!best || s.edits.size() < best->size())) best = std::move(s.edits);
      continue;
    }
    if (static_cast<int>(s.edits.size()) == most) continue;
    const bool inside = s.k > 0 && s.k + 1 < word.size();
    const auto next = [&](std::size_t i, std::size_t k, Edit edit) {
      Step n{i, k, s.edits};
      n.edits.push_back(std::move(edit));
      open.push_back(std::move(n));
    };
    const bool unsure = s.i < text.size() && text[s.i].confidence < kUnsureLetter;
    if (unsure && alike(text[s.i].c, word[s.k]) && (s.k > 0 || !is_vowel_behind(text[s.i].c)))
      next(s.i + 1, s.k + 1, {s.i, s.i + 1, std::u32string(1, word[s.k])});
    if (unsure && inside && is_thai_mark(text[s.i].c)) next(s.i + 1, s.k, {s.i, s.i + 1, U""});
    const bool lost = s.k > 0 && s.i > at && text[s.i - 1].confidence < 1 && (is_thai_mark(word[s.k]) || (inside && unsure));
    if (lost) next(s.i, s.k + 1, {s.i, s.i, std::u32string(1, word[s.k])});
  }
  return best;
}

bool stands_at(const std::vector<Letter>& text, std::size_t at, std::u32string_view word) {
  if (at + word.size() > text.size()) return false;
  for (std::size_t k = 0; k < word.size(); ++k)
    if (text[at + k].c != word[k]) return false;
  return true;
}

}  // namespace

std::string mended(const text::Excerpt& quote, const schema::Vocabulary& vocabulary) {
  const bool recognised = std::any_of(quote.pieces.begin(), quote.pieces.end(), [](const text::Piece& p) { return p.confidence < 1; });
  if (!recognised || vocabulary.spellings.empty()) return quote.text;
  const std::vector<Letter> text = letters_of(quote);
  std::vector<int> state(text.size(), 0);  // 1: a known word stands here; 2: mended
  const auto mark = [&](std::size_t from, std::size_t size, int value) {
    for (std::size_t i = from; i < std::min(text.size(), from + size); ++i) state[i] = std::max(state[i], value);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const std::u32string& word : vocabulary.spellings)
      if (text[at].c == word[0] && stands_at(text, at, word)) mark(at, word.size(), 1);
    for (const std::u32string& word : vocabulary.spared)
      if (text[at].c == word[0] && stands_at(text, at, word)) mark(at, word.size(), 1);
  }
  std::vector<Edit> all;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::vector<Edit>* chosen = nullptr;
    std::vector<Edit> best;
    std::size_t length = 0;
    bool several = false;
    for (const std::u32string& word : vocabulary.spellings) {
      if (word.size() < length) break;  // longest first: a longer word that fits says more than a shorter one in it
      if (text[at].c != word[0] &&
          !(text[at].confidence < kUnsureLetter && at + 1 < text.size() && (text[at + 1].c == word[1] || text[at + 1].confidence < kUnsureLetter)))
        continue;
      auto edits = edits_from(text, at, word, word.size() >= kTwoErrors ? 2 : 1);
      if (!edits || edits->empty()) continue;
      // What is known to stand there already stays.
      const auto touches_known = [&](const Edit& e) {
        for (std::size_t i = e.from > 0 ? e.from - 1 : 0; i < std::min(text.size(), e.to + 1); ++i)
          if (state[i] == 2 || (state[i] == 1 && i >= e.from && i < e.to)) return true;
        return e.from == e.to && e.from > 0 && e.from < text.size() && state[e.from - 1] == 1 && state[e.from] == 1;
      };
      if (std::any_of(edits->begin(), edits->end(), touches_known)) continue;
      if (chosen) several = true;
      best = std::move(*edits);
      chosen = &best;
      length = word.size();
    }
    if (!chosen || several) continue;
    for (const Edit& e : best) {
      mark(e.from, std::max<std::size_t>(1, e.to - e.from), 2);
      all.push_back(e);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Edit& a, const Edit& b) { return a.from < b.from; });
  std::string out;
  std::size_t done = 0;
  for (const Edit& e : all) {
    const std::size_t from = e.from == e.to ? text[e.from - 1].end : text[e.from].at, to = e.from == e.to ? from : text[e.to - 1].end;
    if (from < done) continue;
    out += quote.text.substr(done, from - done) + text::to_utf8(e.with);
    done = to;
  }
  return out + quote.text.substr(done);
}

Field make_text_field(const text::Excerpt& quote, const std::string& rule, const schema::Vocabulary& vocabulary) {
  std::string value = mended(quote, vocabulary);
  const bool same = value == quote.text;
  return text::make_field(quote, std::move(value), same ? rule : rule + "+spelling");
}

}  // namespace banthuek::values
