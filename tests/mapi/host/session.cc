#include "mapi/host/session.h"

#include <cstdio>
#include <stdexcept>

namespace mapi_host {
namespace {

void must(HRESULT result, const char* what) {
  if (result == S_OK) return;
  char text[200];
  std::snprintf(text, sizeof text, "%s: 0x%08X", what, static_cast<unsigned>(result));
  throw std::runtime_error(text);
}

}  // namespace

Ptr<ProfileSection> make_section(const std::string& address, const LogonSettings& settings) {
  Ptr<ProfileSection> section(new ProfileSection);
  Values values;
  values.add(PR_POSTROOM_ADDRESS_W, address).add(PR_POSTROOM_NAME_W, settings.name);
  values.add(PR_POSTROOM_ON_CONFLICT, settings.on_conflict).add(PR_POSTROOM_READ_ONLY, settings.read_only);
  section->set(values);
  return section;
}

Session::Session(const std::string& address, const LogonSettings& settings)
    : Session(new_provider(), address, settings) {}

Session::Session(Ptr<IMSProvider> provider, const std::string& address, const LogonSettings& settings)
    : provider_(std::move(provider)), support_(new Support(make_section(address, settings))) {
  char profile[] = "test";
  must(provider_->Logon(support_.get(), 0, profile, 0, nullptr, settings.flags, nullptr, nullptr, nullptr, nullptr,
                        logon_.out(), store_.out()),
       "Logon");
  support_->logon = logon_.get();
}

void Session::log_off() {
  if (store_) {
    ULONG flags = LOGOFF_ORDERLY;
    store_->StoreLogoff(&flags);
    store_.reset();
  }
  if (logon_) {
    if (support_) support_->logon = nullptr;
    ULONG flags = 0;
    logon_->Logoff(&flags);
    logon_.reset();
  }
}

Session::~Session() {
  log_off();
  if (provider_) {
    ULONG flags = 0;
    provider_->Shutdown(&flags);
  }
}

Ptr<IMAPIFolder> Session::open_folder(const std::string& id, ULONG flags) {
  Ptr<IMAPIFolder> folder;
  ULONG type = 0;
  must(store_->OpenEntry(id_size(id), id.empty() ? nullptr : id_ptr(id), &IID_IMAPIFolder, flags, &type,
                         folder.unknown()),
       "OpenEntry of a folder");
  return folder;
}

Ptr<IMAPIFolder> Session::folder(ULONG tag) { return open_folder(get_text(*store_, tag).value()); }
Ptr<IMAPIFolder> Session::root() { return open_folder({}); }

Ptr<IMAPIFolder> Session::inbox() {
  ULONG size = 0;
  Buffer<ENTRYID> id;
  char message_class[] = "IPM";
  must(store_->GetReceiveFolder(message_class, 0, &size, id.out(), nullptr), "GetReceiveFolder");
  return open_folder(std::string(reinterpret_cast<const char*>(id.get()), size));
}

HRESULT Session::try_open(const std::string& id, ULONG flags, Ptr<IMessage>& message) {
  ULONG type = 0;
  return store_->OpenEntry(id_size(id), id_ptr(id), &IID_IMessage, flags, &type, message.unknown());
}

Ptr<IMessage> Session::open_message(const std::string& id, ULONG flags) {
  Ptr<IMessage> message;
  must(try_open(id, flags, message), "OpenEntry of a message");
  return message;
}

Ptr<IMessage> create_message(IMAPIFolder& folder, ULONG flags) {
  Ptr<IMessage> message;
  must(folder.CreateMessage(nullptr, flags, message.out()), "CreateMessage");
  return message;
}

std::string entry_id_of(IMAPIProp& object) { return get_text(object, PR_ENTRYID).value(); }

std::string add_message(IMAPIFolder& folder, const std::string& subject, const std::string& body) {
  const Ptr<IMessage> message = create_message(folder);
  must(set_text(*message, PR_MESSAGE_CLASS_W, "IPM.Note"), "PR_MESSAGE_CLASS");
  must(set_text(*message, PR_SUBJECT_W, subject), "PR_SUBJECT");
  must(set_text(*message, PR_BODY_W, body), "PR_BODY");
  must(message->SaveChanges(KEEP_OPEN_READONLY), "SaveChanges");
  return entry_id_of(*message);
}

Ptr<IMAPIFolder> create_folder(IMAPIFolder& parent, const std::string& name, ULONG type) {
  Ptr<IMAPIFolder> folder;
  must(parent.CreateFolder(type, const_cast<LPTSTR>(name.c_str()), nullptr, nullptr, 0, folder.out()), "CreateFolder");
  return folder;
}

Ptr<IMAPITable> contents_table(IMAPIFolder& folder, ULONG flags) {
  Ptr<IMAPITable> table;
  must(folder.GetContentsTable(flags, table.out()), "GetContentsTable");
  return table;
}

Rows all_rows(IMAPITable& table, std::vector<ULONG> columns) {
  constexpr LONG kMany = 100'000;
  must(table.SetColumns(Tags(columns).get(), 0), "SetColumns");
  Rows rows;
  must(table.SeekRow(BOOKMARK_BEGINNING, 0, nullptr), "SeekRow");
  must(table.QueryRows(kMany, 0, rows.out()), "QueryRows");
  return rows;
}

std::vector<std::string> column(IMAPITable& table, ULONG tag) {
  const Rows rows = all_rows(table, {tag});
  std::vector<std::string> texts;
  for (ULONG i = 0; i < rows.size(); ++i) texts.push_back(text_of(rows[i].lpProps[0]).value_or("(none)"));
  return texts;
}

std::vector<std::string> subjects(IMAPIFolder& folder) { return column(*contents_table(folder), PR_SUBJECT_W); }

bool holds(IMAPIFolder& folder, const std::string& entry_id) {
  for (const std::string& id : column(*contents_table(folder), PR_ENTRYID)) {
    if (id == entry_id) return true;
  }
  return false;
}

std::string read_stream(IMAPIProp& object, ULONG tag) {
  Ptr<IStream> stream;
  must(object.OpenProperty(tag, &IID_IStream, 0, 0, stream.unknown()), "OpenProperty for reading");
  std::string all;
  char piece[64 * 1024];
  for (;;) {
    ULONG got = 0;
    must(stream->Read(piece, sizeof piece, &got), "Read");
    if (got == 0) return all;
    all.append(piece, got);
  }
}

HRESULT write_stream(IMAPIProp& object, ULONG tag, const std::string& bytes) {
  Ptr<IStream> stream;
  const HRESULT opened = object.OpenProperty(tag, &IID_IStream, 0, MAPI_CREATE | MAPI_MODIFY, stream.unknown());
  if (opened != S_OK) return opened;
  const HRESULT written = stream->Write(bytes.data(), static_cast<ULONG>(bytes.size()), nullptr);
  return written == S_OK ? stream->Commit(0) : written;
}

EntryList::EntryList(std::vector<std::string> ids) : ids_(std::move(ids)) {
  for (std::string& id : ids_) entries_.push_back({static_cast<ULONG>(id.size()), reinterpret_cast<LPBYTE>(id.data())});
  list_ = {static_cast<ULONG>(entries_.size()), entries_.data()};
}

HRESULT modify_recipients(IMessage& message, ULONG flags, const std::vector<Person>& people) {
  std::vector<Values> rows(people.size());
  std::vector<char> memory(CbNewADRLIST(people.size()));
  auto* const list = reinterpret_cast<LPADRLIST>(memory.data());
  list->cEntries = static_cast<ULONG>(people.size());
  for (std::size_t i = 0; i < people.size(); ++i) {
    rows[i].add(PR_DISPLAY_NAME_W, people[i].name).add(PR_RECIPIENT_TYPE, people[i].type);
    rows[i].add(PR_ADDRTYPE_W, "SMTP").add(PR_EMAIL_ADDRESS_W, people[i].address);
    if (people[i].row) rows[i].add(PR_ROWID, *people[i].row);
    list->aEntries[i] = {0, rows[i].count(), rows[i].data()};
  }
  return message.ModifyRecipients(flags, list);
}

std::vector<std::string> recipient_names(IMessage& message) {
  Ptr<IMAPITable> table;
  must(message.GetRecipientTable(MAPI_UNICODE, table.out()), "GetRecipientTable");
  return column(*table, PR_DISPLAY_NAME_W);
}

}  // namespace mapi_host
