import FaultModel
import Glibc

// What the fault tests kill, cut off and refuse space to: a store of its own, fed with made-up stories.
//
//   FaultDriver write DIR [--batches N] [--lines N] [--body BYTES] [--rotate N] [--pause MICROSECONDS]
//                         [--segment BYTES] [--clock SECONDS] [--order NAME] [--upkeep] [--close]
//   FaultDriver check DIR
//   FaultDriver cost DIR
//   FaultDriver model FIRST COUNT
//
// Prints `announced ID SEQ` once a line is durable and indexed, and what it did in the end. Exit status: 0, 1 a
// promise was broken, 2 wrong usage, 74 the disk failed.

let arguments = Array(CommandLine.arguments.dropFirst())
exit(FaultCommand.run(arguments))
