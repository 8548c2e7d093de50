// Variant of digits-forward, digits-backward: every product by hand, a sample
// at a time, in double; nothing of layers.h.
#include <math.h>

static double affine(const float *w, float b, const float *a, size_t n)
{
    double sum = (double)b;
    for (size_t i = 0; i < n; i++)
        sum += (double)w[i] * (double)a[i];
    return sum;
}

void digits_forward(Mlp *net, const float *x, size_t batch, bool training,
                    Rng *rng)
{
    size_t n = net->width[0], h = net->width[1], k = net->width[2];
    if (training)
        dropout_forward(net->a[0], net->mask[0], x, batch, n, net->drop_prob[0],
                        rng);
    else
        dropout_inference(net->a[0], x, batch, n);
    for (size_t i = 0; i < batch * h; i++) {
        const float *row = net->a[0] + i / h * n;
        float z =
            (float)affine(net->w[0] + i % h * n, net->b[0][i % h], row, n);
        net->z[0][i] = z;
        net->a[1][i] = z > 0.0f ? z : 0.0f;
    }
    if (training)
        dropout_forward(net->a[1], net->mask[1], net->a[1], batch, h,
                        net->drop_prob[1], rng);
    for (size_t i = 0; i < batch * k; i++)
        net->z[1][i] = (float)affine(net->w[1] + i % k * h, net->b[1][i % k],
                                     net->a[1] + i / k * h, h);
}

static double loss_of_row(double *p, const float *z, size_t label, size_t n)
{
    double max = -INFINITY, sum = 0.0;
    for (size_t c = 0; c < n; c++)
        max = fmax(max, (double)z[c]);
    for (size_t c = 0; c < n; c++)
        sum += p[c] = exp((double)z[c] - max);
    for (size_t c = 0; c < n; c++)
        p[c] /= sum;
    return -log(p[label]);
}

static void back_to_hidden(Mlp *net, size_t r)
{
    size_t n = net->width[0], h = net->width[1], k = net->width[2];
    float scale = 1.0f / (1.0f - net->drop_prob[1]);
    for (size_t j = 0; j < h; j++) {
        double d = 0.0;
        for (size_t c = 0; c < k; c++)
            d += (double)net->dz[1][r * k + c] * (double)net->w[1][c * h + j];
        bool open = net->mask[1][r * h + j] && net->z[0][r * h + j] > 0.0f;
        float dz = open ? (float)d * scale : 0.0f;
        net->dz[0][r * h + j] = dz;
        net->db[0][j] += dz;
        for (size_t i = 0; i < n; i++)
            net->dw[0][j * n + i] += dz * net->a[0][r * n + i];
    }
}

double digits_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    size_t h = net->width[1], k = net->width[2];
    double loss = 0.0, p[256];
    memset(net->grads, 0, net->n_params * sizeof *net->grads);
    for (size_t r = 0; r < batch; r++) {
        loss += loss_of_row(p, net->z[1] + r * k, labels[r], k);
        for (size_t c = 0; c < k; c++) {
            float dz = (float)((p[c] - (c == labels[r])) / (double)batch);
            net->dz[1][r * k + c] = dz;
            net->db[1][c] += dz;
            for (size_t j = 0; j < h; j++)
                net->dw[1][c * h + j] += dz * net->a[1][r * h + j];
        }
        back_to_hidden(net, r);
    }
    return batch > 0 ? loss / (double)batch : 0.0;
}
