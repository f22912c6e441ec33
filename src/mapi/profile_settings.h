// What the profile section of the provider says: the properties of postroom_mapi.h.
#pragma once

#include <mapi/mapidefs.h>

#include <span>
#include <string>

#include "mapi/hresult.h"
#include "mapi/memory.h"
#include "mapi/store_context.h"

namespace postroom::mapi {

struct ProfileSettings {
  std::string address, name;            // empty: not set
  std::string database_user, password;  // empty: those of the address, or what PostgreSQL's own files say
  bool read_only = false;
  OnConflict on_conflict = OnConflict::refuse;

  bool is_complete() const { return !address.empty() && !name.empty(); }
  friend bool operator==(const ProfileSettings&, const ProfileSettings&) = default;
};

// Takes over those that are among `values`; others stay as they are. Code::invalid_argument for one with a
// value that it cannot have: then nothing is taken.
Status take_settings(std::span<const SPropValue> values, ProfileSettings& settings);

// Takes over what the section has, in either width of text. MAPI's errors are the section's own.
Answer read_settings(const Memory& memory, IMAPIProp& section, ProfileSettings& settings);
HRESULT write_settings(const Memory& memory, const ProfileSettings& settings, IMAPIProp& section);

// The address to connect to: with the user and the password, where it is one of a database. Never to be
// shown.
std::string connection_address(const ProfileSettings& settings);

}  // namespace postroom::mapi
