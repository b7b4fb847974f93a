// Re-exports libpq. PG_DIAG_* are character macros, which Swift cannot import.
#ifndef GATEFILL_CPOSTGRES_SHIM_H
#define GATEFILL_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

static const int gatefill_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int gatefill_diag_message_primary = PG_DIAG_MESSAGE_PRIMARY;
static const int gatefill_diag_message_detail = PG_DIAG_MESSAGE_DETAIL;
static const int gatefill_diag_constraint_name = PG_DIAG_CONSTRAINT_NAME;
static const int gatefill_diag_table_name = PG_DIAG_TABLE_NAME;

#endif
