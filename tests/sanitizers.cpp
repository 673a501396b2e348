// What LeakSanitizer leaves out, in every test program of the sanitizer build; it asks for this by name.

// fontconfig keeps what it matched for the life of the process when a PDF names a font that is not there.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
