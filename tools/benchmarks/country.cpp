#include "tools/benchmarks/country.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "extractors/text/normalise.h"
#include "pipeline/base/sha256.h"

namespace banthuek {
namespace {

// Words of such reports, the most frequent first.
constexpr const char* kReportWords[] = {
    "การ",       "และ",      "ดำเนินการ", "ประชาสัมพันธ์", "ให้",      "ของ",    "ใน",         "มี",      "ที่",         "ข้อมูล",
    "เจ้าหน้าที่",   "หน่วยงาน",  "บุคลากร",   "ประชาชน",    "ปฏิบัติงาน", "จัดทำ",   "เปิดเผย",     "เว็บไซต์", "งบประมาณ",  "จัดซื้อจัดจ้าง",
    "ตาม",       "ผู้รับบริการ", "ประเมิน",   "ติดตาม",      "รายงาน",  "ผล",     "ทุจริต",       "ป้องกัน",  "คุณธรรม",    "ความโปร่งใส",
    "มาตรการ",   "ส่งเสริม",   "ช่องทาง",   "ร้องเรียน",    "ประจำปี",  "แผน",    "อบรม",       "ผู้บริหาร", "ทรัพย์สิน",    "ราชการ",
    "ยืม",        "ระเบียบ",   "ขั้นตอน",    "บริการ",      "ปรับปรุง",  "ระบบ",   "การทำงาน",   "คู่มือ",    "มาตรฐาน",   "เผยแพร่",
    "ประชุม",     "คำสั่ง",     "มอบหมาย",  "กองคลัง",     "สำนักปลัด", "กองช่าง", "กองการศึกษา", "กำกับ",   "แจ้ง",       "รับทราบ",
    "ประสิทธิภาพ", "มีส่วนร่วม",  "ตรวจสอบ",  "ความคิดเห็น",  "สื่อสาร",   "๒๕๖๖",   "๒๕๖๕",       "2564",   "พ.ศ. ๒๕๖๗", "ครั้ง",
    "ร้อยละ",     "คะแนน",    "ITA",      "IIT",        "EIT",     "OIT",    "เฟซบุ๊ก",      "ไลน์"};
constexpr const char* kSyllables[] = {"กา", "บ้าน", "ดง",  "หนอง", "คำ",  "ทราย", "แก้ว", "ศรี", "สุข", "เจริญ", "ไพร", "น้ำ", "ใส", "โคก",
                                      "สูง", "ห้วย", "แดง", "ขาว",  "ทอง", "งาม",  "พล",  "ชัย", "มะ", "ม่วง",  "ยาง", "ไผ่", "นา", "ดี"};
constexpr int kSyllableCount = static_cast<int>(std::size(kSyllables));

std::string name_of_number(int number) {
  std::string name;
  for (int n = number + kSyllableCount; n > 0; n /= kSyllableCount) name += kSyllables[n % kSyllableCount];
  return name;
}

std::vector<std::string> all_words(std::mt19937& random) {
  std::vector<std::string> words(std::begin(kReportWords), std::end(kReportWords));
  std::vector<std::string> rest;
  std::ifstream dictionary("/usr/share/hunspell/th_TH.dic");
  std::string line;
  std::getline(dictionary, line);  // how many words
  while (std::getline(dictionary, line)) {
    line = line.substr(0, line.find('/'));
    if (line.size() >= 6) rest.push_back(text::to_internal(line));
  }
  if (rest.empty())
    for (int i = 0; i < 30000; ++i) rest.push_back(name_of_number(i));
  std::shuffle(rest.begin(), rest.end(), random);
  words.insert(words.end(), rest.begin(), rest.end());
  return words;
}

}  // namespace

Field made_field(std::string value) { return {value, std::move(value), {{1, {100, 200, 800, 60}}}, 0.97, "plan/column@1"}; }

Country::Country(std::uint32_t seed) : random_(seed) {
  words_ = all_words(random_);
  double sum = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) cumulative_.push_back(sum += 1.0 / static_cast<double>(i + 5));
}

std::string Country::word() {
  const double at = cumulative_.back() * static_cast<double>(random_()) / 4294967296.0;
  return words_[static_cast<std::size_t>(std::lower_bound(cumulative_.begin(), cumulative_.end(), at) - cumulative_.begin())];
}

std::string Country::text(int words) {
  std::string out;
  for (int i = 0; i < words; ++i) {
    if (i && random_() % 8 == 0) out += random_() % 6 ? ' ' : '\n';
    out += word();
  }
  return out;
}

std::string Country::reworded(const std::string& text) {
  constexpr std::size_t kPart = 24;  // bytes: eight Thai characters
  std::string out;
  int part = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.size(), at + kPart);
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
    out += ++part % 6 == 0 ? word() : text.substr(at, end - at);
    at = end;
  }
  return out;
}

Country::Office Country::office(int number) const {
  constexpr const char* kTypes[] = {"อบต.", "อบต.", "อบต.", "เทศบาลตำบล", "เทศบาลเมือง"};
  constexpr const char* kForms[] = {"องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง"};
  return {kForms[number % 5] + name_of_number(number), kTypes[number % 5], "อำเภอ" + name_of_number(number / 8 % 900),
          "จังหวัด" + name_of_number(number % 77)};
}

Document Country::report(int number, int year, int measures) {
  constexpr const char* kGroups[] = {"IIT", "EIT", "OIT"};
  constexpr const char* kStatuses[] = {"done", "done", "done", "in_progress", "not_started"};
  const Office office = this->office(number);
  Document d;
  d.first_page = d.last_page = 1;
  d.layouts = {"plan"};
  d.organisation = {made_field(office.name), made_field(office.type), made_field(office.district), made_field(office.province), ""};
  d.title = made_field("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส");
  d.fiscal_year = made_field(std::to_string(year));
  d.ita_result =
      ItaResult{made_field(std::to_string(year - 1)), made_field(std::to_string(60 + random_() % 40)), std::nullopt, std::nullopt, std::nullopt};
  for (int i = 0; i < measures; ++i) {
    Measure& m = d.measures.emplace_back();
    m.no = made_field(std::to_string(i + 1));
    m.group = made_field(kGroups[random_() % 3]);
    m.title = made_field(text(5));
    m.method = made_field(text(29));
    m.responsible = made_field("สำนักปลัด");
    m.period = PeriodField{made_field(fmt::format("ต.ค. {} - ก.ย. {}", year - 1, year)), made_field(fmt::format("{}-10", year - 544)),
                           made_field(fmt::format("{}-09", year - 543)), std::nullopt};
    if (random_() % 10) m.status = made_field(kStatuses[random_() % 5]);
    m.result = made_field(text(18));
  }
  return d;
}

store::StoredFile Country::file(int office, int year, Document document) {
  store::StoredFile file;
  file.path = fmt::format("{}/{}.pdf", year, office);
  file.sha256 = base::sha256_hex(file.path);
  file.kind = "pdf";
  file.page_count = 1;
  file.documents.push_back(std::move(document));
  return file;
}

}  // namespace banthuek
