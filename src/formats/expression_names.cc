#include "formats/expression_names.h"

#include <algorithm>
#include <array>

#include <postroom/tags.h>
#include <postroom/text.h>

namespace postroom::expression {
namespace {


constexpr PropertyTag kFromParts[] = {tag::sent_representing_name, tag::sent_representing_email_address};
constexpr PropertyTag kSenderParts[] = {tag::sender_name, tag::sender_email_address};
constexpr PropertyTag kRecipientParts[] = {tag::display_name, tag::email_address, tag::smtp_address};

constexpr PropertyTag kTextSearch[] = {tag::subject,     tag::sent_representing_name,
                                       tag::sender_name, tag::display_to,
                                       tag::display_cc,  tag::display_bcc,
                                       tag::body};

constexpr PropertyTag kAttachmentParts[] = {tag::attach_long_filename, tag::attach_filename};

std::span<const PropertyTag> text_search_tags(Scope scope) {
  switch (scope) {
    case Scope::message:
      return kTextSearch;
    case Scope::recipient:
      return kRecipientParts;
    case Scope::attachment:
      return kAttachmentParts;
  }
  return {};
}

// Of several names of one property, the first is the one that is written.
constexpr FriendlyName kNames[] = {
    {Scope::message, "subject", tag::subject},
    {Scope::message, "from", tag::sent_representing_name, Meaning::either, kFromParts},
    {Scope::message, "from-name", tag::sent_representing_name},
    {Scope::message, "from-address", tag::sent_representing_email_address},
    {Scope::message, "sender", tag::sender_name, Meaning::either, kSenderParts},
    {Scope::message, "sender-name", tag::sender_name},
    {Scope::message, "sender-address", tag::sender_email_address},
    {Scope::message, "to", tag::display_to, Meaning::role, kRecipientParts, 1},
    {Scope::message, "cc", tag::display_cc, Meaning::role, kRecipientParts, 2},
    {Scope::message, "bcc", tag::display_bcc, Meaning::role, kRecipientParts, 3},
    {Scope::message, "to-names", tag::display_to},
    {Scope::message, "cc-names", tag::display_cc},
    {Scope::message, "bcc-names", tag::display_bcc},
    {Scope::message, "body", tag::body},
    {Scope::message, "date", tag::message_delivery_time},
    {Scope::message, "received", tag::message_delivery_time},
    {Scope::message, "sent", tag::client_submit_time},
    {Scope::message, "created", tag::creation_time},
    {Scope::message, "modified", tag::last_modification_time},
    {Scope::message, "modified-by", tag::last_modifier_name},
    {Scope::message, "size", tag::message_size},
    {Scope::message, "importance", tag::importance},
    {Scope::message, "priority", tag::priority},
    {Scope::message, "sensitivity", tag::sensitivity},
    {Scope::message, "class", tag::message_class},
    {Scope::message, "flags", tag::message_flags},
    {Scope::message, "status", tag::msg_status},
    {Scope::message, "flag", tag::flag_status},
    {Scope::message, "has-attachment", tag::hasattach},
    {Scope::message, "has-attachments", tag::hasattach},
    {Scope::message, "conversation", tag::conversation_topic},
    {Scope::message, "message-id", tag::internet_message_id},
    {Scope::recipient, "name", tag::display_name},
    {Scope::recipient, "address", tag::email_address},
    {Scope::recipient, "smtp-address", tag::smtp_address},
    {Scope::recipient, "address-type", tag::addrtype},
    {Scope::recipient, "type", tag::recipient_type},
    {Scope::attachment, "name", tag::attach_long_filename},
    {Scope::attachment, "short-name", tag::attach_filename},
    {Scope::attachment, "extension", tag::attach_extension},
    {Scope::attachment, "media-type", tag::attach_mime_tag},
    {Scope::attachment, "content-id", tag::attach_content_id},
    {Scope::attachment, "size", tag::attach_size},
    {Scope::attachment, "method", tag::attach_method},
};

constexpr ValueWord kValueWords[] = {
    {tag::importance, "low", 0},
    {tag::importance, "normal", 1},
    {tag::importance, "high", 2},
    {tag::priority, "non-urgent", -1},
    {tag::priority, "normal", 0},
    {tag::priority, "urgent", 1},
    {tag::sensitivity, "none", 0},
    {tag::sensitivity, "personal", 1},
    {tag::sensitivity, "private", 2},
    {tag::sensitivity, "confidential", 3},
    {tag::recipient_type, "originator", 0},
    {tag::recipient_type, "to", 1},
    {tag::recipient_type, "cc", 2},
    {tag::recipient_type, "bcc", 3},
    {tag::flag_status, "none", 0},
    {tag::flag_status, "completed", 1},
    {tag::flag_status, "flagged", 2},
};

constexpr ValueWord kFlagWords[] = {
    {tag::message_flags, "read", message_flag::read},
    {tag::message_flags, "unmodified", message_flag::unmodified},
    {tag::message_flags, "submitted", message_flag::submit},
    {tag::message_flags, "unsent", message_flag::unsent},
    {tag::message_flags, "has-attachments", message_flag::has_attachments},
    {tag::message_flags, "from-me", message_flag::from_me},
    {tag::message_flags, "associated", message_flag::associated},
    {tag::message_flags, "resend", message_flag::resend},
    {tag::msg_status, "highlighted", message_status::highlighted},
    {tag::msg_status, "tagged", message_status::tagged},
    {tag::msg_status, "hidden", message_status::hidden},
    {tag::msg_status, "delete-marked", message_status::delete_marked},
    {tag::msg_status, "draft", message_status::draft},
    {tag::msg_status, "answered", message_status::answered},
    {tag::msg_status, "in-conflict", message_status::in_conflict},
};

// Words of the language that a mistyped word may have been meant to be.
constexpr std::string_view kLanguageWords[] = {"everything", "nothing", "comment",
                                               "first",      "exists",  "contains"};

Restriction flag(PropertyTag tag, BitmaskRestriction::Bits bits, std::int32_t mask) {
  return {BitmaskRestriction{tag, bits, static_cast<std::uint32_t>(mask)}};
}

Restriction equal(PropertyTag tag, Value value) {
  return {PropertyRestriction{tag, Relation::equal, {tag, std::move(value)}}};
}

const ValueWord* find_word(std::span<const ValueWord> words, PropertyTag tag, std::string_view word) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const ValueWord& known) {
    return known.tag == tag && equals_ignoring_ascii_case(known.word, word);
  });
  return found == words.end() ? nullptr : &*found;
}

