// The properties of a folder, as IMAPIProp shows them (section 3 of the requirements).
#pragma once

#include "mapi/object_state.h"
#include "mapi/objects.h"
#include "mapi/permanent_properties.h"

namespace postroom::mapi {

class FolderProperties final : public PermanentProperties {
 public:
  FolderProperties(SharedContext context, FolderId id, Writing writing)
      : context_(std::move(context)), id_(id), writing_(writing) {}

  Result<PropertySet> all() override;
  std::vector<PropertyTag> objects() const override;
  bool is_writable() const override { return writing_ == Writing::yes; }

 private:
  Result<PropertySet> stored() override;
  Status change(const PropertySet& set, std::span<const PropertyTag> remove) override;
  bool is_computed(PropertyTag tag) const override;
  bool has_default_folders() const;
  void add_default_folders(PropertySet& all) const;

  const SharedContext context_;
  const FolderId id_;
  const Writing writing_;
};

}  // namespace postroom::mapi
