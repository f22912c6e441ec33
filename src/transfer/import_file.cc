#include <postroom/text.h>
#include <postroom/transfer.h>

#include <thread>

#include "base/try.h"
#include "transfer/mail_reader.h"
#include "transfer/mail_writer.h"

namespace postroom {
namespace {

using transfer::Batch;
using transfer::BatchQueue;
using transfer::MailReader;
using transfer::MailWriter;
using transfer::NamedAs;
using transfer::WatchedInput;

constexpr std::chrono::milliseconds kPatience{100};  // between looks at progress and whether to stop

bool is_named_eml(const std::filesystem::path& path) {
  return equals_ignoring_ascii_case(path.extension().string(), ".eml");
}

// A thread that is stopped and waited for, however the import ends.
class Reading {
 public:
  Reading(WatchedInput& file, BatchQueue& queue, MailReader reader)
      : file_(file), queue_(queue), reader_(std::move(reader)), thread_([this] { reader_.run(); }) {}
  ~Reading() {
    file_.stop();
    queue_.stop();
    thread_.join();
  }

 private:
  WatchedInput& file_;
  BatchQueue& queue_;
  MailReader reader_;
  std::thread thread_;
};

Status commit_all(const ImportOptions& options, const WatchedInput& file, BatchQueue& queue,
                  MailWriter& writer) {
  while (!queue.is_done()) {
    if (options.cancelled && options.cancelled()) return Error{Code::cancelled, "You asked to stop.", {}};
    Batch batch;
    if (queue.take(batch, kPatience)) TRY(writer.commit(std::move(batch)));
    if (options.progress) options.progress(file.place(), file.size());
  }
  TRY(queue.outcome());
  if (options.progress) options.progress(file.size(), file.size());
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
  WatchedInput file(*input);
  BatchQueue queue;
  MailWriter writer(store, session, options, *input, name);
  Status status = ok_status();
  {
    const Reading reading(file, queue, MailReader(file, named, name, store.large_values(), options, queue));
    status = commit_all(options, file, queue, writer);
  }
  if (!status.ok()) return ended_early(std::move(status).error(), name, writer.report());
  return writer.take_report();
}

}  // namespace postroom
