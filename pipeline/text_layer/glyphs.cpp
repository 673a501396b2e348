#include "pipeline/text_layer/glyphs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "pipeline/text_layer/glyph_codes.h"
#include "pipeline/text_layer/sara_am_repair.h"

namespace banthuek::text_layer {
namespace {

bool is_consonant(char32_t c) { return c >= 0x0E01 && c <= 0x0E2E; }
bool is_tone(char32_t c) { return c >= 0x0E48 && c <= 0x0E4B; }

// Order of marks on one base: below or above vowels, ํ, then tones and ์.
int rank(char32_t c) {
  if (is_tone(c) || c == 0x0E4C || c == 0x0E4E) return 3;
  return c == 0x0E4D ? 2 : 1;
}

// Of the em, for a font without Thai consonants, and between which the height of ก can be: TH Sarabun 0.37, Loma 0.56.
constexpr double kUsualBody = 0.4, kMinBody = 0.3, kMaxBody = 0.7;
constexpr double kBodyPerWidth = 0.95;  // ก is about as high as consonants are wide on average

// The last characters' bases a mark may stand on.
constexpr int kReach = 3;
constexpr double kLetterAbove = 0.7, kLetterBelow = 0.25,
                 kMarkReach = 0.4;  // em about a baseline that letters take; that a mark of no width lies to its left
constexpr int kLettersOfAFont = 5;  // Thai ones on the page: it is no font of ornaments
constexpr int kPatience = 6;        // letters that a mark waits for its own

class Reader {
 public:
  explicit Reader(const PdfContent& content) : content_(content), codes_(content) {}

  LayerText read() {
    for (const Glyph& glyph : content_.glyphs) {
      if (glyph.hidden) continue;
      out_.defects.decoded += glyph.confidence < 1 && glyph.confidence > 0;
      if (glyph.direction < 0) {
        out_.defects.slanted += static_cast<int>(glyph.text.size());
        continue;
      }
      if (glyph.direction != 0) continue;
      add(glyph);
    }
    finish();
    return std::move(out_);
  }

 private:
  // A mark whose letter has not come yet.
  struct Waiting {
    char32_t mark;
    double x, end, y, size;
    int passed = 0;  // letters since
    int nearest = -1;
    double distance = 1e9;  // from it to that letter
  };

  // A letter whose code says nothing, and the height of what it may draw.
  void put_unmapped(const Glyph& glyph) {
    const double left = std::min(glyph.x, glyph.x + glyph.dx), wide = std::abs(glyph.dx),
                 mark = wide < 0.02 * glyph.size ? kMarkReach * glyph.size : 0;
    unmapped_.push_back({{static_cast<int>(left - mark), static_cast<int>(glyph.y - kLetterAbove * glyph.size), static_cast<int>(wide + mark),
                          static_cast<int>((kLetterAbove + kLetterBelow) * glyph.size)},
                         glyph.font,
                         glyph.confidence == 0});
  }

  void add(const Glyph& glyph) {
    const int unmapped = out_.defects.unmapped;
    std::u32string text = codes_.read(glyph, out_.defects);
    if (out_.defects.unmapped > unmapped) put_unmapped(glyph);
    if (text.empty() && glyph.text.empty() && glyph.dx < 0.02 * glyph.size) return;  // draws nothing, or no one knows what
    if (text.empty()) return;
    if (is_blank(text)) {
      space_ = space_ || std::abs(glyph.dx) >= 0.01 * glyph.size;
      return;
    }
    if (text == U" \u0E32" && !out_.clusters.empty() && is_consonant(out_.clusters.back().text[0]) && follows(glyph)) {
      text.assign(1, char32_t{0x0E33});  // one glyph that says "space, า": ำ
      ++out_.defects.split_am;
      out_.clusters.back().repaired = true;
    }
    const double step = glyph.dx / static_cast<double>(std::max<std::size_t>(1, bases(text)));
    double x = glyph.x;
    bool own_letter = false;  // the last cluster is this glyph's
    for (const char32_t c : text) {
      if (is_blank(std::u32string(1, c))) {
        space_ = true;
        continue;
      }
      ++out_.defects.characters;
      if (in_thai_block(c)) ++out_.defects.thai;
      if (is_thai_mark(c) && own_letter && is_consonant(out_.clusters.back().text[0])) {
        attach(out_.clusters.back(), c);  // one glyph for a letter and its marks
      } else if (is_thai_mark(c)) {
        put_mark(c, glyph);
      } else {
        own_letter = true;
        put_base(c, glyph, x, step);
        x += step;
      }
    }
  }

