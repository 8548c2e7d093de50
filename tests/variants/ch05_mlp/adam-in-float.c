// Variant of adam-step: everything in float, powers by powf.
void adam_step(Adam *adam, float *w, const float *g)
{
    adam->t++;
    const float t = (float)adam->t;
    const float m_share = 1.0f - powf(adam->beta1, t);
    const float v_share = 1.0f - powf(adam->beta2, t);
    for (size_t i = 0; i < adam->n; i++) {
        adam->m[i] = adam->beta1 * adam->m[i] + (1 - adam->beta1) * g[i];
        adam->v[i] =
            adam->beta2 * adam->v[i] + (1 - adam->beta2) * powf(g[i], 2.0f);
        float m_hat = adam->m[i] / m_share;
        float v_hat = adam->v[i] / v_share;
        w[i] -= adam->lr * m_hat / (sqrtf(v_hat) + adam->eps) +
                adam->lr * adam->weight_decay * w[i];
    }
}
