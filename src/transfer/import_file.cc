#include <postroom/text.h>
#include <postroom/transfer.h>

#include <thread>

#include "base/try.h"
#include "transfer/mail_reader.h"
#include "transfer/mail_writer.h"

namespace postroom {
namespace {

using transfer::Batch;
using transfer::ImportQueue;
using transfer::MailReader;
using transfer::MailWriter;
using transfer::NamedAs;
using transfer::WatchedInput;

constexpr std::chrono::milliseconds kPatience{100};  // between looks at progress and whether to stop

bool is_named_eml(const std::filesystem::path& path) {
  return equals_ignoring_ascii_case(path.extension().string(), ".eml");
}

// A thread that reads, stopped and waited for however the import ends.
class ReadingThread {
 public:
  ReadingThread(WatchedInput& file, ImportQueue& queue, MailReader reader, NamedAs named)
      : file_(file), queue_(queue), thread_([this, reader, named]() mutable { reader.run(named, queue_); }) {}
  ~ReadingThread() {
    file_.stop();
    queue_.stop();
    thread_.join();
  }

 private:
  WatchedInput& file_;
  ImportQueue& queue_;
  std::thread thread_;
};

// Tells how far the import has come, never less than before.
class Place {
 public:
  Place(const ImportOptions& options, const WatchedInput& file) : options_(options), file_(file) {}
  void reach(std::uint64_t place) {
    done_ = std::min(std::max(done_, place), file_.size());
    if (options_.progress) options_.progress(done_, file_.size());
  }

 private:
  const ImportOptions& options_;
  const WatchedInput& file_;
  std::uint64_t done_ = 0;
};

// Commits what has been read, and reads while there is nothing to commit.
Status commit_all(const ImportOptions& options, const WatchedInput& file, ImportQueue& queue,
                  MailReader reader, MailWriter& writer) {
  Place place(options, file);
  while (!queue.is_done()) {
    if (options.cancelled && options.cancelled()) return Error{Code::cancelled, "You asked to stop.", {}};
    if (auto batch = queue.take_batch(kPatience)) {
      const std::uint64_t end = batch->end;
      TRY(writer.commit(std::move(*batch)));
      place.reach(end);
    } else if (const auto chunk = queue.lend_chunk()) {
      queue.put(*chunk, reader.read(*chunk));
    } else {
      place.reach(file.place());
    }
  }
  place.reach(file.size());
  return ok_status();
}

Error ended_early(Error error, const std::string& name, const ImportReport& report) {
  error.message =
      "The import of " + name + " ended early: " + error.message + " " +
      (report.messages == 0 ? std::string("None of it is in the store.")
                            : "Its first " + std::to_string(report.messages) + " messages are in the store.");
  return error;
}

}  // namespace

Result<ImportReport> import_file(Store& store, const Session& session, const std::filesystem::path& path,
                                 const ImportOptions& options) {
  TRY(store.add_messages(session, options.folder, {}));  // asks for the right to, before anything is read
  TRY(store.folder(session, options.folder));
  TRY_SET(const auto input, transfer::open_input(path));
  const std::string name = path == "-" ? "standard input" : path.string();
  const NamedAs named = is_named_eml(path) ? NamedAs::eml : NamedAs::anything;
  ImportQueue queue;
  MailWriter writer(store, session, options, *input, name);
  WatchedInput file(*input), lent(*input);  // each thread's view of it
  const MailReader reader(lent, name, store, session, options);
  Status status = ok_status();
  {
    const ReadingThread thread(file, queue, MailReader(file, name, store, session, options), named);
    status = commit_all(options, file, queue, reader, writer);
  }
  if (!status.ok()) return ended_early(std::move(status).error(), name, writer.report());
  ImportReport report = writer.take_report();
  if (input->size() == 0) report.problems.push_back({name, "The file is empty.", false});
  return report;
}

}  // namespace postroom
