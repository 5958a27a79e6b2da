"""What the benchmarks are made with: servers, load, histories and figures."""
