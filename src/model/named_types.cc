#include <algorithm>
#include <span>

#include <postroom/property_names.h>

#include "model/property_sets.h"

namespace postroom {
namespace {

struct KnownNumber {
  std::uint16_t number;
  std::uint16_t type;  // with the multi-value flag
};

#include "model/named_types_table.inc"

struct KnownNumbers {
  Guid set;
  std::span<const KnownNumber> numbers;
};

constexpr KnownNumbers kKnownNumbers[] = {
    {kPsAppointment, kAppointmentNumbers},
    {kPsMeeting, kMeetingNumbers},
    {kPsTask, kTaskNumbers},
    {kPsCommon, kCommonNumbers},
    {kPsAddress, kAddressNumbers},
    {kPsNote, kNoteNumbers},
    {kPsLog, kLogNumbers},
    {kPsReport, kReportNumbers},
    {kPsRemote, kRemoteNumbers},
    {kPsPostRss, kPostRssNumbers},
    {kPsSharing, kSharingNumbers},
};

struct KnownString {
  Guid set;
  std::string_view name;
  std::uint16_t type;
};

constexpr KnownString kKnownStrings[] = {
    {kPsPublicStrings, "Keywords", 0x101F},
    {kPsPublicStrings, "AppName", 0x001F},
    {kPsPublicStrings, "Author", 0x001F},
    {kPsPublicStrings, "ByteCount", 0x0003},
    {kPsPublicStrings, "Category", 0x001F},
    {kPsPublicStrings, "CharCount", 0x0003},
    {kPsPublicStrings, "Comments", 0x001F},
    {kPsPublicStrings, "Company", 0x001F},
    {kPsPublicStrings, "CreateDtmRo", 0x0040},
    {kPsPublicStrings, "DRMLicense", 0x1102},
    {kPsPublicStrings, "EditTime", 0x001F},
    {kPsPublicStrings, "HiddenCount", 0x0003},
    {kPsPublicStrings, "LastAuthor", 0x001F},
    {kPsPublicStrings, "LastPrinted", 0x0040},
    {kPsPublicStrings, "LastSaveDtm", 0x0040},
    {kPsPublicStrings, "LineCount", 0x0003},
    {kPsPublicStrings, "MMClipCount", 0x0003},
    {kPsPublicStrings, "Manager", 0x001F},
    {kPsPublicStrings, "NoteCount", 0x0003},
    {kPsPublicStrings, "PageCount", 0x0003},
    {kPsPublicStrings, "ParCount", 0x0003},
    {kPsPublicStrings, "PresFormat", 0x001F},
    {kPsPublicStrings, "RevNumber", 0x001F},
    {kPsPublicStrings, "Security", 0x0003},
    {kPsPublicStrings, "SlideCount", 0x0003},
    {kPsPublicStrings, "Subject", 0x001F},
    {kPsPublicStrings, "Template", 0x001F},
    {kPsPublicStrings, "Title", 0x001F},
    {kPsPublicStrings, "WordCount", 0x0003},
    {kPsPublicStrings, "http://schemas.microsoft.com/exchange/junkemailmovestamp", 0x0003},
    {kPsPublicStrings, "http://schemas.microsoft.com/outlook/phishingstamp", 0x0003},
    {kPsAttachment, "AttachmentMacContentType", 0x001F},
    {kPsAttachment, "AttachmentMacInfo", 0x0102},
    {kPsUnifiedMessaging, "UMAudioNotes", 0x001F},
};

std::optional<PropertyTag> type_of_number(const Guid& set, std::uint32_t number) {
  for (const KnownNumbers& known : kKnownNumbers) {
    if (known.set != set) continue;
    const auto place =
        std::lower_bound(known.numbers.begin(), known.numbers.end(), number,
                         [](const KnownNumber& a, std::uint32_t wanted) { return a.number < wanted; });
    if (place != known.numbers.end() && place->number == number) return PropertyTag(place->type);
  }
  return std::nullopt;
}

std::optional<PropertyTag> type_of_string(const Guid& set, std::string_view name) {
  if (set == kPsInternetHeaders) return PropertyTag(0, PropertyType::unicode);  // every header is text
  for (const KnownString& known : kKnownStrings) {
    if (known.set == set && known.name == name) return PropertyTag(known.type);
  }
  return std::nullopt;
}

}  // namespace

std::optional<PropertyTag> well_known_type(const PropertyName& name) {
  if (const auto* number = std::get_if<std::uint32_t>(&name.name)) return type_of_number(name.set, *number);
  return type_of_string(name.set, std::get<std::string>(name.name));
}

}  // namespace postroom
