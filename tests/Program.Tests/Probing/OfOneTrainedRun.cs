namespace Melange.Host.Tests.Probing;

/// <summary>The tests that look at one trained experiment, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OfOneTrainedRun : ICollectionFixture<TrainedRun>
{
    public const string Name = "of one trained run";
}
