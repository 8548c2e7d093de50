// The images for an experiment: see include/experiment.h.
#include "experiment.h"

#include "fail.h"

DataPair experiment_images(void)
{
    DataPair images;
    char reason[512];
    if (!dataset_load_images(&images, NULL, reason, sizeof reason))
        fail("%s", reason);
    return images;
}
