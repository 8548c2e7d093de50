// Variant of sgd-step: one rounding instead of two.
void sgd_step(float *w, const float *g, size_t n, float lr)
{
    for (; n > 0; n--, w++, g++)
        *w = fmaf(-lr, *g, *w);
}
