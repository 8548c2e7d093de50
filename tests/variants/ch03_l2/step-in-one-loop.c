// Variant of sgd-step-penalty: gradient and step of a parameter together.
void sgd_step_penalty(float *params, float *g, size_t n_weights, size_t n,
                      float lr, Penalty penalty, float lambda)
{
    for (size_t i = 0; i < n; i++) {
        float extra = 0.0f;
        if (i < n_weights)
            switch (penalty) {
            case PENALTY_NONE:
                break;
            case PENALTY_L2:
                extra = lambda * params[i];
                break;
            case PENALTY_L1:
                extra = params[i] > 0.0f   ? lambda
                        : params[i] < 0.0f ? -lambda
                                           : 0.0f;
                break;
            }
        g[i] += extra;
        params[i] -= lr * g[i];
    }
}
