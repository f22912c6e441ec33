#include "mapi/logging_on.h"

#include <errno.h>

#include "base/try.h"
#include "mapi/entry_ids.h"
#include "mapi/host_registration.h"
#include "mapi/logon_errors.h"
#include "mapi/logon_object.h"
#include "mapi/profile_section.h"

namespace postroom::mapi {
namespace {

// As the history of messages names the program.
std::string client_name() { return std::string(program_invocation_short_name) + " (MAPI)"; }

LogonOutcome failed(HRESULT result, std::optional<Error> why = std::nullopt) {
  return {result, std::move(why), nullptr, nullptr};
}

LogonOutcome unconfigured(const std::string& what) {
  return failed(MAPI_E_UNCONFIGURED, Error{Code::invalid_argument, what, {}});
}

// Of one logon, step after step.
class Logon {
 public:
  Logon(const LogonPlace& place, const LogonRequest& request) : place_(place), request_(request) {}

  LogonOutcome run() {
    if (request_.entry_id) {
      if (const HRESULT read = read_store_entry_id(*request_.entry_id, wanted_); read != S_OK)
        return failed(read);
    }
    if (auto open = place_.stores->find(wanted_)) return {S_OK, {}, std::move(open), nullptr};
    if (auto unusable = find_settings()) return std::move(*unusable);
    if (auto open = place_.stores->find(wanted_)) return {S_OK, {}, std::move(open), nullptr};
    return open_wanted();
  }

 private:
  // The entry ID says where, the profile who acts; each stands in for what the other does not say. What the
  // profile says of a user and a password is for the place that it names, and for no other.
  std::optional<LogonOutcome> find_settings() {
    const Answer read = read_profile(place_.memory, request_.support, settings_);
    if (!read.ok()) return failed(MAPI_E_UNCONFIGURED, read.error());
    if (FAILED(*read)) return failed(*read);
    if (!wanted_.address.empty() && !is_place_of_profile()) {
      if (!settings_.address.empty()) settings_.database_user = settings_.password = {};
      settings_.address = wanted_.address;
    }
    if (settings_.name.empty()) settings_.name = wanted_.name;
    if (settings_.address.empty()) return unconfigured("The profile does not say where the store is.");
    if (settings_.name.empty()) return unconfigured("The profile does not say who opens the store.");
    auto id = make_store_entry_id(wanted_.store, settings_.address, settings_.name);
    if (!id.ok()) return failed(MAPI_E_UNCONFIGURED, std::move(id).error());
    wanted_ = std::move(*id);
    return std::nullopt;
  }

  bool is_place_of_profile() const {
    const auto address = lasting_address(settings_.address);
    return address.ok() && *address == wanted_.address;
  }

  LogonOutcome open_wanted() {
    const bool is_writable = (request_.flags & MDB_WRITE) != 0 && !settings_.read_only;
    auto store = open_store(connection_address(settings_),
                            is_writable ? OpenAs::read_write : OpenAs::read_only, place_.connections);
    if (!store.ok()) return not_opened(std::move(store).error());
    if (!wanted_.store.is_null() && wanted_.store != store->guid()) {
      return failed(MAPI_E_LOGON_FAILED, Error{Code::not_found, "Another store is at that address now.", {}});
    }
    wanted_.store = store->guid();
    if (auto open = place_.stores->find(wanted_)) return {S_OK, {}, std::move(open), nullptr};
    return admit(std::move(*store), is_writable);
  }

  LogonOutcome not_opened(Error error) const {
    const auto kind = address_kind(settings_.address);
    return failed(logon_error(error, kind.ok() ? *kind : AddressKind::file), std::move(error));
  }

  LogonOutcome admit(Store store, bool is_writable) {
    StoreContext::Options options;
    options.memory = place_.memory;
    options.is_writable = is_writable && !store.is_read_only();
    options.may_ask = (request_.flags & MDB_NO_DIALOG) == 0;
    options.on_conflict = settings_.on_conflict;
    options.store_entry_id = encode(wanted_);
    options.address = wanted_.address;
    options.support = Ref<IMAPISupport>::share(request_.support);
    const HRESULT wrapped = wrap_store_entry_id(place_.memory, request_.support, options.store_entry_id);
    if (FAILED(wrapped)) return failed(wrapped);
    const auto context = std::make_shared<StoreContext>(
        std::move(store), make_session(settings_.name, client_name()), std::move(options));
    if (const HRESULT registered = register_with_host(*context); FAILED(registered))
      return failed(registered);
    auto opened = make_object<StoreObject>(context, place_.stores);
    place_.stores->add(wanted_, *opened);
    return {S_OK, {}, std::move(opened), make_logon(context)};
  }

  const LogonPlace& place_;
  const LogonRequest& request_;
  StoreEntryId wanted_;
  ProfileSettings settings_;
};

}  // namespace

LogonOutcome log_on(const LogonPlace& place, const LogonRequest& request) {
  return Logon(place, request).run();
}

}  // namespace postroom::mapi
