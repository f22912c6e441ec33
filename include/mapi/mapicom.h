// The part of COM that MAPI stands on, for platforms without it: types, results, IUnknown, streams and storages.
#pragma once

#include "mapicom_objects.h"
#include "mapicom_results.h"
#include "mapicom_storage.h"
#include "mapicom_types.h"
