// Variant of generalisation-gap: the difference of two means, from the last
// epoch backwards.
static double mean_of_last(const double *curve, size_t n, size_t last)
{
    double sum = 0.0;
    size_t taken = 0;
    while (taken < last && taken < n)
        sum += curve[n - ++taken];
    return taken > 0 ? sum / (double)taken : 0.0;
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    return mean_of_last(train, n_epochs, last) -
           mean_of_last(validation, n_epochs, last);
}
