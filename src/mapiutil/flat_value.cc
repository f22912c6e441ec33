#include "mapiutil/flat_value.h"

#include <new>

#include "mapiutil/movers.h"
#include "mapiutil/value_pieces.h"

namespace postroom::mapiutil {

SCODE FlatValue::copy(const SPropValue& value, std::shared_ptr<const FlatValue>& copy) {
  SPropValue source = value;
  FlatCounter counter;
  std::size_t unused = 0;
  SCODE result = counter.space.take(sizeof source, unused);
  if (result == S_OK) result = move_pieces(source, counter);
  if (result != S_OK) return result;
  std::unique_ptr<unsigned char[]> block(new (std::nothrow) unsigned char[counter.space.bytes()]);
  if (!block) return MAPI_E_NOT_ENOUGH_MEMORY;
  FlatCopier copier(block.get());
  Piece copied = {};
  result = copier.move(&source, sizeof source, copied);
  if (result == S_OK) result = move_pieces(*static_cast<SPropValue*>(copied.readable), copier);
  if (result == S_OK) copy.reset(new FlatValue(std::move(block)));
  return result;
}

}  // namespace postroom::mapiutil
