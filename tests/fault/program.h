// A program under test: what it does to a store in steps, and how to tell from the store alone whether the
// answers that it was given were true. Write one for anything that keeps its files through SQLite, or its
// tables on a server behind the proxy (support/postgres_proxy.h).
#pragma once

#include "fault/fault_vfs.h"

#include <postroom/result.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace postroom::fault {

enum class Outcome {
  running,  // no answer yet
  done,     // it happened and stays
  refused,  // it did not happen and never will
  unknown,  // Code::outcome_unknown: whole or not at all
};

struct Step {
  std::string name;
  Outcome outcome = Outcome::running;
  std::size_t begin = 0, end = 0;  // places in the trace between which it ran
};

// What a program was told, step by step.
class Ledger {
 public:
  explicit Ledger(FaultVfs& vfs);
  // Of another medium than files: its name, and where in its trace it is.
  Ledger(std::string medium, std::function<std::size_t()> place);

  // Runs `work` and notes its answer; an answer without a sentence, or that blames something else than the
  // medium, is a complaint. Returns whether it was done.
  bool run(const std::string& name, const std::function<Status()>& work);
  // The same for a step whose answer comes later, from any thread.
  std::size_t start(const std::string& name);
  bool finish(std::size_t step, const Status& answer);
  void complain(std::string sentence);

  // Once every step has its answer.
  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<std::string>& complaints() const { return complaints_; }
  const std::string& vfs() const { return medium_; }

 private:
  const std::string medium_;
  const std::function<std::size_t()> place_;
  std::mutex mutex_;
  std::vector<Step> steps_;
  std::vector<std::string> complaints_;
};

// The steps as far as the program knew them at a place of the trace: those not yet begun are left out.
std::vector<Step> known_at(std::size_t place, const std::vector<Step>& steps);

// One object makes one run.
class Program {
 public:
  virtual ~Program() = default;
  // Makes a store at `path` and works on it, all of it through ledger.vfs(), and lets go of it.
  virtual void run(const std::string& path, Ledger& ledger) = 0;
  // What is wrong with the store at `path`, given these answers of the run before. The medium is well again.
  virtual std::vector<std::string> check(const std::string& path, const std::vector<Step>& steps) = 0;
};

using MakeProgram = std::function<std::unique_ptr<Program>()>;

// A folder in memory where the machine has one, removed with everything in it.
class WorkFolder {
 public:
  WorkFolder();
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  std::string path(const std::string& name) const { return path_ + "/" + name; }
  void fill(const DiskImage& image) const;

 private:
  std::string path_;
};

}  // namespace postroom::fault
