// The floor under any reader of workbooks: what it costs to inflate the worksheet parts and do next to nothing.
//
//     cc -O2 -o floor floor.c -lz                                      inflate, crc, scan
//     cc -O2 -DWITH_LIBXML2 $(xml2-config --cflags) -o floor floor.c -lz $(xml2-config --libs)      and sax2
//
//     floor inflate FILE.xlsx      inflates with zlib, 64 KiB at a time
//     floor crc FILE.xlsx          and computes the CRC-32, as a reader must that does not trust its input
//     floor scan FILE.xlsx         and looks at every byte, counting "<"
//     floor sax2 FILE.xlsx         and feeds libxml2's SAX2 push parser, whose handlers only count elements
//
// Prints the size inflated and what was counted. Reads only archives that XlsxWriter wrote for the benchmark: no
// Zip64, no check of anything but bounds. It is a yardstick, not a reader.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#ifdef WITH_LIBXML2
#include <libxml/parser.h>
#endif

enum { CHUNK = 64 * 1024 };

struct part {
    const uint8_t *bytes;
    uint32_t packed, inflated;
};

static void fail(const char *what) {
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

static uint32_t u16(const uint8_t *p) { return p[0] | (uint32_t)p[1] << 8; }
static uint32_t u32(const uint8_t *p) { return u16(p) | u16(p + 2) << 16; }

// What one run counts, over all worksheet parts.
struct count {
    uint64_t bytes, tags;
    uLong crc;
};

enum variant { INFLATE, CRC, SCAN, SAX2 };

// One byte after the other, on purpose: what a simple loop costs, not what memchr or SIMD can do.
static uint64_t count_tags(const uint8_t *bytes, size_t count) {
    uint64_t found = 0;
    for (size_t i = 0; i < count; i++) {
        // Keeps the compiler from turning the loop into SIMD.
        __asm__ volatile("" ::: "memory");
        if (bytes[i] == '<') found++;
    }
    return found;
}

#ifdef WITH_LIBXML2
static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                          const xmlChar **declared, int attributes, int defaulted, const xmlChar **values) {
    (void)name, (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)attributes, (void)defaulted, (void)values;
    ++*(uint64_t *)context;
}
static void characters(void *context, const xmlChar *text, int length) { (void)context, (void)text, (void)length; }
#endif

// Inflates one part in pieces that stay in the cache.
static void measure(struct part part, enum variant variant, struct count *count) {
    static uint8_t buffer[CHUNK];
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) fail("zlib");
    stream.next_in = (Bytef *)part.bytes;
    stream.avail_in = part.packed;
#ifdef WITH_LIBXML2
    xmlSAXHandler handler = {0};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.characters = characters;
    xmlParserCtxtPtr parser = NULL;
    if (variant == SAX2) parser = xmlCreatePushParserCtxt(&handler, &count->tags, NULL, 0, NULL);
#endif
    uint64_t total = 0;
    int state;
    do {
        stream.next_out = buffer;
        stream.avail_out = CHUNK;
        state = inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END) fail("a part does not inflate");
        uInt got = CHUNK - stream.avail_out;
        total += got;
        if (variant == CRC) count->crc = crc32(count->crc, buffer, got);
        if (variant == SCAN) count->tags += count_tags(buffer, got);
#ifdef WITH_LIBXML2
        int last = state == Z_STREAM_END;
        if (variant == SAX2 && xmlParseChunk(parser, (const char *)buffer, (int)got, last) != 0) fail("not XML");
#endif
    } while (state != Z_STREAM_END);
    if (total != part.inflated) fail("not the size that the directory gives");
    count->bytes += total;
    inflateEnd(&stream);
#ifdef WITH_LIBXML2
    if (parser != NULL) xmlFreeParserCtxt(parser);
#endif
}

// Every entry below xl/worksheets/, from the central directory (APPNOTE.TXT 4.3.12).
static void measure_sheets(const uint8_t *file, size_t size, enum variant variant, struct count *count) {
    static const char folder[] = "xl/worksheets/sheet";
    if (size < 22) fail("not an archive");
    size_t end = size - 22;
    while (u32(file + end) != 0x06054b50) {
        if (end-- == 0) fail("no central directory");
    }
    uint32_t entries = u16(file + end + 10);
    size_t at = u32(file + end + 16);
    for (uint32_t i = 0; i < entries; i++) {
        if (at + 46 > size || u32(file + at) != 0x02014b50) fail("broken central directory");
        const uint8_t *header = file + at;
        uint32_t name = u16(header + 28);
        at += 46 + name + u16(header + 30) + u16(header + 32);
        if (at > size) fail("broken central directory");
        if (name <= strlen(folder) || memcmp(header + 46, folder, strlen(folder)) != 0) continue;
        size_t local = u32(header + 42);
        if (u16(header + 10) != 8 || local + 30 > size) fail("not deflated, or a broken local header");
        size_t data = local + 30 + u16(file + local + 26) + u16(file + local + 28);
        struct part part = {file + data, u32(header + 20), u32(header + 24)};
        if (data + part.packed > size) fail("a part beyond the end");
        measure(part, variant, count);
    }
    if (count->bytes == 0) fail("no worksheet");
}

static enum variant named(const char *name) {
    static const char *names[] = {"inflate", "crc", "scan", "sax2"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(name, names[i]) == 0) return (enum variant)i;
    }
    fail("unknown variant");
    return INFLATE;
}

int main(int argc, char **argv) {
    if (argc != 3) fail("usage: floor inflate|crc|scan|sax2 FILE.xlsx");
    enum variant variant = named(argv[1]);
#ifndef WITH_LIBXML2
    if (variant == SAX2) fail("built without libxml2");
#endif
    int descriptor = open(argv[2], O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) != 0) fail("cannot open the file");
    size_t size = (size_t)status.st_size;
    const uint8_t *file = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (file == MAP_FAILED) fail("cannot map the file");
    struct count count = {0};
    measure_sheets(file, size, variant, &count);
    printf("%s\t%llu bytes\t%llu tags\t%08lx\n", argv[1], (unsigned long long)count.bytes,
           (unsigned long long)count.tags, count.crc);
    return 0;
}