std::string list_words(std::span<const ValueWord> words, PropertyTag tag) {
  std::vector<std::string_view> found;
  for (const ValueWord& known : words) {
    if (known.tag == tag) found.push_back(known.word);
  }
  std::string text;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) text += i + 1 == found.size() ? " or " : ", ";
    text += found[i];
  }
  return text;
}

constexpr std::size_t kLongestName = 24;

// How many letters have to be put in, left out, replaced or exchanged with their neighbour.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, kLongestName + 1>, kLongestName + 1> steps{};
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        steps[i][j] = i + j;
        continue;
      }
      const std::size_t replaced = steps[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      steps[i][j] = std::min({replaced, steps[i - 1][j] + 1, steps[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
      }
    }
  }
  return steps[a.size()][b.size()];
}

struct SizeUnit {
  std::string_view word;
  std::int64_t bytes;
};
// From the largest; the first three are those that are written.
constexpr SizeUnit kSizeUnits[] = {{"GB", 1 << 30},  {"MB", 1 << 20},  {"KB", 1 << 10},
                                   {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10},
                                   {"bytes", 1},     {"byte", 1},      {"B", 1}};

}  // namespace

const FriendlyName* find_friendly(Scope scope, std::string_view name) {
  for (const FriendlyName& known : kNames) {
    if (known.scope == scope && equals_ignoring_ascii_case(known.name, name)) return &known;
  }
  return nullptr;
}

