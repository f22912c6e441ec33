// IMsgStore, IMSLogon and IMAPIStatus.
#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

constexpr ULONG kEvents = fnevNewMail | fnevObjectCreated | fnevObjectDeleted | fnevObjectModified |
                          fnevObjectMoved | fnevObjectCopied | fnevSearchComplete;

// Store and logon have these alike.
template <class T>
void open_entry(Desk& desk, T& on) {
  Choices& c = desk.choices;
  const Exact id = desk.any_id();
  ULONG type = 0;
  LPUNKNOWN given = nullptr;
  const HRESULT opened = on.OpenEntry(id.size(), id.id(), c.interface(IID_IMAPIProp),
                                      c.flags(MAPI_MODIFY | MAPI_BEST_ACCESS | MAPI_DEFERRED_ERRORS),
                                      c.unless_rarely(&type), c.unless_rarely(&given));
  desk.look_at(opened, given);
  desk.take(given);
}

template <class T>
void compare(Desk& desk, T& on) {
  Choices& c = desk.choices;
  const Exact one = desk.any_id(), other = desk.any_id();
  ULONG result = 0;
  desk.look_at(on.CompareEntryIDs(one.size(), one.id(), other.size(), other.id(), c.flags(0),
                                  c.unless_rarely(&result)));
}

template <class T>
void advise(Desk& desk, T& on) {
  Choices& c = desk.choices;
  const Exact id = desk.any_id();
  const bool of_all = c.chance(50);
  ULONG_PTR connection = 0;
  desk.look_at(on.Advise(of_all ? 0 : id.size(), of_all ? nullptr : id.id(), c.flags(kEvents),
                         c.unless_rarely(desk.sink.get()), c.unless_rarely(&connection)));
  if (connection != 0) desk.connections.push_back(connection);
}

template <class T>
void unadvise(Desk& desk, T& on) {
  Choices& c = desk.choices;
  desk.look_at(on.Unadvise(c.chance(90) ? c.pick(desk.connections) : c.number()));
}

template <class T>
void call_either(Desk& desk, T& on) {
  switch (desk.choices.below(6)) {
    case 0:
      return compare(desk, on);
    case 1:
      return advise(desk, on);
    case 2:
      return unadvise(desk, on);
    default:
      return open_entry(desk, on);
  }
}

void set_receive_folder(Desk& desk, IMsgStore& store) {
  Choices& c = desk.choices;
  const ULONG flags = c.flags(MAPI_UNICODE);
  Text message_class(c.text(), flags);
  const Exact id = desk.any_id();
  desk.look_at(
      store.SetReceiveFolder(c.chance(80) ? message_class.get() : nullptr, flags, id.size(), id.id()));
}

void get_receive_folder(Desk& desk, IMsgStore& store) {
  Choices& c = desk.choices;
  const ULONG flags = c.flags(MAPI_UNICODE);
  Text message_class(c.text(), flags);
  ULONG size = 0;
  Buffer<ENTRYID> id;
  Buffer<TCHAR> found;
  const HRESULT got =
      store.GetReceiveFolder(c.chance(80) ? message_class.get() : nullptr, flags, c.unless_rarely(&size),
                             c.unless_rarely(id.out()), c.chance(50) ? found.out() : nullptr);
  desk.look_at(got, id.get());
}

void get_tables(Desk& desk, IMsgStore& store) {
  Choices& c = desk.choices;
  Ptr<IMAPITable> table;
  const HRESULT got = c.chance(50)
                          ? store.GetReceiveFolderTable(c.flags(MAPI_UNICODE), c.unless_rarely(table.out()))
                          : store.GetOutgoingQueue(c.flags(0), c.unless_rarely(table.out()));
  desk.look_at(got, table.get());
  desk.tables.add(c, std::move(table));
}

void call_spooler_side(Desk& desk, IMsgStore& store) {
  Choices& c = desk.choices;
  const Exact id = desk.any_id();
  NOTIFICATION news{};
  switch (c.below(4)) {
    case 0:
      return desk.look_at(store.AbortSubmit(id.size(), id.id(), c.flags(0)));
    case 1:
      return desk.look_at(store.FinishedMsg(c.flags(0), id.size(), id.id()));
    case 2:
      return desk.look_at(store.NotifyNewMail(c.unless_rarely(&news)));
    default:
      const Ptr<IMessage> message = desk.messages.empty() ? Ptr<IMessage>() : desk.messages.any(c);
      return desk.look_at(store.SetLockState(message.get(), c.number() % 3));
  }
}

}  // namespace

void call_store(Desk& desk) {
  const Ptr<IMsgStore> store = desk.stores.any(desk.choices);
  switch (desk.choices.below(8)) {
    case 0:
      return set_receive_folder(desk, *store);
    case 1:
      return get_receive_folder(desk, *store);
    case 2:
      return get_tables(desk, *store);
    case 3:
      return call_spooler_side(desk, *store);
    default:
      return call_either(desk, *store);
  }
}

void call_logon(Desk& desk) {
  Choices& c = desk.choices;
  const Ptr<IMSLogon> logon = desk.logons.any(c);
  if (c.chance(60)) return call_either(desk, *logon);
  ULONG type = 0;
  LPVOID given = nullptr;
  const HRESULT opened = logon->OpenStatusEntry(c.interface(IID_IMAPIStatus), c.flags(MAPI_MODIFY),
                                                c.unless_rarely(&type), c.unless_rarely(&given));
  desk.look_at(opened, given);
  desk.take(static_cast<LPUNKNOWN>(given));
}

void call_status(Desk& desk) {
  Choices& c = desk.choices;
  const Ptr<IMAPIStatus> status = desk.statuses.any(c);
  const ULONG flags = c.flags(MAPI_UNICODE | SUPPRESS_UI);
  Text old_word(c.text(), flags), new_word(c.text(), flags);
  const Exact id = desk.any_id();
  switch (c.below(4)) {
    case 0:
      return desk.look_at(status->ValidateState(0, flags));
    case 1:
      return desk.look_at(status->SettingsDialog(0, c.flags(UI_READONLY)));
    case 2:
      return desk.look_at(status->ChangePassword(old_word.get(), new_word.get(), flags));
    default:
      return desk.look_at(status->FlushQueues(0, id.size(), id.id(), c.flags(FLUSH_NO_UI | FLUSH_UPLOAD)));
  }
}

}  // namespace mapi_host
