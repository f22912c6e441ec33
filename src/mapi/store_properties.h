// The properties of the store object, as IMAPIProp shows them (section 3 of the requirements; rows 40, 41 and
// 44).
#pragma once

#include "mapi/objects.h"
#include "mapi/properties.h"

namespace postroom::mapi {

class StoreProperties final : public Properties {
 public:
  explicit StoreProperties(SharedContext context) : context_(std::move(context)) {}

  Result<PropertySet> all() override;
  bool is_writable() const override { return context_->is_writable(); }
  Result<Problems> set(std::span<const Property> properties) override;
  Result<Problems> remove(std::span<const PropertyTag> tags) override;
  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) override;
  Status write(PropertyTag tag, Source& source) override;

 private:
  Result<Problems> set_one_by_one(std::span<const Property> properties, std::span<const std::size_t> places);

  const SharedContext context_;
};

}  // namespace postroom::mapi
