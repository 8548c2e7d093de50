// Images and labels in the IDX format, as MNIST and Fashion-MNIST come: a
// magic number, the size of each dimension (all big-endian, 4 bytes), and then
// one byte a number.
#include "bytes.h"
#include "dataset.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The last byte of a magic number tells how many dimensions follow.
enum { MAGIC_IMAGES = 0x803, MAGIC_LABELS = 0x801 };
enum { N_CLASSES = 10, SIDE = 28, MAX_BYTES = 256 << 20 };
_Static_assert(SIZE_MAX / UINT32_MAX >= UINT32_MAX,
               "a size must hold the product of two dimensions");

typedef struct Idx {
    Bytes file;
    size_t n, item_size;  // items, and bytes an item
    const uint8_t *items; // [n][item_size], within file
} Idx;

static uint32_t big_endian(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static bool check_magic(const Bytes *file, const char *path, uint32_t magic,
                        size_t header, const Reason *reason)
{
    if (file->n < header)
        return refuse(reason, path, "cut off: %zu bytes, the header has %zu",
                      file->n, header);
    unsigned found = big_endian(file->data);
    if (found != magic)
        return refuse(reason, path,
                      "wrong magic number 0x%08x, expected 0x%08x", found,
                      (unsigned)magic);
    return true;
}

// What the header promises must be what is there, to the byte; nothing is
// allocated on the header's word.
static bool check_idx(Idx *idx, const char *path, uint32_t magic,
                      const Reason *reason)
{
    const Bytes *file = &idx->file;
    size_t n_dims = magic & 0xff, header = 4 + 4 * n_dims;
    if (!check_magic(file, path, magic, header, reason))
        return false;

    size_t n = big_endian(file->data + 4), size = 1, have = file->n - header;
    for (size_t i = 1; i < n_dims; i++)
        size *= big_endian(file->data + 4 + 4 * i);
    if (n == 0 || size == 0)
        return refuse(reason, path, "empty: %zu items of %zu bytes", n, size);
    if (have / size < n)
        return refuse(reason, path,
                      "cut off: holds %zu of %zu items of %zu bytes",
                      have / size, n, size);
    if (have > n * size)
        return refuse(reason, path,
                      "too long: %zu bytes behind the last of %zu items",
                      have - n * size, n);
    idx->n = n;
    idx->item_size = size;
    idx->items = file->data + header;
    return true;
}

static bool read_idx_file(Idx *idx, const char *path, uint32_t magic,
                          const Reason *reason)
{
    return bytes_read(&idx->file, path, MAX_BYTES, reason) &&
           check_idx(idx, path, magic, reason);
}

static bool check_labels(const Idx *labels, const char *path,
                         const Reason *reason)
{
    for (size_t i = 0; i < labels->n; i++) {
        if (labels->items[i] >= N_CLASSES)
            return refuse(reason, path, "label %zu is %d, not in 0..%d", i,
                          labels->items[i], N_CLASSES - 1);
    }
    return true;
}

static void scale_pixels(float *x, const uint8_t *pixels, size_t n)
{
    float value[256];
    for (int i = 0; i < 256; i++)
        value[i] = (float)i / 255;
    for (size_t i = 0; i < n; i++)
        x[i] = value[pixels[i]];
}

static bool read_pair(Dataset *out, const char *images_path,
                      const char *labels_path, const Reason *reason)
{
    *out = (Dataset){0};
    Idx images = {0}, labels = {0};
    bool ok = read_idx_file(&labels, labels_path, MAGIC_LABELS, reason) &&
              check_labels(&labels, labels_path, reason) &&
              read_idx_file(&images, images_path, MAGIC_IMAGES, reason);
    if (ok && images.n != labels.n)
        ok = refuse(reason, images_path, "%zu images, but %zu labels in %s",
                    images.n, labels.n, labels_path);
    if (ok && !dataset_new(out, images.n, images.item_size, N_CLASSES))
        ok = refuse_memory(reason, images_path);
    if (ok) {
        scale_pixels(out->x, images.items, images.n * images.item_size);
        memcpy(out->y, labels.items, labels.n);
    }
    free(images.file.data);
    free(labels.file.data);
    return ok;
}

bool dataset_read_idx(Dataset *out, const char *images, const char *labels,
                      char *reason, size_t reason_size)
{
    const Reason why = {reason, reason_size, "replace it with an intact copy"};
    return read_pair(out, images, labels, &why);
}

// The data sets that have a name.
typedef struct Source {
    const char *name, *folder, *advice;
} Source;

static const Source SOURCES[] = {
    {"fashion", "/usr/share/datasets/fashion-mnist",
     "install the package dataset-fashion-mnist (again)"},
    {"mnist", "data/mnist",
     "put MNIST's four IDX files into data/mnist: "
     "{train,t10k}-{images-idx3,labels-idx1}-ubyte, plain or .gz"},
};

// The plain file if it is there, else the .gz.
static void find_file(char *path, size_t size, const char *folder,
                      const char *half, const char *kind)
{
    snprintf(path, size, "%s/%s-%s-ubyte", folder, half, kind);
    if (access(path, F_OK) != 0)
        snprintf(path, size, "%s/%s-%s-ubyte.gz", folder, half, kind);
}

static bool check_folder(const Source *source, const Reason *reason)
{
    return access(source->folder, F_OK) == 0 ||
           refuse(reason, source->folder, "%s", strerror(errno));
}

static bool load_half(Dataset *out, const Source *source, const char *half,
                      const Reason *reason)
{
    char images[120], labels[120];
    find_file(images, sizeof images, source->folder, half, "images-idx3");
    find_file(labels, sizeof labels, source->folder, half, "labels-idx1");
    if (!read_pair(out, images, labels, reason))
        return false;
    if (out->n_features != SIDE * SIDE) {
        refuse(reason, images, "images of %zu pixels, not %dx%d",
               out->n_features, SIDE, SIDE);
        dataset_free(out);
        return false;
    }
    return true;
}

bool dataset_load_images(DataPair *out, const char *name, char *reason,
                         size_t reason_size)
{
    *out = (DataPair){0};
    if (name == NULL)
        name = getenv("DATASET");
    if (name == NULL || name[0] == 0)
        name = SOURCES[0].name;
    for (size_t i = 0; i < sizeof SOURCES / sizeof SOURCES[0]; i++) {
        if (strcmp(name, SOURCES[i].name) != 0)
            continue;
        const Reason why = {reason, reason_size, SOURCES[i].advice};
        bool ok = check_folder(&SOURCES[i], &why) &&
                  load_half(&out->train, &SOURCES[i], "train", &why) &&
                  load_half(&out->test, &SOURCES[i], "t10k", &why);
        if (!ok)
            data_pair_free(out);
        return ok;
    }
    const Reason why = {reason, reason_size, "say fashion or mnist"};
    return refuse(&why, "DATASET", "\"%s\" is not a known data set", name);
}
