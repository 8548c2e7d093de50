// Variant of sgd-step-decay: the header's formula, the old weight kept.
void sgd_step_decay(float *params, const float *g, size_t n_weights, size_t n,
                    float lr, float weight_decay)
{
    for (size_t i = n; i-- > 0;) {
        const float w = params[i];
        const float decay = i < n_weights ? weight_decay : 0.0f;
        params[i] = w - lr * (g[i] + decay * w);
    }
}
