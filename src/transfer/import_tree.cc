#include "base/try.h"
#include "transfer/folder_maker.h"
#include "transfer/import_note.h"
#include "transfer/mail_tree.h"
#include "transfer/source_import.h"

namespace postroom {
namespace transfer {
namespace {

constexpr std::uint64_t kParts = 1000;  // of a source, as progress counts them

// Whether the other sources need not be tried.
bool stops_everything(Code code) {
  return code == Code::cancelled || code == Code::disk_full || code == Code::read_only ||
         code == Code::outcome_unknown || code == Code::busy || code == Code::object_deleted;
}

class TreeImport {
 public:
  TreeImport(Store& store, const Session& session, const ImportOptions& options, MailTree tree)
      : store_(store), session_(session), options_(options), folders_(store, session, options.folder),
        tree_(std::move(tree)) {
    report_.problems = std::move(tree_.problems);
  }

  Status run(TreeShape shape) {
    for (std::size_t i = 0; i < tree_.sources.size(); ++i) {
      const FoundSource& source = tree_.sources[i];
      auto folder = folders_.folder(shape == TreeShape::folders ? source.folder : std::vector<std::string>());
      auto report = folder.ok() ? import(source, *folder, i) : Result<ImportReport>(folder.error());
      if (report.ok()) {
        add(std::move(*report));
      } else if (stops_everything(report.error().code)) {
        return std::move(report).error();
      } else {
        report_.problems.push_back({source.path.string(), describe(report.error()), true});
      }
    }
    return ok_status();
  }

  ImportReport take() { return std::move(report_); }
  std::uint64_t messages() const { return report_.messages; }

 private:
  Result<ImportReport> import(const FoundSource& source, FolderId folder, std::size_t number) {
    ImportOptions options = options_;
    options.folder = folder;
    if (options_.progress) {
      options.progress = [&, number](std::uint64_t done, std::uint64_t total) {
        const std::uint64_t part = total == 0 ? kParts : done * kParts / total;
        options_.progress(number * kParts + part, tree_.sources.size() * kParts);
      };
    }
    const SourceImport import{store_, session_, options, source.path, options_.folder};
    switch (source.kind) {
      case SourceKind::file:
        return import_mail_file(import);
      case SourceKind::eml:
        return import_mail_directory(import, DirectoryKind::eml);
      case SourceKind::maildir:
        return import_mail_directory(import, DirectoryKind::maildir);
      case SourceKind::nothing:
        break;
    }
    return ImportReport();
  }

  void add(ImportReport report) {
    report_.messages += report.messages;
    report_.bytes += report.bytes;
    report_.earlier += report.earlier;
    report_.ids.insert(report_.ids.end(), report.ids.begin(), report.ids.end());
    std::move(report.problems.begin(), report.problems.end(), std::back_inserter(report_.problems));
  }

  Store& store_;
  const Session& session_;
  const ImportOptions& options_;
  FolderMaker folders_;
  MailTree tree_;
  ImportReport report_;
};

}  // namespace
}  // namespace transfer

Result<ImportReport> import_tree(Store& store, const Session& session, const std::filesystem::path& directory,
                                 TreeShape shape, const ImportOptions& options) {
  TRY(store.add_messages(session, options.folder, {}));  // asks for the right to, before anything is read
  TRY(store.folder(session, options.folder));
  TRY_SET(transfer::MailTree tree, transfer::find_mail(directory));
  if (tree.sources.empty() && tree.problems.empty()) {
    return Error{Code::not_found, "There is no mail in the directory " + directory.string() + ".", {}};
  }
  transfer::TreeImport import(store, session, options, std::move(tree));
  if (Status status = import.run(shape); !status.ok()) {
    Error error = std::move(status).error();
    if (import.messages() > 0) {
      error.message += " " + std::to_string(import.messages()) + " messages of folders before it are in the store.";
    }
    return error;
  }
  if (options.earlier != Earlier::ignored) {
    TRY(transfer::forget_old_sources(store, session, kMaxNotedSources));
  }
  return import.take();
}

}  // namespace postroom
