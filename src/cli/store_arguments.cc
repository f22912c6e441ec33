#include "cli/store_arguments.h"

#include "base/try.h"

namespace postroom::cli {

void StoreArguments::declare(Arguments& arguments) {
  arguments.operand(address, "STORE",
                    "the file that holds the store, or postgresql://HOST/DATABASE?store=NAME");
}

void StoreArguments::declare_writing(Arguments& arguments) {
  declare(arguments);
  arguments.option(who, "--as", "NAME", "who acts, as others will read it (default: your full name)");
}

Result<OpenedStore> StoreArguments::open_to_read(const Surroundings& around) const {
  TRY_SET(Store store, open_store(address, OpenAs::read_only));
  return OpenedStore{std::move(store), make_cli_session(around, who)};
}

Result<OpenedStore> StoreArguments::open_to_write(const Surroundings& around) const {
  TRY_SET(Store store, open_store(address, OpenAs::read_write));
  if (store.is_read_only()) {
    return Error{Code::read_only, "The store can only be read: this user may not write it.",
                 shown_address(address)};
  }
  return OpenedStore{std::move(store), make_cli_session(around, who)};
}

}  // namespace postroom::cli
