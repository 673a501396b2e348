#include "pipeline/read/add_unmapped.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "extractors/text/fold.h"
#include "pipeline/read/read_picture.h"

namespace banthuek::read {
namespace {

constexpr double kTrusted = 0.85;   // of the line, and of the words that the letters are of
constexpr double kWitnessed = 0.6;  // of letters in a line that else is read as the layer says, but for one letter
constexpr std::size_t kOneOther = 1;
constexpr double kUnsure = 0.9;           // of a line that lacks a letter at most
constexpr double kOtherwise = 0.1;        // share of a line that may be read otherwise than the layer says
constexpr int kNearPlace = 3;             // letters between where one is missing and where it is read
constexpr std::size_t kMaxRun = 4;        // letters that one place may be
constexpr std::size_t kMaxLetters = 300;  // of a line
constexpr double kJoined = 0.25;          // of the line's height: a letter nearer than that to a word is of it
constexpr double kHighest = 0.4;          // of the place's height: where its line's baseline is at the highest
constexpr double kBeside = 1.5;           // of its height: how far a letter may stand from the words of its line

// A letter of a line and where its word is.
struct Letter {
  char32_t sign = 0;
  std::size_t word = 0, offset = 0;
};

std::vector<Letter> letters_of(const Line& line) {
  std::vector<Letter> out;
  for (std::size_t w = 0; w < line.words.size(); ++w) {
    const std::u32string text = text::to_u32(line.words[w].text);
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] != U' ') out.push_back({text[i], w, i});
  }
  return out;
}

bool is_tone_mark(char32_t c) { return c >= U'่' && c <= U'์'; }

// Letters that are read behind the first `at` of the layer and are none of it.
struct Run {
  std::size_t at = 0;
  std::u32string text;
  double confidence = 1;
};

struct Difference {
  std::vector<Run> runs;
  int otherwise = 0;  // letters exchanged, or of the layer and not read
};

Difference compare(const std::vector<Letter>& said, const std::vector<Letter>& read, const Line& reading) {
  const std::size_t n = said.size(), m = read.size();
  std::vector<std::vector<int>> cost(n + 1, std::vector<int>(m + 1));
  // A vowel and a tone mark are no two readings of one glyph; where one stands for the other, none is a letter that the layer lacks.
  const auto differ = [&](std::size_t i, std::size_t k) {
    if (said[i].sign == read[k].sign) return 0;
    return text::is_thai_mark(said[i].sign) && text::is_thai_mark(read[k].sign) && is_tone_mark(said[i].sign) != is_tone_mark(read[k].sign) ? 2 : 1;
  };
  for (std::size_t i = 0; i <= n; ++i)
    for (std::size_t k = 0; k <= m; ++k) {
      if (i == 0 || k == 0) {
        cost[i][k] = static_cast<int>(i + k);
        continue;
      }
      cost[i][k] = std::min({cost[i - 1][k - 1] + differ(i - 1, k - 1), cost[i - 1][k] + 1, cost[i][k - 1] + 1});
    }
  Difference out;
  for (std::size_t i = n, k = m; i > 0 || k > 0;) {
    if (i > 0 && k > 0 && cost[i][k] == cost[i - 1][k - 1] + differ(i - 1, k - 1)) {
      --i, --k;
      out.otherwise += differ(i, k) > 0;
    } else if (i > 0 && cost[i][k] == cost[i - 1][k] + 1) {
      --i, ++out.otherwise;
    } else {
      --k;
      if (out.runs.empty() || out.runs.back().at != i) out.runs.push_back({i, {}, 1});
      Run& run = out.runs.back();
      run.text.insert(run.text.begin(), read[k].sign);
      run.confidence = std::min(run.confidence, reading.words[read[k].word].confidence);
    }
  }
  return out;
}

