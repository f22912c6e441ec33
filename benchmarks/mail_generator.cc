#include "benchmarks/mail_generator.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <sstream>

namespace postroom::bench {
namespace {

// In order of how common they are.
constexpr char kVocabulary[] =
    "the to and of a in is that for it you on be with we as this have not are at or your from by can if will I was but "
    "all an our they there has would so what one about please more do know up when out any could my time which get new "
    "some need just like order also see now message only who make use then them list back week book work other than "
    "first think how want good into day here copy after two next over way its mail those should very think page say us "
    "where before still help much most look send may last same been put well even because many may price take right "
    "come year again today both call number shop people morning under paper press answer thank letter question each "
    "tomorrow reading customer meeting month found name catalogue printer edition office open sure table great school "
    "delivery invoice proof cover date children reader short spring event space wait ready line Monday Tuesday Friday "
    "publisher story stock return change hand poem report room might author evening window library order box small "
    "market street glad simple signed summer print design without during second perhaps enough hour round early draft "
    "corner remind budget believe attach festival discuss volume index margin binding courier holiday translate sample "
    "shelf ribbon envelope corridor harbour teacher novel chapter review receipt payment carton pallet deadline colour "
    "weather railway garden coffee kitchen journey neighbour council permit poster stage microphone chair projector "
    "volunteer insurance lease repair boiler plumber key alarm password account signature archive photograph museum "
    "postcard calendar agenda minutes proposal quotation discount reprint hardback paperback typeface kerning glossary "
    "footnote appendix bibliography manuscript contract royalty agent rights foreign territory warehouse inventory "
    "barcode label scanner freight customs tariff refund voucher loyalty newsletter subscribe unsubscribe feedback "
    "survey interview workshop seminar lecture exhibition curator donation sponsor auction membership committee";

constexpr std::array kSuffixes{"", "s", "ing", "ed", "er", "ly", "ness", "able", "ment", "less"};
constexpr std::array kPeople{"Ana Ruiz", "Ben Okoro", "Carla Ito", "Dmitri Volkov", "Elena Soto", "Farid Haddad",
                             "Greta Lind", "Hugo Marchetti", "Ines Prado", "Jonas Weber", "Kavya Nair", "Liam Doyle"};
// What searches look for: a word in one of these messages, some Chinese in one of those.
constexpr std::uint64_t kEachRare = 5003, kEachChinese = 97;
constexpr char kCharacters[] =
    "的一是不了人我在有他这中大来上个国和说们为子你地出道也时年得就那要下以生会自着去之过家学对可里后小心多天而能好都然没日于起还发成事只"
    "作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部";
constexpr std::size_t kCharacterBytes = 3;
constexpr std::int64_t kFirstMoment = 1'767'600'000;  // January 2026
constexpr std::int64_t kStep = 97;                    // seconds between messages

std::string date_line(std::int64_t moment) {
  const std::time_t seconds = moment;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S +0000", &parts);
  return text;
}

}  // namespace

MailGenerator::MailGenerator(std::uint64_t seed) : random_(seed) {
  std::vector<std::string> roots;
  std::istringstream all(kVocabulary);
  for (std::string word; all >> word;) roots.push_back(word);
  for (const char* suffix : kSuffixes) {
    for (const std::string& root : roots) words_.push_back(root + suffix);
  }
  double sum = 0;
  for (std::size_t rank = 0; rank < words_.size(); ++rank) cumulative_.push_back(sum += 1.0 / static_cast<double>(rank + 2));
}

const std::string& MailGenerator::word() {
  const double place = std::uniform_real_distribution<double>(0, cumulative_.back())(random_);
  const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(), place);
  return words_[static_cast<std::size_t>(found - cumulative_.begin())];
}

std::string MailGenerator::phrase(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += (i ? " " : "") + word();
  return text;
}

std::string MailGenerator::chinese(int characters) {
  constexpr std::size_t known = (sizeof kCharacters - 1) / kCharacterBytes;
  std::string text;
  for (int i = 0; i < characters; ++i) text.append(kCharacters + random_() % known * kCharacterBytes, kCharacterBytes);
  return text;
}

std::string MailGenerator::address(std::size_t person) const {
  const std::string name = kPeople[person];
  std::string local = name.substr(0, name.find(' '));
  std::transform(local.begin(), local.end(), local.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  return name + " <" + local + "@example.com>";
}

std::string MailGenerator::next(std::size_t bytes) {
  const std::string date = date_line(kFirstMoment + static_cast<std::int64_t>(count_) * kStep);
  const std::size_t from = random_() % kPeople.size();
  char id[64];
  std::snprintf(id, sizeof id, "%llx.%llu@example.com", static_cast<unsigned long long>(random_()),
                static_cast<unsigned long long>(count_++));
  std::string mail = "Return-Path: <bounce-" + std::string(id) + ">\n";
  mail += "Received: from mx" + std::to_string(random_() % 9) + ".example.net (mx.example.net [192.0.2." +
          std::to_string(random_() % 250) + "])\n\tby mail.example.com with ESMTPS id " + std::string(id, 12) + "\n\tfor <" +
          "shop@example.com>; " + date + "\n";
  mail += "Date: " + date + "\nFrom: " + address(from) + "\nTo: " + address(random_() % kPeople.size());
  if (random_() % 3 == 0) mail += ",\n " + address(random_() % kPeople.size());
  mail += "\nSubject: " + std::string(random_() % 2 ? "Re: " : "") + phrase(3 + static_cast<int>(random_() % 5));
  mail += "\nMessage-ID: <" + std::string(id) + ">\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n";
  mail += "Content-Transfer-Encoding: 8bit\nUser-Agent: Letterbox 2.4\n\n";
  if (count_ % kEachRare == 1) mail += std::string("The printer asks for ") + kRareWord + " once more.\n";
  if (count_ % kEachChinese == 1) mail += chinese(20) + "\n";
  while (mail.size() < bytes) {
    std::string line = phrase(1);
    while (line.size() < 66) line += " " + word();
    mail += line + (random_() % 7 == 0 ? ".\n\n" : "\n");
  }
  return mail;
}

std::string MailGenerator::next_in_mbox(std::size_t bytes) {
  const std::string mail = next(bytes);
  return "From bounce@example.com Mon Jan  5 08:00:00 2026\n" + mail + "\n";
}

}  // namespace postroom::bench
