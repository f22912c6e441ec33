// Two people edit one message. The first save wins; the second is refused and decides what to do.
#include <postroom/open.h>
#include <postroom/tags.h>

#include "example.h"

using namespace postroom;

namespace {

const char* name_of(UnitState state) {
  switch (state) {
    case UnitState::mine_only: return "only mine";
    case UnitState::theirs_only: return "only theirs";
    case UnitState::alike: return "both alike";
    case UnitState::combined: return "both, fits together";
    case UnitState::overlap: return "both, differently";
  }
  return "";
}

void print(const Conflict& conflict) {
  std::printf("refused: %s saved version %lld with %s\n", conflict.who.c_str(),
              static_cast<long long>(conflict.their_version.value), conflict.client.c_str());
  for (const Unit& unit : conflict.units) std::printf("  %-12s %s\n", unit.label.c_str(), name_of(unit.state));
}

}  // namespace

int main(int argc, char** argv) {
  const Session ana = make_session("Ana Ruiz", "example 03");
  const Session ben = make_session("Ben Okoro", "example 03");
  Store store = must(create_store(path_from(argc, argv), ana));
  Message draft = must(store.create_message(ana, store.special(SpecialFolder::drafts)));
  must(draft.set(tag::subject, std::string("Programme")));
  const MessageId id = must(draft.save()).message;

  Message at_anas = must(store.open_message(ana, id, Access::read_write));
  Message at_bens = must(store.open_message(ben, id, Access::read_write));
  must(at_bens.set(tag::importance, std::int32_t{2}));
  must(at_bens.save());

  // Strict, as MAPI has it: anything that changed refuses the save. Nothing is written, and nothing typed is lost.
  must(at_anas.set(tag::subject, std::string("Programme for May")));
  const Result<SaveReport> strict = at_anas.save(SaveMode::strict);
  if (strict.ok() || strict.error().code != Code::object_changed) return 1;
  print(*at_anas.conflict());

  // They changed other things, so a merge takes both.
  const SaveReport merged = must(at_anas.save(SaveMode::merge));
  std::printf("merged into version %lld\n", static_cast<long long>(merged.version.value));

  // Now both change the subject.
  must(at_bens.set(tag::subject, std::string("Programme for June")));
  if (at_bens.save(SaveMode::merge).ok()) return 1;
  print(*at_bens.conflict());

  // Ben may keep his version beside hers, or replace hers; what he replaces stays in the history.
  const MessageId copy = must(at_bens.save_elsewhere());
  std::printf("kept as message %lld in Conflicts\n", static_cast<long long>(copy.value));
  std::printf("forced version %lld\n", static_cast<long long>(must(at_bens.save(SaveMode::force)).version.value));
}
