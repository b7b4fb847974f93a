// statfs(2), which Swift's Glibc module leaves out.
#ifndef GATEFILL_CFILESYSTEM_SHIM_H
#define GATEFILL_CFILESYSTEM_SHIM_H

#ifdef __linux__
#include <sys/statfs.h>
#endif

#endif
