// One thread of a worker: does one thing after another to the store, at random, and reports each.
#pragma once

#include <postroom/open.h>

#include <functional>

#include "kill/belongings.h"
#include "support/seeded_random.h"

namespace postroom::kill {

enum class Duty {
  work,     // a bit of everything
  reopen,   // the same, opening and closing the store all the time
  compact,  // the same, compacting every other time
  backup,   // the same, making a backup every other time
};

struct Assignment {
  std::string address;
  std::uint64_t seed = 0;
  int actor = 0;
  int slot = 0;
  Duty duty = Duty::work;
  std::vector<MessageId> shared;  // which all actors edit
};

using Report = std::function<void(const Event&)>;

class WorkingActor {
 public:
  WorkingActor(Store store, Assignment assignment, Report report);
  void step();

 private:
  using Work = std::function<Status(Event&)>;

  // Reports, works, reports. `work` fills in what is known only afterwards. Refusals by `expected` are
  // reported as such.
  void attempt(Event event, std::initializer_list<Code> expected, const Work& work);
  Event about(Operation operation) const;
  std::string new_token();
  FolderId some_folder();
  SaveMode some_mode() { return static_cast<SaveMode>(random_.below(3)); }

  void create();
  void save_own();
  void save_shared();
  void save_elsewhere(Message& rejected, const std::string& token);
  void note();
  void copy();
  void move();
  void remove(Operation operation);
  void undelete();
  void mark();
  void set_status();
  void make_folder();
  void rename_folder();
  void remove_folder();
  void compact();
  void back_up();
  void reopen();

  Store store_;
  const Assignment assignment_;
  const Report report_;
  const Session session_;
  testing::SeededRandom random_;
  Belongings belongings_;
  int count_ = 0;
};

}  // namespace postroom::kill
