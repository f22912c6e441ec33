#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/store_arguments.h"
#include "cli/table.h"

namespace postroom::cli {
namespace {

class FoldersCommand final : public Command {
 public:
  CommandText text() const override {
    return {"folders", "list the folders with what is in them", "", {"folders mail.postroom"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.flag(all_, "--all", "also those that only programs use");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(std::vector<FolderInfo> folders, opened.store.folders(opened.session));
    // Those outside the IPM subtree have a path that begins with "/".
    if (!all_)
      std::erase_if(folders,
                    [](const FolderInfo& folder) { return folder.path.empty() || folder.path[0] == '/'; });
    around.terminal.print(json_ ? as_json(folders) : as_table(folders).render(around.terminal.output()));
    return ExitStatus::done;
  }

 private:
  static std::string as_json(const std::vector<FolderInfo>& folders) {
    Json json;
    json.begin_array();
    for (const FolderInfo& folder : folders) {
      json.begin_object().member("id", folder.id.value).member("parent", folder.parent.value);
      json.member("name", folder.name).member("path", folder.path).member("messages", folder.content_count);
      json.member("unread", folder.unread_count).member("associated", folder.associated_count);
      json.member("deleted", folder.deleted_count).end_object();
    }
    return json.end_array().line();
  }

  static Table as_table(const std::vector<FolderInfo>& folders) {
    Table table({{"Id", Align::right},
                 {"Folder", Align::left, true},
                 {"Messages", Align::right},
                 {"Unread", Align::right},
                 {"Deleted", Align::right}});
    for (const FolderInfo& folder : folders) {
      table.add({std::to_string(folder.id.value), folder.path.empty() ? folder.name : folder.path,
                 std::to_string(folder.content_count), std::to_string(folder.unread_count),
                 std::to_string(folder.deleted_count)});
    }
    return table;
  }

  StoreArguments store_;
  bool all_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> folders_command() { return std::make_unique<FoldersCommand>(); }

}  // namespace postroom::cli
