// Messages, folders and versions as they are named on the command line.
#pragma once

#include <postroom/store.h>

#include <string>
#include <vector>

namespace postroom::cli {

// A decimal number, or an entry ID of this store in hexadecimal.
Result<MessageId> parse_message_id(const std::string& text, const Guid& store);
Result<std::vector<MessageId>> parse_message_ids(const std::vector<std::string>& texts, const Guid& store);

Result<VersionNumber> parse_version(const std::string& text);

// A path below the IPM subtree ("Inbox/Printers", "/" for the root), the name of a folder in Finder, a number or an
// entry ID.
Result<FolderId> find_folder(Store& store, const Session& session, const std::string& text);

// The folder of this path below the IPM subtree, made with those above it where they are missing.
Result<FolderId> make_folder(Store& store, const Session& session, const std::string& path);

// The path of a folder, for a person; its number when it has none.
std::string folder_path(Store& store, const Session& session, FolderId id);

// Every normal message of a folder, newest first.
Result<std::vector<MessageId>> messages_of(Store& store, const Session& session, FolderId folder);

}  // namespace postroom::cli
