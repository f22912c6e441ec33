// Where the stores of a test are, so that one test runs on every engine.
#pragma once

#include "support/temporary_folder.h"

#include <memory>

namespace postroom::testing {

class Ground {
 public:
  explicit Ground(Place place) : folder_(place) {}
  virtual ~Ground() = default;

  // Of a store that nobody else has. The same name gives the same store.
  virtual std::string address(const std::string& store) const { return folder_.path(store); }
  // Of the accounts of a server, which nobody else has. To be called once.
  virtual std::string make_accounts_address() { return folder_.path("accounts.postroom"); }
  // Returns once nothing is done any more for processes that were killed.
  virtual void wait_for_the_dead() {}

  // For other files.
  const TemporaryFolder& folder() const { return folder_; }

 private:
  const TemporaryFolder folder_;
};

using MakeGround = std::unique_ptr<Ground> (*)(Place place);

// Stores in files.
std::unique_ptr<Ground> sqlite_ground(Place place);

}  // namespace postroom::testing
