#include "transfer/import_run.h"

#include <thread>

#include "base/try.h"
#include "transfer/mail_reader.h"
#include "transfer/mail_writer.h"

namespace postroom::transfer {
namespace {

constexpr std::chrono::milliseconds kPatience{100};  // between looks at progress and whether to stop

// A thread that reads, stopped and waited for however the import ends.
class ReadingThread {
 public:
  ReadingThread(WatchedInput& input, ImportQueue& queue, MailReader reader)
      : input_(input), queue_(queue), thread_([this, reader]() mutable { reader.run(queue_); }) {}
  ~ReadingThread() {
    input_.stop();
    queue_.stop();
    thread_.join();
  }

 private:
  WatchedInput& input_;
  ImportQueue& queue_;
  std::thread thread_;
};

// Tells how far the import has come, never less than before.
class Place {
 public:
  Place(const ImportOptions& options, std::uint64_t size) : options_(options), size_(size) {}
  void reach(std::uint64_t place) {
    done_ = std::min(std::max(done_, place), size_);
    if (options_.progress) options_.progress(done_, size_);
  }

 private:
  const ImportOptions& options_;
  const std::uint64_t size_;
  std::uint64_t done_ = 0;
};

// Commits what has been read, and reads while there is nothing to commit.
Status commit_all(const ImportRun& run, const WatchedInput& input, ImportQueue& queue, MailReader reader,
                  MailWriter& writer) {
  const ImportOptions& options = run.options;
  Place place(options, run.origin.size());
  while (!queue.is_done()) {
    if (options.cancelled && options.cancelled()) return Error{Code::cancelled, "You asked to stop.", {}};
    if (auto batch = queue.take_batch(kPatience)) {
      const std::uint64_t end = batch->end;
      TRY(writer.commit(std::move(*batch)));
      place.reach(end);
    } else if (const auto chunk = queue.lend_chunk()) {
      queue.put(*chunk, reader.read(*chunk));
    } else {
      place.reach(input.place());
    }
  }
  place.reach(run.origin.size());
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

Result<ImportReport> import_all(const ImportRun& run) {
  const auto input = [&] { return run.file ? std::make_unique<WatchedInput>(*run.file) : std::make_unique<WatchedInput>(); };
  const auto found = input(), lent = input(), again = input();  // each user's view of what is read
  ImportQueue queue;
  MailWriter writer(run.store, run.session, run.options, run.origin, *again, run.note);
  const MailReader reader(run.origin, *lent, run.store, run.session, run.options);
  Status status = ok_status();
  {
    const ReadingThread thread(*found, queue, MailReader(run.origin, *found, run.store, run.session, run.options));
    status = commit_all(run, *found, queue, reader, writer);
  }
  if (!status.ok()) return ended_early(std::move(status).error(), run.origin.name(), writer.report());
  return writer.take_report();
}

}  // namespace postroom::transfer
