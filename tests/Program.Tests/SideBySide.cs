// What computes is in processes of its own. Of two cores a third test takes what others leave that wait for a limit.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
