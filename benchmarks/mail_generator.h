// Mail to measure with: seeded, of a chosen size, in words that are as common as in real mail (Zipf's law over a
// vocabulary of our own), so that indexes and compression meet what they will meet.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace postroom::bench {

// In one message of five thousand.
inline constexpr char kRareWord[] = "quodlibet";
// In about one of seventy thousand; no message has the single one.
inline constexpr char kTwoCharacters[] = "时年";
inline constexpr char kAbsentCharacter[] = "龘";

class MailGenerator {
 public:
  explicit MailGenerator(std::uint64_t seed);

  // One RFC 5322 message with LF line ends, of about `bytes` (2,200 unless told), the next in time.
  std::string next(std::size_t bytes = 2200);
  // The same in mbox form, with its From_ line and the blank line behind it.
  std::string next_in_mbox(std::size_t bytes = 2200);

 private:
  const std::string& word();
  std::string phrase(int words);
  std::string chinese(int characters);
  std::string address(std::size_t person) const;

  std::mt19937_64 random_;
  std::vector<std::string> words_;
  std::vector<double> cumulative_;  // of the words' frequencies
  std::uint64_t count_ = 0;
};

}  // namespace postroom::bench