// How many letters of the layer's line stand before `x`, their words' letters taken as equally wide.
std::size_t letters_before(const Line& line, const std::vector<Letter>& letters, int x) {
  std::size_t out = 0;
  for (const Letter& letter : letters) {
    const Word& word = line.words[letter.word];
    const auto size = static_cast<double>(std::max<std::size_t>(1, text::to_u32(word.text).size()));
    out += word.box.x + word.box.w * (static_cast<double>(letter.offset) + 0.5) / size < x;
  }
  return out;
}

// Does a place whose middle is `x` stand behind the letter that a mark at `at` is over? Marks have no room of their own.
bool stands_over(const Line& line, const std::vector<Letter>& letters, std::size_t at, int x) {
  const auto is_base = [](char32_t c) { return !text::is_thai_mark(c); };
  std::ptrdiff_t before = 0;
  std::vector<std::ptrdiff_t> seen(line.words.size());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (!is_base(letters[i].sign)) continue;
    const Word& word = line.words[letters[i].word];
    const std::u32string text = text::to_u32(word.text);
    const auto bases = static_cast<double>(std::count_if(text.begin(), text.end(), is_base));
    const double middle = word.box.x + word.box.w * (static_cast<double>(seen[letters[i].word]++) + 0.5) / bases;
    before += (middle < x) - (i < at);
  }
  return before == 0;
}

// Puts what was read at `place` into the word it touches, or as a word of its own. False where the line's words are not its text.
bool insert(Line& line, const std::vector<Letter>& letters, const Run& run, const Box& place) {
  const std::string said = text::to_utf8(run.text);
  const bool at_end = run.at == letters.size();
  const std::size_t here = at_end ? line.words.size() - 1 : letters[run.at].word;
  std::size_t word = here;
  std::size_t offset = at_end ? text::to_u32(line.words[here].text).size() : letters[run.at].offset;
  const double joined = kJoined * line.box.h;
  if (!at_end && offset == 0) {  // between two words: of the one it touches, the nearer first
    const double after = line.words[here].box.x - place.right(), before = here > 0 ? place.x - line.words[here - 1].box.right() : 1e9;
    if (here > 0 && before < after) word = here - 1, offset = text::to_u32(line.words[word].text).size();
  }
  const double gap = offset == 0 ? line.words[word].box.x - place.right() : place.x - line.words[word].box.right();
  // Where the words stand in the text.
  std::size_t from = 0;
  for (std::size_t w = 0; w <= word; ++w) {
    from = line.text.find(line.words[w].text, w == 0 ? 0 : from + line.words[w - 1].text.size());
    if (from == std::string::npos) return false;
  }
  Word& target = line.words[word];
  const std::u32string whole = text::to_u32(target.text);
  const std::size_t byte = text::to_utf8(whole.substr(0, offset)).size();
  const bool apart = (offset == 0 || offset == whole.size()) && gap > joined;
  if (!apart) {
    target.text.insert(byte, said);
    line.text.insert(from + byte, said);
    target.box = unite(target.box, place);
    target.confidence = std::min(target.confidence, run.confidence);
  } else if (offset == 0) {
    line.text.insert(from, said + " ");
    line.words.insert(line.words.begin() + static_cast<std::ptrdiff_t>(word), {said, place, run.confidence});
  } else {
    line.text.insert(from + target.text.size(), " " + said);
    line.words.insert(line.words.begin() + static_cast<std::ptrdiff_t>(word) + 1, {said, place, run.confidence});
  }
  line.box = unite(line.box, place);
  return true;
}

// The line that a place stands in or right beside.
Line* line_at(Page& page, const Box& place, Cell*& cell) {
  Line* best = nullptr;
  double nearest = 1e9;
  const auto offer = [&](Line& line, Cell* of) {
    const int y = line.baseline > 0 ? line.baseline : line.box.bottom() - line.box.h / 4;
    if (line.words.empty() || y < place.y + kHighest * place.h || y > place.bottom()) return;
    const double apart = std::max({0, line.box.x - place.right(), place.x - line.box.right()});
    if (apart < nearest && apart < kBeside * place.h) nearest = apart, best = &line, cell = of;
  };
  for (Line& line : page.lines) offer(line, nullptr);
  for (Table& table : page.tables)
    for (Cell& c : table.cells)
      for (Line& line : c.lines) offer(line, &c);
  return best;
}

