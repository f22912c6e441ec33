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

  // The operand STORE, and --as.
  void declare(Arguments& arguments);
  void declare_writing(Arguments& arguments);

  // Who is named by --as acts as that person; otherwise `unnamed` says whether who is logged in does, or acts for the
  // store itself.
  Result<OpenedStore> open_to_read(const Surroundings& around, Acting unnamed = Acting::person) const;
  // Code::read_only when the store cannot be written.
  Result<OpenedStore> open_to_write(const Surroundings& around, Acting unnamed = Acting::person) const;

 private:
  void declare_store(Arguments& arguments);
  Session session(const Surroundings& around, Acting unnamed) const;
};

}  // namespace postroom::cli
