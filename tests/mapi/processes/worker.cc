// A client in a process of its own: says what it did, a line a command. WORKER ADDRESS COMMANDS, where COMMANDS is the path of
// a named pipe:
//   open ID · set TEXT · save FLAGS · delete ID · read ID · mark ID · status ID · add TEXT · advise ID · wait EVENT ID ·
//   table · wait_table EVENT · quit
// IDs are hexadecimal. Answers are "NAME 0xHRESULT rest".
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "mapi/host/session.h"
#include "mapi/host/sink.h"

using namespace mapi_host;

namespace {

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

std::string to_hex(const std::string& bytes) {
  std::string hex;
  char two[3];
  for (const unsigned char byte : bytes) {
    std::snprintf(two, sizeof two, "%02x", byte);
    hex += two;
  }
  return hex;
}

class Worker {
 public:
  explicit Worker(const std::string& address) : session_(address, settings()) {}

  // False: it is to end.
  bool run(const std::string& line) {
    std::istringstream words(line);
    std::string name, rest;
    words >> name;
    std::getline(words >> std::ws, rest);
    if (name == "quit") return false;
    std::string more;
    const HRESULT result = act(name, rest, more);
    char number[16];
    std::snprintf(number, sizeof number, "0x%08X", static_cast<unsigned>(result));
    std::cout << name << ' ' << number << (more.empty() ? "" : " ") << more << std::endl;
    return true;
  }

 private:
  static LogonSettings settings() {
    LogonSettings settings;
    settings.name = "Worker";
    return settings;
  }

  HRESULT act(const std::string& name, const std::string& rest, std::string& more) {
    if (name == "open") return session_.try_open(from_hex(rest), MAPI_MODIFY, message_);
    if (name == "set") return set_text(*message_, PR_SUBJECT_W, rest);
    if (name == "save") return message_->SaveChanges(static_cast<ULONG>(std::stoul(rest)));
    if (name == "add") return more = to_hex(add_message(*session_.inbox(), rest)), S_OK;
    if (name == "read") {
      more = get_text(*session_.open_message(from_hex(rest), 0), PR_SUBJECT_W).value_or("(none)");
      return S_OK;
    }
    return act_on_folder(name, rest, more);
  }

  HRESULT act_on_folder(const std::string& name, const std::string& rest, std::string& more) {
    const std::string id = from_hex(rest);
    EntryList list({id});
    if (name == "delete") return session_.inbox()->DeleteMessages(list.get(), 0, nullptr, 0);
    if (name == "mark") return session_.inbox()->SetReadFlags(list.get(), 0, nullptr, CLEAR_READ_FLAG);
    if (name == "status") {
      ULONG before = 0;
      const HRESULT set = session_.inbox()->SetMessageStatus(id_size(id), id_ptr(id), MSGSTATUS_TAGGED, MSGSTATUS_TAGGED,
                                                             &before);
      more = std::to_string(before);
      return set;
    }
    return hear(name, rest);
  }

  HRESULT hear(const std::string& name, const std::string& rest) {
    ULONG_PTR connection = 0;
    constexpr ULONG kAll = fnevObjectCreated | fnevObjectDeleted | fnevObjectModified | fnevObjectMoved;
    if (name == "advise") return session_.store().Advise(0, nullptr, kAll, sink_.get(), &connection);
    if (name == "table") {
      table_ = contents_table(*session_.inbox());
      return table_->Advise(fnevTableModified, rows_.get(), &connection);
    }
    if (name == "wait_table") return rows_->wait_for_table(static_cast<ULONG>(std::stoul(rest))) ? S_OK : MAPI_E_TIMEOUT;
    if (name != "wait") return MAPI_E_NO_SUPPORT;
    std::istringstream words(rest);
    ULONG event = 0;
    std::string id;
    words >> event >> id;
    return sink_->wait_for(event, from_hex(id)) ? S_OK : MAPI_E_TIMEOUT;
  }

  const Ptr<Sink> sink_{new Sink}, rows_{new Sink};
  Session session_;
  Ptr<IMAPITable> table_;
  Ptr<IMessage> message_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  try {
    Worker worker(arguments[1]);
    std::cout << "ready" << std::endl;
    std::ifstream commands(arguments[2]);
    for (std::string line; std::getline(commands, line) && worker.run(line);) {
    }
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 1;
  }
}
