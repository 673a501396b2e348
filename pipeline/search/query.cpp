#include "pipeline/search/query.h"

#include <fmt/core.h>
#include <re2/re2.h>
#include <unicode/utf8.h>

#include <optional>

#include "extractors/text/normalise.h"
#include "pipeline/index/search_text.h"

namespace banthuek::search {
namespace {

constexpr int kMaxCharacters = 600;
constexpr std::size_t kMaxTerms = 24;

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorKind::kUsage, "query", message); }

struct Token {
  enum class Kind { kTerm, kOpen, kClose, kAnd, kOr, kNot } kind = Kind::kTerm;
  QueryTerm term;
};

void check_text(std::string_view text) {
  int characters = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::int32_t i = 0, n = static_cast<std::int32_t>(text.size()); i < n; ++characters) {
    UChar32 c;
    U8_NEXT(bytes, i, n, c);
    if (c < 0) refuse("is not UTF-8; type it again, or convert it with iconv -t UTF-8");
    if (c == 0) refuse("holds a zero byte; leave it out");
  }
  if (characters > kMaxCharacters)
    refuse(fmt::format("is {} characters long, the most is {}; search for a few of its words, or use search --file for many queries", characters,
                       kMaxCharacters));
}

// With " for each sign that people and word processors write for it: curly, low, angled, full-width, double prime, two single ones in a row. Behind a
// digit the last two are inches, unless they close what is open.
std::string with_plain_quotes(std::string text) {
  static const RE2 kQuote("[“”„‟«»＂]|‘‘|’’"), kPrime(R"(^((?s:.*?))(\p{Nd}?)(″|''))");
  RE2::GlobalReplace(&text, kQuote, "\"");
  std::string out, before, digit, sign;
  re2::StringPiece rest(text);
  while (RE2::Consume(&rest, kPrime, &before, &digit, &sign)) {
    out += before + digit;
    const bool open = std::count(out.begin(), out.end(), '"') % 2 == 1;
    out += digit.empty() || open ? "\"" : sign;
  }
  return out.append(rest.data(), rest.size());
}

bool has_word(std::string_view text) {
  for (const index::Cluster cluster : index::search_text(text).clusters)
    if (index::is_word(cluster)) return true;
  return false;
}

// "31 ก.พ. 2566" and the like; months by the first letters of their names, long and short.
void check_dates(const std::string& text) {
  static const char* const kMonths[] = {"ม", "ก.?พ|กุมภา", "มี", "เม", "พ.?ค|พฤษภา", "มิ", "ก.?ค|กรกฎา", "ส", "ก.?ย|กันยา", "ต", "พ.?ย|พฤศจิกา", "ธ"};
  static constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  static const RE2 kDate(
      R"((?:^|[^0-9])(([0-9]{1,2})\s*(ม\.?ค\.|มกราคม|ก\.?พ\.|กุมภาพันธ์|มี\.?ค\.|มีนาคม|เม\.?ย\.|เมษายน|พ\.?ค\.|พฤษภาคม|มิ\.?ย\.|มิถุนายน|ก\.?ค\.|กรกฎาคม|ส\.?ค\.|สิงหาคม|ก\.?ย\.|กันยายน|ต\.?ค\.|ตุลาคม|พ\.?ย\.|พฤศจิกายน|ธ\.?ค\.|ธันวาคม)\s*(?:พ\.ศ\.)?\s*([0-9]{4})?))");
  re2::StringPiece rest(text);
  std::string whole, day, month, year;
  while (RE2::FindAndConsume(&rest, kDate, &whole, &day, &month, &year)) {
    for (int m = 0; m < 12; ++m) {
      if (!RE2::FullMatch(month, std::string("(?:") + kMonths[m] + ").*")) continue;
      if (m == 0 && (month.starts_with("มี") || month.starts_with("มิ"))) continue;
      int days = kDays[m];
      if (m == 1 && !year.empty()) {
        const int ce = std::stoi(year) > 2400 ? std::stoi(year) - 543 : std::stoi(year);
        days = (ce % 4 == 0 && (ce % 100 != 0 || ce % 400 == 0)) ? 29 : 28;
      }
      whole = text::squeeze(whole);
      if (const int d = std::stoi(day); d < 1 || d > days)
        // NOLINTNEXTLINE(performance-inefficient-string-concatenation): it leaves the loop
        refuse(fmt::format("'{}' is no date, as that month has {} days; write another day, or \"{}\" in quotes to find the misprint", whole, days,
                           whole));
      break;
    }
  }
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  const std::string inner = with_plain_quotes(text::to_internal(text));
  const std::string_view in = inner;
  std::string unquoted;
  const auto is_space = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
  for (std::size_t i = 0; i < in.size();) {
    if (is_space(in[i])) {
      unquoted += in[i++];
      continue;
    }
    if (in[i] == '(' || in[i] == ')') {
      tokens.push_back({in[i] == '(' ? Token::Kind::kOpen : Token::Kind::kClose, {}});
      unquoted += ' ';
      ++i;
      continue;
    }
    bool minus = false;
    if (in[i] == '-' && i + 1 < in.size() && !is_space(in[i + 1])) {
      minus = true;
      ++i;
    }
    if (in[i] == '"') {
      const std::size_t end = in.find('"', i + 1);
      if (end == std::string_view::npos) refuse("a quote is opened and not closed; write \"words\" or leave the quote out");
      const std::string phrase(in.substr(i + 1, end - i - 1));
      if (has_word(phrase)) {
        if (minus) tokens.push_back({Token::Kind::kNot, {}});
        tokens.push_back({Token::Kind::kTerm, {phrase, QueryTerm::Form::kPhrase}});
      }
      unquoted += " | ";
      i = end + 1;
      continue;
    }
    std::size_t end = i;
    while (end < in.size() && !is_space(in[end]) && in[end] != '(' && in[end] != ')' && in[end] != '"') ++end;
    std::string word(in.substr(i, end - i));
    unquoted += word;
    i = end;
    if (word == "AND" || word == "OR" || word == "NOT") {
      tokens.push_back({word == "AND" ? Token::Kind::kAnd : word == "OR" ? Token::Kind::kOr : Token::Kind::kNot, {}});
      continue;
    }
    QueryTerm::Form form = QueryTerm::Form::kWord;
    if (word.size() > 1 && word.back() == '*') {
      form = QueryTerm::Form::kPrefix;
      word.pop_back();
    }
    if (!has_word(word)) continue;
    if (minus) tokens.push_back({Token::Kind::kNot, {}});
    tokens.push_back({Token::Kind::kTerm, {word, form}});
  }
  check_dates(text::ascii_digits(unquoted));
  return tokens;
}

