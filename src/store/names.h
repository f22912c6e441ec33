// The store's mapping between named properties and ids. It only grows, so what is known stays true.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "storage/engine.h"

namespace postroom::store {

// An immutable moment of the mapping.
struct NameTable {
  std::map<std::uint16_t, PropertyName> by_id;
  std::map<PropertyName, std::uint16_t> by_name;

  const PropertyName* name(std::uint16_t id) const;
  std::optional<std::uint16_t> id(const PropertyName& name) const;
  std::uint16_t last_id() const { return by_id.empty() ? std::uint16_t{0} : by_id.rbegin()->first; }
};

// The form under which a name is compared: names in PS_INTERNET_HEADERS are lower case (MS-OXCPRPT 3.2.5.9).
PropertyName canonical(PropertyName name);

// PS_MAPI numbers below 0x8000 are property ids themselves (MS-OXCPRPT 3.2.5.9).
std::optional<std::uint16_t> fixed_id(const PropertyName& name);

// Code::invalid_argument for a string name that is empty, too long or not UTF-8.
Status check_name(const PropertyName& name);

// `known` with whatever the view has beyond it. May hold names of a transaction that is rolled back: do not keep it.
Result<std::shared_ptr<const NameTable>> extended(std::shared_ptr<const NameTable> known, storage::View& view);

// Thread-safe.
class Names {
 public:
  std::shared_ptr<const NameTable> table() const;
  Status refresh(storage::Engine& engine);  // takes in what other processes have added
  // The table with every name of `wanted` in it, made in the store where missing. Code::too_big past
  // kMaxNamedProperties.
  Result<std::shared_ptr<const NameTable>> ensure(storage::Engine& engine, const std::vector<PropertyName>& wanted);

 private:
  void adopt(std::shared_ptr<const NameTable> table);

  mutable std::mutex mutex_;
  std::shared_ptr<const NameTable> table_ = std::make_shared<NameTable>();
};

}  // namespace postroom::store
