// The properties of a message, as IMAPIProp shows them (section 3 of the requirements).
#pragma once

#include "mapi/open_message.h"
#include "mapi/properties.h"

namespace postroom::mapi {

class MessageProperties final : public Properties {
 public:
  explicit MessageProperties(OpenMessage& open) : open_(open) {}

  Result<PropertySet> all() override;
  Result<std::optional<Property>> find(std::uint16_t id) override;
  std::size_t finds_worth_all() const override { return 32; }
  std::vector<PropertyTag> objects() const override;
  bool is_writable() const override { return open_.is_writable(); }
  Result<Problems> set(std::span<const Property> properties) override;
  // PR_MESSAGE_RECIPIENTS and PR_MESSAGE_ATTACHMENTS: all of them.
  Result<Problems> remove(std::span<const PropertyTag> tags) override;
  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) override;
  Status write(PropertyTag tag, Source& source) override;

 private:
  std::optional<Value> overlaid(PropertyTag tag) const;
  std::optional<Value> marked_flags() const;
  Status remove_one(PropertyTag tag);
  Result<std::unique_ptr<RandomAccess>> read_html(PropertyTag tag);

  OpenMessage& open_;
};

}  // namespace postroom::mapi
