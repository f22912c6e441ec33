#include "storage/engine.h"

#include "base/try.h"
#include "storage/awaited_commit.h"
#include "storage/seal.h"

namespace postroom::storage {

namespace {

// Looks only when the job is done: by then every engine has the counters at hand.
Job refusing_if_sealed(Job job) {
  return [job = std::move(job)](Transaction& transaction) -> Status {
    TRY(job(transaction));
    TRY_SET(const Counters counters, transaction.counters());
    return is_sealed(counters) ? Status(sealed_error(transaction)) : ok_status();
  };
}

}  // namespace

Result<std::shared_ptr<SearchIndex>> Engine::search_index() {
  return Error{Code::not_supported, "This engine has no search index yet.", {}};
}

Result<StorageUse> Engine::use() {
  return Error{Code::not_supported, "This engine does not say what a store takes up.", {}};
}

void Engine::commit_on(MessageId, Job job, Completion done) { commit(std::move(job), std::move(done)); }

Result<std::optional<CurrentMessage>> Engine::current(MessageId id) {
  TRY_SET(const std::unique_ptr<View> now, view());
  return now->current(id);
}

Result<std::optional<MessagePlace>> Engine::place(MessageId id) {
  TRY_SET(const std::unique_ptr<View> now, view());
  TRY_SET(const auto record, now->message(id));
  std::optional<MessagePlace> place;
  if (!record) return place;
  TRY_SET(auto folder, now->folder(record->folder));
  if (!folder) return place;
  place = MessagePlace{record->folder, record->version, record->deleted, std::move(folder->properties)};
  return place;
}

Status commit_and_wait(Engine& engine, Job job, Sealed sealed) {
  if (sealed == Sealed::refused) job = refusing_if_sealed(std::move(job));
  AwaitedCommit commit;
  engine.commit(std::move(job), commit.completion());
  return commit.wait();
}

Status commit_and_wait_on(Engine& engine, MessageId message, Job job) {
  AwaitedCommit commit;
  engine.commit_on(message, refusing_if_sealed(std::move(job)), commit.completion());
  return commit.wait();
}

}  // namespace postroom::storage
