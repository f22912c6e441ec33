#include "cli/identifiers.h"

#include <postroom/entry_id.h>

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/try.h"
#include "cli/arguments.h"

namespace postroom::cli {
namespace {

constexpr std::size_t kLeastEntryIdDigits = 40;  // flags and provider UID alone

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') return (c | 0x20) - 'a' + 10;
  return -1;
}

bool is_decimal(const std::string& text) {
  return !text.empty() && text.size() < kLeastEntryIdDigits &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

std::optional<Bytes> parse_hexadecimal(const std::string& text) {
  if (text.size() < kLeastEntryIdDigits || text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    if (digit(text[i]) < 0 || digit(text[i + 1]) < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(digit(text[i]) << 4 | digit(text[i + 1])));
  }
  return bytes;
}

template <class Id>
Result<Id> from_entry_id(const Bytes& bytes, const Guid& store, const char* what) {
  TRY_SET(const EntryId entry, decode_entry_id(bytes));
  if (entry.store != store)
    return Error{Code::invalid_argument, "This entry ID belongs to another store.", ""};
  if (const Id* id = std::get_if<Id>(&entry.target)) return *id;
  return Error{Code::invalid_argument, fmt::format("This entry ID does not name a {}.", what), ""};
}

}  // namespace

Result<MessageId> parse_message_id(const std::string& text, const Guid& store) {
  if (const auto bytes = parse_hexadecimal(text)) return from_entry_id<MessageId>(*bytes, store, "message");
  auto number = parse_number(text, 1, std::numeric_limits<std::int64_t>::max());
  if (number) return MessageId{*number};
  return Error{
      Code::invalid_argument,
      fmt::format("“{}” is not a message: give its number, as list shows it, or its entry ID.", text), ""};
}

Result<std::vector<MessageId>> parse_message_ids(const std::vector<std::string>& texts, const Guid& store) {
  std::vector<MessageId> ids;
  for (const std::string& text : texts) {
    TRY_SET(const MessageId id, parse_message_id(text, store));
    ids.push_back(id);
  }
  return ids;
}

Result<VersionNumber> parse_version(const std::string& text) {
  auto number = parse_number(text, 1, std::numeric_limits<std::int64_t>::max());
  if (number) return VersionNumber{*number};
  return Error{Code::invalid_argument,
               fmt::format("“{}” is not a version: give a number, as history shows it.", text), ""};
}

Result<FolderId> find_folder(Store& store, const Session& session, const std::string& text) {
  if (const auto bytes = parse_hexadecimal(text))
    return from_entry_id<FolderId>(*bytes, store.guid(), "folder");
  auto found = store.find_folder(session, text);
  if (!found && found.error().code == Code::not_found && text.find('/') == std::string::npos) {
    TRY_SET(const FolderInfo finder, store.folder(session, store.special(SpecialFolder::finder)));
    auto in_finder = store.find_folder(session, finder.path + "/" + text);
    if (in_finder) return in_finder;
  }
  if (found || !is_decimal(text)) return found;
  TRY_SET(const std::int64_t number, parse_number(text, 1, std::numeric_limits<std::int64_t>::max()));
  TRY_SET(const FolderInfo info, store.folder(session, FolderId{number}));
  return info.id;
}

Result<FolderId> make_folder(Store& store, const Session& session, const std::string& path) {
  FolderId parent = store.special(SpecialFolder::ipm_subtree);
  std::size_t begin = 0;
  while (begin < path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin) {
      auto found = store.find_folder(session, path.substr(0, end));
      if (!found && found.error().code == Code::not_found) {
        found = store.create_folder(session, parent, path.substr(begin, end - begin));
      }
      TRY_SET(parent, std::move(found));
    }
    begin = end + 1;
  }
  return parent;
}

std::string folder_path(Store& store, const Session& session, FolderId id) {
  auto info = store.folder(session, id);
  if (!info) return fmt::format("folder {}", id.value);
  return info->path.empty() ? info->name : info->path;
}

Result<std::vector<MessageId>> messages_of(Store& store, const Session& session, FolderId folder) {
  std::vector<MessageId> ids;
  std::optional<MessageSummary> last;
  ListOptions options;
  for (;;) {
    options.after = last ? &*last : nullptr;
    TRY_SET(const auto page, store.list(session, folder, options));
    for (const MessageSummary& message : page) ids.push_back(message.id);
    if (page.size() < options.limit) return ids;
    last = page.back();
  }
}

}  // namespace postroom::cli