std::string_view friendly_name(Scope scope, PropertyTag tag, Use use) {
  for (const FriendlyName& known : kNames) {
    if (known.scope != scope || known.tag != tag) continue;
    if (use == Use::column || known.meaning == Meaning::one) return known.name;
  }
  return {};
}

const ValueWord* find_value_word(PropertyTag tag, std::string_view word) {
  return find_word(kValueWords, tag, word);
}
const ValueWord* find_flag_word(PropertyTag tag, std::string_view word) {
  return find_word(kFlagWords, tag, word);
}
std::string value_words(PropertyTag tag) { return list_words(kValueWords, tag); }
std::string flag_words(PropertyTag tag) { return list_words(kFlagWords, tag); }

std::string_view value_word(PropertyTag tag, std::int32_t value) {
  for (const ValueWord& known : kValueWords) {
    if (known.tag == tag && known.value == value) return known.word;
  }
  return {};
}

const std::vector<Condition>& conditions() {
  using Bits = BitmaskRestriction::Bits;
  static const std::vector<Condition> known = {
      {"read", flag(tag::message_flags, Bits::some_set, message_flag::read)},
      {"unread", flag(tag::message_flags, Bits::all_clear, message_flag::read)},
      {"draft", flag(tag::message_flags, Bits::some_set, message_flag::unsent)},
      {"flagged", equal(tag::flag_status, std::int32_t{2})},
      {"completed", equal(tag::flag_status, std::int32_t{1})},
      {"has attachment", equal(tag::hasattach, true)},
  };
  return known;
}

const Restriction* find_condition(std::string_view word) {
  for (const Condition& known : conditions()) {
    if (equals_ignoring_ascii_case(known.words, word)) return &known.restriction;
  }
  return nullptr;
}

Restriction text_search(Scope scope, const std::string& text) {
  OrRestriction any;
  for (const PropertyTag tag : text_search_tags(scope)) {
    any.parts.push_back({ContentRestriction{tag, Match::substring, {true, true}, {tag, text}}});
  }
  return {std::move(any)};
}

std::string suggestion(Scope scope, std::string_view word) {
  const std::string lower = to_lower_ascii(word);
  if (lower.size() < 3 || lower.size() > kLongestName) return {};
  std::size_t nearest = lower.size() < 6 ? 2 : 3;  // one letter of a short word, two of a longer one
  std::string_view meant;
  const auto try_word = [&](std::string_view known) {
    if (known.size() > kLongestName) return;
    const std::size_t steps = distance(lower, known);
    if (steps > 0 && steps < nearest) nearest = steps, meant = known;
  };
  for (const FriendlyName& known : kNames) {
    if (known.scope == scope) try_word(known.name);
  }
  if (scope == Scope::message) {
    for (const Condition& known : conditions()) try_word(known.words);
  }
  for (const std::string_view known : kLanguageWords) try_word(known);
  if (meant.empty()) return {};
  return " Did you mean " + std::string(meant) + "?";
}

bool is_size(PropertyTag tag) {
  return tag == tag::message_size || tag == tag::message_size_extended || tag == tag::attach_size;
}

std::int64_t size_unit(std::string_view word) {
  for (const SizeUnit& unit : kSizeUnits) {
    if (equals_ignoring_ascii_case(unit.word, word)) return unit.bytes;
  }
  return 0;
}

std::string size_text(std::int64_t bytes) {
  for (const SizeUnit& unit : std::span(kSizeUnits).first(3)) {
    if (bytes != 0 && bytes % unit.bytes == 0)
      return std::to_string(bytes / unit.bytes) + " " + std::string(unit.word);
  }
  return std::to_string(bytes);
}

}  // namespace postroom::expression
