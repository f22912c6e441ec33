// The store that a command works on, and who works on it.
#pragma once

#include <postroom/open.h>

#include <string>

#include "cli/arguments.h"
#include "cli/surroundings.h"

namespace postroom::cli {

struct OpenedStore {
  Store store;
  Session session;
};

struct StoreArguments {
  std::string address;
  std::string who;  // empty: the login

  void declare(Arguments& arguments);          // the operand STORE
  void declare_writing(Arguments& arguments);  // and --as

  Result<OpenedStore> open_to_read(const Surroundings& around) const;
  // Code::read_only when the store cannot be written.
  Result<OpenedStore> open_to_write(const Surroundings& around) const;
};

}  // namespace postroom::cli
