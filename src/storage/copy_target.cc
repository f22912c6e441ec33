#include "storage/copy_target.h"

#include <postroom/guid.h>
#include <postroom/session.h>

#include "base/try.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace {

constexpr char kNobody[] = "nobody";

Error taken_over() {
  return {Code::collision,
          "Another transfer has taken over this copy, or has finished it; look there before trying again.",
          {}};
}

}  // namespace

CopyTarget::CopyTarget(Engine& engine) : engine_(engine), run_(to_text(system_random()->guid())) {}

Status CopyTarget::take(const std::string& source_guid) {
  return commit_and_wait(engine_, [&](Transaction& transaction) -> Status {
    TRY_SET(const auto made, transaction.setting(kMadeKey));
    if (made) return taken_over();
    TRY(transaction.put_setting(kCopyOfKey, source_guid));
    return transaction.put_setting(kCopyRunKey, run_);
  });
}

Status CopyTarget::let_go() {
  return commit_and_wait(
      *this, [](Transaction& transaction) { return transaction.put_setting(kCopyRunKey, kNobody); });
}

void CopyTarget::commit(Job job, Completion done) {
  engine_.commit(
      [this, job = std::move(job)](Transaction& transaction) -> Status {
        TRY_SET(const auto holder, transaction.setting(kCopyRunKey));
        return holder == run_ ? job(transaction) : Status(taken_over());
      },
      std::move(done));
}

}  // namespace postroom::storage
