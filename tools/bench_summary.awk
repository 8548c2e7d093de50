# From the runs of tools/bench.sh (who, work, threads, round, seconds of an epoch,
# loss, accuracy, MiB) to a line for each work: medians over the rounds, and what
# the two sides have learned. Both have to come to the same loss and accuracy:
# within three standard errors, and 2 % of the loss and one point of accuracy,
# which so few seeds may hide. Round 0 was for choosing the threads.
BEGIN { FS = OFS = "\t"; samples = 60000 }
function median(key,   n, i, j, v, x) {
  n = split(times[key], v, " ")
  for (i = 2; i <= n; i++)
    for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) {
      x = v[j]; v[j] = v[j - 1]; v[j - 1] = x
    }
  return n ? v[int((n + 1) / 2)] : 0
}
function mean(sum, key) { return n[key] ? sum[key] / n[key] : 0 }
function variance(sum, squares, key,   v) {
  v = n[key] > 1 ? (squares[key] - sum[key] ^ 2 / n[key]) / (n[key] - 1) : 0
  return v > 0 ? v : 0
}
function apart(sum, squares, a, b, free,   d) {
  d = mean(sum, a) - mean(sum, b)
  return (d < 0 ? -d : d) > free + 3 * sqrt((variance(sum, squares, a) + \
    variance(sum, squares, b)) / n[a])
}
$4 > 0 {
  key = $1 SUBSEP $2
  times[key] = times[key] " " $5
  threads[key] = $3
  n[key]++
  loss[key] += $6; losses[key] += $6 ^ 2
  right[key] += $7; rights[key] += $7 ^ 2
  if ($8 > memory[key]) memory[key] = $8
  if (!seen[$2]++) work[++n_works] = $2
}
END {
  print "work", "ours", "threads", "torch", "torch_threads", "ratio", "products", "share", \
    "loss", "torch_loss", "accuracy", "torch_accuracy", "same", "memory", "torch_memory", "loops"
  for (i = 1; i <= n_works; i++) {
    a = "ours" SUBSEP work[i]; b = "torch" SUBSEP work[i]
    p = "products" SUBSEP work[i]; l = "loops" SUBSEP work[i]
    here = n[b] > 0
    same = here ? apart(loss, losses, a, b, 0.02 * mean(loss, b)) || \
      apart(right, rights, a, b, 0.01) ? "no" : "yes" : "-"
    print work[i], int(samples / median(a)), threads[a], \
      here ? int(samples / median(b)) : "-", here ? threads[b] : "-", \
      here ? sprintf("%.1f", median(b) / median(a)) : "-", \
      int(samples / median(p)), sprintf("%.0f", 100 * median(p) / median(a)), \
      sprintf("%.3f", mean(loss, a)), here ? sprintf("%.3f", mean(loss, b)) : "-", \
      sprintf("%.3f", mean(right, a)), here ? sprintf("%.3f", mean(right, b)) : "-", same, \
      memory[a], here ? memory[b] : "-", n[l] ? int(samples / median(l)) : "-"
  }
}
