// Every command that the program has.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace postroom::cli {

std::unique_ptr<Command> init_command();
std::unique_ptr<Command> folders_command();
std::unique_ptr<Command> import_command();
std::unique_ptr<Command> export_command();
std::unique_ptr<Command> list_command();
std::unique_ptr<Command> search_command();
std::unique_ptr<Command> searchfolder_command();
std::unique_ptr<Command> show_command();
std::unique_ptr<Command> create_command();
std::unique_ptr<Command> edit_command();
std::unique_ptr<Command> copy_command();
std::unique_ptr<Command> move_command();
std::unique_ptr<Command> delete_command();
std::unique_ptr<Command> undelete_command();
std::unique_ptr<Command> mark_command();
std::unique_ptr<Command> history_command();
std::unique_ptr<Command> diff_command();
std::unique_ptr<Command> restore_command();
std::unique_ptr<Command> conflicts_command();
std::unique_ptr<Command> rights_command();
std::unique_ptr<Command> watch_command();
std::unique_ptr<Command> stats_command();
std::unique_ptr<Command> check_command();
std::unique_ptr<Command> backup_command();
std::unique_ptr<Command> compact_command();
std::unique_ptr<Command> transfer_command();
std::unique_ptr<Command> reopen_command();
std::unique_ptr<Command> remove_command();
std::unique_ptr<Command> engine_command();
std::unique_ptr<Command> user_command();
std::unique_ptr<Command> token_command();

using CommandList = std::vector<std::unique_ptr<Command>>;

// In the order in which help lists them.
CommandList all_commands();

}  // namespace postroom::cli
