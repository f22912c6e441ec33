// A message content as a row that restrictions are evaluated on, for tests: nothing in it is computed.
#pragma once

#include <deque>

#include "model/evaluate.h"

namespace postroom::testing {

class ContentRow final : public RestrictedRow {
 public:
  // They outlive the row. No sub-objects at all without a content.
  explicit ContentRow(const PropertySet& properties) : properties_(properties) {}
  explicit ContentRow(const MessageContent& content) : properties_(content.properties), content_(&content) {}

  Result<const Property*> find(PropertyTag tag) override { return properties_.find_id(tag.id()); }

  Result<std::size_t> count(SubObject of) override {
    if (!content_) return std::size_t{0};
    return of == SubObject::recipients ? content_->recipients.size() : content_->attachments.size();
  }

  RestrictedRow* sub_row(SubObject of, std::size_t place) override {
    if (!content_) return nullptr;
    sub_row_.emplace_back(of == SubObject::recipients ? content_->recipients[place].properties
                                                      : content_->attachments[place].properties);
    if (sub_row_.size() > 1) sub_row_.pop_front();
    return &sub_row_.back();
  }

 private:
  const PropertySet& properties_;
  const MessageContent* content_ = nullptr;
  std::deque<ContentRow> sub_row_;  // at most one
};

}  // namespace postroom::testing
