// Some hundred invented measures and a plain scan of them, which searches are compared with.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "pipeline/base/sha256.h"
#include "pipeline/search/searcher.h"
#include "tests/store/samples.h"

namespace banthuek::search {

inline constexpr int kFields = 9;
inline constexpr double kWeights[kFields] = {100, 50, 20, 20, 20, 20, 20, 20, 15};  // title, method, the rest, the office

// What a scan knows of one measure.
struct Plain {
  std::int64_t id = 0;
  bool waiting = false;
  std::vector<Clusters> fields;
  std::string title, office, type, district, province, group, status, kind;
  int year = 0;
  std::uint32_t start = 0, end = 0;
  double confidence = 0;
  bool findings = false, reviewed = false;
  std::optional<double> score;
};

// A query as a tree of its own, so that the parser is tested too.
struct Asked {
  enum class Op { kWord, kPhrase, kPrefix, kAnd, kOr, kNot } op = Op::kWord;
  Clusters text;
  std::vector<Asked> parts;

  std::string written() const {
    switch (op) {
      case Op::kWord:
        return index::to_utf8(text);
      case Op::kPhrase:
        return '"' + index::to_utf8(text) + '"';
      case Op::kPrefix:
        return index::to_utf8(text) + "*";
      case Op::kNot:
        return "NOT " + parts[0].written();
      case Op::kAnd:
      case Op::kOr: {
        std::string out = "(";
        for (const Asked& part : parts) out += (out.size() > 1 ? op == Op::kAnd ? " " : " OR " : "") + part.written();
        return out + ")";
      }
    }
    return "";
  }
};

inline bool same(index::Cluster text, index::Cluster asked, bool last, Asked::Op op, Tones tones) {
  if (op == Asked::Op::kPrefix && last) return index::begins_with(text, asked);
  return tones == Tones::kIgnored ? index::without_tone(text) == index::without_tone(asked) : text == asked;
}

inline std::size_t place_of(const Clusters& in, const Asked& asked, Tones tones, std::size_t from = 0) {
  for (std::size_t at = from; at + asked.text.size() <= in.size(); ++at) {
    std::size_t i = 0;
    while (i < asked.text.size() && same(in[at + i], asked.text[i], i + 1 == asked.text.size(), asked.op, tones)) ++i;
    if (i == asked.text.size()) return at;
  }
  return in.size();
}

inline bool holds(const Plain& m, const Asked& asked, Tones tones) {
  switch (asked.op) {
    case Asked::Op::kNot:
      return !holds(m, asked.parts[0], tones);
    case Asked::Op::kAnd:
      return std::all_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return holds(m, part, tones); });
    case Asked::Op::kOr:
      return std::any_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return holds(m, part, tones); });
    default:
      return std::any_of(m.fields.begin(), m.fields.end(), [&](const Clusters& in) { return place_of(in, asked, tones) < in.size(); });
  }
}

// The scores of the terms that are seen to stand on the way to the answer; those under a NOT give none.
inline bool see(const Plain& m, const Asked& asked, Tones tones, std::vector<double>& scores) {
  if (asked.op == Asked::Op::kNot) return holds(m, asked, tones);
  if (asked.op == Asked::Op::kAnd)
    return std::all_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return see(m, part, tones, scores); });
  if (asked.op == Asked::Op::kOr) {
    bool any = false;
    for (const Asked& part : asked.parts) any = see(m, part, tones, scores) || any;
    return any;
  }
  double best = 0;
  for (int i = 0; i < kFields; ++i) {
    const Clusters& in = m.fields[static_cast<std::size_t>(i)];
    int times = 0;
    for (std::size_t at = place_of(in, asked, tones); at < in.size(); at = place_of(in, asked, tones, at + asked.text.size())) ++times;
    if (times) best = std::max(best, kWeights[i] + 0.5 * std::min(times - 1, 5));
  }
  if (best > 0) scores.push_back(best);
  return best > 0;
}

