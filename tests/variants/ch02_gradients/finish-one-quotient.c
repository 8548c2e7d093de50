// Variant of grad-stats-finish: the variance as (squares - sum mean) / count;
// branches.
void grad_stats_finish(double *mean, double *sd, const GradStats *stats,
                       size_t n_layers)
{
    for (const GradStats *s = stats; s < stats + n_layers; s++) {
        double m = 0.0, variance = 0.0;
        if (s->count > 0.0) {
            m = s->sum / s->count;
            variance = (s->squares - s->sum * m) / s->count;
            if (variance < 0.0)
                variance = 0.0;
        }
        *mean++ = m;
        *sd++ = sqrt(variance);
    }
}
