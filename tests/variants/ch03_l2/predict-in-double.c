// Variant of linear-predict: sums in double, pointers.
void linear_predict(float *y, const float *x, const float *w, size_t batch,
                    size_t n)
{
    float *end = y + batch;
    while (y != end) {
        double sum = 0.0;
        for (const float *v = w; v != w + n; v++)
            sum += (double)*x++ * (double)*v;
        *y++ = (float)sum;
    }
}
