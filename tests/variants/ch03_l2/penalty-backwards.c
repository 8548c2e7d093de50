// Variant of l2-penalty: half of each square, from the last weight on.
double l2_penalty(const float *w, size_t n)
{
    double penalty = 0.0;
    while (n > 0) {
        double v = (double)w[--n];
        penalty += 0.5 * v * v;
    }
    return penalty;
}
