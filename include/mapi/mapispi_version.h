// mapispi_version.h: on which version of the service provider interface MAPI and a provider agree, and what
// every entry point of a provider has in common.
#pragma once

#include "mapidefs.h"

// Bits 24 to 31 are the major version, 16 to 23 the minor one, 0 to 15 the update. A provider whose version
// is newer than the ulMAPIVer it is given answers MAPI_E_VERSION; otherwise it answers its own in
// *lpulProviderVer.
#define CURRENT_SPI_VERSION 0x00010010U
#define PDK1_SPI_VERSION 0x00010000U
#define PDK2_SPI_VERSION 0x00010008U
#define PDK3_SPI_VERSION 0x00010010U

// In ulFlags of an entry point (also of MAPIInitialize and MAPILogonEx): the process is a service, nobody can
// be asked.
#define MAPI_NT_SERVICE ((ULONG)0x00010000)
