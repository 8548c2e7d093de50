// Variant of spatial-dropout-backward: one loop; the map is a quotient.
void spatial_dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                              size_t batch, size_t maps, size_t area,
                              float drop_prob)
{
    for (size_t i = batch * maps * area; i-- > 0;) {
        if (mask[i / area])
            dx[i] = dy[i] / (1.0f - drop_prob);
        else
            dx[i] = 0.0f;
    }
}
