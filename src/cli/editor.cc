#include "cli/editor.h"

#include <fmt/format.h>

#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>

namespace postroom::cli {

std::string editor_command(const Surroundings& around) {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    if (const auto command = around.variable(name)) return *command;
  }
  for (const char* path : {"/usr/bin/sensible-editor", "/usr/bin/nano", "/usr/bin/vi"}) {
    if (access(path, X_OK) == 0) return path;
  }
  return "vi";
}

Status run_editor(const Surroundings& around, const std::filesystem::path& file) {
  (void)around.terminal.flush();
  const std::string command = editor_command(around);
  // The shell takes the command apart ("code --wait"), and the file's name comes as an argument, never as its
  // text.
  const std::string script = command + " \"$@\"";
  const pid_t child = fork();
  if (child == 0) {
    for (const int number : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE}) signal(number, SIG_DFL);
    execl("/bin/sh", "sh", "-c", script.c_str(), command.c_str(), file.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = -1;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return ok_status();
  return Error{
      Code::cancelled,
      fmt::format("The editor “{}” ended without saying that all is well; nothing was saved.", command), ""};
}

}  // namespace postroom::cli
