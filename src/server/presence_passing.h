// Lets the servers that have stores in the same PostgreSQL databases know of each other's people.
#pragma once

#include "open/bulletins.h"
#include "server/presence.h"
#include "server/service.h"

namespace postroom::server {

class PresencePassing {
 public:
  // Service::presence has to be there. What cannot be told is lost: everybody says it again within seconds.
  static Result<std::unique_ptr<PresencePassing>> start(const Service& service);
  ~PresencePassing();

 private:
  PresencePassing(std::shared_ptr<Presence> presence, std::shared_ptr<Stores> stores)
      : presence_(std::move(presence)), stores_(std::move(stores)) {}
  void tell(const Guid& store, const std::string& text);
  storage::Bulletin* bulletin_of(const Guid& store);
  void hear(const std::string& text);

  const std::shared_ptr<Presence> presence_;
  const std::shared_ptr<Stores> stores_;
  std::map<std::string, std::shared_ptr<storage::Bulletin>> bulletins_;  // by the stores' addresses
  std::mutex mutex_;
  std::map<Guid, storage::Bulletin*> known_;
};

}  // namespace postroom::server
