#include "kill/belongings.h"

#include <postroom/tags.h>

#include <set>
#include <sstream>

#include "base/try.h"
#include "kill/token_content.h"

namespace postroom::kill {
namespace {

void remove_folder(Belongings& belongings, FolderId folder, FolderId refuge) {
  belongings.folders[folder].clear();
  for (auto& [id, message] : belongings.messages) {
    if (message.gone || message.folder != folder) continue;
    message.folder = refuge;
    message.trashed = true;
  }
}

Result<OwnMessage> observe_message(Store& store, const Session& session, MessageId id) {
  const auto row = store.summary(session, id);
  OwnMessage message;
  if (!row.ok()) {
    if (row.error().code != Code::not_found) return row.error();
    message.gone = true;
    return message;
  }
  message.folder = row->folder;
  message.trashed = row->deleted.has_value();
  message.read = (row->flags & message_flag::read) != 0;
  message.version = row->version.value;
  message.token = token_in(row->subject);
  return message;
}

Result<std::map<MessageId, MessageId>> observe_originals(Store& store, const Session& session,
                                                         const Belongings& known) {
  std::set<std::pair<MessageId, MessageId>> linked;
  TRY_SET(const auto pairs, store.conflicts(session));
  for (const ConflictPair& pair : pairs) linked.emplace(pair.copy.id, pair.winner.id);
  std::map<MessageId, MessageId> originals;
  for (const auto& [copy, original] : known.originals) {
    const auto own = known.messages.find(copy);
    const bool is_hidden = own != known.messages.end() && own->second.trashed;  // conflicts() leaves it out
    if (is_hidden || linked.contains({copy, original})) originals[copy] = original;
  }
  return originals;
}

std::string text_of(const OwnMessage& message) {
  if (message.gone) return "gone";
  std::ostringstream text;
  text << "version " << message.version << " '" << message.token << "' in folder " << message.folder.value
       << (message.read ? ", read" : ", unread") << (message.trashed ? ", deleted" : "");
  return text.str();
}

std::string text_of(const std::string& name) { return name.empty() ? "removed" : "'" + name + "'"; }
std::string text_of(bool bit) { return bit ? "set" : "clear"; }
std::string text_of(MessageId id) { return "message " + std::to_string(id.value); }

template <class Key, class Value>
void compare(const char* what, const std::map<Key, Value>& expected, const std::map<Key, Value>& actual,
             std::vector<std::string>& found) {
  for (const auto& [key, value] : expected) {
    const auto other = actual.find(key);
    if (other != actual.end() && other->second == value) continue;
    found.push_back(std::string(what) + " " + std::to_string(key.value) + " should be " + text_of(value) +
                    " and is " + (other == actual.end() ? "not there" : text_of(other->second)) + ".");
  }
}

}  // namespace

std::vector<MessageId> Belongings::live() const {
  std::vector<MessageId> ids;
  for (const auto& [id, message] : messages) {
    if (!message.gone && !message.trashed) ids.push_back(id);
  }
  return ids;
}

std::vector<MessageId> Belongings::trashed() const {
  std::vector<MessageId> ids;
  for (const auto& [id, message] : messages) {
    if (!message.gone && message.trashed) ids.push_back(id);
  }
  return ids;
}

std::vector<FolderId> Belongings::standing_folders() const {
  std::vector<FolderId> ids;
  for (const auto& [id, name] : folders) {
    if (!name.empty()) ids.push_back(id);
  }
  return ids;
}

std::int32_t status_bit(int slot) { return 1 << (16 + slot); }

void apply(Belongings& belongings, const Event& event, FolderId refuge) {
  const auto own = belongings.messages.find(event.message);
  const bool is_own = own != belongings.messages.end();
  switch (event.operation) {
    case Operation::create:
      belongings.messages[event.message] = {false, event.folder, false, true, event.number, event.text};
      break;
    case Operation::save:
      if (is_own) own->second.version = event.number;
      if (is_own) own->second.token = event.text;
      break;
    case Operation::elsewhere:
      belongings.messages[event.message] = {false, event.folder, false, true, 1, event.text};
      belongings.originals[event.message] = event.other;
      break;
    case Operation::copy: {
      OwnMessage copy = belongings.messages[event.other];
      copy.folder = event.folder;
      copy.version = 1;
      belongings.messages[event.message] = copy;
      break;
    }
    case Operation::move:
      own->second.folder = event.folder;
      break;
    case Operation::trash:
      own->second.trashed = true;
      break;
    case Operation::undelete:
      own->second.trashed = false;
      break;
    case Operation::destroy:
      own->second = {};
      own->second.gone = true;
      belongings.originals.erase(event.message);
      break;
    case Operation::mark:
      own->second.read = event.number != 0;
      break;
    case Operation::status:
      belongings.status_bits[event.message] = event.number != 0;
      break;
    case Operation::make_folder:
    case Operation::rename_folder:
      belongings.folders[event.folder] = event.text;
      break;
    case Operation::remove_folder:
      remove_folder(belongings, event.folder, refuge);
      break;
    case Operation::open:
    case Operation::note:
    case Operation::compact:
    case Operation::backup:
    case Operation::make_store:
      break;
  }
}

Result<Belongings> observe(Store& store, const Session& session, const Belongings& known, int slot) {
  Belongings actual;
  for (const auto& [id, message] : known.messages) {
    TRY_SET(actual.messages[id], observe_message(store, session, id));
  }
  for (const auto& [id, name] : known.folders) {
    const auto folder = store.folder(session, id);
    if (!folder.ok() && folder.error().code != Code::not_found) return folder.error();
    actual.folders[id] = folder.ok() ? folder->name : "";
  }
  for (const auto& [id, bit] : known.status_bits) {
    TRY_SET(const auto row, store.summary(session, id));
    actual.status_bits[id] = (row.status & status_bit(slot)) != 0;
  }
  TRY_SET(actual.originals, observe_originals(store, session, known));
  return actual;
}

std::vector<std::string> differences(const Belongings& expected, const Belongings& actual) {
  std::vector<std::string> found;
  compare("Message", expected.messages, actual.messages, found);
  compare("Folder", expected.folders, actual.folders, found);
  compare("The status bit of message", expected.status_bits, actual.status_bits, found);
  compare("The original of message", expected.originals, actual.originals, found);
  return found;
}

}  // namespace postroom::kill
