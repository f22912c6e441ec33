// Properties whose changes are permanent at once (rule C1): those of a folder and of the store itself.
#pragma once

#include "mapi/properties.h"

namespace postroom::mapi {

class PermanentProperties : public Properties {
 public:
  Result<Problems> set(std::span<const Property> properties) override;
  Result<Problems> remove(std::span<const PropertyTag> tags) override;
  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) override;
  Status write(PropertyTag tag, Source& source) override;

 private:
  virtual Result<PropertySet> stored() = 0;
  // In one commit.
  virtual Status change(const PropertySet& set, std::span<const PropertyTag> remove) = 0;
  virtual bool is_computed(PropertyTag tag) const = 0;

  Result<Problems> set_one_by_one(std::span<const Property> properties, std::span<const std::size_t> places);
};

}  // namespace postroom::mapi
