-- Prints what bench_pages.py reads: requests, 95th percentile in microseconds, answers that were not 200.
done = function(summary, latency, requests)
  io.write(string.format("requests=%d p95_us=%d errors=%d\n", summary.requests, latency:percentile(95),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
