// Re-exports libargon2.
#ifndef GATEFILL_CARGON2_SHIM_H
#define GATEFILL_CARGON2_SHIM_H

#include <argon2.h>

#endif
