// Mail between files and a store. Docs are in src/transfer/README.md.
#pragma once

#include <postroom/store.h>

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace postroom {

struct ImportOptions {
  FolderId folder;
  bool draft = false;  // every message is to be edited and sent: PR_MESSAGE_FLAGS has MSGFLAG_UNSENT
  Progress progress;   // bytes of the file; called on the calling thread, several times a second
  std::function<bool()> cancelled;  // asked on the calling thread, between commits and while waiting
};

struct ImportProblem {
  std::string where;     // "mail.mbox, message 3, at byte 5120"
  std::string what;      // a sentence
  bool skipped = false;  // the message is not in the store
};

struct ImportReport {
  std::uint64_t messages = 0;  // now in the store
  std::uint64_t bytes = 0;     // that they had in the file
  std::vector<MessageId> ids;  // in the order of the file
  std::vector<ImportProblem> problems;
};

inline constexpr std::size_t kMaxImportWarnings =
    10'000;  // in one report; messages that were skipped are all there

// Adds the mail of a file, an eml or an mbox (see detect_format()), to a folder; "-" is standard input. Read
// flags come from the headers Status, X-Status and X-Mozilla-Status. A file that is named .eml holds one
// message, even if its first line begins with "From ", unless more messages follow. A message that cannot be
// stored as it was understood is stored as an attachment; one that cannot be stored at all is reported, and
// the others go in. Fails when the file cannot be read or the store takes nothing more, and with
// Code::cancelled; messages committed until then stay, and the error says how many. Memory is bounded
// whatever the file's size. Reads with a thread of its own; commits on the calling one.
Result<ImportReport> import_file(Store& store, const Session& session, const std::filesystem::path& path,
                                 const ImportOptions& options);

// One message as mail: the bytes it came in, where it was imported and not edited since, else as write_mail()
// has it.
Status export_message(Store& store, const Session& session, MessageId id, Sink& sink);

// Messages as one mbox, in the order given; returns how many. A file that was imported, exported whole and
// unedited, is the same file. Progress counts messages.
Result<std::uint64_t> export_mbox(Store& store, const Session& session, std::span<const MessageId> ids,
                                  Sink& sink, const Progress& progress);

}  // namespace postroom
