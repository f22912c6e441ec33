// The properties of an attachment, as IMAPIProp shows them (section 3 of the requirements).
#pragma once

#include "mapi/open_attachment.h"
#include "mapi/properties.h"

namespace postroom::mapi {

// PR_ATTACH_DATA_BIN, PR_ATTACH_DATA_OBJ as bytes (OLE data) and a message inside are one property: each
// replaces the others. Nobody polices whether PR_ATTACH_METHOD says the same.
class AttachmentProperties final : public Properties {
 public:
  explicit AttachmentProperties(OpenAttachment& open) : open_(open) {}

  Result<PropertySet> all() override;
  std::vector<PropertyTag> objects() const override;
  bool is_writable() const override { return open_.is_writable(); }
  Result<Problems> set(std::span<const Property> properties) override;
  Result<Problems> remove(std::span<const PropertyTag> tags) override;
  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) override;
  Status write(PropertyTag tag, Source& source) override;

 private:
  Status set_one(PropertyTag tag, Value value);
  bool remove_one(PropertyTag tag);
  void changed(PropertyTag tag);

  OpenAttachment& open_;
};

}  // namespace postroom::mapi
