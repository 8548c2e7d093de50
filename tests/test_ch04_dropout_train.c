// Suite of chapter 4, fourth part: training the network, and its accuracy.
#include "test_ch04_dropout.h"

static const size_t SHAPE[3] = {5, 7, 3};

static Call *epoch_call(const Mlp *net, const Dataset *data, size_t batch,
                        float lr, Rng rng, MlpArrays *m)
{
    Call *c = call_begin("digits_train_epoch", T_F64);
    *m = arg_epoch(c, net, data, batch, lr, rng);
    return c;
}

START_TEST(epoch_agrees_with_the_solution)
{
    for (size_t k = 0; k < N_EPOCH_SIZES; k++) {
        Rng rng = test_rng(150 + k);
        Mlp *net = digits_net(&rng, SHAPE, 7, 0.2f, 0.5f);
        Dataset data = test_dataset(&rng, EPOCH_SIZES[k][0], 5, 3);
        MlpArrays m;
        Call *c = epoch_call(net, &data, EPOCH_SIZES[k][1], 0.1f, rng, &m);
        call_both(c);
        expect_same(c, (Tolerance){1e-5, 1e-4},
                    "Shuffle once, then a step a batch, the short one too.");
    }
}
END_TEST

START_TEST(epoch_returns_the_mean_loss)
{
    Rng rng = test_rng(160);
    Mlp *net = digits_net(&rng, SHAPE, 4, 0.0f, 0.0f);
    Dataset data = test_dataset(&rng, 10, 5, 3);
    MlpArrays m;
    Call *c = epoch_call(net, &data, 4, 0.0f, rng, &m);
    call_student(c);
    expect_number(c, reference_loss(net, data.x, data.y, 10, false),
                  (Tolerance){1e-5, 1e-5},
                  "Without steps (lr = 0) the mean over 4 + 4 + 2 samples is "
                  "that of the whole set.");
    expect_f32(c, m.params, net->params, EXACT, "lr = 0 changes no weight.");
    data.n = 0;
    c = epoch_call(net, &data, 4, 0.1f, rng, &m);
    call_student(c);
    expect_number(c, 0.0, EXACT, "No data: 0, not 0 / 0.");
    expect_f32(c, m.params, net->params, EXACT, "No data: no step.");
}
END_TEST

static void train(Training *t)
{
    Rng rng = test_rng(170);
    Mlp *net = digits_net(&rng, SHAPE, 8, 0.0f, 0.0f);
    Dataset data = repeated_dataset(&rng, 12, 4, 5, 3);
    for (int epoch = 0; epoch < N_EPOCHS; epoch++) {
        MlpArrays m;
        t->call = epoch_call(net, &data, 4, 0.2f, rng, &m);
        call_one(t->call, t->who);
        take_array(net->params, t->call, t->who, m.params);
        t->loss[epoch] = returned_number(t->call, t->who);
    }
    t->after = reference_loss(net, data.x, data.y, data.n, false);
}

START_TEST(epochs_bring_the_loss_down)
{
    check_falling(train, SHAPE[2]);
}
END_TEST

static Call *accuracy_call(const Mlp *net, const Dataset *data)
{
    Call *c = call_begin("digits_accuracy", T_F64);
    MlpArrays m = arg_mlp(c, "net", net);
    arg_dataset(c, "data", data);
    ignore_workspace(c, &m, net->n_layers);
    return c;
}

START_TEST(accuracy_is_the_share_that_is_right)
{
    // With max_batch 4 blocks are whole, short, single.
    const size_t sizes[] = {8, 10, 1, 3, 4};
    for (size_t k = 0; k < 5; k++) {
        Rng rng = test_rng(180 + k);
        Mlp *net = digits_net(&rng, SHAPE, 4, 0.5f, 0.9f);
        Dataset data = test_dataset(&rng, sizes[k], 5, 3);
        size_t right = (size_t)rng_below(&rng, sizes[k] + 1);
        label_by_reference(net, &data, right);
        Call *c = accuracy_call(net, &data);
        call_student(c);
        expect_number(c, (double)right / (double)sizes[k], CLOSE,
                      "The share of all samples that is right, without "
                      "dropout.");
    }
}
END_TEST

START_TEST(accuracy_of_nothing_is_zero)
{
    Rng rng = EXAMPLE_RNG;
    Mlp *net = digits_net(&rng, SHAPE, 4, 0.5f, 0.5f);
    Dataset data = test_dataset(&rng, 6, 5, 3);
    label_by_reference(net, &data, 6);
    Call *c = accuracy_call(net, &data);
    call_student(c);
    expect_number(c, 1.0, CLOSE, "All six are right.");
    data.n = 0;
    c = accuracy_call(net, &data);
    call_student(c);
    expect_number(c, 0.0, EXACT, "No data: 0, not 0 / 0.");
}
END_TEST

void training_tasks(Suite *suite)
{
    TCase *t = task(suite, "digits-train-epoch");
    tcase_add_test(t, epoch_agrees_with_the_solution);
    tcase_add_test(t, epoch_returns_the_mean_loss);
    tcase_add_test(t, epochs_bring_the_loss_down);
    t = task(suite, "digits-accuracy");
    tcase_add_test(t, accuracy_is_the_share_that_is_right);
    tcase_add_test(t, accuracy_of_nothing_is_zero);
}
