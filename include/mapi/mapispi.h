// mapispi.h: what MAPI and its service providers ask of each other.
//
// A provider is a shared library with one entry point per kind (MSProviderInit and its siblings) that answers
// with a provider object; logging on to that gives a logon object. MAPI hands each logon a support object
// through which the provider calls back. Message services are configured through an entry point of their own.
#pragma once

#include "mapispi_addressbook.h"
#include "mapispi_service.h"
#include "mapispi_store.h"
#include "mapispi_support.h"
#include "mapispi_transport.h"
