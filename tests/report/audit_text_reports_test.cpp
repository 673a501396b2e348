// Copies and follow-ups on both sides of each limit.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "pipeline/base/sha256.h"
#include "pipeline/report/audit_reports.h"
#include "pipeline/search/similarity.h"
#include "tests/store/samples.h"

namespace banthuek::base {
namespace audit_text_reports_test {

std::string shown(const report::SqlValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return nlohmann::json(*real).dump();
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "-";
}

// Three letters for each of `count`; of another seed others.
std::string letters(unsigned seed, int count) {
  std::mt19937 random(seed);
  std::string out;
  for (int i = 0; i < 3 * count; ++i) out += static_cast<char>('a' + random() % 26);
  return out;
}

class Texts : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  std::map<std::string, std::string> names;  // of documents by key

  // A report of an office and a year with titles; `name` stands for its key in what is shown.
  void put(const std::string& name, const std::string& office, int year, const std::vector<std::string>& titles, const std::string& district = "กลาง",
           const std::string& province = "สมมุติบุรี") {
    Document d = report_of(office);
    if (office.empty()) d.organisation.name.reset();
    d.organisation.district = district.empty() ? MaybeField() : MaybeField(field(district));
    d.organisation.province = province.empty() ? MaybeField() : MaybeField(field(province));
    d.fiscal_year = year ? MaybeField(field(std::to_string(year))) : std::nullopt;
    d.measures.clear();
    for (const std::string& title : titles) {
      Measure& m = d.measures.emplace_back();
      if (!title.empty()) m.title = field(title);
    }
    store.put_file(stored_file(name, d));
    names[store::document_key(sha256_hex(name), 1)] = name;
  }
  std::string table(const report::AuditTable& answer) {
    std::string out;
    for (const auto& row : answer.rows) {
      std::string line;
      for (const report::SqlValue& value : row) {
        std::string text = shown(value);
        if (text.size() > 17 && names.contains(text.substr(0, 16))) text = names[text.substr(0, 16)] + text.substr(16);
        line += (line.empty() ? "" : " ") +
                (text.size() > 20 && text.find("สำนัก") == std::string::npos && text.find("สมมุติ") == std::string::npos ? text.substr(0, 3) : text);
      }
      out += line + "\n";
    }
    return out;
  }
  // The keys decide the order: names are given in that order here.
  std::vector<std::string> in_key_order(std::vector<std::string> list) {
    std::sort(list.begin(), list.end(), [](const std::string& a, const std::string& b) {
      return store::document_key(sha256_hex(a), 1) < store::document_key(sha256_hex(b), 1);
    });
    return list;
  }
};

TEST_F(Texts, CopiesAreShownByGroupTheLargestFirst) {
  const std::vector<std::string> f = in_key_order({"a", "b", "c", "d", "e"});
  const std::string one = letters(0, 20), two = letters(100, 20);
  put(f[0], "สำนักหนึ่ง", 2566, {one});
  put(f[1], "สำนักสอง", 2565, {two, "x" + one.substr(1)}, "กลาง", "");
  put(f[2], "สำนักสาม", 0, {one, letters(200, 20)});
  put(f[3], "สำนักสี่", 2566, {two});
  put(f[4], "สำนักห้า", 2566, {letters(300, 20)});
  const report::AuditTable answer = report::copied_measures(store, {std::nullopt, 0.5});
  EXPECT_EQ(answer.columns, (std::vector<std::string>{"group", "share", "measure", "year", "office", "province", "title"}));
  EXPECT_EQ(table(answer), "1 1.0 " + f[0] + "-1 2566 สำนักหนึ่ง สมมุติบุรี " + one.substr(0, 3) + "\n" +    //
                               "1 0.965 " + f[1] + "-2 2565 สำนักสอง - x" + one.substr(1, 2) + "\n" +  // 55 of 57
                               "1 1.0 " + f[2] + "-1 - สำนักสาม สมมุติบุรี " + one.substr(0, 3) + "\n" +   //
                               "2 1.0 " + f[1] + "-1 2565 สำนักสอง - " + two.substr(0, 3) + "\n" + "2 1.0 " + f[3] + "-1 2566 สำนักสี่ สมมุติบุรี " +
                               two.substr(0, 3) + "\n");
  EXPECT_EQ(table(report::copied_measures(store, {2566, 0.5})), "") << "each is alone in that year";
  EXPECT_EQ(table(report::copied_measures(store, {2567, 0.5})), "");
}

TEST_F(Texts, CopiesAreThoseOfSeveralOffices) {
  const std::string text = letters(0, 20);
  put("a", "สำนักหนึ่ง", 2566, {text, text});
  put("b", "สำนักหนึ่ง", 2565, {text});
  EXPECT_EQ(report::copied_measures(store, {}).rows.size(), 0u);
  put("c", "สำนักหนึ่ง", 2565, {text}, "เหนือ");
  EXPECT_EQ(report::copied_measures(store, {}).rows.size(), 4u) << "another district";
  store.remove_file(sha256_hex("c"));
  put("c", "สำนักหนึ่ง", 2565, {text}, "กลาง", "สมมุติธานี");
  EXPECT_EQ(report::copied_measures(store, {}).rows.size(), 4u) << "another province";
  store.remove_file(sha256_hex("c"));
  put("c", "", 2565, {letters(50, 20), letters(50, 20)});
  EXPECT_EQ(report::copied_measures(store, {}).rows.size(), 2u) << "nothing says that two without an office are of one";
}

TEST_F(Texts, CopiesHaveAtLeastTheShareAskedFor) {
  // 56 pieces each, 40 of them in both: 40 of 72.
  const std::string base = letters(0, 20), other = base.substr(0, 44) + letters(500, 6).substr(0, 16);
  const double share =
      search::share_in_common(search::pieces_of(index::search_text(base).clusters), search::pieces_of(index::search_text(other).clusters));
  ASSERT_EQ(share, 40.0 / 72);
  put("a", "สำนักหนึ่ง", 2566, {base});
  put("b", "สำนักสอง", 2566, {other});
  EXPECT_EQ(report::copied_measures(store, {std::nullopt, share}).rows.size(), 2u);
  EXPECT_EQ(report::copied_measures(store, {std::nullopt, share + 0.001}).rows.size(), 0u);
  EXPECT_EQ(report::copied_measures(store, {std::nullopt, 0.1}).rows.size(), 2u);
}

TEST_F(Texts, CopiesOfThousandsAreOneGroup) {
  const std::string text = letters(0, 20);
  for (int i = 0; i < 40; ++i) put("f" + std::to_string(i), "สำนัก" + std::to_string(i), 2566, {text, letters(1000u + static_cast<unsigned>(i), 20)});
  const report::AuditTable answer = report::copied_measures(store, {});
  EXPECT_EQ(answer.rows.size(), 40u);
  for (const auto& row : answer.rows) EXPECT_EQ(shown(row[0]) + shown(row[1]), "11.0");
}

TEST_F(Texts, MeasuresComeBackAreGoneOrHaveNoReport) {
  const std::vector<std::string> f = in_key_order({"a", "b", "c", "d", "e", "g"});
  const std::string one = letters(0, 20), two = letters(100, 20), three = letters(200, 20);
  put(f[0], "สำนักหนึ่ง", 2565, {one, two, three});
  put(f[1], "สำนักหนึ่ง", 2566, {three, "x" + one.substr(1), one});
  put(f[2], "สำนักหนึ่ง", 2565, {one}, "เหนือ", "");
  put(f[3], "สำนักสอง", 2566, {one});
  put(f[4], "สำนักสอง", 2564, {one});
  put(f[5], "", 2565, {one});
  const report::AuditTable all = report::followed_measures(store, 2565, report::FollowUps::kAll);
  EXPECT_EQ(all.columns, (std::vector<std::string>{"measure", "office", "province", "title", "next", "share", "follow_up"}));
  const std::string no_report = f[2] + "-1 สำนักหนึ่ง - " + one.substr(0, 3) + " - 0.0 no_report\n";
  const std::string back = f[0] + "-1 สำนักหนึ่ง สมมุติบุรี " + one.substr(0, 3) + " " + f[1] + "-3 1.0 comes_back\n";
  const std::string gone = f[0] + "-2 สำนักหนึ่ง สมมุติบุรี " + two.substr(0, 3) + " - 0.0 gone\n";
  const std::string third = f[0] + "-3 สำนักหนึ่ง สมมุติบุรี " + three.substr(0, 3) + " " + f[1] + "-1 1.0 comes_back\n";
  EXPECT_EQ(table(all), no_report + back + gone + third) << "by province, district, office";
  EXPECT_EQ(table(report::followed_measures(store, 2565, report::FollowUps::kComingBack)), back + third);
  EXPECT_EQ(table(report::followed_measures(store, 2565, report::FollowUps::kGone)), gone);
  EXPECT_EQ(table(report::followed_measures(store, 2567, report::FollowUps::kAll)), "");
}

TEST_F(Texts, AFollowUpHasAtLeastTheShareAskedForAndIsTheFirstOfEquals) {
  const std::string base = letters(0, 20), other = base.substr(0, 44) + letters(500, 6).substr(0, 16);
  const std::vector<std::string> f = in_key_order({"a", "b"});
  put(f[0], "สำนักหนึ่ง", 2565, {base});
  put(f[1], "สำนักหนึ่ง", 2566, {"", other, other});
  const auto follow_up = [&](double share) {
    const auto rows = report::followed_measures(store, 2565, report::FollowUps::kAll, share).rows;
    return rows.size() == 1
               ? shown(rows[0][4]).substr(std::min<std::size_t>(16, shown(rows[0][4]).size())) + " " + shown(rows[0][5]) + " " + shown(rows[0][6])
               : "rows";
  };
  EXPECT_EQ(follow_up(40.0 / 72), "-2 0.556 comes_back");
  EXPECT_EQ(follow_up(40.0 / 72 + 0.0001), " 0.556 gone");
  EXPECT_EQ(report::followed_measures(store, 2565, report::FollowUps::kGone, 40.0 / 72).rows.size(), 0u);
  EXPECT_EQ(report::followed_measures(store, 2565, report::FollowUps::kGone, 0.6).rows.size(), 1u);
  EXPECT_EQ(report::followed_measures(store, 2565, report::FollowUps::kComingBack, 0.6).rows.size(), 0u);
}

TEST_F(Texts, AMethodBelongsToTheText) {
  Document d = report_of("สำนักหนึ่ง");
  d.measures = {measure("ก", letters(0, 20))};
  store.put_file(stored_file("a", d));
  d.organisation.name = field("สำนักสอง");
  d.measures = {measure("ข", letters(0, 20))};
  store.put_file(stored_file("b", d));
  EXPECT_EQ(report::copied_measures(store, {std::nullopt, 0.9}).rows.size(), 2u);
  d.organisation.name = field("สำนักหนึ่ง");
  d.fiscal_year = field("2567");
  store.put_file(stored_file("c", d));
  EXPECT_EQ(report::followed_measures(store, 2566, report::FollowUps::kComingBack, 0.9).rows.size(), 1u);
}

}  // namespace audit_text_reports_test
}  // namespace banthuek::base
