// Variant of dropout-backward: divides; a jump over what is dropped; the last
// row first.
void dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                      size_t batch, size_t n, float drop_prob)
{
    for (size_t r = batch; r-- > 0;)
        for (size_t j = 0; j < n; j++) {
            size_t k = r * n + j;
            float d = 0.0f;
            if (!mask[k])
                goto dropped;
            d = dy[k] / (1.0f - drop_prob);
        dropped:
            dx[k] = d;
        }
}
