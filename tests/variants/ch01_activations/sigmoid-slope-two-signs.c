// Variant of sigmoid-derivative: 1 - s(x) is s(-x), which loses no digits.
static float one_sigmoid(float x)
{
    float y;
    sigmoid_forward(&y, &x, 1);
    return y;
}

void sigmoid_derivative(float *d, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        d[i] = one_sigmoid(x[i]) * one_sigmoid(-x[i]);
}
