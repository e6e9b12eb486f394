import Benchmark
import Glibc

/// What is measured, and how: CPU time of the calling thread, to the nanosecond.
///
/// The runner's own CPU time is in scheduler ticks of 10 ms, too coarse for what is measured here; its wall
/// clock also counts the time that other programs had the processor.
enum Gauge {
  static let time = BenchmarkMetric.custom("CPU ns each", useScalingFactor: false)
  static let rate = BenchmarkMetric.custom("MB/s", polarity: .prefersLarger, useScalingFactor: false)
  static let floor = BenchmarkMetric.custom("% of bare libxml2", useScalingFactor: false)
  static let share = BenchmarkMetric.custom("% of it deduplication", useScalingFactor: false)

  /// CPU time that a closure takes, in nanoseconds; at least 1.
  @inline(__always)
  static func nanoseconds(_ body: () -> Void) -> Int {
    let start = threadTime()
    body()
    return max(1, threadTime() - start)
  }

  private static func threadTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  static func configuration(_ metrics: [BenchmarkMetric]) -> Benchmark.Configuration {
    Benchmark.Configuration(
      metrics: metrics, warmupIterations: 3, maxDuration: .milliseconds(2_500), maxIterations: 100_000)
  }
}

extension Benchmark {
  /// A case of many small operations: the time of each, and of the bytes that they go through.
  ///
  /// - Parameters:
  ///   - count: operations in one call of the body.
  ///   - calls: how often the body is called in a sample: enough for the clock not to matter.
  ///   - bytes: what one call reads or writes; nil where that says nothing.
  static func operations(
    _ name: String, count: Int, calls: Int = 200, bytes: Int? = nil, _ body: @escaping () -> Void
  ) {
    let metrics = [Gauge.time, .instructions] + (bytes == nil ? [] : [Gauge.rate])
    Benchmark(name, configuration: Gauge.configuration(metrics)) { benchmark in
      let time = Gauge.nanoseconds {
        for _ in 0..<calls { body() }
      }
      benchmark.measurement(Gauge.time, time / (calls * count))
      if let bytes { benchmark.measurement(Gauge.rate, bytes * calls * 1_000 / time) }
    }
  }
}
