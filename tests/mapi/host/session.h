// A client's session on one store: what MAPILogonEx and OpenMsgStore are where there is a MAPI subsystem.
#pragma once

#include "mapi/host/provider.h"
#include "mapi/host/support.h"

namespace mapi_host {

struct LogonSettings {
  std::string name = "Ana Ruiz";
  ULONG flags = MDB_WRITE | MDB_NO_DIALOG;
  ULONG on_conflict = POSTROOM_ON_CONFLICT_REFUSE;
  bool read_only = false;
};

// The profile section that a configured service has.
Ptr<ProfileSection> make_section(const std::string& address, const LogonSettings& settings = {});

class Session {
 public:
  // Throws with what failed.
  explicit Session(const std::string& address, const LogonSettings& settings = {});
  // With a provider object of another session: stores that are open there are shared.
  Session(Ptr<IMSProvider> provider, const std::string& address, const LogonSettings& settings = {});
  ~Session();  // releases the store and logs off, in the order that a host does it
  Session(Session&&) = default;

  IMsgStore& store() { return *store_; }
  Ptr<IMsgStore>& store_ptr() { return store_; }
  IMSLogon* logon() { return logon_.get(); }
  Support& support() { return *support_; }
  const Ptr<IMSProvider>& provider() const { return provider_; }

  // Throws if it cannot.
  Ptr<IMAPIFolder> folder(ULONG store_tag);  // PR_IPM_OUTBOX_ENTRYID …
  Ptr<IMAPIFolder> root();
  Ptr<IMAPIFolder> inbox();                  // the receive folder of IPM
  Ptr<IMAPIFolder> open_folder(const std::string& entry_id, ULONG flags = MAPI_BEST_ACCESS);
  Ptr<IMessage> open_message(const std::string& entry_id, ULONG flags = MAPI_MODIFY);
  HRESULT try_open(const std::string& entry_id, ULONG flags, Ptr<IMessage>& message);

  void log_off();

 private:
  Ptr<IMSProvider> provider_;
  Ptr<Support> support_;
  Ptr<IMSLogon> logon_;
  Ptr<IMsgStore> store_;
};

// What is common in tests: a saved message in a folder; its entry ID.
std::string add_message(IMAPIFolder& folder, const std::string& subject, const std::string& body = "the first body");
Ptr<IMessage> create_message(IMAPIFolder& folder, ULONG flags = 0);
std::string entry_id_of(IMAPIProp& object);
Ptr<IMAPIFolder> create_folder(IMAPIFolder& parent, const std::string& name, ULONG type = FOLDER_GENERIC);

// Of a table: all its rows with these columns, as they come.
Rows all_rows(IMAPITable& table, std::vector<ULONG> columns);
Ptr<IMAPITable> contents_table(IMAPIFolder& folder, ULONG flags = MAPI_UNICODE);
// One text column of all rows, in their order.
std::vector<std::string> column(IMAPITable& table, ULONG tag);
std::vector<std::string> subjects(IMAPIFolder& folder);
bool holds(IMAPIFolder& folder, const std::string& entry_id);

// The whole stream.
std::string read_stream(IMAPIProp& object, ULONG tag);
HRESULT write_stream(IMAPIProp& object, ULONG tag, const std::string& bytes);

// One entry ID as an ENTRYLIST.
class EntryList {
 public:
  explicit EntryList(std::vector<std::string> ids);
  LPENTRYLIST get() { return &list_; }

 private:
  std::vector<std::string> ids_;
  std::vector<SBinary> entries_;
  ENTRYLIST list_{};
};
inline LPENTRYID id_ptr(const std::string& id) { return reinterpret_cast<LPENTRYID>(const_cast<char*>(id.data())); }
inline ULONG id_size(const std::string& id) { return static_cast<ULONG>(id.size()); }

// Recipients as an ADRLIST.
struct Person {
  std::string name, address;
  LONG type = MAPI_TO;
  std::optional<LONG> row = std::nullopt;
};
HRESULT modify_recipients(IMessage& message, ULONG flags, const std::vector<Person>& people);
std::vector<std::string> recipient_names(IMessage& message);

}  // namespace mapi_host
