#include "model/property_sets.h"

#include <postroom/text.h>

namespace postroom {
namespace {

struct KnownSet {
  Guid guid;
  std::string_view name;
};

constexpr KnownSet kKnownSets[] = {
    {kPsMapi, "PS_MAPI"},
    {kPsPublicStrings, "PS_PUBLIC_STRINGS"},
    {kPsInternetHeaders, "PS_INTERNET_HEADERS"},
    {kPsAppointment, "PSETID_Appointment"},
    {kPsTask, "PSETID_Task"},
    {kPsAddress, "PSETID_Address"},
    {kPsCommon, "PSETID_Common"},
    {kPsNote, "PSETID_Note"},
    {kPsMeeting, "PSETID_Meeting"},
    {kPsLog, "PSETID_Log"},
    {kPsReport, "PSETID_Report"},
    {kPsRemote, "PSETID_Remote"},
    {kPsSharing, "PSETID_Sharing"},
    {kPsPostRss, "PSETID_PostRss"},
    {kPsAttachment, "PSETID_Attachment"},
    {kPsUnifiedMessaging, "PSETID_UnifiedMessaging"},
    {kPsAirSync, "PSETID_AirSync"},
    {kPsCalendarAssistant, "PSETID_CalendarAssistant"},
};

}  // namespace

std::string_view property_set_name(const Guid& set) {
  for (const KnownSet& known : kKnownSets) {
    if (known.guid == set) return known.name;
  }
  return {};
}

std::optional<Guid> find_property_set(std::string_view name) {
  for (const KnownSet& known : kKnownSets) {
    if (equals_ignoring_ascii_case(known.name, name)) return known.guid;
  }
  return std::nullopt;
}

}  // namespace postroom
