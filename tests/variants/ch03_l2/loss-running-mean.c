// Variant of squared-loss: the mean so far moves towards each new term.
double squared_loss(const float *prediction, const float *target, size_t batch)
{
    double mean = 0.0;
    for (size_t i = 0; i < batch; i++) {
        double error = (double)(target[i]) - (double)(prediction[i]);
        mean += (error * error - mean) / (double)(i + 1);
    }
    return mean;
}