// Whether the letter at `place` was read and is in the line now.
bool mend(Line& line, const Box& place, source::Source& source, int page, recognise::Recogniser& recogniser) {
  const Line reading = read_place(source, page, unite(line.box, place), recogniser);
  const std::vector<Letter> said = letters_of(line), read = letters_of(reading);
  if (reading.confidence < kTrusted || said.empty() || said.size() > kMaxLetters || read.size() > kMaxLetters) return false;
  const Difference found = compare(said, read, reading);
  const auto expected = static_cast<std::ptrdiff_t>(letters_before(line, said, place.x + place.w / 2));
  const Run* best = nullptr;
  std::size_t others = 0;
  const auto apart = [&](const Run& run) { return std::abs(static_cast<std::ptrdiff_t>(run.at) - expected); };
  for (const Run& run : found.runs) {
    others += run.text.size();
    const bool marks = std::all_of(run.text.begin(), run.text.end(), text::is_thai_mark);
    if (marks && !stands_over(line, said, run.at, place.x + place.w / 2)) continue;
    if (apart(run) <= kNearPlace && (!best || apart(run) < apart(*best))) best = &run;
  }
  if (!best || best->text.size() > kMaxRun) return false;
  others -= best->text.size();
  const bool letters = std::all_of(best->text.begin(), best->text.end(), text::is_thai_sign);
  const bool witnessed = letters && static_cast<std::size_t>(found.otherwise) + others <= kOneOther;
  if (best->confidence < (witnessed ? kWitnessed : kTrusted)) return false;
  if (static_cast<double>(found.otherwise) + static_cast<double>(others) > std::max(1.0, kOtherwise * static_cast<double>(said.size()))) return false;
  Run run = *best;
  if (run.text == U"ฤา" || run.text == U"ฦา") run.text[1] = U'ๅ';  // fonts draw these two as one glyph, and ๅ is read as า
  if (!insert(line, said, run, place)) return false;
  line.confidence = std::min(line.confidence, reading.confidence);
  return true;
}

// Letters side by side are read as one place.
struct Place {
  Box box;
  int letters = 1;
};

std::vector<Place> side_by_side(std::vector<Box> boxes) {
  std::stable_sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  std::vector<Place> out;
  for (const Box& box : boxes) {
    const auto before = std::find_if(out.begin(), out.end(), [&](const Place& place) {
      return std::abs(place.box.y - box.y) < box.h / 2 && box.x - place.box.right() < kJoined * box.h;
    });
    if (before == out.end())
      out.push_back({box, 1});
    else
      before->box = unite(before->box, box), ++before->letters;
  }
  return out;
}

}  // namespace

void add_unmapped(Page& page, const std::vector<Box>& places, source::Source& source, recognise::Recogniser& recogniser) {
  int mended = 0;
  for (const auto& [place, letters] : side_by_side(places)) {
    Cell* cell = nullptr;
    Line* line = line_at(page, place, cell);
    if (!line) continue;
    if (mend(*line, place, source, page.number, recogniser)) {
      mended += letters;
    } else {
      line->confidence = std::min(line->confidence, kUnsure);
      for (Word& word : line->words) word.confidence = std::min(word.confidence, kUnsure);
    }
    if (!cell) continue;
    cell->text.clear();
    for (const Line& of : cell->lines) cell->text += (cell->text.empty() ? "" : "\n") + of.text;
  }
  if (mended == 0) return;
  page.source = PageSource::kRepairedLayer;
  page.source_reason += fmt::format("; {} without a meaning read off the picture", mended == 1 ? "a letter" : fmt::format("{} letters", mended));
  std::erase_if(page.findings, [&](Finding& finding) {
    if (finding.code != "unmapped_characters") return false;
    const int left = std::stoi(finding.value) - mended;
    finding.value = std::to_string(left);
    return left <= 0;
  });
}

}  // namespace banthuek::read
