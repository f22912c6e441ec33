// Does one thing after another to a store, at random, and reports each.
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
  std::string backups;  // how their paths begin
  Session session;
  std::uint64_t seed = 0;
  int actor = 0;
  int slot = 0;
  Duty duty = Duty::work;
  std::vector<MessageId> shared;  // which all actors edit
};

// Hears of each operation twice: `trying`, and then with what the store answered.
using Report = std::function<void(const Event&, const Status& answer)>;

class WorkingActor {
 public:
  WorkingActor(Store store, Assignment assignment, Report report);
  void step();  // one of those below

  // Where there is nothing that it could be done to, a message or folder is made instead.
  void create();
  void save_own();
  void save_shared();
  // From a snapshot of a shared message that a second handle has saved over; goes elsewhere when refused.
  void save_stale(SaveMode mode);
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

 private:
  using Work = std::function<Status(Event&)>;

  // Reports, works, reports. `work` fills in what is known only afterwards. Refusals by `expected` are
  // reported as such. Returns whether it was done.
  bool attempt(Event event, std::initializer_list<Code> expected, const Work& work);
  Event about(Operation operation) const;
  std::string new_token();
  FolderId some_folder();
  SaveMode some_mode() { return static_cast<SaveMode>(random_.below(3)); }
  void save_elsewhere(Message& rejected, const std::string& token);

  Store store_;
  const Assignment assignment_;
  const Report report_;
  const Session session_;
  testing::SeededRandom random_;
  Belongings belongings_;
  int count_ = 0;
};

}  // namespace postroom::kill
