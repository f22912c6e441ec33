// The properties of the store object, as IMAPIProp shows them (section 3 of the requirements; rows 40, 41 and
// 44).
#pragma once

#include "mapi/objects.h"
#include "mapi/permanent_properties.h"

namespace postroom::mapi {

class StoreProperties final : public PermanentProperties {
 public:
  explicit StoreProperties(SharedContext context) : context_(std::move(context)) {}

  Result<PropertySet> all() override;
  bool is_writable() const override { return context_->is_writable(); }

 private:
  Result<PropertySet> stored() override;
  Status change(const PropertySet& set, std::span<const PropertyTag> remove) override;
  bool is_computed(PropertyTag tag) const override;

  const SharedContext context_;
};

}  // namespace postroom::mapi
