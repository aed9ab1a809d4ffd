// Fresh weights and dropout draw from libtorch's one generator of the process: tests that run side by side would take
// each other's numbers.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
