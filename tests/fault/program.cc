#include "fault/program.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace postroom::fault {
namespace {

Outcome outcome_of(const Status& status) {
  if (status.ok()) return Outcome::done;
  return status.error().code == Code::outcome_unknown ? Outcome::unknown : Outcome::refused;
}

// not_found: a step that builds on one that failed.
bool blames_the_medium(Code code) {
  return code == Code::io_error || code == Code::disk_full || code == Code::outcome_unknown ||
         code == Code::no_access || code == Code::not_found;
}

}  // namespace

Ledger::Ledger(FaultVfs& vfs) : Ledger(vfs.name(), [&vfs] { return vfs.trace().size(); }) {}

Ledger::Ledger(std::string medium, std::function<std::size_t()> place)
    : medium_(std::move(medium)), place_(std::move(place)) {}

bool Ledger::run(const std::string& name, const std::function<Status()>& work) {
  const std::size_t step = start(name);
  return finish(step, work());
}

std::size_t Ledger::start(const std::string& name) {
  const std::lock_guard lock(mutex_);
  steps_.push_back({name, Outcome::running, place_(), 0});
  return steps_.size() - 1;
}

bool Ledger::finish(std::size_t step, const Status& answer) {
  const std::lock_guard lock(mutex_);
  steps_[step].outcome = outcome_of(answer);
  steps_[step].end = place_();
  if (answer.ok()) return true;
  const Error& error = answer.error();
  if (error.message.empty() || !blames_the_medium(error.code)) {
    complaints_.push_back("\"" + steps_[step].name + "\" answered " + code_name(error.code) + ": " +
                          describe(error));
  }
  return false;
}

void Ledger::complain(std::string sentence) {
  const std::lock_guard lock(mutex_);
  complaints_.push_back(std::move(sentence));
}

std::vector<Step> known_at(std::size_t place, const std::vector<Step>& steps) {
  std::vector<Step> known;
  for (Step step : steps) {
    if (step.begin > place) break;
    if (step.end > place) step.outcome = Outcome::running;
    known.push_back(std::move(step));
  }
  return known;
}

WorkFolder::WorkFolder() {
  const std::filesystem::path memory = "/dev/shm";
  std::error_code ignored;
  const auto parent =
      std::filesystem::is_directory(memory, ignored) ? memory : std::filesystem::temp_directory_path();
  path_ = (parent / "postroom-XXXXXX").string();
  if (!mkdtemp(path_.data())) std::abort();
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void WorkFolder::fill(const DiskImage& image) const {
  for (const auto& [name, bytes] : image) {
    std::ofstream file(path(name), std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
}

}  // namespace postroom::fault
