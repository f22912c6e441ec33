// Messages inside attachments: handles that store nothing, and make their content whole for the message
// around them (rules C36 to C38). They have no row, so what a row holds of others is kept among their
// properties (kKeptInside).
#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "store/handle.h"
#include "store/intake.h"
#include "store/permissions.h"

namespace postroom::store {
namespace {

constexpr std::int32_t kDerivedFlags = message_flag::unmodified | message_flag::submit |
                                       message_flag::has_attachments | message_flag::associated;

// What says nothing of flags has come from elsewhere, as mail in mail does: read, and not changed since.
std::int32_t flags_in(const MessageContent& content) {
  constexpr std::int32_t kForeign = message_flag::read | message_flag::unmodified;
  return content.properties.get_or<std::int32_t>(tag::message_flags, kForeign);
}

Error too_deep() { return {Code::too_big, "At most 32 messages can be embedded inside one another.", {}}; }

}  // namespace

Result<std::unique_ptr<Handle>> Handle::embed(const Handle& outer,
                                              std::shared_ptr<const MessageContent> content) {
  if (outer.depth_ >= kMaxEmbeddingDepth) return too_deep();
  auto inner = std::make_unique<Handle>(outer.core_, outer.session_, outer.snapshot_.record.folder,
                                        MessageKind::normal, outer.may_);
  inner->depth_ = outer.depth_ + 1;
  inner->writable_ = outer.writable_;
  inner->lease_ = outer.lease_;
  if (!content) return inner;
  TRY_SET(const Bytes encoded, encode(*content));
  if (has_large_values(*content)) TRY(inner->protect());
  inner->stand_on(std::move(content), encoded.size());
  return inner;
}

// The version is 1 as long as the message is as it was made, and tells nobody anything else.
void Handle::stand_on(std::shared_ptr<const MessageContent> content, std::size_t encoded_bytes) {
  const std::int32_t flags = flags_in(*content);
  storage::MessageRecord& record = snapshot_.record;
  record.flags = flags & ~kDerivedFlags;
  record.version = VersionNumber{(flags & message_flag::unmodified) != 0 ? 1 : 2};
  fill_columns(record, *content, encoded_bytes);
  snapshot_.content = std::move(content);
}

std::optional<Value> Handle::kept_inside(PropertyTag tag) const {
  if (!is_embedded() || tag.id() == tag::message_flags.id())
    return std::nullopt;  // flags are shown with derived ones
  const auto same = [&](PropertyTag kept) { return kept.id() == tag.id(); };
  if (std::none_of(kKeptInside.begin(), kKeptInside.end(), same)) return std::nullopt;
  const Property* kept = snapshot_.content->properties.find_id(tag.id());
  if (!kept || (tag.raw_type() != 0 && kept->tag != tag)) return std::nullopt;
  return kept->value;
}

// The view with what a save adds.
Result<MessageContent> Handle::whole_inside() const {
  MessageContent content = view();
  if (depth_ + embedding_depth(content) > kMaxEmbeddingDepth) return too_deep();
  TRY(check_named_ids(*core_, content));
  drop_computed(content.properties);
  keep_own(content);
  complete_new(content, session_.random->guid(), is_new() ? person(session_) : std::string());
  for (Attachment& attachment : content.attachments) {
    if (attachment.record_key.is_null()) attachment.record_key = session_.random->guid();
  }
  const FileTime now = session_.clock->now();
  PropertySet& properties = content.properties;
  if (is_new()) properties.set(tag::creation_time, created_.value_or(now));
  properties.set(tag::last_modification_time, modified_.value_or(now));
  properties.set(tag::last_modifier_name, person(session_));
  properties.set(tag::message_flags, snapshot_.record.flags | (is_new() ? message_flag::unmodified : 0));
  return content;
}

Result<SaveReport> Handle::save_inside() {
  if (!has_edits()) return SaveReport{snapshot_.record.version, false, false, {}};
  TRY_SET(MessageContent content, whole_inside());
  TRY_SET(const Bytes encoded, encode(content));
  stand_on(std::make_shared<const MessageContent>(std::move(content)), encoded.size());
  edits_.reset();
  created_.reset();
  modified_.reset();
  return SaveReport{snapshot_.record.version, true, false, {}};
}

}  // namespace postroom::store
