// The stores that this server has, by name. Thread-safe.
#pragma once

#include <postroom/open.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace postroom::server {

struct StoreSetting {
  std::string name;                         // accounts::kMaxStoreName
  std::string address;                      // postroom/open.h
  std::string title;                        // for people; empty: the name
  std::vector<std::string> mail_addresses;  // that LMTP delivers to it: "support@example.com"
};

class Stores {
 public:
  explicit Stores(std::vector<StoreSetting> settings);

  const std::vector<StoreSetting>& settings() const { return settings_; }
  const StoreSetting* setting(std::string_view name) const;  // null: there is none

  // Opened at the first call, and again when opening failed before. Code::not_found for a name that there is
  // not; else what open_store() says.
  Result<Store> open(std::string_view name);
  // Of those that are open.
  std::vector<std::pair<std::string, Store>> opened();

 private:
  struct Place {
    std::mutex opening;  // one opens it, the others wait
    std::optional<Store> store;
  };

  const std::vector<StoreSetting> settings_;
  SharedConnections shared_;
  std::map<std::string, std::shared_ptr<Place>, std::less<>> places_;  // one for each setting, from the start
};

}  // namespace postroom::server
