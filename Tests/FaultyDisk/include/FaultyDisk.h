// Nothing is called by name: the library replaces functions of libc when it is preloaded.
