// Mail between files and a store. Docs are in src/transfer/README.md.
#pragma once

#include <postroom/store.h>

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace postroom {

// What becomes of messages that an earlier import of the same source into the same folder has brought.
enum class Earlier {
  ignored,    // they come again, and nothing is noted for later imports
  left_out,   // the import goes on where that one stopped, or brings what has come to the source since
  forgotten,  // they come again, and later imports know of this one
};

struct ImportOptions {
  FolderId folder;
  bool draft = false;  // every message is to be edited and sent: PR_MESSAGE_FLAGS has MSGFLAG_UNSENT
  Progress progress;   // bytes of the file; called on the calling thread, several times a second
  std::function<bool()> cancelled;  // asked on the calling thread, between commits and while waiting
  Earlier earlier = Earlier::ignored;
};

struct ImportProblem {
  std::string where;     // "mail.mbox, message 3, at byte 5120"
  std::string what;      // a sentence
  bool skipped = false;  // the message is not in the store
};

struct ImportReport {
  std::uint64_t messages = 0;  // now in the store
  std::uint64_t bytes = 0;     // that they had in the file
  std::uint64_t earlier = 0;   // messages that an earlier import had brought and this one left out
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

// Each source has a note in the store (Store::note), changed in the commits that bring its messages, so that with
// Earlier::left_out an import that was interrupted, in whatever way, brings each message once. Of an mbox the note
// says up to which byte it has been read; if what stands before that has changed, the import fails with
// Code::collision. Of a Maildir or a directory of eml files it has the names that were done: the flags of a Maildir's
// name may change. A source is known by its path without links and the folder it goes to; notes of folders that are
// gone are removed, and the oldest beyond kMaxNotedSources.
inline constexpr std::size_t kMaxNotedSources = 100'000;

enum class TreeShape {
  folders,  // directories and mbox files become folders below options.folder
  flat,     // all mail goes into options.folder
};

// Adds the mail of a directory: a Maildir, its Maildir++ folders, mbox and eml files and the same in directories below
// it. What is mail is seen as in docs/cli.md. Directories "X.sbd" and "X.mbox" and files "X" and "X.mbox" are all folder
// X; names that a folder cannot have are changed, and where two differ in case only the second gets " (2)". Links are
// not followed. What cannot be read is reported and the rest goes in; a mail of a Maildir that is renamed meanwhile is
// found again. Fails as import_file() does, and with
// Code::not_found if there is no mail. Progress counts thousandths of a source.
Result<ImportReport> import_tree(Store& store, const Session& session, const std::filesystem::path& directory,
                                 TreeShape shape, const ImportOptions& options);

inline constexpr int kMaxTreeDepth = 64;                       // directories inside one another
inline constexpr std::size_t kMaxTreeSources = 50'000;         // mbox files, and directories with mail in them
inline constexpr std::size_t kMaxDirectoryEntries = 1'000'000;  // files in one directory

// One message as mail: the bytes it came in, where it was imported and not edited since, else as write_mail()
// has it.
Status export_message(Store& store, const Session& session, MessageId id, Sink& sink);

// Messages as one mbox, in the order given; returns how many. A file that was imported, exported whole and
// unedited, is the same file. Progress counts messages.
Result<std::uint64_t> export_mbox(Store& store, const Session& session, std::span<const MessageId> ids,
                                  Sink& sink, const Progress& progress);

}  // namespace postroom
