// Imports a mail and exports it again, byte for byte as it came; once edited, as a new mail of the same meaning.
#include <postroom/open.h>
#include <postroom/tags.h>
#include <postroom/transfer.h>

#include <filesystem>
#include <fstream>

#include "example.h"

using namespace postroom;

int main(int argc, char** argv) {
  const Session ana = make_session("Ana Ruiz", "example 07");
  const std::string path = path_from(argc, argv);
  Store store = must(create_store(path, ana));

  const std::string mail =
      "From: Ben Okoro <ben@example.com>\r\nTo: ana@example.com\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n"
      "Date: Mon, 02 Mar 2026 09:30:00 +0100\r\n\r\nSee you there.\r\n";
  const std::filesystem::path file = path + ".eml";
  std::ofstream(file, std::ios::binary) << mail;

  ImportOptions options;
  options.folder = store.special(SpecialFolder::inbox);
  const ImportReport report = must(import_file(store, ana, file, options));
  std::filesystem::remove(file);

  MemorySink exported;
  must(export_message(store, ana, report.ids.at(0), exported));
  std::printf("%s\n", as_text(exported.bytes()) == mail ? "the same bytes" : "other bytes");

  Message message = must(store.open_message(ana, report.ids.at(0), Access::read_write));
  must(message.set(tag::subject, std::string("Café at ten")));
  must(message.save());
  MemorySink edited;
  must(export_message(store, ana, message.id(), edited));
  std::printf("%zu bytes after the edit\n", edited.bytes().size());
}
