// Chapter 5's tables: a network summed up layer by layer, what its three
// trainings ended with, and the gaps that a figure shows.
#include "ch05_mlp_parts.h"

static void summary_table(Numbers *n, const Recipe *r)
{
    FILE *out = numbers_stream(n);
    fprintf(out, "Layer\tOutputs\tParameters\n");
    fprintf(out, "input\t%zu\t0\n", r->width[0]);
    for (size_t l = 0; l < r->n_layers; l++) {
        bool last = l + 1 == r->n_layers;
        fprintf(out, "%s %zu\t%zu\t%zu\n",
                last ? "linear" : "linear, ReLU, dropout", l + 1,
                r->width[l + 1], mlp_count_params(r->width + l, 1));
    }
    fprintf(out, "all layers\t\t%zu\n",
            mlp_count_params(r->width, r->n_layers));
    numbers_write(n, "summary");
}

static void cell(FILE *out, Spread s)
{
    fprintf(out, "\t%.1f ± %.1f", 100 * s.mean, 100 * s.sd);
}

static void results_table(Numbers *n, const Table *t)
{
    static const char *const label[N_DEEP] = {"none", "hidden 0.3",
                                              "hidden 0.3, input 0.2"};
    FILE *out = numbers_stream(n);
    fprintf(out, "Dropout\tTraining\tValidation\tGap\tTest\tTest loss\n");
    for (int k = 0; k < N_DEEP; k++) {
        const char *run = DEEP[k].name;
        fprintf(out, "%s", label[k]);
        cell(out, last_epochs(t, run, "train_accuracy", DEEP_EPOCHS, 1));
        cell(out, last_epochs(t, run, "valid_accuracy", DEEP_EPOCHS, 1));
        cell(out, gaps(t, run, 1));
        cell(out, last_epochs(t, run, "test_accuracy", DEEP_EPOCHS, 1));
        Spread loss = last_epochs(t, run, "test_loss", DEEP_EPOCHS, 1);
        fprintf(out, "\t%.3f ± %.3f\n", loss.mean, loss.sd);
    }
    numbers_write(n, "results");
}

// For the figure: final_ and averaged gaps, in points.
static void gap_table(Numbers *n, const Table *t)
{
    FILE *out = numbers_stream(n);
    fprintf(out, "run\tfinal\tfinal_sd\tlast\tlast_sd\n");
    for (int k = 0; k < N_DEEP; k++) {
        Spread end = gaps(t, DEEP[k].name, 1);
        Spread mean = gaps(t, DEEP[k].name, LAST);
        fprintf(out, "%s\t%.4f\t%.4f\t%.4f\t%.4f\n", DEEP[k].name,
                100 * end.mean, 100 * end.sd, 100 * mean.mean, 100 * mean.sd);
    }
    numbers_write(n, "gap");
}

void chapter_tables(Numbers *n)
{
    Table t = numbers_table(n, "deep");
    summary_table(n, &DEEP[1]);
    results_table(n, &t);
    gap_table(n, &t);
    table_free(&t);
}
