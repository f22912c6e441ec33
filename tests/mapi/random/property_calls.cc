// IMAPIProp of every kind of object.
#include "mapi/host/text.h"
#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

// Everything that a value points to is there to be read.
void read_all(const SPropValue* values, ULONG count) {
  for (ULONG i = 0; i < count; ++i) static_cast<void>(text_of(values[i]));
}

void get_props(Desk& desk) {
  Choices& c = desk.choices;
  Tags tags = c.tags();
  Buffer<SPropValue> values;
  ULONG count = 0;
  const HRESULT got = desk.any_object()->GetProps(c.chance(40) ? nullptr : tags.get(), c.flags(MAPI_UNICODE),
                                                  c.unless_rarely(&count), c.unless_rarely(values.out()));
  desk.look_at(got, values.get());
  if (values) read_all(values.get(), count);
}

void get_prop_list(Desk& desk) {
  Buffer<SPropTagArray> tags;
  Choices& c = desk.choices;
  const HRESULT got = desk.any_object()->GetPropList(c.flags(MAPI_UNICODE), c.unless_rarely(tags.out()));
  desk.look_at(got, tags.get());
}

void set_props(Desk& desk) {
  Choices& c = desk.choices;
  Values values = c.values();
  Buffer<SPropProblemArray> problems;
  desk.look_at(desk.any_object()->SetProps(values.count(), c.unless_rarely(values.data()),
                                           c.chance(20) ? nullptr : problems.out()));
}

void delete_props(Desk& desk) {
  Choices& c = desk.choices;
  Tags tags = c.tags();
  Buffer<SPropProblemArray> problems;
  desk.look_at(
      desk.any_object()->DeleteProps(c.unless_rarely(tags.get()), c.chance(20) ? nullptr : problems.out()));
}

void open_property(Desk& desk) {
  Choices& c = desk.choices;
  static const std::vector<ULONG> objects{PR_BODY_W,
                                          PR_BODY_A,
                                          PR_HTML,
                                          PR_ATTACH_DATA_BIN,
                                          PR_ATTACH_DATA_OBJ,
                                          PR_MESSAGE_RECIPIENTS,
                                          PR_RTF_COMPRESSED,
                                          PR_CONTAINER_CONTENTS,
                                          PR_CONTAINER_HIERARCHY,
                                          PR_MESSAGE_ATTACHMENTS,
                                          PROP_TAG(PT_BINARY, 0x6789)};
  const ULONG tag = c.chance(85) ? c.pick(objects) : c.tag();
  const IID& iid = tag == PR_ATTACH_DATA_OBJ     ? IID_IMessage
                   : PROP_TYPE(tag) == PT_OBJECT ? IID_IMAPITable
                                                 : IID_IStream;
  LPUNKNOWN given = nullptr;
  const HRESULT opened = desk.any_object()->OpenProperty(
      tag, c.chance(80) ? &iid : c.interface(iid), c.rarely() ? c.number() : 0,
      c.flags(MAPI_MODIFY | MAPI_CREATE | MAPI_DEFERRED_ERRORS | STREAM_APPEND | MAPI_UNICODE),
      c.unless_rarely(&given));
  desk.look_at(opened, given);
  desk.take(given);
}

void save_changes(Desk& desk) {
  Choices& c = desk.choices;
  static const std::vector<ULONG> usual{KEEP_OPEN_READWRITE, KEEP_OPEN_READWRITE,
                                        KEEP_OPEN_READWRITE | FORCE_SAVE, KEEP_OPEN_READONLY, 0};
  const Ptr<IMAPIProp> object = desk.any_object();
  desk.look_at(object->SaveChanges(c.chance(95) ? c.pick(usual) : c.number()));
  desk.learn_of(*object);
}

void get_last_error(Desk& desk) {
  Choices& c = desk.choices;
  Buffer<MAPIERROR> error;
  const HRESULT got = desk.any_object()->GetLastError(c.chance(50) ? MAPI_E_NOT_FOUND : S_OK,
                                                      c.flags(MAPI_UNICODE), c.unless_rarely(error.out()));
  desk.look_at(got, error.get());
}

void get_names(Desk& desk) {
  Choices& c = desk.choices;
  Buffer<SPropTagArray> all;
  LPSPropTagArray given = nullptr;
  Tags tags = c.tags();
  const bool asks_all = c.chance(40);
  if (!asks_all) given = tags.get();
  ULONG count = 0;
  Buffer<LPMAPINAMEID> names;
  desk.look_at(desk.any_object()->GetNamesFromIDs(asks_all ? all.out() : &given, nullptr,
                                                  c.flags(MAPI_NO_STRINGS | MAPI_NO_IDS),
                                                  c.unless_rarely(&count), c.unless_rarely(names.out())));
}

void get_ids(Desk& desk) {
  Choices& c = desk.choices;
  GUID set = IID_IMAPIOfflineMgr;
  std::wstring text = to_wide(c.text());
  MAPINAMEID name{};
  name.lpguid = c.unless_rarely(&set);
  name.ulKind = c.rarely() ? c.number() : static_cast<ULONG>(c.below(2));
  if (name.ulKind == MNID_STRING)
    name.Kind.lpwstrName = c.unless_rarely(text.data());
  else
    name.Kind.lID = static_cast<LONG>(c.number());
  std::vector<LPMAPINAMEID> names(c.below(3), &name);
  if (c.rarely()) names.push_back(nullptr);
  Buffer<SPropTagArray> tags;
  const HRESULT got = desk.any_object()->GetIDsFromNames(static_cast<ULONG>(names.size()), names.data(),
                                                         c.flags(MAPI_CREATE), c.unless_rarely(tags.out()));
  desk.look_at(got, tags.get());
}

// The host's books: a reference that is asked for is given back.
void query_interface(Desk& desk) {
  LPVOID given = nullptr;
  const LPCIID iid = desk.choices.interface(IID_IMAPIProp);
  const HRESULT got = desk.any_object()->QueryInterface(iid ? *iid : IID_IUnknown, &given);
  desk.look_at(got, given);
  if (given) static_cast<LPUNKNOWN>(given)->Release();
}

}  // namespace

void call_property_method(Desk& desk) {
  any_of_calls(desk, {get_props, get_props, get_prop_list, set_props, set_props, set_props, delete_props,
                      open_property, open_property, open_property, save_changes, save_changes, get_last_error,
                      get_names, get_ids, query_interface});
}

}  // namespace mapi_host
