// One client: opens messages, holds several open at a time, edits and saves them in all modes, and records
// what it sees.
#pragma once

#include <postroom/store.h>

#include <functional>
#include <optional>

#include "history/record.h"
#include "support/seeded_random.h"

namespace postroom::history {

using Report = std::function<void(const Record&)>;

class Editor {
 public:
  Editor(Store store, int actor, std::uint64_t seed, std::vector<MessageId> messages, PropertyTag keywords,
         Report report);
  // Until it has tried to save `count` times.
  void run(int count);

 private:
  struct Held {
    std::string name;
    Message message;
    Edits edits;
  };

  void open();
  void look(Held& held);
  void change(Held& held);
  Edits some_edit(const Fields& view);
  std::string pick_field(const Fields& view, const std::string& start);
  void save(std::size_t index);
  bool try_to_save(Held& held, Mode mode);
  bool save_as_copy(Held& held);
  bool save_in_place(Held& held, Mode mode);
  Record about(const Held& held, Outcome outcome) const;
  void complain(Record record, const Error& error);

  Store store_;
  const int actor_;
  testing::SeededRandom random_;
  const std::vector<MessageId> messages_;
  const PropertyTag keywords_;
  const Report report_;
  const Session session_;
  std::vector<Held> held_;
  int handles_ = 0;
  int tokens_ = 0;
  int saves_left_ = 0;
};

}  // namespace postroom::history
