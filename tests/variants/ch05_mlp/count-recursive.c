// Variant of mlp-count-params: the first layer, and what the others have.
size_t mlp_count_params(const size_t *width, size_t n_layers)
{
    if (n_layers == 0)
        return 0;
    return width[0] * width[1] + width[1] +
           mlp_count_params(width + 1, n_layers - 1);
}
