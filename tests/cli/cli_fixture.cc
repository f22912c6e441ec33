#include "cli_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace postroom::tests {

Cli::Cli() {
  std::string pattern = ::testing::TempDir() + "postroom-cli-XXXXXX";
  folder_ = mkdtemp(pattern.data());
  store_ = folder_ / "mail.postroom";
  environment_ = {
      {"HOME", folder_}, {"TZ", "UTC"}, {"PATH", "/usr/bin:/bin"}, {"TERM", "xterm"}, {"LANG", "C.UTF-8"}};
  if (const char* options = std::getenv("ASAN_OPTIONS")) environment_["ASAN_OPTIONS"] = options;
  done({"init", store_});
}

Cli::~Cli() {
  if (gate_ >= 0) close(gate_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Ended Cli::run(const Words& words, const std::string& input) const { return start(words, input).wait(); }

std::string Cli::done(const Words& words, const std::string& input) const {
  Ended ended = run(words, input);
  EXPECT_EQ(ended.status, 0) << words[0] << ": " << ended.out << ended.err;
  return ended.out;
}

Program Cli::start(const Words& words, const std::string& input) const {
  return Program::start(words, environment_, input, user_);
}

TerminalProgram Cli::start_on_terminal(const Words& words, int columns) const {
  return TerminalProgram::start(words, environment_, columns);
}

std::string Cli::make_draft(const std::string& subject, const std::string& body) const {
  const Words words = {"create",      store_, "Drafts", "--as", "Ana", "--set", "PR_SUBJECT=" + subject,
                       "--body-file", "-",    "--json"};
  return json_value(done(words, body), "id");
}

void Cli::use_slow_editor(const std::string& script) {
  const std::filesystem::path gate = folder_ / "gate";
  if (gate_ < 0) {
    mkfifo(gate.c_str(), 0600);
    gate_ = open(gate.c_str(), O_RDWR | O_CLOEXEC);
  }
  const std::filesystem::path editor =
      write("editor.sh", "#!/bin/sh\nsed -i '" + script + "' \"$1\"\necho the editor waits\nread go < " +
                             gate.string() + "\n");
  chmod(editor.c_str(), 0700);
  environment_["EDITOR"] = editor;
}

Words Cli::edit_words(const std::string& id, const Words& more) const {
  Words words = {"edit", store_, id, "--as", "Ana"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Program Cli::edit_slowly(const std::string& id, const std::string& script, const Words& more) {
  use_slow_editor(script);
  Program program = start(edit_words(id, more));
  EXPECT_TRUE(program.wait_for("the editor waits"));
  return program;
}

TerminalProgram Cli::edit_slowly_on_terminal(const std::string& id, const std::string& script,
                                             const Words& more) {
  use_slow_editor(script);
  TerminalProgram program = start_on_terminal(edit_words(id, more));
  EXPECT_TRUE(program.wait_for("the editor waits")) << program.screen();
  return program;
}

void Cli::let_editor_go() const { EXPECT_EQ(::write(gate_, "go\n", 3), 3); }

std::string Cli::body_of(const std::string& id) const {
  return json_value(done({"show", store_, id, "--json"}), "body");
}

std::string Cli::subject_of(const std::string& id) const {
  return json_value(done({"show", store_, id, "--json"}), "subject");
}

std::filesystem::path Cli::write(const std::string& name, const std::string& text) const {
  const std::filesystem::path path = folder_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

std::string Cli::kept_file(const std::string& said) {
  const std::string before = "Your text is kept in ";
  const std::size_t at = said.find(before);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + before.size();
  return said.substr(begin, said.find_first_of("\r\n", begin) - begin);
}

std::string Cli::read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string json_value(const std::string& json, const std::string& name) {
  const std::string key = "\"" + name + "\":";
  std::size_t at = json.find(key);
  if (at == std::string::npos) return "";
  at += key.size();
  if (json[at] != '"') return json.substr(at, json.find_first_of(",}]", at) - at);
  std::size_t end = at + 1;
  while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
  return json.substr(at + 1, end - at - 1);
}

std::string without_colour(std::string text) {
  std::erase(text, '\r');
  for (std::size_t at = 0; (at = text.find("\033[", at)) != std::string::npos;) {
    text.erase(at, text.find_first_of("mK", at) - at + 1);
  }
  return text;
}

}  // namespace postroom::tests