  // Is เ the last cluster, and does another one follow it that is not its bold double or its shadow?
  bool ends_in_e(const Glyph& glyph, double x) const {
    if (space_ || out_.clusters.empty() || out_.clusters.back().text != U"เ" || !follows(glyph)) return false;
    const Cluster& last = out_.clusters.back();
    return x - last.x0 > 0.5 * (last.x1 - last.x0);
  }

  static std::size_t bases(const std::u32string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char32_t c) { return !is_thai_mark(c) && c != ' '; }));
  }

  // Is the glyph drawn right behind the last cluster?
  bool follows(const Glyph& glyph) const {
    const Cluster& last = out_.clusters.back();
    return std::abs(glyph.x - last.x1) < 0.25 * glyph.size && std::abs(glyph.y - last.baseline) < 0.3 * glyph.size;
  }

  void put_base(char32_t c, const Glyph& glyph, double x, double width) {
    if (c == 0x0E40 && ends_in_e(glyph, x)) {  // typed twice for แ, or half of its glyph
      Cluster& last = out_.clusters.back();
      last.text[0] = 0x0E41, last.x1 = x + width, last.repaired = true;
      ++out_.defects.split_ae;
      return;
    }
    if (c == 0x0E45 && !out_.clusters.empty() && follows(glyph) && out_.clusters.back().text[0] != 0x0E24 && out_.clusters.back().text[0] != 0x0E26)
      c = 0x0E32, ++out_.defects.wrong_codes;                       // ๅ stands behind ฤ and ฦ alone
    if (c == 0x0E32 && !out_.clusters.empty() && follows(glyph)) {  // า
      Cluster& last = out_.clusters.back();
      const bool after_letter = is_consonant(last.text[0]);
      if (space_ && after_letter && x - last.x1 < 0.12 * glyph.size) {
        c = 0x0E33;
        ++out_.defects.split_am;
      }
      if (c == 0x0E33) last.repaired = true, space_ = false;
    }
    if (c == 0x0E33 && !out_.clusters.empty() && follows(glyph) && out_.clusters.back().text.find(char32_t{0x0E4D}) != std::u32string::npos) {
      c = 0x0E32;  // its ring is drawn by itself: this glyph is า, here and wherever it stands
      drawn_as_aa_.insert({glyph.font, glyph.code});
    }
    Cluster cluster;
    cluster.text.push_back(c);
    cluster.x0 = x;
    cluster.x1 = x + width;
    cluster.baseline = glyph.y;
    cluster.size = glyph.size;
    cluster.font = glyph.font;
    cluster.code = glyph.code;
    cluster.confidence = glyph.confidence;
    cluster.repaired = glyph.text.size() == 1 && in_thai_block(glyph.text[0]) && glyph.text[0] != c;
    if (is_consonant(c) && glyph.font >= 0 && glyph.size > 0 && width > 0) {
      Widths& w = widths_[glyph.font];
      w.sum += width / glyph.size;
      ++w.count;
    }
    cluster.space_before = space_;
    space_ = false;
    out_.clusters.push_back(std::move(cluster));
    give_waiting(glyph);
  }

  // Marks that came before their letter: to the one that begins where they stand, else to the one they lie over, which may come
  // some letters later; else to the nearest.
  void give_waiting(const Glyph& glyph) {
    if (waiting_.empty()) return;
    const int last = static_cast<int>(out_.clusters.size()) - 1;
    bool given = false;
    std::erase_if(waiting_, [&](Waiting& w) {
      Cluster& c = out_.clusters[last];
      const bool here = std::abs(c.baseline - w.y) < 0.5 * glyph.size;
      if (here && is_consonant(c.text[0])) {
        const double width = c.x1 - c.x0, distance = std::abs(w.end - c.x1);
        if (distance < w.distance) w.distance = distance, w.nearest = last;
        const bool begins = w.passed == 0 && std::abs(w.x - c.x0) < 0.1 * glyph.size;
        const bool over = w.end > c.x0 + 0.25 * width && w.end < c.x1 + 0.15 * width;
        if (begins || over) w.nearest = last, w.distance = 0;
      }
      if (w.distance > 0 && here && ++w.passed < kPatience) return false;
      given = settle(w) || given;
      return true;
    });
    out_.defects.reordered += given;
  }

  // Gives whether it found a letter.
  bool settle(const Waiting& w) {
    if (w.nearest >= 0 && w.distance < 0.6 * w.size) {
      attach(out_.clusters[w.nearest], w.mark);
      return true;
    }
    ++out_.defects.stray_marks;
    return false;
  }

  static void attach(Cluster& cluster, char32_t mark) {
    if (cluster.text.find(mark) != std::u32string::npos && rank(mark) != 1) return;  // drawn twice: bold by doubling
    const auto at = std::upper_bound(cluster.text.begin() + 1, cluster.text.end(), mark, [](char32_t a, char32_t b) { return rank(a) < rank(b); });
    cluster.text.insert(at, mark);
  }

  void put_mark(char32_t mark, const Glyph& glyph) {
    Cluster* best = nullptr;
    double nearest = 0.6 * glyph.size;
    const double end = mark_end(content_, glyph);
    const int count = static_cast<int>(out_.clusters.size());
    for (int i = count - 1; i >= std::max(0, count - kReach); --i) {
      Cluster& c = out_.clusters[i];
      if (std::abs(c.baseline - glyph.y) > 0.5 * glyph.size || !is_consonant(c.text[0])) continue;
      const double distance = std::abs(end - c.x1) + (i == count - 1 ? 0 : 0.15 * glyph.size);
      if (distance < nearest) nearest = distance, best = &c;
    }
    if (best) {
      const bool mended = glyph.confidence < 1 || glyph.text != std::u32string(1, mark);
      if (mended && best->text.find(mark) != std::u32string::npos) return;  // its letter's code says it too
      if (best != &out_.clusters.back()) ++out_.defects.reordered;
      attach(*best, mark);
      best->repaired |= glyph.text.empty() || glyph.text[0] != mark;
      best->confidence = std::min(best->confidence, glyph.confidence);
      if (best == &out_.clusters.back()) best->x1 = std::max(best->x1, glyph.x + glyph.dx);
      return;
    }
    if (!out_.clusters.empty() && follows(glyph) && mark == 0x0E4D && out_.clusters.back().text[0] == 0x0E32) {
      out_.clusters.back().text[0] = 0x0E33;  // า with its ring after it
      ++out_.defects.reordered;
      return;
    }
    if (waiting_.size() < 4)
      waiting_.push_back({mark, glyph.x, end, glyph.y, glyph.size});
    else
      ++out_.defects.stray_marks;
  }

  void finish() {
    for (const Waiting& w : waiting_) out_.defects.reordered += settle(w);
    int stray = 0;
    for (Cluster& c : out_.clusters) {
      const auto font = widths_.find(c.font);
      const double body = font == widths_.end() || font->second.count < 5 ? kUsualBody : kBodyPerWidth * font->second.sum / font->second.count;
      c.body = std::clamp(body, kMinBody, kMaxBody) * c.size;
      if (c.text.size() > 1 && !is_consonant(c.text[0])) ++stray;
    }
    out_.defects.stray_marks += stray;
    std::map<int, int> letters;
    for (const Cluster& c : out_.clusters) letters[c.font] += in_thai_block(c.text[0]);
    for (const Unmapped& u : unmapped_)
      if (u.read || letters[u.font] >= kLettersOfAFont) out_.unmapped.push_back(u.box);
    if (!drawn_as_aa_.empty())
      for (Cluster& c : out_.clusters)
        if (c.text[0] == 0x0E33 && drawn_as_aa_.contains({c.font, c.code})) c.text[0] = 0x0E32, c.repaired = true, ++out_.defects.wrong_codes;
    const LostAm lost = mend_lost_am(out_.clusters);
    out_.defects.lost_am += lost.mended;
    out_.defects.words_without_am = lost.left;
  }

  struct Unmapped {
    Box box;
    int font = -1;
    bool read = false;  // its font's codes are known by reading alone
  };

  struct Widths {
    double sum = 0;  // em
    int count = 0;
  };

  const PdfContent& content_;
  LayerCodes codes_;
  LayerText out_;
  std::vector<Unmapped> unmapped_;
  std::vector<Waiting> waiting_;                    // marks whose base has not come yet
  std::map<int, Widths> widths_;                    // of the consonants of each font
  std::set<std::pair<int, unsigned>> drawn_as_aa_;  // codes, by their font, that say ำ for its second half
  bool space_ = false;
};

}  // namespace

LayerText read_glyphs(const PdfContent& content) { return Reader(content).read(); }

}  // namespace banthuek::text_layer
