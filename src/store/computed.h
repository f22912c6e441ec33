// What the store derives from a message instead of keeping it (section 3 of the requirements: required properties).
#pragma once

#include <postroom/content.h>
#include <postroom/rights.h>
#include <postroom/store.h>
#include <postroom/tags.h>

#include <array>

#include "storage/records.h"

namespace postroom::store {

struct SubjectParts {
  std::string prefix;      // "RE: "
  std::string normalized;  // the rest
};

// PR_SUBJECT_PREFIX and PR_NORMALIZED_SUBJECT (MS-OXCMSG 2.2.1.9, 2.2.1.10): an explicit prefix counts if the subject
// begins with it; else one to three letters before ": ".
SubjectParts split_subject(const std::string& subject, const std::string* explicit_prefix);

// PR_MESSAGE_FLAGS with the derived bits.
std::int32_t shown_flags(const storage::MessageRecord& record);

MessageSummary to_summary(const storage::MessageRecord& record);

// Text columns of a message's row are cut here; the message keeps the whole value.
inline constexpr std::size_t kMaxColumn = 255;  // bytes
// Whether a text in the record is all of it; one that is longer has been cut between characters.
inline bool is_whole_column(const std::string& text) {
  constexpr std::size_t kLongestCharacter = 4;  // bytes of UTF-8
  return text.size() + kLongestCharacter <= kMaxColumn;
}

// What lists sort the message by, if it says: when it was delivered, else submitted.
std::optional<FileTime> own_date(const MessageContent& content);

// Whom lists show as the sender: who it was sent for, else who sent it, by name, else by address; empty if it says nobody.
std::string shown_sender(const PropertySet& properties);

// Sets the columns that follow from the content: class, subject, sender, date, size and so on. The sort keys, too; see
// fit_sort_keys() before they are written.
void fill_columns(storage::MessageRecord& record, const MessageContent& content, std::size_t encoded_bytes);

// What a first save adds: who made the message, and where the client set nothing, message class and search key.
void complete_new(MessageContent& content, const Guid& search_key, const std::string& creator = {});

// Whether a property is shown as the store works it out, whatever is kept: some are kept as the client gave them.
bool is_shown_computed(PropertyTag tag);

// (changes_without_version)
inline constexpr std::array kChangesWithoutVersion{tag::message_flags, tag::msg_status,   tag::parent_entryid,
                                                   tag::access,        tag::access_level, tag::conflict_items};

struct ComputedFrom {
  const Guid& store;
  const storage::MessageRecord& record;
  const storage::VersionInfo& info;
  const MessageContent& snapshot;
  bool writable = false;      // this handle
  bool may_write = false;     // whoever opened it, in this store
  MessageRights may = {true, true, true};  // and in this folder
};

// The computed properties of a saved message.
PropertySet computed_properties(const ComputedFrom& from);
std::optional<Value> computed_property(const ComputedFrom& from, PropertyTag tag);

}  // namespace postroom::store