inline bool passes(const Plain& m, const Filters& f) {
  const auto among = [](const std::vector<std::string>& values, const std::string& value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  };
  if (!among(f.kinds, m.kind) || !among(f.offices, m.office) || !among(f.types, m.type) || !among(f.districts, m.district) ||
      !among(f.provinces, m.province) || !among(f.groups, m.group) || !among(f.statuses, m.status))
    return false;
  if ((f.year_from || f.year_to) && (m.year < f.year_from.value_or(1) || m.year > f.year_to.value_or(9999))) return false;
  if (f.period_from && (!m.start || m.end < f.period_from)) return false;
  if (f.period_to && (!m.start || m.start > f.period_to)) return false;
  if (f.confidence > 0 && m.confidence < f.confidence) return false;
  if (f.findings != Want::kEither && m.findings != (f.findings == Want::kYes)) return false;
  return f.reviewed == Want::kEither || m.reviewed == (f.reviewed == Want::kYes);
}

// Some hundred invented measures: in merged segments, in several, deleted again, and waiting for the index.
class PlainScan : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = store::Store::open(folder / "a.db", database::Access::kWrite);
  Searcher searcher{store, SearchVocabulary{}};
  std::mt19937 random{7}, more{11};
  std::map<std::int64_t, Plain> measures, others;  // others: passages of the other kinds
  int files = 0;
  bool term_of_others = false;  // whether queries are cut out of passages of all kinds, not out of measures alone

  std::size_t any(std::size_t n) { return random() % n; }
  const char* one(std::initializer_list<const char*> of) { return *(of.begin() + any(of.size())); }

  std::string text(std::size_t parts) {
    std::string out;
    for (std::size_t i = 0; i < parts; ++i)
      out += one({"ก", "กา", "กิ่", "กี่",  "ก้",   "ขา", "ข้า", "ค",  "คน", "คำ", "น้ำ", "เงิน", "แผน", "งาน", "การ",
                  "ที่", "ปี",  "พ", "รถ", "abc", "ab", "b",  "x1", "1",  "๗ ", " ",  "\n",  "-",   "(",   "."});
    return out;
  }

  void put(int count) {
    Document d = report_of(one({"เทศบาลหนึ่ง", "เทศบาลสอง", "อบต.สาม", "อบจ.สี่"}));
    d.first_page = d.last_page = 1;
    d.organisation.type = field(one({"เทศบาล", "อบต."}));
    d.organisation.district = field(one({"เหนือ", "ใต้", "กลาง"}));
    d.organisation.province = field(one({"สมมุติบุรี", "สมมุติธานี"}));
    d.fiscal_year = field(one({"2561", "2562", "2563"}));
    d.ita_result->score = field(one({"80.25", "90", "100"}));
    if (any(5) == 0) d.organisation.name.reset();
    if (any(5) == 0) d.fiscal_year.reset();
    if (any(5) == 0) d.ita_result.reset();
    d.measures.clear();
    d.findings.clear();
    std::swap(random, more);  // the measures are as if there were nothing else
    if (any(3)) d.kind = field(one({"memo", "report"}));
    if (any(4) == 0) d.memo.reset();
    if (d.memo) d.memo->subject = field(text(5));
    if (d.memo && any(2)) d.memo->urgency = field(text(2));
    d.title = field(text(6), "", 0.5 + 0.1 * static_cast<double>(any(5)));
    d.signatures.resize(any(3));
    for (Signature& s : d.signatures) {
      s.name = field(text(3));
      s.position = field(text(2));
      if (any(2)) s.comment = field(text(7));
    }
    d.oit_items = {{field("O" + std::to_string(any(40))), field(text(3))}};
    if (any(2)) d.scores.clear();
    if (any(4) == 0) d.findings.push_back({"doubt", Severity::kWarning, 2, one({"", "title", "signatures/0/name", "oit_items/0/code"}), "", "", ""});
    std::swap(random, more);
    for (int i = 0; i < count; ++i) {
      Measure m;
      const auto maybe = [&](MaybeField& f, std::size_t parts, std::size_t chance) {
        if (any(10) < chance) f = field(text(1 + any(parts)), "", 0.5 + 0.1 * static_cast<double>(any(5)));
      };
      maybe(m.title, 6, 9);
      maybe(m.method, 20, 7);
      for (MaybeField* f : {&m.responsible, &m.monitoring, &m.result, &m.outcome, &m.recommendation}) maybe(*f, 4, 2);
      if (any(2)) m.status = field(one({"done", "in_progress", "not_started"}));
      if (any(2)) m.group = field(one({"IIT", "EIT"}));
      if (any(2)) m.period = PeriodField{field(text(2)), field(one({"2021-10", "2022-03-15"})), field(one({"2022-04", "2022-09-30"})), std::nullopt};
      d.measures.push_back(m);
      if (any(4) == 0) d.findings.push_back({"doubt", Severity::kWarning, 1, "measures/" + std::to_string(i) + "/title", "", "", ""});
    }
    store::StoredFile file = stored_file(std::to_string(++files), d);
    std::swap(random, more);
    file.pages[0].text = text(60);
    file.pages.push_back(file.pages[0]);
    file.pages[1].page.number = 2;  // of no document
    file.pages[1].page.findings.clear();
    file.pages[1].text = text(90);
    std::swap(random, more);
    store.put_file(file);
    if (any(3) == 0) store.set_reviewed(store::document_key(base::sha256_hex(std::to_string(files)), 1), store::Reviewed::kYes);
  }

  void read_plain() {
    measures.clear();
    const std::int64_t indexed_to = std::stoll(*store.setting("indexed_to"));
    database::Statement row = store.db().prepare(
        "SELECT m.title, m.method, m.responsible, m.monitoring, m.period, m.result, m.outcome, m.recommendation, d.organisation, m.id, "
        "d.organisation_type, d.district, d.province, m.measure_group, m.status, d.fiscal_year, m.period_start, m.period_end, m.confidence, "
        "d.reviewed, d.ita_score, EXISTS (SELECT 1 FROM findings f WHERE f.document = d.id AND f.field IN ('', 'measures/' || (m.number - 1) || "
        "'/title')), d.kind "
        "FROM measures m JOIN documents d ON d.id = m.document");
    while (row.step()) {
      Plain m;
      for (int i = 0; i < kFields; ++i) m.fields.push_back(index::search_text(row.view(i)).clusters);
      m.title = row.text(0);
      m.office = row.text(8);
      m.id = row.integer(9);
      m.waiting = m.id > indexed_to;
      m.type = row.text(10);
      m.district = row.text(11);
      m.province = row.text(12);
      m.group = row.text(13);
      m.status = row.text(14);
      m.year = static_cast<int>(row.integer(15));
      m.start = index::first_day(row.view(16));
      m.end = index::last_day(row.view(17));
      m.confidence = row.real(18);
      m.reviewed = row.integer(19) != 0;
      if (!row.is_null(20)) m.score = row.real(20);
      m.findings = row.integer(21) != 0;
      m.kind = row.text(22);
      measures[m.id] = m;
    }
    read_others();
  }

  // Passages of the other kinds, their texts out of the documents as the store gives them back.
  void read_others() {
    others.clear();
    std::map<index::PassageKind, std::size_t> wanted, seen;
    for (const std::string& sha256 : store.file_hashes()) {
      const store::StoredFile file = *store.file(sha256);
      for (const Document& d : file.documents) {
        ++wanted[index::PassageKind::kDocument];
        wanted[index::PassageKind::kPerson] += d.signatures.size();
        wanted[index::PassageKind::kScore] += d.scores.size();
        wanted[index::PassageKind::kItem] += d.oit_items.size();
      }
      wanted[index::PassageKind::kPage] += file.pages.size();
    }
    database::Statement row = store.db().prepare(
        "SELECT p.id, p.number, f.sha256, d.key, p.confidence, d.reviewed, d.kind FROM passages p JOIN files f ON f.id = p.file "
        "LEFT JOIN documents d ON d.id = p.document");
    const auto text_of = [](const MaybeField& f) { return f ? f->value : ""; };
    while (row.step()) {
      Plain p;
      p.id = row.integer(0);
      const auto at = static_cast<std::size_t>(row.integer(1) - 1);
      const index::PassageKind kind = index::kind_of(p.id);
      ++seen[kind];
      const store::StoredFile file = *store.file(row.text(2));
      Document d;
      if (!row.is_null(3)) d = store.document(row.text(3))->document;
      p.office = text_of(d.organisation.name);
      p.type = text_of(d.organisation.type);
      p.district = text_of(d.organisation.district);
      p.province = text_of(d.organisation.province);
      p.year = d.fiscal_year ? std::stoi(d.fiscal_year->value) : 0;
      p.confidence = row.real(4);
      p.reviewed = row.integer(5) != 0;
      p.kind = row.text(6);
      const Memo memo = d.memo.value_or(Memo());
      std::vector<std::string> texts;
      std::string opinions;
      for (const Signature& s : d.signatures)
        if (s.comment) opinions += (opinions.empty() ? "" : "\n") + s.comment->value;
      if (kind == index::PassageKind::kDocument)
        texts = {text_of(d.title),        text_of(memo.subject), p.office, text_of(memo.reference), text_of(memo.to), text_of(memo.department),
                 text_of(memo.telephone), text_of(memo.urgency), opinions};
      if (kind == index::PassageKind::kPerson) {
        const Signature& s = d.signatures.at(at);
        texts = {text_of(s.name), text_of(s.position), text_of(s.opinion_of), text_of(s.comment)};
      }
      if (kind == index::PassageKind::kScore) {
        const Score& s = d.scores.at(at);
        texts = {text_of(s.organisation), text_of(s.level)};
        // Numbers as SQLite writes them.
        for (const char* column : {"total", "iit", "eit", "oit"}) {
          database::Statement number =
              store.db().prepare(std::string("SELECT CAST(") + column +
                                 " AS TEXT) FROM passages p JOIN scores s ON s.document = p.document AND s.number = p.number "
                                 "WHERE p.id = ?");
          number.bind(p.id).step();
          texts.push_back(number.text(0));
        }
      }
      if (kind == index::PassageKind::kItem) texts = {text_of(d.oit_items.at(at).title), text_of(d.oit_items.at(at).code)};
      const auto speaks = [&](const Finding& f, const char* list) {
        return f.field.empty() || f.field.starts_with(std::string(list) + "/" + std::to_string(at) + "/");
      };
      for (const Finding& f : d.findings) {
        const bool of_list = f.field.starts_with("measures/") || f.field.starts_with("signatures/") || f.field.starts_with("scores/") ||
                             f.field.starts_with("oit_items/");
        if (kind == index::PassageKind::kDocument) p.findings = p.findings || !of_list;
        if (kind == index::PassageKind::kPerson) p.findings = p.findings || speaks(f, "signatures");
        if (kind == index::PassageKind::kScore) p.findings = p.findings || speaks(f, "scores");
        if (kind == index::PassageKind::kItem) p.findings = p.findings || speaks(f, "oit_items");
      }
      if (kind == index::PassageKind::kPage)
        for (const store::StoredPage& page : file.pages)
          if (page.page.number == row.integer(1)) {
            texts = {page.text};
            p.findings = !page.page.findings.empty();
            for (const Document& document : file.documents)
              for (const Finding& f : document.findings) p.findings = p.findings || f.page == page.page.number;
          }
      for (const std::string& text : texts) p.fields.push_back(index::search_text(text).clusters);
      others[p.id] = p;
    }
    for (const auto& [kind, count] : wanted) ASSERT_EQ(seen[kind], count) << index::name_of(kind);
  }

  void SetUp() override {
    database::Transaction once(store.db(), database::Transaction::Kind::kWrite);
    for (int round = 0; round < 8; ++round) {
      for (int file = 0; file < 5; ++file) put(1 + static_cast<int>(any(12)));
      store.finish();
      store.remove_file(base::sha256_hex(std::to_string(files - 2)));
    }
    for (int file = 0; file < 7; ++file) put(6);
    once.commit();
    read_plain();
    ASSERT_GT(measures.size(), 200u);
    ASSERT_GT(store.db().integer("SELECT count(*) FROM search_segments"), 1);
    ASSERT_GT(store.db().integer("SELECT count(*) FROM search_deleted"), 10);
  }

  // A term that a query can hold: it reads back as it is, and has a letter that is not a mark alone.
  std::optional<Asked> term() {
    Asked asked;
    asked.op = any(4) == 0 ? Asked::Op::kPhrase : any(4) == 0 ? Asked::Op::kPrefix : Asked::Op::kWord;
    const std::map<std::int64_t, Plain>& passages = term_of_others && any(3) > 0 ? others : measures;
    auto at = passages.begin();
    std::advance(at, any(passages.size()));
    const std::vector<Clusters>& fields = at->second.fields;
    const Clusters& from = any(8) == 0 ? index::search_text(text(4)).clusters : fields[any(fields.size())];
    if (from.empty()) return std::nullopt;
    const std::size_t begin = any(from.size()), length = 1 + any(std::min<std::size_t>(any(3) ? 3 : 9, from.size() - begin));
    asked.text.assign(from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(begin + length));
    if (asked.op == Asked::Op::kPrefix) asked.text.back() &= 0xFFFF;
    const std::string written = index::to_utf8(asked.text);
    if (index::search_text(written).clusters != asked.text || written.starts_with('-') ||
        std::none_of(asked.text.begin(), asked.text.end(), index::is_word))
      return std::nullopt;
    if (asked.op != Asked::Op::kPhrase && written.find_first_of(" ()\"*") != std::string::npos) return std::nullopt;
    if (asked.op == Asked::Op::kPhrase && written.find('"') != std::string::npos) return std::nullopt;
    return asked;
  }

  Asked query(int depth) {
    const std::size_t kind = depth > 1 ? 0 : any(6);
    if (kind < 3) {
      for (;;)
        if (auto asked = term()) return *asked;
    }
    Asked asked;
    asked.op = kind == 3 ? Asked::Op::kOr : Asked::Op::kAnd;
    for (std::size_t i = 0, n = 2 + any(2); i < n; ++i) asked.parts.push_back(query(depth + 1));
    if (kind == 5) {
      Asked without;
      without.op = Asked::Op::kNot;
      without.parts.push_back(query(depth + 1));
      asked.parts.push_back(without);
    }
    return asked;
  }

  Filters filters() {
    Filters f;
    if (any(3)) return f;
    switch (any(12)) {
      case 0:
        f.offices = {one({"เทศบาลหนึ่ง", "อบต.สาม"}), "อบจ.สี่"};
        break;
      case 1:
        f.types = {"อบต."};
        break;
      case 2:
        f.districts = {"เหนือ", "ใต้"};
        break;
      case 3:
        f.provinces = {"สมมุติธานี"};
        break;
      case 4:
        f.groups = {"EIT"};
        break;
      case 5:
        f.statuses = {"done", "not_started"};
        break;
      case 6:
        f.year_from = 2562;
        break;
      case 7:
        f.year_to = 2562;
        f.findings = Want::kNo;
        break;
      case 8:
        f.period_from = 20220501;
        f.confidence = 0.6;
        break;
      case 10:
        f.kinds = {"memo"};
        break;
      case 9:
        f.period_to = 20220101;
        f.reviewed = Want::kNo;
        break;
      default:
        f.findings = Want::kYes;
        f.reviewed = Want::kYes;
    }
    return f;
  }

  std::vector<std::int64_t> scan(const Asked& asked, const SearchOptions& options) {
    std::vector<std::int64_t> ids;
    for (const auto* passages : {&measures, &others})
      for (const auto& [id, m] : *passages)
        if (options.in.has(index::kind_of(id)) && holds(m, asked, options.tones) && passes(m, options.filters)) ids.push_back(id);
    return ids;
  }
};

inline std::vector<std::int64_t> ids_of(const SearchResult& result) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : result.hits) ids.push_back(hit.id);
  return ids;
}

inline std::vector<std::int64_t> sorted(std::vector<std::int64_t> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace banthuek::search
