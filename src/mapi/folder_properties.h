// The properties of a folder, as IMAPIProp shows them (section 3 of the requirements).
#pragma once

#include "mapi/object_state.h"
#include "mapi/objects.h"
#include "mapi/properties.h"

namespace postroom::mapi {

class FolderProperties final : public Properties {
 public:
  FolderProperties(SharedContext context, FolderId id, Writing writing)
      : context_(std::move(context)), id_(id), writing_(writing) {}

  Result<PropertySet> all() override;
  std::vector<PropertyTag> objects() const override;
  bool is_writable() const override { return writing_ == Writing::yes; }
  Result<Problems> set(std::span<const Property> properties) override;
  Result<Problems> remove(std::span<const PropertyTag> tags) override;
  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) override;
  Status write(PropertyTag tag, Source& source) override;

 private:
  bool has_default_folders() const;
  void add_default_folders(PropertySet& all) const;
  Result<Problems> set_one_by_one(std::span<const Property> properties);

  const SharedContext context_;
  const FolderId id_;
  const Writing writing_;
};

}  // namespace postroom::mapi