// Recursive descent: or := and (OR and)*, and := not ([AND] not)*, not := NOT not | ( or ) | term.
class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Query parse() {
    query_.root = any_of();
    if (peek() == Token::Kind::kClose) refuse("a bracket is closed and not opened; write ( before the words it should hold");
    return std::move(query_);
  }

 private:
  std::optional<Token::Kind> peek() const {
    if (at_ == tokens_.size()) return std::nullopt;
    return tokens_[at_].kind;
  }

  QueryNode any_of() {
    QueryNode node{QueryNode::Op::kOr, 0, {all_of()}};
    while (peek() == Token::Kind::kOr) {
      ++at_;
      node.parts.push_back(all_of());
    }
    return node.parts.size() == 1 ? std::move(node.parts.front()) : node;
  }

  QueryNode all_of() {
    QueryNode node{QueryNode::Op::kAnd, 0, {one()}};
    while (peek() && peek() != Token::Kind::kOr && peek() != Token::Kind::kClose) {
      if (peek() == Token::Kind::kAnd) ++at_;
      node.parts.push_back(one());
    }
    return node.parts.size() == 1 ? std::move(node.parts.front()) : node;
  }

  QueryNode one() {
    if (++depth_ > 200) refuse("has brackets inside brackets too often; write it with fewer");
    const auto kind = peek();
    if (!kind || kind == Token::Kind::kClose) refuse("AND, OR, NOT or a bracket lacks a word; write one after it, as in: งบประมาณ OR พัสดุ");
    if (kind == Token::Kind::kAnd || kind == Token::Kind::kOr) refuse("AND or OR lacks a word before it; write one, as in: งบประมาณ OR พัสดุ");
    ++at_;
    if (kind == Token::Kind::kNot) return done({QueryNode::Op::kNot, 0, {one()}});
    if (kind == Token::Kind::kOpen) {
      QueryNode node = any_of();
      if (peek() != Token::Kind::kClose) refuse("a bracket is opened and not closed; write ) after the words it should hold");
      ++at_;
      return done(std::move(node));
    }
    query_.terms.push_back(tokens_[at_ - 1].term);
    if (query_.terms.size() > kMaxTerms) refuse(fmt::format("has more than {} words; leave the common ones out", kMaxTerms));
    return done({QueryNode::Op::kTerm, static_cast<int>(query_.terms.size()) - 1, {}});
  }

  QueryNode done(QueryNode node) {
    --depth_;
    return node;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Query query_;
};

// Whether the node asks for some word to stand: what does not would match nearly everything.
bool asks(const QueryNode& node) {
  switch (node.op) {
    case QueryNode::Op::kTerm:
      return true;
    case QueryNode::Op::kNot:
      return false;
    case QueryNode::Op::kAnd:
      for (const QueryNode& part : node.parts)
        if (asks(part)) return true;
      return false;
    case QueryNode::Op::kOr:
      for (const QueryNode& part : node.parts)
        if (!asks(part)) return false;
      return true;
  }
  return false;
}

}  // namespace

Query parse_query(std::string_view text) {
  check_text(text);
  std::vector<Token> tokens = tokens_of(text);
  if (tokens.empty()) refuse("holds no letter or digit; write a word to look for, as in: banthuek search งบประมาณ");
  Query query = Parser(std::move(tokens)).parse();
  if (!asks(query.root)) refuse("says only what must not stand; add a word to look for, as in: งบประมาณ NOT พัสดุ");
  return query;
}

}  // namespace banthuek::search
