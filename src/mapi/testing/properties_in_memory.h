// For tests: the properties of an object that there is only in memory.
#pragma once

#include <mapi/mapicode.h>

#include <algorithm>

#include "mapi/owned_bytes.h"
#include "mapi/properties.h"

namespace postroom::mapi::testing {

class PropertiesInMemory final : public Properties {
 public:
  PropertySet held;
  std::vector<PropertyTag> opened;    // objects()
  std::vector<PropertyTag> computed;  // cannot be set or removed
  bool writable = true;
  std::optional<Error> failure;   // of the next call that changes something
  std::vector<Property> was_set;  // in the last call of set()

  Result<PropertySet> all() override { return held; }
  std::vector<PropertyTag> objects() const override { return opened; }
  bool is_writable() const override { return writable; }

  Result<Problems> set(std::span<const Property> properties) override {
    if (failure) return *failure;
    was_set.assign(properties.begin(), properties.end());
    Problems problems;
    for (std::size_t i = 0; i < properties.size(); ++i) {
      if (is_computed(properties[i].tag)) {
        problems.push_back({i, properties[i].tag, MAPI_E_COMPUTED});
      } else {
        held.set(properties[i].tag, properties[i].value);
      }
    }
    return problems;
  }

  Result<Problems> remove(std::span<const PropertyTag> tags) override {
    if (failure) return *failure;
    Problems problems;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      if (is_computed(tags[i])) {
        problems.push_back({i, tags[i], MAPI_E_COMPUTED});
      } else if (!held.remove(tags[i])) {
        problems.push_back({i, tags[i], MAPI_E_NOT_FOUND});
      }
    }
    return problems;
  }

  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) override {
    const Property* const found = held.find_id(tag.id());
    if (!found) return Error{Code::not_found, "There is no such property.", {}};
    const auto* const text = std::get_if<std::string>(&found->value);
    return std::unique_ptr<RandomAccess>(
        std::make_unique<OwnedBytes>(text ? to_bytes(*text) : std::get<Bytes>(found->value)));
  }

  Status write(PropertyTag tag, Source& source) override {
    auto bytes = read_all(source, std::uint64_t{1} << 30);
    if (!bytes.ok()) return std::move(bytes).error();
    if (tag.base_type() == PropertyType::binary) {
      held.set(tag, *std::move(bytes));
    } else {
      held.set(PropertyTag(tag.id(), PropertyType::unicode), std::string(as_text(*bytes)));
    }
    return ok_status();
  }

 private:
  bool is_computed(PropertyTag tag) const {
    return std::any_of(computed.begin(), computed.end(),
                       [&](PropertyTag each) { return each.id() == tag.id(); });
  }
};

}  // namespace postroom::mapi::testing
