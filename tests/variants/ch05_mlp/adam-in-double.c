// Variant of adam-step: in double; what is lacking by expm1 and log.
void adam_step(Adam *adam, float *w, const float *g)
{
    double b1 = (double)adam->beta1, b2 = (double)adam->beta2;
    double t = (double)(adam->t + 1);
    double m_lack = -expm1(t * log(b1)), v_lack = -expm1(t * log(b2));
    for (size_t i = adam->n; i-- > 0;) {
        double slope = (double)g[i], old = (double)w[i];
        double m = b1 * (double)adam->m[i] + (1.0 - b1) * slope;
        double v = b2 * (double)adam->v[i] + (1.0 - b2) * slope * slope;
        double step = (m / m_lack) / (sqrt(v / v_lack) + (double)adam->eps);
        adam->m[i] = (float)m;
        adam->v[i] = (float)v;
        w[i] = (float)(old - (double)adam->lr *
                                 (step + (double)adam->weight_decay * old));
    }
    adam->t++;
}
