#include "postroomd/upkeep.h"

#include "server/event_hub.h"
#include "server/open_tables.h"
#include "server/presence.h"
#include "server/uploads.h"

namespace postroom::daemon {
namespace {

void do_often(server::Service& service) {
  service.events->end_disallowed();
  service.presence->forget_old();
}

// What cannot be removed now can be the next time.
void do_sometimes(server::Service& service) {
  service.tables->close_idle();
  service.uploads->remove_expired();
  (void)service.directory->remove_expired();
}

}  // namespace

Upkeep::Upkeep(std::shared_ptr<server::Service> service) : service_(std::move(service)) {
  thread_ = std::thread([this] { run(); });
}

Upkeep::~Upkeep() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    wake_.notify_all();
  }
  thread_.join();
}

bool Upkeep::wait() {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, kOften, [this] { return ending_; });
}

void Upkeep::run() {
  for (auto next = std::chrono::steady_clock::now(); wait();) {
    do_often(*service_);
    if (std::chrono::steady_clock::now() < next) continue;
    do_sometimes(*service_);
    next = std::chrono::steady_clock::now() + kSometimes;
  }
}

}  // namespace postroom::daemon
