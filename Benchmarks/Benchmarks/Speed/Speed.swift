import Benchmark

let benchmarks: @Sendable () -> Void = {
  parseBenchmarks()
  textBenchmarks()
  storyBenchmarks()
  pollBenchmarks()
}
