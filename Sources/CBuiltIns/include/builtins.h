#ifndef BUILT_INS_H
#define BUILT_INS_H

#include <stddef.h>

/// A file of the repository, carried in the program.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    long count;
} built_in_file;

/// Number of built-in scenes.
long built_in_scene_count(void);

/// A built-in scene; the index is below the count.
built_in_file built_in_scene(long index);

/// Number of built-in lessons.
long built_in_lesson_count(void);

/// A built-in lesson; the index is below the count.
built_in_file built_in_lesson(long index);

/// Number of documents that are also pages of the manual.
long built_in_document_count(void);

/// Such a document, in Markdown; the index is below the count.
built_in_file built_in_document(long index);

#endif
