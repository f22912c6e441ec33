#include "history/record.h"

#include <array>
#include <sstream>
#include <vector>

namespace postroom::history {
namespace {

constexpr std::array kOutcomes{"looked at",      "made", "committed", "had nothing to commit in",
                               "was refused in", "broke"};
constexpr std::array kModes{"strict", "merge", "force", "elsewhere"};
constexpr std::size_t kWords = 12;

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> words;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(at, start), text.size());
    words.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

// "field=value" or "field!" for each.
std::string to_text(const Edits& edits) {
  std::string text;
  for (const auto& [field, value] : edits)
    text += (text.empty() ? "" : ";") + field + (value ? "=" + *value : "!");
  return text;
}

Edits parse_edits(const std::string& text) {
  Edits edits;
  if (text.empty()) return edits;
  for (const std::string& word : split(text, ';')) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) {
      edits[word.substr(0, word.size() - 1)] = std::nullopt;
    } else {
      edits[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }
  return edits;
}

}  // namespace

std::string to_line(const Record& record) {
  std::ostringstream line;
  line << static_cast<int>(record.outcome) << '\t' << record.actor << '\t' << record.handle << '\t'
       << record.message.value << '\t' << record.version.value << '\t' << record.change.value << '\t'
       << record.digest << '\t' << static_cast<int>(record.mode) << '\t' << record.base.value << '\t'
       << record.merged << '\t' << record.copy.value << '\t' << to_text(record.edits);
  std::string text = line.str();
  for (char& letter : text) {
    if (letter == '\n') letter = ' ';
  }
  return text;
}

std::optional<Record> parse_line(std::string_view line) {
  const std::vector<std::string> words = split(line, '\t');
  if (words.size() != kWords) return std::nullopt;
  Record record;
  record.outcome = static_cast<Outcome>(std::stoi(words[0]));
  record.actor = std::stoi(words[1]);
  record.handle = words[2];
  record.message = {std::stoll(words[3])};
  record.version = {std::stoll(words[4])};
  record.change = {std::stoll(words[5])};
  record.digest = words[6];
  record.mode = static_cast<Mode>(std::stoi(words[7]));
  record.base = {std::stoll(words[8])};
  record.merged = words[9] == "1";
  record.copy = {std::stoll(words[10])};
  record.edits = parse_edits(words[11]);
  return record;
}

std::string describe(const Record& record) {
  std::ostringstream text;
  text << "handle " << record.handle << ' ' << kOutcomes[static_cast<std::size_t>(record.outcome)]
       << " version " << record.version.value << " of message " << record.message.value;
  if (record.outcome == Outcome::looked || record.outcome == Outcome::made) return text.str();
  text << " (" << kModes[static_cast<std::size_t>(record.mode)] << " from version " << record.base.value
       << (record.merged ? ", merged" : "");
  if (record.copy.value) text << ", copy " << record.copy.value;
  text << "; " << to_text(record.edits) << ")";
  return text.str();
}

}  // namespace postroom::history
