#include "cli/commands.h"

namespace postroom::cli {

CommandList all_commands() {
  CommandList commands;
  for (const auto make :
       {init_command,    folders_command,   import_command, export_command,  list_command,    search_command,
        show_command,    create_command,    edit_command,   copy_command,    move_command,
        delete_command,  undelete_command,  mark_command,   history_command, diff_command,
        restore_command, conflicts_command, rights_command, watch_command,  stats_command,   check_command,
        backup_command,  compact_command,   transfer_command, reopen_command, remove_command,
        engine_command,  searchfolder_command, user_command, token_command}) {
    commands.push_back(make());
  }
  return commands;
}

}  // namespace postroom::cli
