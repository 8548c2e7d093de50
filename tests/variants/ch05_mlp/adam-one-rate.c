// Variant of adam-step: both corrections in the rate and in eps, as the paper
// puts it at the end of its section 2.
void adam_step(Adam *adam, float *w, const float *g)
{
    float b1 = adam->beta1, b2 = adam->beta2;
    adam->t += 1;
    double m_lack = 1.0 - pow((double)b1, (double)adam->t);
    double root = sqrt(1.0 - pow((double)b2, (double)adam->t));
    float rate = (float)((double)adam->lr * root / m_lack);
    float eps = (float)((double)adam->eps * root);
    for (size_t i = 0; i < adam->n; i++) {
        float *m = &adam->m[i], *v = &adam->v[i];
        *m += (1.0f - b1) * (g[i] - *m);
        *v += (1.0f - b2) * (g[i] * g[i] - *v);
        w[i] *= 1.0f - adam->lr * adam->weight_decay;
        w[i] -= rate * *m / (sqrtf(*v) + eps);
    }
}
