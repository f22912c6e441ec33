#include "cli/store_arguments.h"

#include "base/try.h"

namespace postroom::cli {

void StoreArguments::declare_store(Arguments& arguments) {
  arguments.operand(address, "STORE",
                    "the file that holds the store, or postgresql://HOST/DATABASE?store=NAME");
}

void StoreArguments::declare(Arguments& arguments) {
  declare_store(arguments);
  arguments.option(who, "--as", "NAME", "who reads, where folders have rights (default: your full name)");
}

void StoreArguments::declare_writing(Arguments& arguments) {
  declare_store(arguments);
  arguments.option(who, "--as", "NAME", "who acts, as others will read it (default: your full name)");
}

Session StoreArguments::session(const Surroundings& around, Acting unnamed) const {
  Session session = make_cli_session(around, who);
  session.acting = who.empty() ? unnamed : Acting::person;
  return session;
}

Result<OpenedStore> StoreArguments::open_to_read(const Surroundings& around, Acting unnamed) const {
  TRY_SET(Store store, open_store(address, OpenAs::read_only));
  return OpenedStore{std::move(store), session(around, unnamed)};
}

Result<OpenedStore> StoreArguments::open_to_write(const Surroundings& around, Acting unnamed) const {
  TRY_SET(Store store, open_store(address, OpenAs::read_write));
  if (store.is_read_only()) {
    return Error{Code::read_only, "The store can only be read: this user may not write it.",
                 shown_address(address)};
  }
  return OpenedStore{std::move(store), session(around, unnamed)};
}

}  // namespace postroom::cli
