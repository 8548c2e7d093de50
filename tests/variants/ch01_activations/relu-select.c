// Variant of relu-forward: fmaxf, with NaN seen to apart; pointers.
void relu_forward(float *y, const float *x, size_t n)
{
    const float *end = x + n;
    while (x < end) {
        *y++ = isnan(*x) ? *x : fmaxf(*x, 0.0f);
        x++;
    }
}
