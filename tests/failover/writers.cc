#include "failover/writers.h"

#include "base/try.h"
#include "storage/conformance_samples.h"
#include "support/server_process.h"

namespace postroom::testing {
namespace {

using storage::Transaction;

constexpr FolderId kFolder{1};
constexpr int kEachRefused = 5;  // of its saves a thread takes back every fifth

Status save(Transaction& transaction, const std::string& name) {
  TRY_SET(auto message, transaction.message(kSavedMessage));
  if (!message) return Error{Code::not_found, "The message is not there.", {}};
  storage::VersionRecord version = storage::sample_version(kSavedMessage, message->version.value + 1);
  version.info.who = name;
  TRY_SET(message->change_number, transaction.insert_version(version, {}));
  message->version = version.info.number;
  TRY(transaction.update_message(*message));
  TRY(transaction.append_log(storage::log_record(kFolder, {kSavedMessage})));
  return ok_status();
}

}  // namespace

void fill_store(Engine& engine) {
  const auto fill = [](Transaction& transaction) -> Status {
    TRY_SET(const std::int64_t folder, transaction.allocate_id());
    TRY_SET(const std::int64_t message, transaction.allocate_id());
    TRY(transaction.insert_folder(storage::sample_folder({folder}, {folder})));
    storage::VersionRecord first = storage::sample_version({message}, 1);
    first.info.who = "the first";
    TRY_SET(const ChangeNumber number, transaction.insert_version(first, {}));
    auto record = storage::sample_message({message}, {folder}, number);
    record.version = {1};
    return transaction.insert_message(record);
  };
  storage::must(storage::commit_and_wait(engine, fill));
}

Writers::Writers(std::string name, std::unique_ptr<Engine> engine, int threads)
    : name_(std::move(name)), engine_(std::move(engine)), done_(static_cast<std::size_t>(threads)) {
  for (std::size_t i = 0; i < done_.size(); ++i)
    threads_.emplace_back([this, i] { save_again_and_again(i); });
}

void Writers::stop() {
  stopped_ = true;
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Writers::save_again_and_again(std::size_t thread) {
  for (int number = 1; !stopped_; ++number) {
    const std::string name = name_ + "-" + std::to_string(thread) + "-" + std::to_string(number);
    const bool take_back = number % kEachRefused == 0;
    const auto job = [&](Transaction& transaction) -> Status {
      TRY(save(transaction, name));
      return take_back ? Status(Error{Code::cancelled, "Taken back.", {}}) : ok_status();
    };
    const Status told = storage::commit_and_wait(*engine_, job);
    note(name, told);
    if (told.ok()) ++done_[thread];
  }
}

void Writers::note(const std::string& save, const Status& told) {
  const std::lock_guard guard(mutex_);
  if (told.ok()) {
    account_.done.insert(save);
  } else if (told.error().code == Code::outcome_unknown) {
    account_.unknown.insert(save);
  } else {
    account_.refused[save] = told.error().code;
  }
}

bool Writers::have_done(int count, std::chrono::milliseconds patience) const {
  std::vector<int> wanted;  // one more: a save that is under way may have begun before
  for (const std::atomic<int>& done : done_) wanted.push_back(done + count + 1);
  return wait_until(patience, [&] {
    for (std::size_t i = 0; i < done_.size(); ++i) {
      if (done_[i] < wanted[i]) return false;
    }
    return true;
  });
}

Account Writers::account() const {
  const std::lock_guard guard(mutex_);
  return account_;
}

}  // namespace postroom::testing
