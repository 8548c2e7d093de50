// Variant of dropout-inference: memmove, row by row from the last.
void dropout_inference(float *y, const float *x, size_t batch, size_t n)
{
    while (batch-- > 0)
        if (n > 0)
            memmove(&y[batch * n], &x[batch * n], n * sizeof(float));
}
