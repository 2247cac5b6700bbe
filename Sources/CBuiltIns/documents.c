#include "builtins.h"

// Every C mode of clang knows #embed; it only says that C23 brought it.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char document_scene_format[] = {
#embed "../../Documents/scene-format.md"
};
static const unsigned char document_lessons[] = {
#embed "../../Documents/lessons.md"
};

static const built_in_file documents[] = {
    {"scene", document_scene_format, sizeof document_scene_format},
    {"lessons", document_lessons, sizeof document_lessons},
};

long built_in_document_count(void) { return sizeof documents / sizeof *documents; }

built_in_file built_in_document(long index) { return documents[index]; }
