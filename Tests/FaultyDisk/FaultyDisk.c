// A disk that fails when it is told to: preloaded into a program under test with LD_PRELOAD.
//
// FAULTY_DISK_FILES   part of the paths of the files that are to fail, such as "run.journal"
// FAULTY_DISK_SWITCH  a file: as long as it exists, calls fail
// FAULTY_DISK_CALL    "write": writing and growing files fails with ENOSPC, as on a full disk;
//                     "sync": fsync and fdatasync fail with EIO, as on a dying one
// FAULTY_DISK_LOG     a file that gets a line for every call that was made to fail
//
// Linux only: a descriptor's path is read from /proc.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int fails(const char *call, int descriptor) {
    const char *wanted = getenv("FAULTY_DISK_CALL");
    const char *files = getenv("FAULTY_DISK_FILES");
    const char *order = getenv("FAULTY_DISK_SWITCH");
    if (!wanted || !files || !order || strcmp(wanted, call) != 0) return 0;
    if (access(order, F_OK) != 0) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!strstr(path, files)) return 0;
    const char *log = getenv("FAULTY_DISK_LOG");
    if (log) {
        int output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        if (output >= 0) {
            ssize_t (*write_line)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
            write_line(output, call, strlen(call));
            write_line(output, "\n", 1);
            close(output);
        }
    }
    return 1;
}

#define REFUSE(call, code)            \
    if (fails(call, descriptor)) {    \
        errno = code;                 \
        return -1;                    \
    }
#define NEXT(name, type) ((type)dlsym(RTLD_NEXT, name))

ssize_t write(int descriptor, const void *bytes, size_t count) {
    REFUSE("write", ENOSPC)
    return NEXT("write", ssize_t (*)(int, const void *, size_t))(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    REFUSE("write", ENOSPC)
    return NEXT("pwrite", ssize_t (*)(int, const void *, size_t, off_t))(
        descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    REFUSE("write", ENOSPC)
    return NEXT("pwrite64", ssize_t (*)(int, const void *, size_t, off64_t))(
        descriptor, bytes, count, offset);
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
    REFUSE("write", ENOSPC)
    return NEXT("pwritev", ssize_t (*)(int, const struct iovec *, int, off_t))(
        descriptor, parts, count, offset);
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off64_t offset) {
    REFUSE("write", ENOSPC)
    return NEXT("pwritev64", ssize_t (*)(int, const struct iovec *, int, off64_t))(
        descriptor, parts, count, offset);
}

int posix_fallocate(int descriptor, off_t offset, off_t length) {
    // It returns its error instead of setting errno.
    if (fails("write", descriptor)) return ENOSPC;
    return NEXT("posix_fallocate", int (*)(int, off_t, off_t))(descriptor, offset, length);
}

int posix_fallocate64(int descriptor, off64_t offset, off64_t length) {
    if (fails("write", descriptor)) return ENOSPC;
    return NEXT("posix_fallocate64", int (*)(int, off64_t, off64_t))(descriptor, offset, length);
}

int fsync(int descriptor) {
    REFUSE("sync", EIO)
    return NEXT("fsync", int (*)(int))(descriptor);
}

int fdatasync(int descriptor) {
    REFUSE("sync", EIO)
    return NEXT("fdatasync", int (*)(int))(descriptor);
}
