#include "kill/event.h"

#include <array>
#include <sstream>

namespace postroom::kill {
namespace {

constexpr std::array kPhases{"trying", "done", "refused", "broken"};
constexpr std::array kOperations{"open",    "create", "save",        "note",          "elsewhere",
                                 "copy",    "move",   "trash",       "destroy",       "undelete",
                                 "mark",    "status", "make_folder", "rename_folder", "remove_folder",
                                 "compact", "backup", "make_store"};

}  // namespace

std::string to_line(const Event& event) {
  std::ostringstream line;
  line << static_cast<int>(event.phase) << ' ' << event.actor << ' ' << static_cast<int>(event.operation)
       << ' ' << event.message.value << ' ' << event.other.value << ' ' << event.folder.value << ' '
       << event.number << ' ' << event.text;
  std::string text = line.str();
  for (char& letter : text) {
    if (letter == '\n') letter = ' ';
  }
  return text;
}

std::optional<Event> parse_line(std::string_view line) {
  std::istringstream words{std::string(line)};
  int phase = 0, operation = 0;
  Event event;
  words >> phase >> event.actor >> operation >> event.message.value >> event.other.value >>
      event.folder.value >> event.number;
  if (!words || phase < 0 || phase >= static_cast<int>(kPhases.size()) || operation < 0 ||
      operation >= static_cast<int>(kOperations.size())) {
    return std::nullopt;
  }
  event.phase = static_cast<Phase>(phase);
  event.operation = static_cast<Operation>(operation);
  words.get();  // the space before the text
  std::getline(words, event.text);
  return event;
}

std::string describe(const Event& event) {
  std::ostringstream text;
  text << "actor " << event.actor << ' ' << kPhases[static_cast<std::size_t>(event.phase)] << ' '
       << kOperations[static_cast<std::size_t>(event.operation)];
  if (event.message.value) text << " message " << event.message.value;
  if (event.other.value) text << " from message " << event.other.value;
  if (event.folder.value) text << " folder " << event.folder.value;
  text << " number " << event.number << " '" << event.text << "'";
  return text.str();
}

}  // namespace postroom::kill
