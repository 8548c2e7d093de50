// The images for an experiment: see include/experiment.h.
#include "experiment.h"

#include "experiment_parts.h"
#include "fail.h"

// Loaded before the runs begin, until one takes them: reading them anew would
// cost each run half a second and memory of its own.
static DataPair kept;

void experiment_images_keep(void)
{
    // What is wrong the first run will say.
    if (!dataset_load_images(&kept, NULL, NULL, 0))
        kept = (DataPair){0};
}

DataPair experiment_images(void)
{
    DataPair images = kept;
    kept = (DataPair){0};
    char reason[512];
    if (images.train.n == 0 &&
        !dataset_load_images(&images, NULL, reason, sizeof reason))
        fail("%s", reason);
    return images;
}
