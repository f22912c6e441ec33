#include "mapi/random/choices.h"

#include <cstring>

#include "mapi/host/text.h"

namespace mapi_host {
namespace {

const std::vector<ULONG> kTags{PR_SUBJECT_W,
                               PR_SUBJECT_A,
                               PR_BODY_W,
                               PR_BODY_A,
                               PR_HTML,
                               PR_RTF_COMPRESSED,
                               PR_MESSAGE_CLASS_W,
                               PR_DISPLAY_NAME_W,
                               PR_COMMENT_W,
                               PR_IMPORTANCE,
                               PR_SENSITIVITY,
                               PR_MESSAGE_FLAGS,
                               PR_MSG_STATUS,
                               PR_ENTRYID,
                               PR_PARENT_ENTRYID,
                               PR_RECORD_KEY,
                               PR_SEARCH_KEY,
                               PR_INSTANCE_KEY,
                               PR_MESSAGE_SIZE,
                               PR_HASATTACH,
                               PR_OBJECT_TYPE,
                               PR_ACCESS,
                               PR_ACCESS_LEVEL,
                               PR_CONTENT_COUNT,
                               PR_CONTENT_UNREAD,
                               PR_SUBFOLDERS,
                               PR_FOLDER_TYPE,
                               PR_CONTAINER_CLASS_W,
                               PR_ATTACH_NUM,
                               PR_ATTACH_METHOD,
                               PR_ATTACH_DATA_BIN,
                               PR_ATTACH_DATA_OBJ,
                               PR_ATTACH_FILENAME_W,
                               PR_ATTACH_LONG_FILENAME_W,
                               PR_ROWID,
                               PR_RECIPIENT_TYPE,
                               PR_EMAIL_ADDRESS_W,
                               PR_DISPLAY_TO_W,
                               PR_LAST_MODIFICATION_TIME,
                               PR_CREATION_TIME,
                               PR_CLIENT_SUBMIT_TIME,
                               PR_MESSAGE_RECIPIENTS,
                               PR_MESSAGE_ATTACHMENTS,
                               PR_CONTAINER_CONTENTS,
                               PR_CONTAINER_HIERARCHY,
                               PR_FOLDER_ASSOCIATED_CONTENTS,
                               PR_STORE_SUPPORT_MASK,
                               PR_NULL,
                               PR_ROW_TYPE,
                               PR_DEPTH};

const std::vector<ULONG> kTypes{PT_UNSPECIFIED,
                                PT_NULL,
                                PT_I2,
                                PT_LONG,
                                PT_R4,
                                PT_DOUBLE,
                                PT_CURRENCY,
                                PT_APPTIME,
                                PT_ERROR,
                                PT_BOOLEAN,
                                PT_OBJECT,
                                PT_I8,
                                PT_STRING8,
                                PT_UNICODE,
                                PT_SYSTIME,
                                PT_CLSID,
                                PT_BINARY,
                                PT_MV_LONG,
                                PT_MV_UNICODE,
                                PT_MV_STRING8,
                                PT_MV_BINARY,
                                PT_MV_I2,
                                PT_MV_CLSID,
                                PT_MV_I8,
                                PT_MV_SYSTIME,
                                PT_MV_DOUBLE,
                                PT_PTR,
                                PT_SVREID,
                                PT_MV_UNICODE | MV_INSTANCE};

}  // namespace

Exact::Exact(const std::string& bytes) : size_(static_cast<ULONG>(bytes.size())) {
  if (bytes.empty()) return;
  bytes_ = std::make_unique<BYTE[]>(bytes.size());
  std::memcpy(bytes_.get(), bytes.data(), bytes.size());
}

Text::Text(const std::string& utf8, ULONG flags)
    : is_wide_((flags & MAPI_UNICODE) != 0), narrow_(utf8), wide_(to_wide(utf8)) {}

ULONG Choices::number() {
  static const std::vector<ULONG> edges{0, 1, 2, 3, 10, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
  return chance(70) ? static_cast<ULONG>(below(20)) : pick(edges);
}

ULONG Choices::flags(ULONG known) {
  if (rarely()) return 1U << below(32);
  if (chance(50)) return known & MAPI_UNICODE;
  return known & static_cast<ULONG>(random_.number());
}

LPCIID Choices::interface(const IID& right) {
  static const std::vector<const IID*> others{&IID_IUnknown,       &IID_IMAPIProp,     &IID_IMessage,
                                              &IID_IMAPIFolder,    &IID_IStream,       &IID_IMAPITable,
                                              &IID_IMsgStore,      &IID_IAttachment,   &IID_IMAPIStatus,
                                              &IID_IStreamDocfile, &IID_IMAPIContainer};
  if (chance(10)) return pick(others);
  return chance(50) ? &right : nullptr;
}

std::string Choices::text() {
  static const std::vector<std::string> texts{"",
                                              "one",
                                              "two",
                                              "RE: one",
                                              "printer",
                                              "a/b\\c",
                                              "IPM.Note",
                                              "\xF0\x9F\x98\x80 beyond",
                                              "\xC3\xA9t\xC3\xA9",
                                              "%_'\";--",
                                              "IPM",
                                              "REPORT.IPM"};
  return rarely() ? std::string(below(70'000), 'x') : pick(texts);
}

std::string Choices::bytes() {
  std::string made(rarely() ? below(100'000) : below(40), '\0');
  for (char& byte : made) byte = static_cast<char>(below(256));
  return made;
}

ULONG Choices::tag() {
  if (chance(70)) return pick(kTags);
  if (chance(50)) return PROP_TAG(pick(kTypes), PROP_ID(pick(kTags)));
  if (chance(70)) return PROP_TAG(pick(kTypes), 0x8000 + below(12));
  return static_cast<ULONG>(random_.number());
}

Tags Choices::tags() {
  std::vector<ULONG> made(below(6));
  for (ULONG& each : made) each = tag();
  return Tags(made);
}

// Strings, binaries and several values through the host's Values, which own them; the rest is in the value
// itself.
void Choices::add_value(Values& values, ULONG tag) {
  SPropValue raw{};
  raw.ulPropTag = tag;
  switch (PROP_TYPE(tag)) {
    case PT_UNICODE:
    case PT_STRING8:
      if (!rarely())
        values.add(tag, text());
      else
        values.add_raw(raw);
      return;
    case PT_BINARY:
      if (!rarely())
        values.add(tag, bytes());
      else
        values.add_raw(raw);
      return;
    case PT_MV_UNICODE:
    case PT_MV_STRING8:
    case PT_MV_BINARY: {
      std::vector<std::string> several(below(4));
      for (std::string& each : several) each = text();
      values.add(tag, several);
      return;
    }
    case PT_MV_LONG:
      values.add(tag, std::vector<LONG>(below(4), static_cast<LONG>(number())));
      return;
    default:
      break;
  }
  // Null pointers with a count of 0 where the type has any.
  if ((PROP_TYPE(tag) & MV_FLAG) == 0 && PROP_TYPE(tag) != PT_CLSID && PROP_TYPE(tag) != PT_SVREID) {
    raw.Value.li.QuadPart = chance(50) ? number() : static_cast<LONGLONG>(random_.number());
  }
  values.add_raw(raw);
}

Values Choices::values() {
  Values made;
  for (std::size_t left = below(5); left > 0; --left) add_value(made, tag());
  return made;
}

}  // namespace mapi_host
