// Settings from a file and from flags.
#pragma once

#include "postroomd/setting_table.h"

namespace postroom::daemon {

// Everything that is wrong, in order: "postroomd.toml:3:9: tls.certificat is no setting; is tls.certificate meant?"
using Complaints = std::vector<std::string>;

// The file's settings in place of those that are there. Goes on past what is wrong, so that all of it is told at once.
Complaints read_file(const std::string& path, Settings& settings);
Complaints read_toml(std::string_view text, const std::string& name, Settings& settings);

struct CommandLine {
  std::string config;  // --config FILE; empty: none
  bool check = false;  // --check-config
  bool help = false, version = false;
  std::vector<std::string> stores;  // --store NAME=ADDRESS
  std::vector<std::pair<const SettingEntry*, std::vector<std::string>>> flags;
};
Complaints parse_command_line(const std::vector<std::string>& words, CommandLine& line);
Complaints apply_flags(const CommandLine& line, Settings& settings);

std::string help_text();

}  // namespace postroom::daemon
