// Variant of grad-stats-add: sums of this call alone first, by Kahan's method;
// pointers.
static void add_exactly(double *sum, double *lost, double term)
{
    double t = term - *lost, next = *sum + t;
    *lost = (next - *sum) - t;
    *sum = next;
}

void grad_stats_add(GradStats *stats, const Mlp *net)
{
    for (size_t l = net->n_layers; l-- > 0;) {
        const float *g = net->dw[l];
        const float *end = g + net->width[l] * net->width[l + 1];
        double sum = 0.0, sum_lost = 0.0, squares = 0.0, squares_lost = 0.0;
        stats[l].count += (double)(end - g);
        for (; g != end; g++) {
            add_exactly(&sum, &sum_lost, *g < 0.0f ? -(double)*g : (double)*g);
            add_exactly(&squares, &squares_lost, (double)*g * (double)*g);
        }
        stats[l].sum += sum;
        stats[l].squares += squares;
    }
}
